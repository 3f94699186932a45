"""Documents' graphs → the rows of one graph, a column a property: the same functions here and on a cluster.

A row is `own, node, type, source, target, key, data`: whether one document alone has it, whether it is a
node, its label or type, its id or both ends, what tells it from others between these, its properties.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from kg.graph import KnowledgeGraph
from kg.parts import digest_of, lines_of, part_node, stated
from kg.rows import Node, Row, lower
from kg.schema import KEYS, LISTS, NODE_PROPERTIES, NUMBERS, TYPE_PROPERTIES, labels_of, relationship
from loaders.merging import MERGED, merged

Flat = tuple[Any, ...]
OWN = frozenset({"Document", "Sentence", "Evidence", "IN", "MENTIONED_IN", "STATES", "EVIDENCED_BY"})
"""What one document alone has: never the same in two."""


def columns(tables: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the properties of all labels or types, each with its type in Spark."""
    names = sorted({name for properties in tables.values() for name in properties})
    plain = {name: NUMBERS.get(name, "string") for name in names}
    return {name: f"array<{kind}>" if name in LISTS else kind for name, kind in plain.items()}


NODES, LINKS = columns(NODE_PROPERTIES), columns(TYPE_PROPERTIES)


def flat(name: str, graph: KnowledgeGraph, position: int) -> Iterator[Flat]:
    """Yield the rows of one document's graph, with what a store remembers of the document."""
    mark = part_node(graph, digest_of(lines_of(graph))).properties
    for row in lower(graph):
        mine = isinstance(row, Node) and row.id == name
        yield told(row, {**mark, "position": position, "load": 1} if mine else {})
    yield from (told(row, {}) for row in stated(graph, name))


def told(row: Row, extra: Mapping[str, object]) -> Flat:
    """Return a row of a graph as one with its properties as bytes."""
    data = msgspec.msgpack.encode({**row.properties, **extra})
    if isinstance(row, Node):
        return row.labels[0] in OWN, True, row.labels[0], row.id, "", "", data
    key = str(row.properties.get(KEYS.get(row.type, ""), ""))
    return row.type in OWN, False, row.type, row.source, row.target, key, data


def united(key: Flat, found: Iterable[bytes]) -> Flat:
    """Return one row without `own`, of the properties of all those of one node or relationship."""
    node, type_, source, target, _ = key
    first, *others = map(msgspec.msgpack.decode, found)
    for properties in others if type_ in MERGED else ():
        row = (
            Node(labels_of(source), source, properties)
            if node
            else relationship(type_, source, target, **properties)
        )
        first = merged(row, first)
    return (*key, msgspec.msgpack.encode(first))


def widened(row: Flat) -> Flat:
    """Return label and id, or type and ends, and a value or None a column of NODES or LINKS."""
    node, type_, source, target, _, data = row
    values = msgspec.msgpack.decode(data)
    if type_ == "HOLDS" and "as_of" in values:
        values["as_of"] = [values["as_of"]]
    ends = (type_, source) if node else (type_, source, target)
    return (*ends, *(values.get(name) for name in (NODES if node else LINKS)))
