"""Tables of Spark: rows worked on group by group, results kept on disk so that nothing is made twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

Rows = Iterator[tuple[Any, ...]]
SIZE = 512
"""Rows that are handed back to Spark at once."""


def mapped(frame: "DataFrame", work: Callable[[Rows], Iterable[Sequence[Any]]], schema: str) -> "DataFrame":
    """Return the rows that `work` makes of the rows of each partition."""
    names = [part.split()[0] for part in schema.split(", ")]

    def run(frames: "Iterator[pd.DataFrame]") -> "Iterator[pd.DataFrame]":
        import pandas as pd

        rows = iter(work(row for frame in frames for row in frame.itertuples(index=False, name=None)))
        while some := list(islice(rows, SIZE)):
            yield pd.DataFrame(some, columns=names, dtype=object)

    return frame.mapInPandas(run, schema)


def grouped(
    frame: "DataFrame",
    by: Sequence[str],
    order: Sequence[str],
    work: Callable[[tuple[Any, ...], Rows], Iterable[Sequence[Any]]],
    schema: str,
) -> "DataFrame":
    """Return the rows that `work` makes of each group of rows: columns `by`, then `order`, then the rest.

    A group comes as an iterator, sorted: memory is what `work` keeps of it.
    """
    rest = [name for name in frame.columns if name not in (*by, *order)]
    size = len(by)

    def run(rows: Rows) -> Iterator[Sequence[Any]]:
        for key, group in groupby(rows, key=lambda row: row[:size]):
            yield from work(key, group)

    sorted_ = frame.select(*by, *order, *rest).repartition(*by).sortWithinPartitions(*by, *order)
    return mapped(sorted_, run, schema)


class Shelf:
    """A folder where tables are kept while a build runs; what is in it no executor has to make again."""

    def __init__(self, spark: "SparkSession", folder: str) -> None:
        self.spark, self.folder = spark, folder.rstrip("/")
        self.count = 0

    def keep(self, frame: "DataFrame", name: str = "table", parts: Sequence[str] = ()) -> "DataFrame":
        """Write a table, and return it as read from disk."""
        self.count += 1
        path = f"{self.folder}/{self.count:03d}-{name}"
        frame.write.mode("overwrite").partitionBy(*parts).parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)

    def table(self, rows: Sequence[Sequence[Any]], schema: str) -> "DataFrame":
        """Return a small table."""
        return self.spark.createDataFrame(list(rows), schema)

    def exists(self, path: str) -> bool:
        """Tell whether there is a file or folder."""
        at, system = self.path(path)
        return bool(system.exists(at))

    def replace(self, source: str, target: str, names: Sequence[str]) -> None:
        """Move folders of these names out of `source`, over those in `target`; then `source` goes."""
        for name in names:
            (new, system), (old, _) = self.path(f"{source}/{name}"), self.path(f"{target}/{name}")
            system.delete(old, True)
            system.rename(new, old)
        self.delete(source)

    def delete(self, path: str) -> None:
        """Delete a folder."""
        at, system = self.path(path)
        system.delete(at, True)

    def path(self, name: str) -> tuple[Any, Any]:
        """Return a path and the file system that it is on, as Java knows them."""
        context: Any = self.spark.sparkContext
        path = context._jvm.org.apache.hadoop.fs.Path(name)
        return path, path.getFileSystem(context._jsc.hadoopConfiguration())
