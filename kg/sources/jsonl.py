"""JSON Lines: one article a line, an object with `text`, and `id`, `title`, `date`, `url` where known."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Annotated, TypeVar

import msgspec

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import checked, clean, day, encoding_of
from kg.sources.files import Report, Source

GIVE_UP_AFTER = 10
"""A file whose first lines are all bad is no JSON Lines: one line says so, not one a line."""
MAX_LINE = 16 * 2**20
"""A text of MAX_CHARS fits, every character escaped."""
Line = tuple[int, bytes | None]
Text = TypeVar("Text", str, bytes)


class Record(msgspec.Struct):
    """A line as sources write it; other keys are left alone."""

    text: str
    id: Annotated[str, msgspec.Meta(min_length=1)] | int | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    lang: str | None = None


def jsonl(file: Source, report: Report) -> Iterator[Document]:
    """Yield a document a line, without holding the file in memory; bad lines are reported and left out.

    Raises:
        InputError: no line is a record, or the encoding marked at the start does not hold.
    """
    good = bad = 0
    for number, line in lines(file):
        source = f"{file}:{number}"
        try:
            document = parsed(line, source, f"{file.stem}-{number}")
        except InputError as error:
            report(error)
            bad += 1
            if bad == GIVE_UP_AFTER and not good:
                reason = f"not JSON Lines: none of the first {bad} lines is a record"
                raise InputError(str(file), reason) from None
            continue
        good += 1
        yield document
    if not good and not bad:
        raise InputError(str(file), "the file is empty")


def lines(file: Source) -> Iterator[Line]:
    """Yield the lines that hold something, as UTF-8, with their numbers from 1; None where too long."""
    with file.open() as stream:
        encoding = encoding_of(stream.peek(4))
        if encoding is None:
            yield from filled(enumerate(bounded(stream.readline, b"\n"), start=1))
            return
        text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
        try:
            for number, line in enumerate(bounded(text.readline, "\n"), start=1):
                yield from filled([(number, None if line is None else line.encode("utf-8", "surrogatepass"))])
        except UnicodeDecodeError as error:
            reason = f"not {encoding.upper()}: {error.reason}; save it as UTF-8"
            raise InputError(str(file), reason) from error


def bounded(readline: Callable[[int], Text], end: Text) -> Iterator[Text | None]:
    """Yield lines, None for one above MAX_LINE, of which no more than that is ever held."""
    while line := readline(MAX_LINE):
        if len(line) < MAX_LINE or line.endswith(end):
            yield line
            continue
        while line and not line.endswith(end):
            line = readline(2**16)
        yield None


def filled(numbered: Iterable[Line]) -> Iterator[Line]:
    """Leave out lines of white space."""
    return ((number, line) for number, line in numbered if line is None or line.strip())


def parsed(line: bytes | None, source: str, default_key: str) -> Document:
    """Return the document of one line.

    Raises:
        InputError: too long, no JSON, no record, a bad date, or a text with nothing in it.
    """
    if line is None:
        raise InputError(source, f"too long a line: at most {MAX_LINE // 2**20} MB is one article")
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
