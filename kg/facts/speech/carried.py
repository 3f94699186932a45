"""Quotations with no words beside them: they go on for who spoke right before."""

from collections.abc import Iterator

from kg.facts.speech.base import ENDINGS, MARKS, Attributed, Speech, sentence_like
from kg.facts.speech.direct import WINDOW


def carried(speech: Speech, found: list[Attributed]) -> Iterator[Attributed]:
    """`"…," he said. "…"`: a quotation with no cue goes on for who spoke right before it. O(n)."""
    taken = {(a.start, a.end) for a in found if a.direct}
    ends = {i: a for a in sorted(found, key=lambda a: (a.end, a.direct)) for i in (a.end, a.cue[1])}
    for start, end in speech.quotes:
        if (start, end) in taken or start in speech.orphans or not sentence_like(start, end, speech):
            continue
        last, steps = before(start, ends, speech) if opens(start, speech) else (None, 0)
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
        if i in ends and i not in (start,):
            return ends[i], breaks
        if doc[i].text in ENDINGS and i not in speech.quoted:
            sentence += 1
        breaks += "\n" in doc[i].text
        if (joined and (breaks or sentence)) or breaks > 1 or sentence > 1 or (breaks and i in speech.quoted):
            return None, breaks
    return None, breaks
