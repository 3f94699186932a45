"""Composes the stages, and holds no rule: read documents, extract facts, build a graph, explain a fact."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph import KnowledgeGraph
from kg.model import Document, Fact

if TYPE_CHECKING:
    from spacy.language import Language


def load_pipeline(lang: str = "en", threads: int = 1) -> "Language":
    """Load the spaCy pipeline of `lang` (about 1 s), our components last.

    Raises:
        UnknownLanguage: no language pack has this code.
        ModelMissing: the pack's spaCy model is not installed.
    """
    from kg.languages import pack_of
    from kg.mentions import assemble

    return assemble(pack_of(lang), threads)


def graphs(documents: Iterable[Document], nlp: "Language") -> Iterator[KnowledgeGraph]:
    """Yield one graph a document, in their order; memory is that of a batch of documents."""
    from kg.facts import graphs_of

    return graphs_of(documents, nlp)


def extract(documents: Iterable[Document], nlp: "Language") -> Iterator[Fact]:
    """Yield the facts of each document, by id within a document."""
    for graph in graphs(documents, nlp):
        yield from graph


def build(paths: Iterable[Path], lang: str = "en", published: date | None = None) -> KnowledgeGraph:
    """Return the graph of all documents, with who is who decided across them. Bad input raises InputError."""
    from kg.resolution import profiles, resolve
    from kg.sources import read

    parts = list(graphs(read(paths, published=published, strict=True), load_pipeline(lang)))
    resolution = resolve(profile for part in parts for profile in profiles(part))
    graph = KnowledgeGraph()
    for part in parts:
        graph.update(resolution.renamed(part))
    return graph
