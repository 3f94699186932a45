"""Reported speech: the clause, infinitive or noun phrase that a verb of saying takes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.facts.speech.base import LIMIT, MARKS, Attributed, Speech, finite, trimmed
from kg.facts.speech.cues import Cue
from kg.facts.speech.speakers import addressee, passive, speakers, subject
from kg.model import StatementKind


SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens that are said, what one does by saying so, by which rule."""

    start: int
    end: int
    kind: StatementKind
    rule: str
    confidence: float


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
    """Return the quotations for the clause where they carry it: `was "never directly pressured by anybody"`."""
    numbers = dict.fromkeys(n for i in range(start, end) if (n := speech.quoted.get(i)) is not None)
    inside = [
        speech.quotes[n] for n in numbers if start <= speech.quotes[n][0] and speech.quotes[n][1] <= end + 1
    ]
    if inside and sum(b - a for a, b in inside) > 0.6 * (end - start):
        return [(a, b, True) for a, b in inside]
    return [(start, end, False)]


def bounded(start: int, end: int, speech: Speech) -> tuple[int, int] | None:
    """Return a range trimmed, with the mark that closes a quotation in it, at most `LIMIT` long, or None."""
    doc = speech.doc
    end = min(end, start + LIMIT)
    start, end = trimmed(doc, start, end)
    number = speech.quoted.get(end - 1)
    if number is not None and end > start:
        opening, closing = speech.quotes[number]
        if opening > start and closing - end < LIMIT:
            end = closing
            while end < len(doc) and doc[end].text in (",", "."):
                end += 1
            end += end < len(doc) and doc[end].text in MARKS
    if (
        start < end
        and doc[start].text in MARKS
        and speech.quoted.get(end - 1) is None
        and doc[end - 1].text not in MARKS
    ):
        start += start + 1 not in speech.quoted
    return (start, end) if start < end else None


def clause(cue: Cue, speech: Speech) -> Content | None:
    """`X said [that] …`; `…, X said`. Some verbs need the "that"."""
    if not speech.words.has("frames", "clause", cue.lemma):
        return None
    verb = cue.verb
    kids = sorted(
        speech.children(verb, "ccomp", "xcomp", "advcl", "relcl"), key=lambda kid: (kid.i < verb.i, kid.i)
    )
    for kid in kids:
        if kid.dep_ == "advcl" and not asks(kid, cue, speech):
            continue
        if kid.dep_ == "xcomp" and (kid.i < verb.i or not gerund(kid, speech)):
            continue
        if kid.dep_ == "relcl" and not finite(kid):
            continue
        found = after(kid, cue, speech) if kid.i > verb.i else fronted(kid, cue, speech)
        if found is not None:
            return found
    return loose_that(cue, speech) or beside_clause(cue, speech) or as_said(cue, speech)


def comma_clause(cue: Cue, speech: Speech) -> Content | None:
    """`X reported on Thursday, … rose`: the parser took the clause for the main one."""
    doc, verb, main = speech.doc, cue.verb, cue.verb.head
    if (
        main.i <= verb.i
        or verb.dep_ not in ("ccomp", "parataxis", "advcl")
        or speech.child(verb, "mark") is not None
    ):
        return None
    if speech.child(verb, "nsubj") is None or doc[verb.right_edge.i + 1].text != ",":
        return None
    if doc[max(verb.left_edge.i - 1, 0)].text == "," or any(
        doc[i].text == "," for i in range(verb.left_edge.i, verb.i)
    ):
        return None
    own = speech.child(main, "nsubj", "nsubjpass", "expl")
    if own is None or own.i < verb.i or any(finite(t) for t in doc[verb.i + 1 : verb.right_edge.i + 1]):
        return None
    found = bounded(verb.right_edge.i + 2, main.right_edge.i + 1, speech)
    return Content(*found, kind_of(cue, speech), "statement.comma_clause", 0.75) if found else None


def as_said(cue: Cue, speech: Speech) -> Content | None:
    """`…, as X found`: the clause that it hangs on."""
    verb, host = cue.verb, cue.verb.head
    marks = [k for k in speech.children(verb, "mark", "advmod") if k.lower_ in speech.words.as_]
    if (
        not marks
        or verb.dep_ != "advcl"
        or host.i > verb.i
        or speech.child(verb, "dobj", "ccomp") is not None
    ):
        return None
    while host.dep_ in ("xcomp", "acomp") and host.head.i < host.i:
        host = host.head
    start = host.left_edge.i
    start += speech.words.has("phrases", "that", speech.doc[start].lower_)
    found = bounded(start, marks[0].i, speech)
    if found is None or found[1] - found[0] < 4:
        return None
    return Content(*found, kind_of(cue, speech), "statement.as_said", 0.7)


def gerund(verb: Token, speech: Speech) -> bool:
    """Tell whether a verb is "having done", "doing" or "being done"."""
    return verb.tag_ == "VBG" or any(kid.tag_ == "VBG" for kid in speech.children(verb, "aux", "auxpass"))


