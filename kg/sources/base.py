"""What every reader needs: bytes to text, text without what a file format left in it, dates."""

import codecs
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

from kg.errors import InputError
from kg.model import Document
from kg.sources.files import Report, Source

Reader = Callable[[Source, Report], Iterator[Document]]

MAX_CHARS = 1_000_000
"""Nothing that is one article is longer."""
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
LEFT_OUT = re.compile(r"[\u00ad\ufeff]")
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]"
)
"""Control characters, spaces without width, marks of direction: glued to a name these would be part of it.
As spaces they leave what stands behind them its offset."""
SURROGATES = re.compile(r"[\ud800-\udfff]")


def encoding_of(head: bytes) -> str | None:
    """Return the encoding that the first bytes of a file mark, if any."""
    return next((name for bom, name in BOMS if head.startswith(bom)), None)


def decoded(data: bytes, source: str, declared: str | None = None) -> str:
    """Return the text of a file: by its byte order mark, else `declared`, else UTF-8.

    Raises:
        InputError: empty, binary, or not in that encoding.
    """
    if not data.strip():
        raise InputError(source, "the file is empty")
    encoding = encoding_of(data) or declared
    if encoding is None and b"\0" in data:
        raise InputError(source, "a binary file, not text")
    encoding = encoding or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {error.start:,}: {error.reason}"
        raise InputError(source, f"not {encoding.upper()} ({place}); save it as UTF-8") from error
    except (UnicodeError, LookupError) as error:
        raise InputError(source, f"not {encoding.upper()}; save it as UTF-8") from error


def clean(text: str) -> str:
    """Return `text` with `LF` for every line break, spaces for control and other invisible characters.

    Soft hyphens and marks of byte order are left out.
    """
    text = LEFT_OUT.sub("", BREAKS.sub("\n", text))
    return SURROGATES.sub("\ufffd", INVISIBLE.sub(" ", text))


def checked(text: str, source: str) -> str:
    """Return `text`, cleaned.

    Raises:
        InputError: nothing to read is left, or more than MAX_CHARS.
    """
    text = clean(text)
    if not text.strip():
        raise InputError(source, "there is no text in it")
    if len(text) > MAX_CHARS:
        reason = f"too long: {len(text):,} characters, at most {MAX_CHARS:,} are read at once; split it"
        raise InputError(source, reason)
    return text


def day(value: str) -> date:
    """Return the day of an ISO 8601 date or time stamp, in its own time zone.

    Raises:
        ValueError: it is neither.
    """
    return datetime.fromisoformat(value.strip()).date()
