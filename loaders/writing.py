"""Writing and reading a graph by Cypher, the same for every store that speaks it."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from kg.graph import KnowledgeGraph
from kg.rows import Node, Relationship, lift
from kg.schema import BOOKKEEPING, NODE_PROPERTIES, TYPE_PROPERTIES, label_of, labels_of
from loaders import cypher
from loaders.base import Result, Written, batched
from loaders.batches import Batch, Part, batches_of, parts_of, unknown
from loaders.forgetting import Forgetting, document_named
from loaders.rehearsal import Memory, Rehearsal
from loaders.rows import Rows, Run

Value = TypeVar("Value")
COMPARED = 500
"""Documents that are compared with the store by one query."""


class CypherLoader:
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

    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, *graphs: KnowledgeGraph) -> Written:
        """Merge graphs into the store, batch by batch, and return what changed. O(size of the graphs)."""
        if not self.dry_run:
            self.prepare()
        written = Written()
        for group in batched(parts_of(graphs), COMPARED):
            new = self.read_transaction(lambda run, g=group: unknown(Rows(run), g))  # type: ignore[misc]
            written += Written(parts_unchanged=len(group) - len(new))
            for batch in batches_of(new):
                written += self.write_batch(batch)
        return written

    def write_batch(self, parts: list[Part]) -> Written:
        """Write one batch in a transaction. All that a loader writes is one load, numbered at its first."""
        if self.dry_run:
            return self.read_transaction(lambda run: Batch(Rehearsal(run, self.memory), parts, 0).write())

        def work(run: Run) -> tuple[Written, int | None]:
            batch = Batch(Rows(run), parts, self.load)
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
        return self.read_transaction(read_all)


def forget(run: Run, name: str) -> Written:
    """Take one document out."""
    rows = Rows(run)
    return Forgetting(rows, document_named(rows, name)).forget()


def read_all(run: Run) -> KnowledgeGraph:
    """Return the graph out of all nodes and relationships of the schema."""
    nodes = [
        read_node(record)
        for label in NODE_PROPERTIES
        if label not in BOOKKEEPING
        for record in run(cypher.all_nodes(label), []).records
    ]
    links = [
        read_relationship(type_, record)
        for type_ in TYPE_PROPERTIES
        if type_ not in BOOKKEEPING
        for record in run(cypher.all_relationships(type_), []).records
    ]
    return lift(nodes, links)


def read_node(record: dict[str, Any]) -> Node:
    """Return a node out of what the store answered."""
    identity = record.pop("identity")
    return Node(labels_of(identity), identity, record)


def read_relationship(type_: str, record: dict[str, Any]) -> Relationship:
    """Return a relationship out of what the store answered."""
    source, target = record.pop("source"), record.pop("target")
    return Relationship(type_, label_of(source), source, label_of(target), target, record)
