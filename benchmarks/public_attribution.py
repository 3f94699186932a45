"""Our answer to sets of attributions: source, cue and content of each statement."""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.entities import read
from kg.facts.speech import speech_spans
from kg.model import StatementKind

Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the attributions of a record, in order; polarity as the sets have it, negative for a denial."""
    doc = nlp(record["text"])
    reading = read(doc)
    found = []
    for span in speech_spans(reading):
        if span.who < 0:
            continue
        ref = reading.at(span.who)
        source = offsets(doc, *((ref.start, ref.end) if ref else (span.who, span.who + 1)))
        row = {"source": [source], "cue": [offsets(doc, *span.cue)]}
        polarity = "negative" if span.kind is StatementKind.DENY else "positive"
        found.append(row | {"content": [offsets(doc, span.start, span.end)], "polarity": polarity})
    return {"attributions": found}


def offsets(doc: Doc, start: int, end: int) -> list[int]:
    """Return the characters of some tokens."""
    span = doc[start:end]
    return [span.start_char, span.end_char]
