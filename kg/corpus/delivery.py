"""A store is brought up to date: documents whose graph under common names has changed are written anew."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import codec
from kg.corpus.corpus import Corpus
from kg.model import DocId, digest
from kg.resolution import Resolution

if TYPE_CHECKING:
    from loaders import Loader, Written
    from loaders.parquet import ParquetLoader

BATCH = 500
"""Documents a write, whose graphs are in memory together."""
GROWTH = 4
"""A store is kept when it has grown by a quarter: to keep an embedded one costs as much as its size."""
PRESENT = "MATCH (d:Document) RETURN d.id AS id"


def deliver(corpus: Corpus, store: "Loader", resolution: Resolution) -> Iterator["tuple[int, Written]"]:
    """Write what the store lacks or has otherwise; yield for each batch its documents and what changed.

    Afterwards the store is what one build of the whole corpus would have made. Killed at any moment, the next
    call goes on. O(documents) to find out, O(what changed) to write; memory is that of a batch.
    """
    from loaders import Written
    from loaders.base import batched

    held = present(store)
    stale = changed(corpus, resolution, held)
    done = 0
    while kept := dict(stale[done : done + max(BATCH, (len(held) + done) // GROWTH)]):
        corpus.unstore(kept)
        with store.together():
            for batch in batched(kept, BATCH):
                old = [name for name in batch if name in held]
                gone = store.forget(*old) if old else Written()
                added = store.write(*(resolution.renamed(corpus.graph(name)) for name in batch))
                yield len(batch), gone + added
        corpus.store(kept)
        done += len(kept)


def deliver_whole(
    corpus: Corpus, store: "ParquetLoader", resolution: Resolution
) -> Iterator["tuple[int, Written]"]:
    """Write the graph of all documents anew; yield for each batch its documents, and last what was written.

    Memory hardly grows with the documents. Killed at any moment, the old graph is there, whole.
    """
    from loaders import Written
    from loaders.base import batched

    with store.anew() as writing:
        for batch in batched(corpus.by_id(), BATCH):
            for name in batch:
                writing.add(name, resolution.renamed(corpus.graph(name)))
            yield len(batch), Written()
        nodes, links = writing.finish()
        yield 0, Written(nodes_created=nodes, relationships_created=links)


def present(store: "Loader") -> set[DocId]:
    """Return the documents that a store holds."""
    return {DocId(name) for [name] in store.query(PRESENT).rows}


def changed(corpus: Corpus, resolution: Resolution, held: set[DocId]) -> list[tuple[DocId, str]]:
    """Return what the store lacks or has under other names, each document with the digest of its names."""
    known = corpus.stored()
    found = []
    for name in corpus.documents():
        made = names_digest(resolution, name)
        if name not in held or known.get(name) != made:
            found.append((name, made))
    return found


def names_digest(resolution: Resolution, document: DocId) -> str:
    """Return what changes when a document's graph under common names does."""
    names = (f"{old} {new}" for old, new in sorted(resolution.names(document).items()))
    nodes = (f"{old} {codec.dumps(node)}" for old, node in sorted(resolution.nodes(document).items()))
    return digest(*names, *nodes)
