"""Documents' graphs → one graph as Parquet: `nodes/label=…`, `relationships/type=…`, a column a property."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.parts import digest_of, part_node, stated
from kg.rows import Node, Row, lower
from kg.schema import KEYS, LISTS, NODE_PROPERTIES, NUMBERS, TYPE_PROPERTIES, labels_of, relationship
from kg.spark.tables import Rows, Shelf, grouped, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FORM = "node boolean, type string, source string, target string, key string, data binary"
OWN = frozenset({"Document", "Sentence", "Evidence", "IN", "MENTIONED_IN", "STATES", "EVIDENCED_BY"})
"""What one document alone has: never the same in two."""


def columns(tables: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the properties of all labels or types, each with its type in Spark."""
    names = sorted({name for properties in tables.values() for name in properties})
    plain = {name: NUMBERS.get(name, "string") for name in names}
    return {name: f"array<{kind}>" if name in LISTS else kind for name, kind in plain.items()}


NODES, LINKS = columns(NODE_PROPERTIES), columns(TYPE_PROPERTIES)


def write_rows(parts: "DataFrame", shelf: Shelf, folder: str) -> None:
    """Write the graph that documents' graphs are together; an older one there stays until it is whole."""
    lowered = shelf.keep(mapped(placed(parts), rows_of, f"own boolean, {FORM}"), "rows")
    shared = grouped(
        lowered.where("not own").drop("own"), ["node", "type", "source", "target", "key"], [], united, FORM
    )
    rows = shelf.keep(lowered.where("own").drop("own").union(shared.select(*lowered.columns[1:])), "united")
    for name, node, first, properties in (
        ("nodes", "node", "label string, id string", NODES),
        ("relationships", "not node", "type string, source string, target string", LINKS),
    ):
        schema = ", ".join([first, *(f"{key} {kind}" for key, kind in properties.items())])
        wide = mapped(rows.where(node), widened, schema)
        by = first.partition(" ")[0]
        wide.repartition(by, first.split(", ")[1].split()[0]).write.mode("overwrite").partitionBy(by).parquet(
            f"{folder}/.next/{name}"
        )
    shelf.replace(f"{folder}/.next", folder, ("nodes", "relationships"))


def placed(parts: "DataFrame") -> "DataFrame":
    """Return documents' graphs with the positions of the documents, in the order of their ids."""
    ids = parts.select("document").sort("document").rdd.map(lambda row: row[0]).zipWithIndex()
    positions = parts.sparkSession.createDataFrame(ids, "document string, position long")
    return parts.join(positions, "document").select("document", "graph", "position")


def rows_of(rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of documents' graphs, with what a store remembers of each document."""
    from kg.corpus.reading import unpacked

    for name, data, position in rows:
        graph = unpacked(data)
        mark = part_node(graph, digest_of(graph)).properties
        for row in lower(graph):
            extra = {**mark, "position": position, "load": 1} if row_id(row) == name else {}
            yield told(row, extra)
        yield from (told(row, {}) for row in stated(graph, name))


def row_id(row: Row) -> str:
    """Return the id of a node, nothing of a relationship."""
    return row.id if isinstance(row, Node) else ""


def told(row: Row, extra: Mapping[str, object]) -> tuple[Any, ...]:
    """Return a row of a graph as one of FORM, with whether it is one document's alone."""
    import msgspec

    data = msgspec.msgpack.encode({**row.properties, **extra})
    if isinstance(row, Node):
        return row.labels[0] in OWN, True, row.labels[0], row.id, "", "", data
    key = str(row.properties.get(KEYS.get(row.type, ""), ""))
    return row.type in OWN, False, row.type, row.source, row.target, key, data


def united(key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield one row of all those of one node or relationship."""
    import msgspec

    from loaders.merging import MERGED, merged

    node, type_, source, target, _ = key
    first, *others = (msgspec.msgpack.decode(row[-1]) for row in rows)
    for properties in others if type_ in MERGED else ():
        row = (
            Node(labels_of(source), source, properties)
            if node
            else relationship(type_, source, target, **properties)
        )
        first = merged(row, first)
    yield (*key, msgspec.msgpack.encode(first))


def widened(rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield rows with a column a property."""
    import msgspec

    for node, type_, source, target, _, data in rows:
        values = msgspec.msgpack.decode(data)
        if type_ == "HOLDS" and "as_of" in values:
            values["as_of"] = [values["as_of"]]
        ends = (type_, source) if node else (type_, source, target)
        yield (*ends, *(values.get(name) for name in (NODES if node else LINKS)))
