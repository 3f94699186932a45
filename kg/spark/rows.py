"""Documents' graphs → one graph as Parquet: `nodes/label=…`, `relationships/type=…`, a column a property."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.spark.tables import Rows, Shelf, grouped, mapped
from loaders.flat import LINKS, NODES, flat, united, widened

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FORM = "node boolean, type string, source string, target string, key string, data binary"


def write_rows(parts: "DataFrame", shelf: Shelf, folder: str) -> None:
    """Write the graph that documents' graphs are together; an older one there stays until it is whole."""
    lowered = shelf.keep(mapped(placed(parts), rows_of, f"own boolean, {FORM}"), "rows")
    shared = grouped(
        lowered.where("not own").drop("own"), ["node", "type", "source", "target", "key"], [], joined, FORM
    )
    rows = shelf.keep(lowered.where("own").drop("own").union(shared.select(*lowered.columns[1:])), "united")
    for name, node, first, properties in (
        ("nodes", "node", "label string, id string", NODES),
        ("relationships", "not node", "type string, source string, target string", LINKS),
    ):
        schema = ", ".join([first, *(f"{key} {kind}" for key, kind in properties.items())])
        wide = mapped(rows.where(node), wide_rows, schema)
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
        yield from flat(name, unpacked(data), position)


def joined(key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield one row of all those of one node or relationship."""
    yield united(key, (row[-1] for row in rows))


def wide_rows(rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield rows with a column a property."""
    return map(widened, rows)
