"""Our answer to sets of coreference: chains of noun phrases and pronouns, named or not."""

from typing import Any

from spacy.language import Language

from kg.entities import read
from kg.facts.chains import chains

Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the chains of two mentions or more."""
    doc = nlp(record["text"])
    found = [[doc[start:end] for start, end in chain] for chain in chains(read(doc))]
    return {"coref": [[[span.start_char, span.end_char] for span in chain] for chain in found]}
