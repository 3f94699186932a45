"""Writing and reading a graph by Cypher, the same for every store that speaks it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count, groupby
from types import TracebackType
from typing import Any, Self, TypeVar

from kg.graph import KnowledgeGraph
from kg.model import Office
from kg.rows import Node, Relationship, Row, lift, lower
from kg.schema import NODE_PROPERTIES, TYPE_PROPERTIES, label_of, labels_of, office_relationships
from loaders import cypher
from loaders.base import Result, Written, batched
from loaders.cypher import Shape, fetch, parameters, shape, upsert
from loaders.merging import MERGED, merged

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a store answers to one of our own statements."""

    records: list[dict[str, Any]]
    created: int = 0


Run = Callable[[str, list[dict[str, Any]]], Answer]
"""Runs one statement with `$rows` inside a transaction."""


class CypherLoader:
    """A loader whose store speaks Cypher; a store only says how a transaction runs."""

    batch_size = 1000

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

    def write(self, graph: KnowledgeGraph) -> Written:
        """Merge `graph` into the store, batch by batch, and return what changed. O(size of `graph`)."""
        self.prepare()
        written = Written()
        rows = (row for row in lower(graph) if shape(row)[0] != "OF")
        for kind, group in groupby(rows, shape):
            for batch in batched(group, self.batch_size):
                written += self.transact(lambda run, k=kind, b=batch: write_batch(run, k, b, graph))  # type: ignore[misc]
        return written

    def read(self) -> KnowledgeGraph:
        """Return the whole graph, documents in the order in which they were first written."""
        return self.read_transaction(read_all)


def write_batch(run: Run, kind: Shape, batch: list[Row], graph: KnowledgeGraph) -> Written:
    """Write rows of one shape: merged with what is stored, and only those that change it."""
    if kind[0] not in MERGED:
        created = run(upsert(kind, change=False), numbered(batch)).created
        return Written(nodes_created=created) if len(kind) == 1 else Written(relationships_created=created)
    stored = stored_of(run, kind, batch)
    new = [with_properties(row, {}) for i, row in enumerate(batch) if i not in stored]
    if kind == ("Document",):
        positions = next_positions(run)
        new = [with_properties(row, {"position": next(positions)}) for row in new]
    pairs = ((row, stored[i], merged(row, stored[i])) for i, row in enumerate(batch) if i in stored)
    changed = [with_properties(row, after) for row, before, after in pairs if after != before]
    if new or changed:
        run(upsert(kind, change=True), numbered(new + changed))
    if len(kind) > 1:
        return Written(relationships_created=len(new), relationships_changed=len(changed))
    written = Written(nodes_created=len(new), nodes_changed=len(changed))
    return written + write_owners(run, batch, graph) if kind == ("Office",) else written


def stored_of(run: Run, kind: Shape, batch: list[Row]) -> dict[int, dict[str, Any]]:
    """Return the stored properties of rows, by their place in the batch; rows not stored are absent."""
    return {
        record.pop("index"): {name: value for name, value in record.items() if value is not None}
        for record in run(fetch(kind), numbered(batch)).records
    }


def with_properties(row: Row, properties: Mapping[str, Any]) -> Row:
    """Return the row with these properties over its own."""
    both = {**row.properties, **properties}
    if isinstance(row, Node):
        return Node(row.labels, row.id, both)
    return Relationship(row.type, row.source_label, row.source, row.target_label, row.target, both)


def numbered(rows: list[Row]) -> list[dict[str, Any]]:
    """Return rows as parameters."""
    return [parameters(row, index) for index, row in enumerate(rows)]


def next_positions(run: Run) -> "count[int]":
    """Return the positions after the last one."""
    [record] = run(cypher.LAST_POSITION, []).records
    return count(0 if record["last"] is None else record["last"] + 1)


def write_owners(run: Run, batch: list[Row], graph: KnowledgeGraph) -> Written:
    """Write where offices belong. Of two answers to that, one is kept: the least, as in `kg.graph`."""
    ids = [row.id for row in batch if isinstance(row, Node)]
    stored: dict[int, list[str]] = defaultdict(list)
    for record in run(cypher.OWNERS, numbered(batch)).records:
        stored[record["index"]].append(record["owner"])
    moved: list[dict[str, Any]] = []
    links: list[Relationship] = []
    for index, identity in enumerate(ids):
        office, known = graph.entities[identity], tuple(stored[index])  # type: ignore[index]
        of = office.of if isinstance(office, Office) else ()
        least = min(known or of, of or known)
        if least != known:
            moved.append({"id": identity})
            links.extend(office_relationships(identity, least))
    run(cypher.DISOWN, moved)
    links.sort(key=shape)
    for kind, group in groupby(links, shape):
        run(upsert(kind, change=True), numbered(list(group)))
    kept = sum(len(stored[ids.index(str(row["id"]))]) for row in moved)
    return Written(
        relationships_created=max(0, len(links) - kept), relationships_changed=min(kept, len(links))
    )


def read_all(run: Run) -> KnowledgeGraph:
    """Return the graph out of all nodes and relationships of the schema."""
    nodes = [
        read_node(record) for label in NODE_PROPERTIES for record in run(cypher.all_nodes(label), []).records
    ]
    links = [
        read_relationship(type_, record)
        for type_ in TYPE_PROPERTIES
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
