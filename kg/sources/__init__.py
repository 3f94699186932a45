"""Where text comes from. SOURCES: suffix → reader."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import Reader, Report
from kg.sources.html import html
from kg.sources.jsonl import jsonl
from kg.sources.text import text

SOURCES: dict[str, Reader] = {
    ".txt": text,
    ".html": html,
    ".htm": html,
    ".jsonl": jsonl,
}

__all__ = ["SOURCES", "Reader", "Report", "read"]


def read(
    paths: Iterable[Path],
    published: date | None = None,
    strict: bool = False,
    skipped: Report | None = None,
) -> Iterator[Document]:
    """Yield the documents in files, and in folders' files of known suffix, sorted; one file at a time.

    `published` is the date of texts that carry none. What can't be read is left out and handed to
    `skipped` (by default, a warning): the rest is still read.

    Raises:
        InputError: with `strict`, at the first thing that can't be read.
    """
    report = stop if strict else skipped or warn
    for path in paths:
        try:
            files = files_in(path)
        except InputError as error:
            report(error)
            continue
        for file in files:
            for document in read_file(file, report):
                missing = document.published is None and published is not None
                yield replace(document, published=published) if missing else document


def read_file(path: Path, report: Report) -> Iterator[Document]:
    """Yield the documents of one file by the reader of its suffix."""
    try:
        if path.suffix.lower() not in SOURCES:
            raise InputError(str(path), f"unknown suffix {path.suffix!r}: use one of {', '.join(SOURCES)}")
        yield from SOURCES[path.suffix.lower()](path, report)
    except InputError as error:
        report(error)
    except OSError as error:
        report(InputError(str(path), f"can't be read: {error.strerror or error}"))


def files_in(path: Path) -> list[Path]:
    """Return the path itself, or of a folder all files below with a known suffix that are not hidden."""
    try:
        if not path.exists():
            raise InputError(str(path), "no such file")
        if not path.is_dir():
            return [path]
        found = [file for file in path.rglob("*") if file.suffix.lower() in SOURCES and file.is_file()]
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"can't be read: {error}") from error
    files = sorted(file for file in found if not hidden(file.relative_to(path)))
    if not files:
        raise InputError(str(path), f"no file in this folder ends in {', '.join(SOURCES)}")
    return files


def hidden(path: Path) -> bool:
    """Tell whether a file, or a folder above it, starts with a dot."""
    return any(part.startswith(".") for part in path.parts)


def stop(error: InputError) -> None:
    """Raise what a reader has to leave out."""
    raise error


def warn(error: InputError) -> None:
    """Warn of what a reader has to leave out."""
    warnings.warn(str(error), stacklevel=3)
