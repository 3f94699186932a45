"""JSON Lines: an object a line with `text`, and `id`, `title`, `date`, `url`, `publisher`, `lang`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import LARGEST_BYTES, checked


def read_jsonl(path: Path) -> Iterator[Document | InputError]:
    """Yield a document a line, or what is wrong with it; blank lines are passed over. Streams."""
    seen = False
    try:
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(LARGEST_BYTES):
                number += 1
                if len(line) == LARGEST_BYTES and not line.endswith(b"\n"):
                    seen = True
                    yield too_long(lines, f"{path}:{number}")
                elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                    seen = True
                    yield record(line, f"{path}:{number}", f"{path.stem}-{number}")
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    if not seen:
        raise InputError(str(path), "empty")


def too_long(lines: BinaryIO, source: str) -> InputError:
    """Pass over the rest of a line and return the error that names it."""
    while (rest := lines.readline(LARGEST_BYTES)) and not rest.endswith(b"\n"):
        pass
    return InputError(source, f"a line of more than {LARGEST_BYTES // 2**20} MB")


def record(line: bytes, source: str, key: str) -> Document | InputError:
    """Return the document of a line, or the error that names it."""
    try:
        row: Any = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
        if not isinstance(row, dict):
            raise InputError(source, "not a JSON object")
        text = checked(field(row, "text", source), source)
        values = {name: field(row, name, source) for name in ("title", "url", "publisher")}
        values["publisher"] = values["publisher"] or field(row, "source", source)
        published = day(row.get("date"), source)
        lang = field(row, "lang", source) or "en"
        return Document(
            text, field(row, "id", source) or key, lang=lang, source=source, published=published, **values
        )
    except msgspec.DecodeError as error:
        return InputError(source, f"not JSON: {error}")
    except InputError as error:
        return error


def field(row: dict[str, Any], name: str, source: str) -> str:
    """Return a text value, "" where the record has none."""
    value = row.get(name)
    if value is None and name != "text":
        return ""
    if isinstance(value, int) and name == "id":
        return str(value)
    if not isinstance(value, str):
        raise InputError(source, f"{name!r} is missing" if value is None else f"{name!r} is not a string")
    return value.replace("\0", "")


def day(value: object, source: str) -> date | None:
    """Return an ISO 8601 date, the day of a date with time."""
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InputError(source, f"'date' is {value!r}, not an ISO 8601 date such as 2018-07-13") from error
