"""Our answer to sets of attributions: source, cue and content of all that a text ascribes to somebody."""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.entities import read
from kg.facts.speech.views import views

Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the attributions of a record, in order; polarity is negative for what is denied."""
    doc = nlp(record["text"])
    found = []
    for view in views(read(doc)):
        row: Record = {"content": spans(doc, view.content), "cue": spans(doc, view.cue)}
        row |= {"source": spans(doc, view.source), "polarity": "negative" if view.negative else "positive"}
        found.append(row)
    return {"attributions": found}


def spans(doc: Doc, tokens: tuple[int, int] | None) -> list[list[int]]:
    """Return the characters of a range of tokens as a list of one, an empty list for none."""
    if tokens is None:
        return []
    span = doc[tokens[0] : tokens[1]]
    return [[span.start_char, span.end_char]]
