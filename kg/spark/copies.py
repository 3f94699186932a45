"""Near-duplicates by joins: sketches that share a band meet, and copies of one another are linked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.spark.components import components
from kg.spark.tables import Rows, Shelf, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def copies(reads: "DataFrame", shelf: Shelf) -> "DataFrame":
    """Return `document, of`: documents that are copies, each with the one of least id among them."""
    sketches = reads.where("length(sketch) > 0").select("document", "sketch").dropDuplicates(["document"])

    def keyed(rows: Rows) -> Iterator[tuple[Any, ...]]:
        from kg.corpus.copies import bands

        for document, made in rows:
            yield from ((key, document, made) for key in bands(made))

    def compared(rows: Rows) -> Iterator[tuple[Any, ...]]:
        from kg.corpus.copies import alike

        yield from ((one, other) for one, other, a, b in rows if alike(a, b))

    bands = mapped(sketches, keyed, "key long, document string, sketch binary")
    ones, others = bands.toDF("key", "one", "a"), bands.toDF("key", "other", "b")
    near = ones.join(others, "key").where("one < other").select("one", "other", "a", "b")
    links = mapped(near.dropDuplicates(["one", "other"]), compared, "one string, other string")
    links = shelf.keep(links, "copies")
    if links.isEmpty():
        return shelf.table([], "document string, of string")
    return components(links, shelf).toDF("document", "of").where("document <> of")
