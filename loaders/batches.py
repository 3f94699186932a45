"""One batch of parts into a store, in one transaction: all of it is there, or nothing.

What hangs on a node that is new is new itself, and is made without a look; all else is merged with what is
stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import msgspec

from kg import codec
from kg.errors import LoadError
from kg.graph import KnowledgeGraph
from kg.parts import digest_of, lines_of, part_id, part_node, split, stated
from kg.rows import Node, Relationship, lower
from kg.schema import label_of
from loaders.base import Written
from loaders.cypher import Shape, shape
from loaders.merging import MERGED, merged
from loaders.rows import Record, Rows, RowT, with_properties

INSIDE = {"Sentence": "Document", "Evidence": "Sentence"}
"""Nodes that lie in one other, by `IN`, and are made with it."""
SIZE = 10_000
"""Entities, sentences, mentions and facts a transaction: about 20,000 rows."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part with the id of its node, its digest, and about how much there is to write.

    From one process to another go its `lines`, which are read again only if somebody asks for the graph.
    """

    id: str
    digest: str
    size: int
    lines: str
    known: KnowledgeGraph | None

    @property
    def graph(self) -> KnowledgeGraph:
        """Return what the part says."""
        return codec.from_lines(self.lines.split("\n")) if self.known is None else self.known

    def __reduce__(self) -> tuple[type["Part"], tuple[object, ...]]:
        return Part, (self.id, self.digest, self.size, self.lines, None)


def parts_of(graphs: Iterable[KnowledgeGraph]) -> Iterator[Part]:
    """Yield the parts of graphs."""
    for graph in graphs:
        for part in split(graph):
            try:
                lines = lines_of(part)
                digest = digest_of(lines)
            except UnicodeEncodeError as error:
                raise LoadError(f"{error.object[:40]!r}: half a character can't be stored") from error
            size = len(part.entities) + len(part.sentences) + len(part.mentions) + len(part.facts)
            yield Part(part_id(part, digest), digest, size, lines, part)


def batches_of(parts: Iterable[Part], size: int = SIZE) -> Iterator[list[Part]]:
    """Yield the parts in lists of about `size` things; a part is never cut."""
    batch: dict[str, Part] = {}
    things = 0
    for part in parts:
        if things >= size or part.id in batch:
            yield list(batch.values())
            batch, things = {}, 0
        batch[part.id] = part
        things += part.size
    if batch:
        yield list(batch.values())


@dataclass(frozen=True, slots=True)
class Lowered:
    """Parts, and the rows that they are together, with what the store remembers of each part.

    From one process to another rows go as MessagePack: dataclasses one by one would take five times as long.
    """

    parts: list[Part]
    nodes: list[Node]
    links: list[Relationship]

    def __reduce__(self) -> tuple[object, ...]:
        return received, (self.parts, msgspec.msgpack.encode((self.nodes, self.links)))


def received(parts: list[Part], rows: bytes) -> Lowered:
    """Return what another process has lowered."""
    nodes, links = ROWS.decode(rows)
    return Lowered(parts, nodes, links)


ROWS = msgspec.msgpack.Decoder(tuple[list[Node], list[Relationship]])


def lowered(parts: list[Part]) -> Lowered:
    """Return the rows of parts. O(size of the parts)."""
    graph = KnowledgeGraph()
    for part in parts:
        graph.update(part.graph)
    marks = {part.id: part_node(part.graph, part.digest) for part in parts}
    nodes: list[Node] = []
    links: list[Relationship] = []
    for row in lower(graph):
        if isinstance(row, Relationship):
            links.append(row)
        else:
            mark = marks.pop(row.id, None)
            nodes.append(with_properties(row, mark.properties) if mark else row)
    nodes += marks.values()
    links += sorted((row for part in parts for row in stated(part.graph, part.id)), key=shape)
    return Lowered(parts, nodes, links)


def made(graphs: Iterable[KnowledgeGraph]) -> list[Lowered]:
    """Return graphs as rows, in batches."""
    return [lowered(batch) for batch in batches_of(parts_of(graphs))]


def unknown(rows: Rows, parts: list[Part]) -> list[Part]:
    """Return the parts that the store does not hold as they are."""
    left = []
    for label in ("Document", "Part"):
        mine = [part for part in parts if label_of(part.id) == label]
        known = rows.known(label, [(part.id, part.digest) for part in mine])
        left += [part for i, part in enumerate(mine) if i not in known]
    return left


class Batch:
    """Writes parts as rows, and counts what was new and what changed."""

    def __init__(self, rows: Rows, found: Lowered, load: int | None) -> None:
        self.rows, self.parts = rows, unknown(rows, found.parts)
        known = len(found.parts) - len(self.parts)
        if known:  # another loader was faster
            found = lowered(self.parts)
        self.nodes, self.links = found.nodes, found.links
        self.position, last = rows.last() if self.parts else (0, 0)
        self.load = last + 1 if load is None else load
        self.created: set[str] = set()
        self.written = Written(parts_unchanged=known)

    def write(self) -> Written:
        """Write all, and return what changed."""
        within = {row.source: row.target for row in self.links if row.type == "IN"}
        for kind, group in groupby(self.nodes, shape):
            if kind[0] in INSIDE:
                self.write_inside(kind, [(within[row.id], row) for row in group])
            else:
                self.write_nodes(kind, list(group))
        for kind, some in groupby(self.links, shape):
            self.write_links(kind, list(some))
        return self.written

    def count(self, kind: Shape, created: int, changed: int = 0) -> None:
        """Add to what was written."""
        self.written += Written(created, changed) if len(kind) == 1 else Written(0, 0, created, changed)

    def write_inside(self, kind: Shape, rows: list[tuple[str, Node]]) -> None:
        """Write nodes that lie in others: with their `IN`, where the other is new."""
        new = [(outer, row) for outer, row in rows if outer in self.created]
        self.rows.create_inside(kind[0], INSIDE[kind[0]], new)
        self.created |= {row.id for _, row in new}
        self.count(kind, len(new) + self.rows.merge(kind, [r for o, r in rows if o not in self.created]))
        self.count(("IN", *kind, INSIDE[kind[0]]), len(new))

    def write_nodes(self, kind: Shape, rows: list[Node]) -> None:
        """Write nodes: new ones, and those that change what is stored."""
        stored = self.rows.stored(kind, rows)
        new = [row for i, row in enumerate(rows) if i not in stored]
        self.created |= {row.id for row in new}
        if kind == ("Document",):
            places = enumerate(new, self.position + 1)
            new = [with_properties(row, {"position": n, "load": self.load}) for n, row in places]
        self.rows.create_nodes(kind[0], new)
        self.count(kind, len(new), self.change(kind, rows, stored))
        if kind == ("Office",):
            self.move([row.id for i, row in enumerate(rows) if i in stored])

    def change(self, kind: Shape, rows: Sequence[RowT], stored: dict[int, Record]) -> int:
        """Write rows that change what is stored of them, and return how many there are."""
        if kind[0] not in MERGED:
            return 0
        pairs = [(row, stored[i], merged(row, stored[i])) for i, row in enumerate(rows) if i in stored]
        changed = [replace(row, properties=after) for row, before, after in pairs if after != before]
        self.rows.merge(kind, changed, change=True)
        return sum(told(after) != told(before) for _, before, after in pairs)

    def write_links(self, kind: Shape, links: list[Relationship]) -> None:
        """Write relationships: new ones, and those that change what is stored."""
        if kind[0] == "IN":
            links = [row for row in links if row.source not in self.created]
        new = [row for row in links if row.source in self.created or row.target in self.created]
        old = [row for row in links if row.source not in self.created and row.target not in self.created]
        if kind[0] == "OF":
            old = []  # `move` has seen to it
        if kind[0] in MERGED:
            stored = self.rows.stored(kind, old)
            new += [row for i, row in enumerate(old) if i not in stored]
            self.count(kind, 0, self.change(kind, old, stored))
        else:
            self.count(kind, self.rows.merge(kind, old))
        self.rows.create_links(kind, new)
        self.count(kind, len(new))

    def move(self, offices: list[str]) -> None:
        """Write where stored offices belong. Of two answers the least is kept, as in `kg.graph`."""
        moved: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        found = defaultdict(list)
        for row in self.links:
            if row.type == "OF":
                found[row.source].append((row.properties["position"], row.target))
        for name, owners in zip(offices, map(tuple, self.rows.owners(offices)), strict=True):
            of = tuple(owner for _, owner in sorted(found[name]))
            least = min(owners or of, of or owners)
            if least != owners:
                moved[name] = owners, least
        self.written += self.rows.move(moved)


def told(properties: Mapping[str, object]) -> dict[str, object]:
    """Return the properties without what a store only remembers for itself."""
    return {name: value for name, value in properties.items() if name not in ("digests", "unproven")}
