"""GraphML, for Gephi, yEd and NetworkX: the nodes and relationships of a graph with their properties."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kg.graph import KnowledgeGraph
from kg.rows import Node, lower
from kg.schema import LISTS, NODE_PROPERTIES, NUMBERS, TYPE_PROPERTIES

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML can't hold."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def write_graphml(graph: KnowledgeGraph, path: Path) -> None:
    """Write a graph; lists are joined by "; ", what XML can't hold is left out.

    Nodes have `label` (Person, Event, …), edges `type`, and an `id`, since two nodes may have several.
    """
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.writelines(f"{line}\n" for line in lines(graph))


def lines(graph: KnowledgeGraph) -> Iterator[str]:
    """Yield the lines of the file."""
    yield HEAD + "\n".join((*keys("node", NODE_PROPERTIES, "label"), *keys("edge", TYPE_PROPERTIES, "type")))
    yield '<graph edgedefault="directed">'
    number = count()
    for row in lower(graph):
        if isinstance(row, Node):
            values = data("node", row.properties, label=row.labels[0])
            yield f"<node id={quoteattr(printable(row.id))}>{values}</node>"
        else:
            ends = f"source={quoteattr(printable(row.source))} target={quoteattr(printable(row.target))}"
            yield f'<edge id="e{next(number)}" {ends}>{data("edge", row.properties, type=row.type)}</edge>'
    yield "</graph>\n</graphml>"


def keys(what: str, properties: Mapping[str, tuple[str, ...]], first: str) -> Iterator[str]:
    """Yield the declarations of properties."""
    for name in sorted({first, *(name for names in properties.values() for name in names)}):
        kind = "string" if name in LISTS else NUMBERS.get(name, "string")
        yield f'<key id="{what}-{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>'


def data(what: str, properties: Mapping[str, Any], **more: str) -> str:
    """Return the properties of a node or edge."""
    values = {**more, **{name: shown(value) for name, value in properties.items()}}
    return "".join(f'<data key="{what}-{name}">{escape(text)}</data>' for name, text in values.items())


def shown(value: object) -> str:
    """Return a value as text."""
    if isinstance(value, list):
        return "; ".join(map(shown, value))
    return str(value).lower() if isinstance(value, bool) else printable(str(value))


def printable(text: str) -> str:
    """Return the text without what XML can't hold."""
    return UNPRINTABLE.sub("", text)
