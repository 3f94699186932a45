"""A store is brought up to date: documents whose graph under common names has changed are written anew."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.corpus.corpus import Corpus
from kg.corpus.reading import united
from kg.model import DocId
from kg.resolution import Naming, Resolution

if TYPE_CHECKING:
    from loaders import Loader, Written
    from loaders.batches import Lowered
    from loaders.flat import Flat
    from loaders.parquet import ParquetLoader

BATCH = 200
"""Documents a write, whose graphs are in memory together."""
GROWTH = 4
"""A store is kept when it has grown by a quarter: to keep an embedded one costs as much as its size."""
MAKERS = 4
"""Processes that make rows: with more, they would wait for the one that writes."""
PRESENT = "MATCH (d:Document) RETURN d.id AS id"
Task = tuple[int, list[tuple[DocId, list[bytes], Naming]]]
"""The position of the first of some documents; each with its id, its readings, and its common names."""


def deliver(
    corpus: Corpus, store: "Loader", resolution: Resolution, jobs: int = 1
) -> Iterator["tuple[int, Written]"]:
    """Write what the store lacks or has otherwise; yield for each batch its documents and what changed.

    Afterwards the store is what one build of the whole corpus would have made. Killed at any moment, the next
    call goes on. O(documents) to find out, O(what changed) to write; memory is that of a batch, and of two
    for each process that makes rows.
    """
    from loaders import Written
    from loaders.ahead import Ahead
    from loaders.base import batched

    held = present(store)
    done = 0
    with Ahead(makers(jobs, len(corpus) - len(held))) as ahead:
        stale = changed(corpus, resolution, held)
        ready = ahead.done(tasks(corpus, resolution, (name for name, _ in stale)), rows)
        while kept := dict(stale[done : done + max(1, (len(held) + done) // GROWTH // BATCH) * BATCH]):
            corpus.unstore(kept)
            with store.together():
                for batch in batched(kept, BATCH):
                    old = [name for name in batch if name in held]
                    gone = store.forget(*old) if old else Written()
                    yield len(batch), gone + store.take(next(ready))
            corpus.store(kept)
            done += len(kept)


def deliver_whole(
    corpus: Corpus, store: "ParquetLoader", resolution: Resolution, jobs: int = 1
) -> Iterator["tuple[int, Written]"]:
    """Write the graph of all documents anew; yield for each batch its documents, and last what was written.

    Memory hardly grows with the documents. Killed at any moment, the old graph is there, whole.
    """
    from loaders import Written
    from loaders.ahead import Ahead

    with Ahead(makers(jobs, len(corpus))) as ahead, store.anew() as writing:
        for found in ahead.done(tasks(corpus, resolution, corpus.by_id()), flat_rows):
            for document in found:
                writing.add(document)
            yield len(found), Written()
        nodes, links = writing.finish()
        yield 0, Written(nodes_created=nodes, relationships_created=links)


def makers(jobs: int, documents: int) -> int:
    """Return how many processes make rows: for a few documents none is worth its start."""
    return min(jobs, MAKERS) if documents > 2 * BATCH else 1


def tasks(corpus: Corpus, resolution: Resolution, names: Iterable[DocId]) -> Iterator[Task]:
    """Yield all that documents' rows are made of, BATCH documents at a time."""
    from loaders.base import batched

    position = 1
    for batch in batched(names, BATCH):
        yield position, [(name, corpus.packed(name), resolution.naming(name)) for name in batch]
        position += len(batch)


def rows(task: Task) -> list["Lowered"]:
    """Return the rows of documents under common names, joined in batches."""
    from loaders.batches import made

    return made(naming.renamed(united(readings)) for _, readings, naming in task[1])


def flat_rows(task: Task) -> list[list["Flat"]]:
    """Return the rows of each document under common names."""
    from loaders.flat import flat

    first, documents = task
    return [
        list(flat(name, naming.renamed(united(readings)), position))
        for position, (name, readings, naming) in enumerate(documents, start=first)
    ]


def present(store: "Loader") -> set[DocId]:
    """Return the documents that a store holds."""
    return {DocId(name) for [name] in store.query(PRESENT).rows}


def changed(corpus: Corpus, resolution: Resolution, held: set[DocId]) -> list[tuple[DocId, str]]:
    """Return what the store lacks or has under other names, each document with the digest of its names."""
    known = corpus.stored()
    found = []
    for name in corpus.documents():
        made = resolution.naming(name).digest
        if name not in held or known.get(name) != made:
            found.append((name, made))
    return found
