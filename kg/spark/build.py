"""A build on a cluster: read what is new, decide who is who, write the graph."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corpus import PARQUET
from kg.resolution import Catalogue, Decisions
from kg.spark.copies import copies
from kg.spark.deciding import decide
from kg.spark.delivery import load
from kg.spark.graphs import parts
from kg.spark.reading import READ, documents, read
from kg.spark.rows import write_rows
from kg.spark.tables import Shelf

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: documents read, known before and copied, nodes and relationships new in the store."""

    read: int
    known: int
    copies: int
    nodes: int
    relationships: int


@dataclass
class SparkBuild:
    """One build. `corpus` is the folder that keeps what was read, where all machines see it.

    `left_out` is what the build did not take of its inputs, and why, by source.
    """

    spark: "SparkSession"
    corpus: str
    lang: str = "en"
    any_language: bool = False
    left_out: list[tuple[str, str]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.corpus = self.corpus.rstrip("/")
        self.shelf = Shelf(self.spark, f"{self.corpus}/work")

    def run(
        self,
        paths: Iterable[Path],
        to: str,
        published: date | None = None,
        decisions: Decisions | None = None,
        catalogue: Catalogue | None = None,
    ) -> Built:
        """Build the graph of all documents that the corpus has or gets, and write it to `to`."""
        self.shelf.delete(self.shelf.folder)
        read, known = self.take_in(list(paths), published)
        reads = self.reads().where("reason = ''")
        self.shelf.keep(copies(reads, self.shelf), "found").coalesce(1).write.mode("overwrite").parquet(
            f"{self.corpus}/copies"
        )
        state = decide(reads, self.shelf, decisions or Decisions(), catalogue)
        made = self.shelf.keep(parts(reads, state), "parts")
        nodes, links = self.write(made, to)
        self.shelf.delete(self.shelf.folder)
        return Built(read, known, self.table("copies", "document string, of string").count(), nodes, links)

    def write(self, made: "DataFrame", to: str) -> tuple[int, int]:
        """Write the graph, and return how many nodes and relationships are new."""
        if not to.startswith(PARQUET):
            return load(made, to)
        folder = to.removeprefix(PARQUET)
        write_rows(made, self.shelf, folder)
        counts = [self.spark.read.parquet(f"{folder}/{name}").count() for name in ("nodes", "relationships")]
        return counts[0], counts[1]

    def take_in(self, paths: list[Path], published: date | None) -> tuple[int, int]:
        """Read the documents that are new; return how many, and how many were known before."""
        found = documents(self.spark, paths, published, self.lang, self.any_language)
        found = self.shelf.keep(found, "documents")
        skipped = found.where("reason <> ''").select("source", "reason")
        skipped.coalesce(1).write.mode("append").parquet(f"{self.corpus}/skipped")
        good = found.where("reason = ''").dropDuplicates(["reading"])
        before = self.reads().select("reading").distinct()
        new = good.join(before, "reading", "left_anti").select(found.columns)
        count = new.count()
        if count:
            size = int(self.spark.conf.get("spark.sql.shuffle.partitions") or 200)
            last = self.table("reads", READ).agg({"run": "max"}).collect()[0][0] or 0
            read(new, self.lang, size, last + 1).write.mode("append").parquet(f"{self.corpus}/reads")
        aside = self.reads().where("reason <> ''").join(good.select("reading"), "reading", "left_semi")
        self.left_out = told(skipped.union(aside.select("source", "reason")))
        return count, good.count() - count

    def reads(self) -> "DataFrame":
        """Return what was read; of a document that was read by several versions the readings of the last."""
        from pyspark.sql import functions as f

        found = self.table("reads", READ)
        if found.select("version").distinct().count() < 2:
            return found
        last = found.groupBy("document").agg(f.max_by("version", "run").alias("version"))
        return found.join(last, ["document", "version"]).select(found.columns)

    def copies(self) -> Iterator[tuple[str, str]]:
        """Yield documents that are copies, each with the one of least id among them."""
        found = self.table("copies", "document string, of string").sort("of", "document")
        return ((row[0], row[1]) for row in found.collect())

    def table(self, name: str, schema: str) -> "DataFrame":
        """Return a table of the corpus; an empty one if it has none yet."""
        path = f"{self.corpus}/{name}"
        if not self.shelf.exists(path):
            return self.shelf.table([], schema)
        return self.spark.read.schema(schema).parquet(path)

    def skipped(self) -> list[tuple[str, str]]:
        """Return what this build and those before it left out, and why, by source."""
        mine = self.table("skipped", "source string, reason string")
        reads = self.table("reads", READ).where("reason <> ''").select("source", "reason")
        return told(mine.union(reads))


def told(left_out: "DataFrame") -> list[tuple[str, str]]:
    """Return what was left out, each thing once, by source."""
    return [(row[0], row[1]) for row in left_out.distinct().sort("source", "reason").collect()]
