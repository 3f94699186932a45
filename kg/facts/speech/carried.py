"""Quotations with no words beside them: they go on for who spoke right before."""

from collections.abc import Iterator

from kg.facts.speech.base import ENDINGS, MARKS, Attributed, Speech, sentence_like
from kg.facts.speech.direct import WINDOW
from kg.model import Kind, StatementKind


def carried(speech: Speech, found: list[Attributed]) -> Iterator[Attributed]:
    """`"…," he said. "…"`: a quotation with no cue goes on for who spoke right before it. O(n)."""
    taken = {(a.start, a.end) for a in found if a.direct}
    ends = {i: a for a in sorted(found, key=lambda a: (a.end, a.direct)) for i in (a.end, a.cue[1])}
    for start, end in speech.quotes:
        if (start, end) in taken or start in speech.orphans or not sentence_like(start, end, speech):
            continue
        last, steps = before(start, ends, speech) if opens(start, speech) else (None, 0)
        if last is None and opens(start, speech) and end - start > 5:
            yield from acted(start, end, speech)
        if last is not None:
            trust = 0.85 if last.direct and steps == 0 else 0.6
            again = Attributed(
                start,
                end,
                last.speaker,
                last.kind,
                True,
                last.cue,
                "statement.carried_over",
                trust,
                -1,
                last.to,
            )
            ends[end] = again
            yield again


def others(begin: int, stop: int, last: Attributed, speech: Speech) -> bool:
    """Tell whether the words between what somebody said and a quotation name another person."""
    refs = (speech.reading.at(i) for i in range(begin, stop))
    return any(
        ref is not None and ref.kind is Kind.PERSON and last.speaker not in ref.entities for ref in refs
    )


def acted(start: int, end: int, speech: Speech) -> Iterator[Attributed]:
    """`X told of her start. "…"`: the one person named in the sentence right before, if its subject."""
    doc, i = speech.doc, start - 2
    while i > 0 and doc[i].text == " ":
        i -= 1
    if i < 1 or "\n" in doc[i].text or i in speech.quoted or doc[i].text in MARKS:
        return
    first, last = speech.sentence(doc[i])
    refs = [ref for j in range(first, last) if (ref := speech.reading.at(j)) is not None]
    people = [ref for ref in refs if ref.kind is Kind.PERSON]
    quoting = any(j in speech.quoted for j in range(first, last))
    if quoting or not people or len({who for ref in people for who in ref.entities}) != 1:
        return
    root = doc[people[0].start : people[0].end].root
    if root.dep_ == "nsubj" and root.head.dep_ == "ROOT":
        cue, who = (root.head.i, root.head.i + 1), people[0].entity
        yield Attributed(start, end, who, StatementKind.SAY, True, cue, "statement.acted", 0.6, root.i)


def opens(start: int, speech: Speech) -> bool:
    """Tell whether a quotation opens a sentence or follows a semicolon or another quotation."""
    i = start - 2
    while i >= 0 and speech.doc[i].is_space:
        i -= 1
    return i < 0 or speech.doc[i].text in ENDINGS or speech.doc[i].text == ";" or speech.doc[i].text in MARKS


def before(start: int, ends: dict[int, Attributed], speech: Speech) -> tuple[Attributed | None, int]:
    """Return the statement of the sentence right before a quotation, and the line breaks between."""
    doc, breaks, sentence = speech.doc, 0, 0
    joined = start > 1 and doc[start - 2].text == ";"
    for i in range(start - 1, max(start - WINDOW, 0), -1):
        if joined and i in ends and ends[i].rule == "statement.source":
            return None, breaks
        if i in ends and i not in (start,):
            return (None if sentence and others(i, start, ends[i], speech) else ends[i]), breaks
        if doc[i].text in ENDINGS and i not in speech.quoted:
            sentence += 1
        breaks += "\n" in doc[i].text
        if (joined and (breaks or sentence)) or breaks > 1 or sentence > 1 or (breaks and i in speech.quoted):
            return None, breaks
    return None, breaks
