"""A graph as JSON Lines, without loss: one record a line, `type` first, lines in a fixed order.

The same graph gives the same bytes, whatever the order in which it was built.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import (
    Citation,
    Entity,
    Event,
    Item,
    Mention,
    Office,
    Sentence,
    Statement,
    Tenure,
    Triple,
)

TYPES: dict[str, type[Item]] = {
    "document": Citation,
    "entity": Entity,
    "office": Office,
    "sentence": Sentence,
    "mention": Mention,
    "relation": Triple,
    "tenure": Tenure,
    "event": Event,
    "statement": Statement,
}
NAMES = {cls: name for name, cls in TYPES.items()}
FIELDS = {cls: [field.name for field in dataclasses.fields(cls)] for cls in NAMES}
encoder = msgspec.json.Encoder(order="deterministic")


def dumps(item: Item) -> str:
    """Return one JSON object, with `id` where the type has one; sets are sorted."""
    record: dict[str, Any] = {"type": NAMES[type(item)]}
    identity = getattr(item, "id", None)
    if identity is not None:
        record["id"] = identity
    for name in FIELDS[type(item)]:
        value = getattr(item, name)
        record[name] = plain(value) if isinstance(value, frozenset) else value
    return msgspec.json.encode(record).decode("utf-8")


def plain(value: object) -> object:
    """Return what JSON can hold; a set becomes a sorted list."""
    if isinstance(value, frozenset):
        return sorted((plain(x) for x in value), key=encoder.encode)
    return msgspec.to_builtins(value)


def loads(line: str) -> Item:
    """Return the thing that `dumps` wrote.

    Raises:
        InputError: the line is no JSON, or no record of this form; says which value is wrong.
    """
    try:
        record = msgspec.json.decode(line)
        cls = TYPES[record.pop("type")]
        if "id" not in FIELDS[cls]:
            record.pop("id", None)
        return msgspec.convert(record, cls)
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError) as error:
        raise InputError(line[:60], f"not a graph record: {error}") from error


def to_lines(graph: KnowledgeGraph) -> Iterator[str]:
    """Yield the graph as JSON lines, sorted by kind and id."""
    documents = sorted(graph.documents)
    yield from (dumps(graph.documents[key]) for key in documents)
    yield from (dumps(item) for item in graph.items() if not isinstance(item, Citation))


def from_lines(lines: Iterable[str]) -> KnowledgeGraph:
    """Return the graph that `to_lines` wrote. Empty lines are skipped.

    Raises:
        InputError: a line is not a record; names its number.
    """
    graph = KnowledgeGraph()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                graph.add(loads(line))
            except InputError as error:
                raise InputError(f"line {number}", error.reason) from error
    return graph