def loose_that(cue: Cue, speech: Speech) -> Content | None:
    """`X clarified in the proceedings that …`: a "that" near the verb which the parser hung elsewhere."""
    doc, verb = speech.doc, cue.verb
    sent_end = verb.sent.end if finite(verb) or verb.tag_ in ("VBG", "VBN") else verb.i
    for i in range(verb.i + 1, min(verb.i + 14, sent_end - 3)):
        token = doc[i]
        if finite(token) or token.text in MARKS or token.text in (";", ":"):
            return None
        if (
            speech.words.has("phrases", "that", token.lower_)
            and token.tag_ != "DT"
            and doc[i + 1].tag_[:1] not in "VM"
        ):
            end = token.head.right_edge.i + 1 if token.dep_ == "mark" and token.head.i > i else sent_end
            found = bounded(i + 1, end, speech)
            return Content(*found, kind_of(cue, speech), "statement.that_clause", 0.8) if found else None
    return None


def beside_clause(cue: Cue, speech: Speech) -> Content | None:
    """`…, argued X.`; `…, CBS noted, …`: a verb set off by commas; the side that it hangs on is meant."""
    doc, verb = speech.doc, cue.verb
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or speech.words.has("frames", "needs_that", cue.lemma):
        return None
    sent = verb.sent
    turned = comma_clause(cue, speech)
    if turned is not None:
        return turned
    first = speech.child(verb, "nsubj")
    left = first.left_edge.i if first is not None and first.i < verb.i else verb.i
    right = first.right_edge.i + 1 if first is not None and first.i > verb.i else verb.i + 1
    if right == verb.i + 1 and left == verb.i:
        right = max([k.right_edge.i + 1 for k in speech.children(verb, "dobj")], default=right)
    if left - 1 <= sent.start or doc[left - 1].text != ",":
        return None
    if right < len(doc) and doc[right].text in (".", "!", "?"):
        found = bounded(sent.start, left - 1, speech)
    elif right < len(doc) and doc[right].text == "," and verb.dep_ == "parataxis":
        found = bounded(*((right + 1, sent.end) if verb.head.i > verb.i else (sent.start, left - 1)), speech)
    else:
        return None
    if found is None or found[1] - found[0] < 4 or not any(finite(t) for t in doc[found[0] : found[1]]):
        return None
    return Content(*found, kind_of(cue, speech), "statement.beside_clause", 0.75)


def asks(kid: Token, cue: Cue, speech: Speech) -> bool:
    """Tell whether a clause with "if", "whether" or a word of asking is what a verb of asking asks."""
    if not speech.words.has("kinds", "question", cue.lemma) and not speech.words.has(
        "frames", "asking", cue.lemma
    ):
        return False
    if kid.dep_ == "ccomp" and kid.i > cue.verb.i and kid.left_edge.tag_ in ("WRB", "WP", "WDT"):
        return True
    mark = speech.child(kid, "mark")
    return mark is not None and speech.words.has("doubt", "conditional", mark.lower_)


def after(kid: Token, cue: Cue, speech: Speech) -> Content | None:
    """Return the clause after its verb, "that" left off."""
    verb, doc = cue.verb, speech.doc
    start = max(kid.left_edge.i, verb.i + 1)
    that = False
    for i in range(start, min(start + 8, kid.i)):
        if (
            speech.words.has("phrases", "that", doc[i].lower_)
            and doc[i].dep_ == "mark"
            and doc[i].head == kid
        ):
            that, start = True, i + 1
            break
    if not that and speech.words.has("frames", "needs_that", cue.lemma) and not asks(kid, cue, speech):
        return None
    begins = doc[start : kid.i + 1][:LIMIT]
    if not gerund(kid, speech) and not any(t.dep_ in SUBJECTS for t in begins):
        lost = [k.left_edge.i for k in speech.children(verb, "dobj", "nsubj") if verb.i < k.i < kid.i]
        auxiliary = any(finite(k) for k in speech.children(kid, "aux", "auxpass"))
        if not lost or that or not (finite(kid) or auxiliary):
            return None
        start = min(lost)
    if speech.words.has("phrases", "that", doc[start].lower_) and doc[start].tag_ == "IN":
        that, start = True, start + 1
    if not that and speech.words.has("frames", "hearer", cue.lemma):
        start = after_hearer(start, kid, speech)
    first = doc[min(start, kid.i)]
    embedded = first.tag_ in ("WP", "WRB", "WDT", "WP$") and not asks(kid, cue, speech)
    opener = next((k for k in speech.children(kid, "mark") if k.i >= start), first)
    if embedded or (speech.words.has("phrases", "circumstance", opener.lower_) and not that):
        return None
    found = bounded(start, without_source(start, clause_end(kid, cue, speech), speech), speech)
    if found is None:
        return None
    kind = StatementKind.QUESTION if asks(kid, cue, speech) else kind_of(cue, speech)
    rule, trust = ("statement.that_clause", 0.92) if that else ("statement.clause", 0.87)
    return Content(*found, kind, rule, trust)


