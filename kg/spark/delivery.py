"""Documents' graphs into a store: by the loader that one machine uses, from each partition."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.corpus.delivery import BATCH
from kg.parts import digest_of, lines_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from kg.graph import KnowledgeGraph
    from loaders import Loader, Written

WRITERS = 4
"""Partitions that write to a server at a time: the loader lets one transaction in, the others get ready."""
CREDENTIALS = ("NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE")
HELD = "UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id AS id, d.digests AS digests"


def load(parts: "DataFrame", uri: str) -> tuple[int, int]:
    """Write documents' graphs to a server or an embedded store; return nodes and relationships that are new.

    A partition that is tried again writes nothing twice.
    """
    from loaders import open_loader

    if "://" not in uri:
        with open_loader(uri) as store, store.together():
            written = write(store, ((row[0], row[1]) for row in parts.toLocalIterator()))
        return written.nodes_created, written.relationships_created
    context = parts.sparkSession.sparkContext
    nodes, links = context.accumulator(0), context.accumulator(0)
    known = {name: os.environ[name] for name in CREDENTIALS if name in os.environ}

    def run(rows: Iterable[Any]) -> None:
        os.environ.update(known)
        with open_loader(uri) as store:
            written = write(store, ((row[0], bytes(row[1])) for row in rows))
        nodes.add(written.nodes_created)
        links.add(written.relationships_created)

    with open_loader(uri):
        pass  # a wrong address is told here, in one line
    parts.coalesce(WRITERS).foreachPartition(run)
    return nodes.value, links.value


def write(store: "Loader", rows: Iterator[tuple[str, bytes]]) -> "Written":
    """Write documents' graphs, packed, and return what changed; what the store has otherwise goes first."""
    from kg.corpus.reading import unpacked
    from loaders import Written
    from loaders.base import batched

    total = Written()
    for batch in batched(rows, BATCH):
        graphs = [unpacked(data) for _, data in batch]
        if old := stale(store, graphs):
            total += store.forget(*old)
        total += store.write(*graphs)
    return total


def stale(store: "Loader", graphs: Sequence["KnowledgeGraph"]) -> list[str]:
    """Return the documents that a store has under other names than these."""
    made = {name: digest_of(lines_of(graph)) for graph in graphs for name in graph.documents}
    held = store.query(HELD, {"ids": list(made)}).rows
    return [name for name, digests in held if made[name] not in (digests or ())]
