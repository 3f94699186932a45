"""Writing and reading a graph by Cypher, the same for every store that speaks it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from kg.graph import KnowledgeGraph
from kg.rows import Node, Relationship, Row, lift
from kg.schema import BOOKKEEPING, NODE_PROPERTIES, TYPE_PROPERTIES, label_of, labels_of
from loaders import cypher
from loaders.ahead import Ahead
from loaders.base import Closing, Result, Written, batched
from loaders.batches import Batch, Lowered, Part, batches_of, lowered, parts_of, unknown
from loaders.forgetting import Forgetting, document_named
from loaders.rehearsal import Memory, Rehearsal
from loaders.rows import Rows, Run

Value = TypeVar("Value")
LABELLED, TYPED = NODE_PROPERTIES.keys() - BOOKKEEPING, TYPE_PROPERTIES.keys() - BOOKKEEPING
COMPARED = 100
"""Documents that are compared with the store by one query."""


class CypherLoader(Closing):
    """A loader whose store speaks Cypher; a store only says how a transaction runs.

    With `dry_run` nothing is written: `write` and `forget` return what they would change.
    """

    load: int | None = None
    dry_run = False

    def __init__(self) -> None:
        self.memory: Memory = {}

    def transact(self, work: Callable[[Run], Value]) -> Value:
        """Return what `work` returns, run in one transaction that nobody else writes beside."""
        raise NotImplementedError

    def read_transaction(self, work: Callable[[Run], Value]) -> Value:
        """Return what `work` returns, run in one transaction that changes nothing."""
        return self.transact(work)

    def prepare(self) -> None:
        """Make the constraints, once."""

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False
    ) -> Result:
        """Run one Cypher statement; it may change nothing unless `write`."""
        raise NotImplementedError

    def write(self, *graphs: KnowledgeGraph) -> Written:
        """Merge graphs into the store, batch by batch, and return what changed. O(size of the graphs)."""
        unchanged = 0
        with Ahead() as ahead:

            def new() -> Iterator[Part]:
                nonlocal unchanged
                for group in ahead.made(batched(parts_of(graphs), COMPARED)):
                    left = self.read_transaction(lambda run: unknown(Rows(run), group))  # noqa: B023
                    unchanged += len(group) - len(left)
                    yield from left

            written = self._taken(ahead.done(batches_of(new()), lowered))
        return written + Written(parts_unchanged=unchanged)

    def take(self, batches: Iterable[Lowered]) -> Written:
        """Merge graphs that are rows already into the store, and return what changed."""
        return self._taken(batches)

    def _taken(self, batches: Iterable[Lowered]) -> Written:
        if not self.dry_run:
            self.prepare()
        return sum(map(self.write_batch, batches), Written())

    def write_batch(self, found: Lowered) -> Written:
        """Write one batch in a transaction. All that a loader writes is one load, numbered at its first."""
        if self.dry_run:
            return self.read_transaction(lambda run: Batch(Rehearsal(run, self.memory), found, 0).write())

        def work(run: Run) -> tuple[Written, int | None]:
            batch = Batch(Rows(run), found, self.load)
            return batch.write(), batch.load if batch.parts else self.load

        written, self.load = self.transact(work)
        return written

    def forget(self, *documents: str) -> Written:
        """Take documents out, each in one transaction, and return what went and what changed.

        Raises:
            InputError: no document, or more than one, has this id, key or address.
        """
        if not self.dry_run:
            self.prepare()
        return sum((self.transact(lambda run, n=name: forget(run, n)) for name in documents), Written())  # type: ignore[misc]

    def read(self) -> KnowledgeGraph:
        """Return the whole graph, documents in the order in which they were first written."""

        def work(run: Run) -> KnowledgeGraph:
            nodes = (row for label in sorted(LABELLED) for row in read_nodes(run, label))
            links = (row for type_ in sorted(TYPED) for row in read_relationships(run, type_))
            return lift(nodes, links)

        return self.read_transaction(work)

    def rows(self) -> Iterator[Row]:
        """Yield all that the store holds, its bookkeeping too, nodes first. Memory: the rows of one kind."""
        for label in NODE_PROPERTIES:
            yield from self.read_transaction(lambda run, name=label: list(read_nodes(run, name)))  # type: ignore[misc]
        for type_ in TYPE_PROPERTIES:
            yield from self.read_transaction(lambda run, name=type_: list(read_relationships(run, name)))  # type: ignore[misc]


def forget(run: Run, name: str) -> Written:
    """Take one document out."""
    rows = Rows(run)
    return Forgetting(rows, document_named(rows, name)).forget()


def read_nodes(run: Run, label: str) -> Iterator[Node]:
    """Yield all nodes of a label."""
    for record in run(cypher.all_nodes(label), []).records:
        identity = record.pop("identity")
        yield Node(labels_of(identity), identity, record)


def read_relationships(run: Run, type_: str) -> Iterator[Relationship]:
    """Yield all relationships of a type."""
    for record in run(cypher.all_relationships(type_), []).records:
        source, target = record.pop("source"), record.pop("target")
        yield Relationship(type_, label_of(source), source, label_of(target), target, record)
