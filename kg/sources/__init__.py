"""Where text comes from. SOURCES: suffix → reader; `read` goes through files and folders in order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import Reader
from kg.sources.html import read_html
from kg.sources.jsonl import read_jsonl
from kg.sources.text import read_text

SOURCES: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
}
Report = Callable[[InputError], None]

__all__ = ["SOURCES", "files", "read"]


def read(
    paths: Iterable[Path],
    published: date | None = None,
    strict: bool = False,
    skipped: Report | None = None,
) -> Iterator[Document]:
    """Yield the documents of files and folders, in order; memory is that of one document.

    `published` is the date of a document that gives none. What can't be read is passed to `skipped`, which may
    count or print it, and the next is read; with `strict` it is raised.

    Raises:
        InputError: with `strict`, the first document that can't be read.
    """
    for path in paths:
        try:
            for found in documents(path):
                if isinstance(found, InputError):
                    raise_or_report(found, strict, skipped)
                else:
                    yield found if found.published else replace(found, published=published)
        except InputError as error:
            raise_or_report(error, strict, skipped)


def raise_or_report(error: InputError, strict: bool, skipped: Report | None) -> None:
    """Raise the error, or hand it over."""
    if strict:
        raise error
    if skipped is not None:
        skipped(error)


def documents(path: Path) -> Iterator[Document | InputError]:
    """Yield what a file holds, or all files of a folder that have a known suffix."""
    if path.is_dir():
        for file in files(path):
            try:
                yield from reader(file)(file)
            except InputError as error:
                yield error
    else:
        yield from reader(path)(path)


def files(folder: Path) -> list[Path]:
    """Return the files below a folder that a reader takes, sorted by path."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SOURCES and path.is_file())


def reader(path: Path) -> Reader:
    """Return the reader of a file by its suffix.

    Raises:
        InputError: there is no such file, or no reader for it.
    """
    if not path.exists():
        raise InputError(str(path), "no such file or folder")
    found = SOURCES.get(path.suffix.lower())
    if found is None:
        raise InputError(str(path), f"unknown suffix {path.suffix!r}: use one of {', '.join(SOURCES)}")
    return found
