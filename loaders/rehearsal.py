"""A load that changes nothing, and counts what it would change."""

from collections.abc import Mapping, Sequence
from typing import Any

from kg.rows import Node, Relationship, Row
from loaders.cypher import Shape
from loaders.rows import Moves, Record, Rows, Run

Memory = dict[object, Mapping[str, Any]]
"""What would be stored by now, by key of row. Grows with what a load would add."""


def key_of(row: Row) -> object:
    """Return what tells a row apart from others."""
    if isinstance(row, Node):
        return row.id
    return row.type, row.source, row.target, row.properties.get("role"), row.properties.get("id")


class Rehearsal(Rows):
    """Reads what is stored, and remembers what it is told to write, so that later batches see it."""

    def __init__(self, run: Run, memory: Memory) -> None:
        super().__init__(run)
        self.memory = memory

    def stored(self, kind: Shape, rows: Sequence[Row]) -> dict[int, Record]:
        """Return the properties of rows that are stored, or would be by now."""
        found = super().stored(kind, rows)
        keys = ((index, key_of(row)) for index, row in enumerate(rows))
        return found | {index: dict(self.memory[key]) for index, key in keys if key in self.memory}

    def remember(self, rows: Sequence[Row]) -> None:
        """Remember rows as written."""
        for row in rows:
            self.memory[key_of(row)] = {k: value for k, value in row.properties.items() if value is not None}

    def create_nodes(self, label: str, rows: Sequence[Row]) -> None:
        """Remember them."""
        self.remember(rows)

    def create_inside(self, label: str, outer: str, rows: Sequence[tuple[str, Row]]) -> None:
        """Remember them."""
        self.remember([row for _, row in rows])

    def create_links(self, kind: Shape, rows: Sequence[Relationship]) -> None:
        """Remember them."""
        self.remember(rows)

    def merge(self, kind: Shape, rows: Sequence[Row], *, change: bool = False) -> int:
        """Remember them, and return how many would be new."""
        new = len(rows) - len(self.stored(kind, rows))
        self.remember(rows)
        return new

    def owners(self, offices: list[str]) -> list[list[str]]:
        """Return where offices belong, or would belong by now."""
        found = zip(offices, super().owners(offices), strict=True)
        return [self.memory.get(("of", name), {"of": of})["of"] for name, of in found]

    def own(self, offices: Moves) -> None:
        """Remember where they belong."""
        for name, (_, of) in offices.items():
            self.memory["of", name] = {"of": list(of)}

    def known(self, label: str, digests: list[tuple[str, str]]) -> set[int]:
        """Return which parts are stored as they are, or would be by now."""
        found = super().known(label, digests)
        would = (
            i
            for i, (name, digest) in enumerate(digests)
            if digest in self.memory.get(name, {}).get("digests", ())
        )
        return found | set(would)
