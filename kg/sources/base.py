"""What a reader is, and how bytes become text."""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Document

Reader = Callable[[Path], Iterator[Document | InputError]]
"""Yields documents, and an error for each bad record; raises InputError if the whole file is bad."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LARGEST_BYTES = 64 * 1024 * 1024


def decoded(path: Path) -> str:
    """Return the text of a file: UTF-8, or UTF-16 that says so.

    Raises:
        InputError: it can't be read, is empty, too large, binary, or in another encoding.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError(str(path), f"larger than {LARGEST_BYTES // 2**20} MB: split it into documents")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"not {encoding.upper().removesuffix('-SIG')} text (byte {error.start})"
        raise InputError(str(path), f"{reason}: convert it to UTF-8") from error
    if "\0" in text:
        raise InputError(str(path), "binary data (null bytes), not text")
    return checked(text, str(path))


def checked(text: str, source: str) -> str:
    """Return a text with the line ends of Unix.

    Raises:
        InputError: there is nothing but white space in it.
    """
    if not text.strip():
        raise InputError(source, "empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")
