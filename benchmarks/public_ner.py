"""Our answer to sets of names: what `doc.spans["names"]` has, countries as places."""

from typing import Any

from spacy.language import Language

TYPES = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "COUNTRY": "LOC", "NAT": "NATIONALITY"}
Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the names of a record, in order."""
    doc = nlp(record["text"])
    return {"ner": [[name.start_char, name.end_char, TYPES[name.label_]] for name in doc.spans["names"]]}
