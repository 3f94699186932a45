"""Reported speech: the clause, infinitive or noun phrase that a verb of saying takes."""

from collections.abc import Callable, Iterator, Sequence

from kg.facts.speech.base import MARKS, Attributed, Content, Speech, bounded, finite
from kg.facts.speech.cues import Cue
from kg.facts.speech.naming import names
from kg.facts.speech.nouns import addressee
from kg.facts.speech.objects import clause_of_object, thing, tied
from kg.facts.speech.reports import clause
from kg.facts.speech.speakers import speakers
from kg.facts.speech.subjects import of_reporter, subject
from kg.mentions.words import Token
from kg.model import StatementKind


def indirect(cue: Cue, speech: Speech) -> Iterator[Attributed]:
    """Yield what a verb reports, once for each speaker; nothing where no speaker is known."""
    content = next((c for frame in FRAMES if (c := frame(cue, speech)) is not None), None)
    if content is None or gaping(content, speech):
        return
    who = speakers(subject(cue.verb, speech), speech)
    hearer = addressee(cue.verb, cue.lemma, speech)
    tokens = (cue.verb.i, cue.verb.i + 1)
    pieces = quoted_only(*before_next(content, cue, speech), speech)
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


def gaping(content: Content, speech: Speech) -> bool:
    """Tell whether a clause ends in "be": what it was is told elsewhere, `where X predicted it would be`."""
    last = speech.doc[content.end - 1]
    return last.tag_ == "VB" and last.pos_ == "AUX"


def before_next(content: Content, cue: Cue, speech: Speech) -> tuple[int, int]:
    """Return what is said without what the speaker then does: `accused Y of lying and called on Z to …`.

    The parser hangs the second verb on the first in what is said, though its form is that of the cue.
    """
    doc, tag = speech.doc, "VBD" if cue.verb.tag_ == "VBN" else cue.verb.tag_
    for token in doc.tokens[content.start + 2 : content.end - 1]:
        i, before = token.i, doc.tokens[token.i - 1]
        joins = before.tag_ == "CC" and token.dep_ == "conj" and token.head.i >= content.start
        gerund = before.text == "," and token.tag_ == "VBG" and i not in speech.quoted
        if gerund and token.lemma_.lower() in speech.words.verbs and content.rule == "statement.infinitive":
            return bounded(content.start, i - 1, speech) or (content.start, content.end)
        if not joins or tag not in ("VBD", "VBZ") or i in speech.quoted:
            continue
        alike = token.tag_ == tag and token.head.tag_ in ("VB", "VBG", "NN", "NNS")
        own = speech.child(token, "nsubj", "nsubjpass", "aux", "auxpass")
        if (alike or of_reporter(token, speech)) and own is None:
            return bounded(content.start, i - 1, speech) or (content.start, content.end)
    return content.start, content.end


def quoted_only(start: int, end: int, speech: Speech) -> list[tuple[int, int, bool]]:
    """Return the quotations for the clause where they carry it: `was "never pressured by anybody"`."""
    numbers = dict.fromkeys(n for i in range(start, end) if (n := speech.quoted.get(i)) is not None)
    inside = [
        speech.quotes[n] for n in numbers if start <= speech.quotes[n][0] and speech.quotes[n][1] <= end + 1
    ]
    rest = [t for t in speech.doc[start:end] if t.i not in speech.quoted and t.text not in MARKS]
    only = all(t.tag_ in ("CC", ",") for t in rest)
    between = (t for t in rest if inside and inside[0][1] <= t.i < inside[-1][0])
    if len(inside) > 1 and any(finite(t) for t in between):
        return [(start, end, False)]  # `would be "A" so that all should use "B"`
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
        if joined_to_passive(cue.verb, speech):
            continue
        last = max(
            [prep.right_edge.i, *(k.right_edge.i for k in infinitives(cue.verb, speech) if k.i > prep.i)]
        )
        found = bounded(prep.i + 1, last + 1, speech)
        if found is not None:
            kind = speech.words.kind(f"{cue.lemma} {prep.lower_}", cue.lemma)
            return Content(*found, kind, "statement.preposition", 0.8)
    return for_infinitive(cue, allowed, speech)


def joined_to_passive(verb: Token, speech: Speech) -> bool:
    """Tell whether a verb shares the "was" before it: `was elected a fellow and admitted to the academy`."""
    first = verb.head
    return (
        verb.dep_ == "conj"
        and verb.tag_ in ("VBD", "VBN")
        and speech.child(first, "auxpass") is not None
        and speech.child(verb, "nsubj", "aux", "dobj") is None
    )


def for_infinitive(cue: Cue, allowed: Sequence[str], speech: Speech) -> Content | None:
    """`called for the talks to resume`, `asked for the price to be kept secret`."""
    for kid in infinitives(cue.verb, speech):
        mark = speech.child(kid, "mark")
        if mark is not None and mark.lower_ in allowed and mark.i > cue.verb.i:
            found = bounded(mark.i + 1, kid.right_edge.i + 1, speech)
            kind = speech.words.kind(f"{cue.lemma} {mark.lower_}", cue.lemma)
            return Content(*found, kind, "statement.preposition", 0.8) if found else None
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
        start = to.i - (to.i - 1 > verb.i and speech.doc[to.i - 1].dep_ == "neg")
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


FRAMES: tuple[Callable[[Cue, Speech], Content | None], ...] = (
    preposition,
    infinitive,
    names,
    tied,
    clause_of_object,
    clause,
    thing,
)
