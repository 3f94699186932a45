"""Documents → what the corpus keeps of them: the same function here, in worker processes and on a cluster."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import msgspec

from kg import codec
from kg.corpus.copies import sketch
from kg.corpus.fingerprint import fingerprint
from kg.graph import KnowledgeGraph
from kg.model import DocId, Document, digest
from kg.resolution import Profile, profiles

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 16
"""Documents that are parsed together, and lost together when the process dies."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read out of one document; with `reason`, why it could not be read.

    `reading` tells whether the same text with the same title, date and address was read by the same rules.
    """

    document: DocId
    reading: str
    source: str
    graph: bytes = b""
    profiles: bytes = b""
    sketch: bytes = b""
    facts: int = 0
    reason: str = ""


def reading_of(document: Document) -> str:
    """Return what changes when a document must be read anew: anything but where it lies."""
    values = (getattr(document, field.name) for field in fields(document) if field.name != "source")
    return digest(fingerprint(), *values)


def read_batch(batch: Sequence[Document], nlp: "Language") -> list[Read]:
    """Return what is in documents, in their order. One that can't be read says why; the others are read.

    Memory is that of the batch: the words that spaCy learns are let go.
    """
    from kg.facts import graphs_of

    try:
        with nlp.memory_zone():
            graphs = list(graphs_of(batch, nlp))
    except Exception as error:
        if len(batch) == 1:
            return [failed(batch[0], f"could not be read: {type(error).__name__}: {error}")]
        return [read for document in batch for read in read_batch([document], nlp)]
    return [kept(document, graph) for document, graph in zip(batch, graphs, strict=True)]


def kept(document: Document, graph: KnowledgeGraph) -> Read:
    """Return a document's graph in the form that is kept."""
    [name] = graph.documents
    found = msgspec.msgpack.encode(list(profiles(graph)), order="deterministic")
    reading, made = reading_of(document), sketch(document.text)
    return Read(name, reading, document.source, packed(graph), zlib.compress(found), made, len(graph))


def failed(document: Document, reason: str) -> Read:
    """Return a document that could not be read."""
    return Read(
        document.citation().id, reading_of(document), document.source, reason=" ".join(reason.split())
    )


def packed(graph: KnowledgeGraph) -> bytes:
    """Return a graph as compressed JSON Lines."""
    return zlib.compress("\n".join(codec.to_lines(graph)).encode("utf-8", "surrogatepass"))


def unpacked(data: bytes) -> KnowledgeGraph:
    """Return the graph that `packed` packed."""
    return codec.from_lines(zlib.decompress(data).decode("utf-8", "surrogatepass").split("\n"))


def united(readings: Iterable[bytes]) -> KnowledgeGraph:
    """Return one graph of all readings of a document, each packed."""
    first, *others = map(unpacked, readings)
    for other in others:
        first.update(other)
    return first


def unpacked_profiles(read: tuple[bytes, bytes]) -> Iterator[Profile]:
    """Yield the profiles of a document, given packed with its graph: those of an older form are made anew."""
    data, graph = read
    try:
        found = msgspec.msgpack.decode(zlib.decompress(data), type=list[Profile])
    except msgspec.MsgspecError:
        found = list(profiles(unpacked(graph)))
    yield from found
