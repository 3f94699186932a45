"""Files → documents → what the corpus keeps of them, on the machines of a cluster."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.spark.tables import Rows, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from kg.corpus.workers import Pool

DOCUMENT = (
    "text string, key string, title string, url string, publisher string, lang string, source string, "
    "published date, reading string, reason string"
)
READ = (
    "document string, reading string, source string, graph binary, profiles binary, sketch binary, "
    "facts int, reason string, version string, run int"
)


def documents(
    spark: "SparkSession", paths: Iterable[Path], published: date | None, lang: str, any_language: bool
) -> "DataFrame":
    """Return the documents of files, each file read by one task, with why things were left out.

    The files must be where all machines see them.
    """

    def work(rows: Rows) -> Iterator[tuple[Any, ...]]:
        for (path,) in rows:
            yield from records(Path(path), published, lang, any_language)

    files = [(str(path.absolute()),) for path in paths]
    table = spark.createDataFrame(files, "path string")
    return mapped(table.repartition(max(1, len(files))), work, DOCUMENT)


def records(path: Path, published: date | None, lang: str, any_language: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the documents of one file as rows, and a row for each thing that is left out."""
    from kg.corpus.reading import reading_of
    from kg.errors import InputError
    from kg.languages import pack_of
    from kg.sources import read
    from kg.sources.language import in_language

    skipped: list[InputError] = []
    found = read([path], published=published, skipped=skipped.append)
    for document in found if any_language else in_language(found, pack_of(lang), skipped.append):
        yield (*dataclasses.astuple(document), reading_of(document), "")
        while skipped:
            yield left_out(skipped.pop(0))
    yield from map(left_out, skipped)


def left_out(error: Any) -> tuple[Any, ...]:
    """Return the row of something that is left out."""
    return ("", "", "", "", "", "", error.source, None, "", error.reason)


def read(found: "DataFrame", lang: str, partitions: int, number: int) -> "DataFrame":
    """Return what is in documents, read by run `number`. One that ends its process is set aside, and says so.

    Each task reads by a process of its own, which has loaded the pipeline once and is kept for the next task.
    """

    def work(rows: Rows) -> Iterator[tuple[Any, ...]]:
        from kg.corpus.fingerprint import fingerprint
        from kg.corpus.workers import batches
        from kg.model import Document

        fields = [field.name for field in dataclasses.fields(Document)]
        given = (Document(**dict(zip(fields, row, strict=False))) for row in rows)
        for batch in pool(lang).run(batches(given)):
            yield from ((*dataclasses.astuple(one), fingerprint(), number) for one in batch)

    return mapped(found.repartition(partitions, "reading"), work, READ)


@cache
def pool(lang: str) -> "Pool":
    """Return the one process that reads for this one."""
    from kg.corpus.workers import Pool

    return Pool(lang, 1)
