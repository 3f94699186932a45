"""Our answer to sets of coreference: names, descriptions and pronouns of one entity, as noun phrases."""

from collections import defaultdict
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.entities import read
from kg.entities.reading import Ref

Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the chains of two mentions or more."""
    doc = nlp(record["text"])
    chains: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for ref in read(doc).refs:
        if len(ref.entities) == 1:
            chains[ref.entity].add(phrase(doc, ref))
    return {"coref": [sorted(map(list, chain)) for chain in chains.values() if len(chain) > 1]}


def phrase(doc: Doc, ref: Ref) -> tuple[int, int]:
    """Return the characters of the noun phrase that a reference heads; of an attribute, its own alone."""
    span = doc[ref.start : ref.end]
    head = span.root
    start, end = ref.start, ref.end
    if ref.form != "demonym" and head.dep_ not in ("compound", "amod", "poss", "nmod"):
        chunk = next(
            (c for c in doc[head.i : head.i + 1].sent.noun_chunks if c.start <= head.i < c.end), None
        )
        start = min(start, chunk.start) if chunk is not None else start
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
