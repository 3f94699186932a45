"""Rows inside one transaction: what is stored of them, making new ones, changing others."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeVar

from kg.rows import Node, Relationship, Row
from kg.schema import office_relationships
from loaders import cypher
from loaders.base import Written, batched
from loaders.cypher import Shape, parameters, shape

Record = dict[str, Any]
RowT = TypeVar("RowT", Node, Relationship)
Moves = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""Where offices belonged, and where they belong now."""
CHUNK = 2000
"""Rows a statement: larger ones are no faster, and take memory."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a store answers to one of our own statements, and what the statement counted."""

    records: list[Record]
    created: int = 0
    nodes_deleted: int = 0
    relationships_deleted: int = 0


Run = Callable[[str, list[Record]], Answer]
"""Runs one statement with `$rows` inside a transaction."""


class Rows:
    """What a load asks of a transaction."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def stored(self, kind: Shape, rows: Sequence[Row]) -> dict[int, Record]:
        """Return the stored properties of rows, by their place in the list; rows not stored are absent."""
        found: dict[int, Record] = {}
        for chunk in batched(enumerated(rows), CHUNK):
            for record in self.run(cypher.fetch(kind), chunk).records:
                index = record.pop("index")
                found[index] = {name: value for name, value in record.items() if value is not None}
        return found

    def create_nodes(self, label: str, rows: Sequence[Row]) -> None:
        """Make nodes that are not stored."""
        for chunk in batched(enumerated(rows), CHUNK):
            self.run(cypher.create(label), chunk)

    def create_inside(self, label: str, outer: str, rows: Sequence[tuple[str, Row]]) -> None:
        """Make nodes that are not stored, each inside the node whose id stands before it."""
        self._nested(cypher.create_inside(label, outer), ((name, parameters(row)) for name, row in rows))

    def create_links(self, kind: Shape, rows: list[Relationship]) -> None:
        """Make relationships that are not stored."""
        outgoing = len({row.source for row in rows}) <= len({row.target for row in rows})
        pairs = (
            (row.source if outgoing else row.target, row.target if outgoing else row.source, row.properties)
            for row in rows
        )
        ends = ((one, {"id": other, "properties": dict(values)}) for one, other, values in pairs)
        self._nested(cypher.create_links(kind, outgoing=outgoing), ends)

    def _nested(self, statement: str, pairs: Iterator[tuple[str, Record]]) -> None:
        """Run a statement on rows that are grouped by the node that they share."""
        for chunk in batched(pairs, CHUNK):
            groups: defaultdict[str, list[Record]] = defaultdict(list)
            for name, row in chunk:
                groups[name].append(row)
            self.run(statement, [{"id": name, "rows": rows} for name, rows in groups.items()])

    def merge(self, kind: Shape, rows: Sequence[Row], *, change: bool = False) -> int:
        """Write rows that may be stored, and return how many were not; without `change` stored ones stay."""
        chunks = batched(enumerated(rows), CHUNK)
        return sum(self.run(cypher.merge(kind, change=change), chunk).created for chunk in chunks)

    def owners(self, offices: list[str]) -> list[list[str]]:
        """Return where each office belongs, narrowest first."""
        found: list[list[str]] = [[] for _ in offices]
        for record in self.run(cypher.OWNERS, identified(offices)).records:
            found[record["index"]].append(record["owner"])
        return found

    def move(self, offices: Moves) -> Written:
        """Write where offices belong now, and return what changed."""
        if offices:
            self.own(offices)
        written = Written()
        for old, new in offices.values():
            kept = min(len(old), len(new))
            written += Written(0, 0, len(new) - kept, kept, 0, len(old) - kept)
        return written

    def own(self, offices: Moves) -> None:
        """Replace what says where offices belong."""
        self.run(cypher.DISOWN, identified(list(offices)))
        links = [row for name, (_, of) in offices.items() for row in office_relationships(name, of)]
        for kind, group in groupby(sorted(links, key=shape), shape):
            self.create_links(kind, list(group))

    def last(self) -> tuple[int, int]:
        """Return the last position of a document and the number of the last load, 0 if there is none."""
        [record] = self.run(cypher.LAST, []).records
        position, load = record["position"], record["load"]
        return -1 if position is None else position, load or 0

    def known(self, label: str, digests: list[tuple[str, str]]) -> set[int]:
        """Return which parts are stored as they are, out of ids and digests, by their place."""
        rows = [{"index": i, "id": name, "digest": digest} for i, (name, digest) in enumerate(digests)]
        statement = cypher.KNOWN.format(label)
        return {record["index"] for record in self.run(statement, rows).records} if rows else set()


def enumerated(rows: Sequence[Row]) -> Iterator[Record]:
    """Yield rows as parameters."""
    return (parameters(row, index) for index, row in enumerate(rows))


def identified(names: list[str]) -> list[Record]:
    """Return ids as parameters."""
    return [{"index": index, "id": name} for index, name in enumerate(names)]


def with_properties(row: RowT, properties: Mapping[str, Any]) -> RowT:
    """Return the row with these properties over its own."""
    return replace(row, properties={**row.properties, **properties})
