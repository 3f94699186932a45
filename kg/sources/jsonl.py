"""JSON Lines: one article a line, an object with `text`, and `id`, `title`, `date`, `url` where known."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import MAX_BYTES, Report, checked, clean, day, encoding_of

GIVE_UP_AFTER = 10
"""A file whose first lines are all bad is no JSON Lines: one line says so, not one a line."""
Line = tuple[int, bytes]


class Record(msgspec.Struct):
    """A line as sources write it; other keys are left alone."""

    text: str
    id: Annotated[str, msgspec.Meta(min_length=1)] | int | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    lang: str | None = None


def jsonl(path: Path, report: Report) -> Iterator[Document]:
    """Yield a document a line, without holding the file in memory; bad lines are reported and left out.

    Raises:
        InputError: no line is a record, or the encoding marked at the start does not hold.
    """
    good = bad = 0
    for number, line in lines(path):
        source = f"{path}:{number}"
        try:
            document = parsed(line, source, f"{path.stem}-{number}")
        except InputError as error:
            report(error)
            bad += 1
            if bad == GIVE_UP_AFTER and not good:
                raise InputError(
                    str(path), f"not JSON Lines: none of the first {bad} lines is a record"
                ) from None
            continue
        good += 1
        yield document
    if not good and not bad:
        raise InputError(str(path), "the file is empty")


def lines(path: Path) -> Iterator[Line]:
    """Yield the lines that hold something, as UTF-8, with their numbers from 1."""
    with path.open("rb") as file:
        encoding = encoding_of(file.read(4))
        file.seek(0)
        if encoding is None:
            yield from filled(enumerate(iter(lambda: file.readline(MAX_BYTES), b""), start=1))
            return
        text = io.TextIOWrapper(file, encoding=encoding, newline="\n")
        try:
            yield from filled(
                (n, line.encode("utf-8", "surrogatepass")) for n, line in enumerate(text, start=1)
            )
        except UnicodeDecodeError as error:
            raise InputError(
                str(path), f"not {encoding.upper()}: {error.reason}; save it as UTF-8"
            ) from error


def filled(numbered: Iterable[Line]) -> Iterator[Line]:
    """Leave out lines of white space."""
    return ((number, line) for number, line in numbered if line.strip())


def parsed(line: bytes, source: str, default_key: str) -> Document:
    """Return the document of one line.

    Raises:
        InputError: no JSON, no record, a bad date, or a text with nothing in it.
    """
    try:
        record = msgspec.json.decode(line, type=Record)
    except UnicodeDecodeError as error:
        raise InputError(source, f"not UTF-8: {error.reason}") from error
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InputError(source, f"not a JSON record of an article: {error}") from error
    return Document(
        checked(record.text, source),
        key=default_key if record.id is None else clean(str(record.id)),
        title=clean(record.title or ""),
        url=clean(record.url or ""),
        publisher=clean(record.publisher or ""),
        lang=record.lang or "en",
        source=source,
        published=published(record.date, source),
    )


def published(value: str | None, source: str) -> date | None:
    """Return the day of a record's `date`."""
    if not value or not value.strip():
        return None
    try:
        return day(value)
    except ValueError as error:
        raise InputError(source, f"date {value!r} is not of the form 2018-07-13") from error
