"""Where text comes from. SOURCES: suffix → reader; each also of files that end in .gz and .zst."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import Reader
from kg.sources.feed import feed
from kg.sources.files import Meter, Report, Source, files
from kg.sources.html import html
from kg.sources.jsonl import jsonl
from kg.sources.text import text
from kg.sources.warc import warc

SOURCES: dict[str, Reader] = {
    ".txt": text,
    ".html": html,
    ".htm": html,
    ".jsonl": jsonl,
    ".rss": feed,
    ".atom": feed,
    ".xml": feed,
    ".warc": warc,
}

__all__ = ["SOURCES", "Meter", "Reader", "Report", "Source", "read"]


def read(
    paths: Iterable[Path],
    published: date | None = None,
    strict: bool = False,
    skipped: Report | None = None,
    meter: Meter | None = None,
) -> Iterator[Document]:
    """Yield the documents in files, in folders' files of known suffix, and in what patterns match.

    In a fixed order, one record at a time: memory is that of the largest text. `published` is the date of
    texts that carry none. What can't be read is left out and handed to `skipped` (by default, a warning):
    the rest is still read. `meter` follows how much of the input is read.

    Raises:
        InputError: with `strict`, at the first thing that can't be read.
    """
    report = stop if strict else skipped or warn
    meter, paths = meter or Meter(), list(paths)
    meter.total = sum(map(size_of, files(paths, SOURCES, ignore)))
    for path in files(paths, SOURCES, report):
        before = meter.done
        for document in read_file(Source(path, meter), report):
            missing = document.published is None and published is not None
            yield replace(document, published=published) if missing else document
        meter.done = before + size_of(path)


def read_file(file: Source, report: Report) -> Iterator[Document]:
    """Yield the documents of one file by the reader of its suffix."""
    try:
        if file.suffix not in SOURCES:
            known = f"{', '.join(SOURCES)}, also with .gz or .zst"
            raise InputError(str(file), f"unknown suffix {file.path.suffix!r}: use one of {known}")
        yield from SOURCES[file.suffix](file, report)
    except InputError as error:
        report(error)
    except OSError as error:
        report(InputError(str(file), f"can't be read: {error.strerror or error}"))


def size_of(path: Path) -> int:
    """Return the bytes of a file, 0 where it can't be asked."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def stop(error: InputError) -> None:
    """Raise what a reader has to leave out."""
    raise error


def warn(error: InputError) -> None:
    """Warn of what a reader has to leave out."""
    warnings.warn(str(error), stacklevel=3)


def ignore(error: InputError) -> None:
    """Do nothing: it is told when it is read."""
