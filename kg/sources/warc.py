"""WARC files, as web crawls keep pages (CC-NEWS): one article a stored HTML page."""

import contextlib
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Document
from kg.sources.files import MAX_BYTES, Report, Source
from kg.sources.html import page

START = b"WARC/1."
LENGTH = re.compile(rb"^content-length:\s*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE)
RESPONSE = re.compile(rb"^warc-type:\s*response\s*$", re.IGNORECASE | re.MULTILINE)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
END = b"\r\n\r\n"
MAX_HEADER = 2**16


def warc(file: Source, report: Report) -> Iterator[Document]:
    """Yield the articles of pages that were answered with status 200 and HTML; about 10 ms a page.

    Broken records are named and left out; memory is that of one record.

    Raises:
        InputError: there is no record in it, or the file is cut off.
    """
    seen = False
    with file.open(report) as stream:
        for number, record in enumerate(records(Refillable(stream), str(file), report), start=1):
            seen = True
            try:
                yield from pages(record, f"{file}:{number}")
            except InputError as error:
                report(error)
    if not seen:
        raise InputError(str(file), "not WARC: there is no record in it")


class Refillable:
    """A stream that takes back what was read too far."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.back = stream, io.BytesIO()

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes, fewer only at the end."""
        data = self.back.read(size)
        return data if len(data) == size else data + self.stream.read(size - len(data))

    def line(self) -> bytes:
        """Return the rest of the line, at most MAX_HEADER bytes of it."""
        data = self.back.readline(MAX_HEADER)
        return data if data.endswith(b"\n") else data + self.stream.readline(MAX_HEADER)

    def unread(self, data: bytes) -> None:
        """Take bytes back, before all others."""
        self.back = io.BytesIO(data + self.back.read())


def records(stream: Refillable, source: str, report: Report) -> Iterator[bytes]:
    """Yield whole records; after a broken one, go on with the next line that starts one."""
    number = 0
    lost = False
    while line := stream.line():
        if not line.strip():
            continue
        if not line.startswith(START):
            if not lost:
                report(InputError(f"{source}:{number + 1}", "not WARC: skipped until the next record"))
            lost = True
            continue
        number, lost = number + 1, False
        header = line + b"".join(iter(lambda: whole(stream.line()), b""))
        length = LENGTH.search(header.replace(b"\r", b""))
        if length is None or int(length[1]) > MAX_BYTES or len(header) > MAX_HEADER:
            report(InputError(f"{source}:{number}", "broken record: no usable Content-Length"))
            lost = True
            continue
        content = stream.read(int(length[1]))
        tail = stream.read(len(END))
        if len(content) < int(length[1]) or tail not in (END, b""):
            report(InputError(f"{source}:{number}", "broken record: not as long as it says"))
            stream.unread(content + tail)
            lost = True
            continue
        yield header + b"\r\n" + content + END


def whole(line: bytes) -> bytes:
    """Return a line of a header; nothing when it is the empty one that ends it."""
    return line if line.strip() else b""


def pages(record: bytes, source: str) -> Iterator[Document]:
    """Yield the article of a record, if it is an answer with a page in it."""
    if not RESPONSE.search(record[:MAX_HEADER].replace(b"\r", b"")):
        return
    from warcio.archiveiterator import ArchiveIterator

    try:
        found = next(iter(ArchiveIterator(io.BytesIO(record))))  # which undoes chunks and compression
        kind = found.http_headers.get_header("Content-Type", "") if found.http_headers else ""
        if "html" not in kind or found.http_headers.get_statuscode() != "200":
            return
        data = found.content_stream().read(MAX_BYTES)
        url = found.rec_headers.get_header("WARC-Target-URI", "")
    except Exception as error:  # of many kinds, all about this record
        raise InputError(source, f"broken record: {error}") from error
    declared = CHARSET.search(kind)
    with contextlib.suppress(UnicodeError):
        url = url.encode("latin-1").decode("utf-8")
    yield page(data, f"{source} ({url[:200]})", key=url or source, url=url, declared=declared and declared[1])