def after_hearer(start: int, kid: Token, speech: Speech) -> int:
    """Return where the clause starts after a name that the parser put into it: `told Reuters the rains …`."""
    ref = speech.reading.at(start)
    if ref is None or ref.form != "name" or ref.end >= kid.i:
        return start
    rest = speech.doc[ref.end : kid.i]
    return (
        ref.end
        if any(t.dep_ in SUBJECTS for t in rest) and rest[0].pos_ not in ("PART", "CCONJ", "PUNCT")
        else start
    )


def without_source(start: int, end: int, speech: Speech) -> int:
    """Return the end of a clause without who reports the whole sentence: `…, Reuters reported`."""
    doc = speech.doc
    last = end - 1 if end - 1 > start and doc[end - 1].text not in (".", ",") else end - 2
    if last > start and doc[last].tag_ in ("VBD", "VBZ") and doc[last].lemma_.lower() in speech.words.verbs:
        for i in range(last - 1, max(start, last - 8), -1):
            if doc[i].text == ",":
                return i
    return end


def clause_end(kid: Token, cue: Cue, speech: Speech) -> int:
    """Return where a clause ends: before another verb of saying that is joined to it and shares its speaker."""
    end = kid.right_edge.i + 1
    for more in speech.children(cue.verb, "ccomp"):
        if more.left_edge.i == end and more.i != kid.i:
            end = more.right_edge.i + 1
    for other in speech.children(kid, "advcl", "conj", "parataxis"):
        lemma = other.lemma_.lower()
        comma = any(t.text == "," for t in speech.doc[max(other.left_edge.i - 2, 0) : other.i])
        bare = speech.child(other, "nsubj", "nsubjpass") is None
        source = other.dep_ == "parataxis" or any(
            k.lower_ in speech.words.aside for k in speech.children(other, "mark")
        )
        if lemma in speech.words.verbs and source and comma and other.left_edge.i > kid.i:
            end = min(end, other.left_edge.i)
        if lemma in speech.words.verbs and bare and comma and other.tag_ in ("VBG", "VBD", "VBZ"):
            end = min(end, other.left_edge.i)
    return end


def fronted(kid: Token, cue: Cue, speech: Speech) -> Content | None:
    """Return the clause before its verb, up to the comma."""
    doc, verb = speech.doc, cue.verb
    end = min(kid.right_edge.i + 1, verb.i)
    comma = doc[end].text if end < len(doc) else ""
    if comma != "," and doc[end - 1].text != ",":
        return None
    found = bounded(kid.left_edge.i, end, speech)
    if found is None or found[1] - found[0] < 3:
        return None
    return Content(*found, kind_of(cue, speech), "statement.clause_before", 0.85)


def kind_of(cue: Cue, speech: Speech) -> StatementKind:
    """Return what one does by a verb with a clause."""
    return speech.words.kind(cue.lemma)


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
        if prep.lower_ not in allowed or prep.i < cue.verb.i:
            continue
        last = max(
            [prep.right_edge.i, *(k.right_edge.i for k in infinitives(cue.verb, speech) if k.i > prep.i)]
        )
        found = bounded(prep.i + 1, last + 1, speech)
        if found is not None:
            kind = speech.words.kind(f"{cue.lemma} {prep.lower_}", cue.lemma)
            return Content(*found, kind, "statement.preposition", 0.8)
    return None


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
            elif words.has("frames", "asking", cue.lemma) or person is not None and kind is StatementKind.SAY:
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
        small = next(speech.children(verb, "oprd", "ccomp"), None)
        if small is None or small.i < verb.i or finite(small):
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


def thing(cue: Cue, speech: Speech) -> Content | None:
    """`announced the vote`, `condemned the attack`, `was condemned by X`."""
    if not speech.words.has("frames", "object", cue.lemma):
        return None
    verb = cue.verb
    turned = passive(verb, speech)
    deps = ("nsubjpass",) if turned else ("dobj",)
    found = next(
        (
            k
            for k in speech.children(verb, *deps)
            if (turned or k.i > verb.i) and k.pos_ in ("NOUN", "PROPN", "PRON", "VERB")
        ),
        None,
    )
    if found is None or found.pos_ == "PRON" or speech.words.has("nouns", "acted_on", found.lemma_.lower()):
        return None
    if found.tag_ in ("WP", "WDT"):
        return None
    ref = speech.reading.at(found)
    if ref is not None and ref.kind == "Person":
        return None
    span = bounded(found.left_edge.i, noun_end(found, speech), speech)
    if span is None or (span[1] - span[0] < 2 and found.lower_ in speech.words.nouns):
        return None
    return Content(*span, speech.words.kind(cue.lemma), "statement.noun_phrase", 0.7)


def noun_end(noun: Token, speech: Speech) -> int:
    """Return where a noun phrase ends: before a comma with a relative clause or an example."""
    doc = speech.doc
    for i in range(noun.i, min(noun.right_edge.i, noun.i + LIMIT)):
        if doc[i].text == "," and doc[i + 1].tag_ in ("WDT", "WP", "WP$", "WRB"):
            return i
    return noun.right_edge.i + 1


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
