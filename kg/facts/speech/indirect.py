"""Reported speech: the clause, infinitive or noun phrase that a verb of saying takes."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.facts.speech.bare import BREAKS
from kg.facts.speech.base import LIMIT, MARKS, Attributed, Content, Speech, bounded, finite
from kg.facts.speech.cues import Cue, passive
from kg.facts.speech.reports import clause
from kg.facts.speech.speakers import addressee, speakers
from kg.facts.speech.subjects import subject
from kg.model import StatementKind


def indirect(cue: Cue, speech: Speech) -> Iterator[Attributed]:
    """Yield what a verb reports, once for each speaker; nothing where no speaker is known."""
    content = next((c for frame in FRAMES if (c := frame(cue, speech)) is not None), None)
    if content is None:
        return
    who = speakers(subject(cue.verb, speech), speech)
    hearer = addressee(cue.verb, cue.lemma, speech)
    tokens = (cue.verb.i, cue.verb.i + 1)
    pieces = [piece for part in parts(content, speech) for piece in quoted_only(*part, speech)]
    for one in who:
        if content.start <= one.token.i < content.end:
            continue
        speech.last = one, cue.verb.i
        to = hearer.entity if hearer is not None and hearer.entity != one.entity else None
        trust = content.confidence * one.confidence
        for start, end, direct in pieces:
            yield Attributed(
                start, end, one.entity, content.kind, direct, tokens, content.rule, trust, one.token.i, to
            )


def parts(content: Content, speech: Speech) -> list[tuple[int, int]]:
    """Return the clauses of `said that … and that …`, one where there is no second "that"."""
    doc, cuts = speech.doc, [content.start]
    if content.rule in ("statement.that_clause", "statement.clause"):
        for i in range(content.start + 3, content.end - 3):
            that = doc[i].dep_ == "mark" and speech.words.has("phrases", "that", doc[i].lower_)
            if that and doc[i - 1].tag_ == "CC" and i not in speech.quoted:
                cuts.append(i + 1)
    ends = [*(cut - 2 for cut in cuts[1:]), content.end]
    found = (bounded(start, end, speech) for start, end in zip(cuts, ends, strict=True))
    return [span for span in found if span is not None]


def quoted_only(start: int, end: int, speech: Speech) -> list[tuple[int, int, bool]]:
    """Return the quotations for the clause where they carry it: `was "never pressured by anybody"`."""
    numbers = dict.fromkeys(n for i in range(start, end) if (n := speech.quoted.get(i)) is not None)
    inside = [
        speech.quotes[n] for n in numbers if start <= speech.quotes[n][0] and speech.quotes[n][1] <= end + 1
    ]
    rest = (t for t in speech.doc[start:end] if t.i not in speech.quoted and t.text not in MARKS)
    only = all(t.tag_ in ("CC", ",") for t in rest)
    if inside and (only or sum(b - a for a, b in inside) > 0.6 * (end - start)):
        return [(a, b, True) for a, b in inside]
    return [(start, end, False)]


def preposition(cue: Cue, speech: Speech) -> Content | None:
    """`called for …`, `committed to …`, `accused Y of …`, `warned of …`."""
    allowed = speech.words.table("frames", "preposition").get(cue.lemma, ())
    objects = (
        list(speech.children(cue.verb, "dobj"))
        if speech.words.kind(cue.lemma) is StatementKind.ACCUSE
        else []
    )
    preps = [p for token in (cue.verb, *objects) for p in speech.children(token, "prep", "dative")]
    for prep in preps:
        if prep.lower_ not in allowed or prep.i < cue.verb.i or named_inside(prep, cue, speech):
            continue
        last = max(
            [prep.right_edge.i, *(k.right_edge.i for k in infinitives(cue.verb, speech) if k.i > prep.i)]
        )
        found = bounded(prep.i + 1, last + 1, speech)
        if found is not None:
            kind = speech.words.kind(f"{cue.lemma} {prep.lower_}", cue.lemma)
            return Content(*found, kind, "statement.preposition", 0.8)
    return None


def named_inside(prep: Token, cue: Cue, speech: Speech) -> bool:
    """Tell whether a preposition belongs to a name, or `called the race for X` has an object of its own."""
    ref = speech.reading.at(prep)
    own = speech.child(cue.verb, "dobj")
    taken = own is not None and own.i < prep.i and cue.lemma in speech.words.table("frames", "names")
    return ref is not None or taken


def infinitives(verb: Token, speech: Speech) -> Iterator[Token]:
    """Yield the infinitives with "to" that hang on a verb."""
    for kid in speech.children(verb, "xcomp", "ccomp", "advcl"):
        if kid.i > verb.i and any(k.tag_ == "TO" for k in speech.children(kid, "aux")):
            yield kid


def infinitive(cue: Cue, speech: Speech) -> Content | None:
    """`promised to …`; `urged Y to …`, where the content starts with "to" if Y is known, else with Y."""
    verb, words = cue.verb, speech.words
    for kid in infinitives(verb, speech):
        to = next(k for k in speech.children(kid, "aux") if k.tag_ == "TO")
        person = next(
            (k for k in speech.children(verb, "dobj", "prep", "dative") if verb.i < k.i < to.i), None
        )
        if person is None:
            person = next((k for k in speech.children(kid, "nsubj") if verb.i < k.i < to.i), None)
        frame = "infinitive" if person is None else "person_infinitive"
        if not words.has("frames", frame, cue.lemma):
            continue
        start = to.i
        target = speech.child(person, "pobj") if person is not None and person.dep_ == "prep" else person
        if person is not None and (target is None or speech.reading.at(target) is None):
            start = person.left_edge.i if person.dep_ != "prep" else person.i + 1
        found = bounded(start, kid.right_edge.i + 1, speech)
        if found is not None:
            kind = words.kinds.get(f"{cue.lemma} to") or words.kinds.get(
                cue.lemma, StatementKind.DEMAND if person is not None else StatementKind.SAY
            )
            if words.has("frames", "judging", cue.lemma):
                kind = words.kind(cue.lemma)
            elif words.has("frames", "asking", cue.lemma) or (
                person is not None and kind is StatementKind.SAY
            ):
                kind = StatementKind.DEMAND
            return Content(*found, kind, "statement.infinitive", 0.85)
    return None


def names(cue: Cue, speech: Speech) -> Content | None:
    """`called Y a hoax`, `described Y as unfair`, `referred to Y as …`, `what she described as …`."""
    link = speech.words.table("frames", "names").get(cue.lemma)
    if link is None:
        return None
    verb = cue.verb
    if link:
        as_ = next((k for k in speech.children(verb, "prep") if k.lower_ == link and k.i > verb.i), None)
        if as_ is None:
            return None
        known = next((k for k in speech.children(verb, "dobj", "prep") if verb.i < k.i < as_.i), None)
        start = as_.i + 1
        if known is not None and not known.lower_.startswith("by") and known.dep_ != "agent":
            start = known.left_edge.i if known.dep_ == "dobj" else known.i + 1
        found = bounded(start, as_.right_edge.i + 1, speech)
    else:
        small = next(speech.children(verb, "oprd", "ccomp"), None) or clause_object(verb, speech)
        if small is None:
            return named_by_quotation(cue, speech)
        marked = speech.child(small, "mark") is not None
        if small is None or small.i < verb.i or finite(small) or marked:
            return None
        objects = [k.left_edge.i for k in speech.children(verb, "dobj") if k.i > verb.i]
        start = min([small.left_edge.i, *objects])
        if (
            speech.doc[start].pos_ == "PRON"
            and start + 1 < len(speech.doc)
            and speech.doc[start + 1].text in MARKS
        ):
            start += 1
        found = bounded(start, small.right_edge.i + 1, speech)
    if found is None:
        return None
    start, end = found
    more = speech.quoted.get(end + 2) if end + 2 < len(speech.doc) and speech.doc[end].tag_ == "CC" else None
    if more is not None and speech.doc[end - 1].text in MARKS:
        end = speech.quotes[more][1]
    return Content(start, end, speech.words.kind(cue.lemma), "statement.name_for", 0.75)


def named_by_quotation(cue: Cue, speech: Speech) -> Content | None:
    """`calling the inquiry into X "Soviet-style"`: a noun phrase and a quotation, however parsed."""
    doc, first = speech.doc, cue.verb.i + 1
    for i in range(first, min(first + 9, len(doc) - 1)):
        number = speech.quoted.get(i + 1)
        if doc[i].text in MARKS and number is not None and speech.quotes[number][0] == i + 1:
            nouns = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in doc[first:i])
            found = bounded(first, speech.quotes[number][1], speech) if nouns else None
            return Content(*found, speech.words.kind(cue.lemma), "statement.name_for", 0.7) if found else None
        if doc[i].text in BREAKS or finite(doc[i]) or doc[i].tag_ in ("TO", "WDT", "WP", "VBN", "VBG"):
            return None
    return None


def clause_object(verb: Token, speech: Speech) -> Token | None:
    """`declared the outbreak a "crisis"`: an object with a subject of its own."""
    objects = speech.children(verb, "dobj")
    return next((k for k in objects if speech.child(k, "nsubj") is not None), None)


def thing(cue: Cue, speech: Speech) -> Content | None:
    """`announced the vote`, `condemned the attack`, `was condemned by X`."""
    verb = cue.verb
    turned = passive(verb, speech)
    if not speech.words.has("frames", "object", cue.lemma) and not (told_by_text(cue, speech) and not turned):
        return None
    deps = ("nsubjpass",) if turned else ("dobj",)
    objects = [k for k in speech.children(verb, *deps) if turned or k.i > verb.i]
    first = objects[0].left_edge.i if objects else 0
    while len(objects) > 1 and objects[1].left_edge.i == objects[0].i + 1:  # "anti-semitism" is three objects
        objects = objects[1:]
    found = next((k for k in objects if k.pos_ in ("NOUN", "PROPN", "PRON", "VERB")), None)
    free = speech.words.has("frames", "mentioning", cue.lemma)
    if found is None or found.pos_ == "PRON":
        return None
    if not free and speech.words.has("nouns", "acted_on", found.lemma_.lower()):
        return None
    if found.tag_ in ("WP", "WDT"):
        return None
    ref = speech.reading.at(found)
    blamed = speech.words.kind(cue.lemma) is StatementKind.ACCUSE
    if ref is not None and ref.kind == "Person" and not (blamed and noun_end(found, speech) > ref.end + 1):
        return None
    start = first if found is objects[0] else found.left_edge.i
    span = bounded(start, noun_end(found, speech), speech)
    if span is None or (span[1] - span[0] < 2 and found.lower_ in speech.words.nouns):
        return None
    number = speech.quoted.get(span[1] + 1)
    if number is not None and speech.quotes[number][0] == span[1] + 1:  # `announced his death "with sorrow"`
        span = span[0], speech.quotes[number][1] + 1
    return Content(*span, speech.words.kind(cue.lemma), "statement.noun_phrase", 0.7)


def told_by_text(cue: Cue, speech: Speech) -> bool:
    """Tell whether a text is the subject: "an investigation by X found no evidence"."""
    if not speech.words.has("frames", "by_text", cue.lemma):
        return False
    own = speech.child(cue.verb, "nsubj")
    return own is not None and speech.words.has("speakers", "writings", own.lower_)


def noun_end(noun: Token, speech: Speech) -> int:
    """Return where a noun phrase ends: before a comma with a relative clause or an example."""
    doc = speech.doc
    for i in range(noun.i, min(noun.right_edge.i, noun.i + LIMIT)):
        if doc[i].text != ",":
            continue
        quoting = any(t.text in MARKS for t in doc[i + 2 : i + 4])  # `the plan, writing, "…"`
        if quoting or doc[i + 1].tag_ in ("WDT", "WP", "WP$", "WRB"):
            return i
    return completed(noun, noun.right_edge.i + 1, speech)


def completed(noun: Token, end: int, speech: Speech) -> int:
    """Return where a noun phrase ends with what the parser hung on its verb: "blamed X for Y"."""
    verb = noun.head
    feeling = any(speech.words.has("frames", name, verb.lemma_.lower()) for name in ("feeling", "by_text"))
    for kid in speech.children(verb, "prep", "advcl", "xcomp", "relcl"):
        start = kid.left_edge.i
        if start == end + 1 and speech.doc[end].text == "," and begins(start, "examples", speech):
            end = kid.right_edge.i + 1
        if start != end:
            continue
        to = (kid.tag_ == "VB" and speech.doc[end].tag_ == "TO") or (
            kid.tag_ == "VBG" and kid.dep_ == "xcomp"
        )
        to = to or (kid.dep_ == "advcl" and speech.words.has("doubt", "conditional", speech.doc[end].lower_))
        phrase = begins(end, "completing", speech) or (feeling and begins(end, "feeling_about", speech))
        if to or (kid.dep_ == "prep" and phrase):
            end = kid.right_edge.i + 1
    return end


def begins(i: int, name: str, speech: Speech) -> bool:
    """Tell whether one of the pack's phrases of verb frames stands at a token."""
    words = speech.doc[i : i + 3].text.lower()
    return any(words == p or words.startswith(p + " ") for p in speech.words.table("frames", name))


def clause_of_object(cue: Cue, speech: Speech) -> Content | None:
    """`maintains a position that …`, `voiced concern that …`."""
    if cue.lemma not in speech.words.verbs or passive(cue.verb, speech):
        return None
    for noun in speech.children(cue.verb, "dobj"):
        for kid in speech.children(noun, "acl", "ccomp", "relcl"):
            marks = (k for k in speech.children(kid, "mark") if speech.words.has("phrases", "that", k.lower_))
            mark = next(marks, None)
            found = bounded(mark.i + 1, kid.right_edge.i + 1, speech) if mark is not None else None
            if found is not None:
                return Content(*found, speech.words.kind(cue.lemma), "statement.clause_of_object", 0.8)
    return None


FRAMES: tuple[Callable[[Cue, Speech], Content | None], ...] = (
    preposition,
    infinitive,
    names,
    clause_of_object,
    clause,
    thing,
)
