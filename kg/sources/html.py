"""A news page, as saved by a browser: its article, without navigation, comments and advertisements."""

import codecs
import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import checked, clean, day, decoded
from kg.sources.files import Report, Source

MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b[^>]*>", re.IGNORECASE)
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
HEAD_BYTES = 4096


def html(file: Source, report: Report) -> Iterator[Document]:
    """Yield the article of a page with its title, date, address and publisher, about 10 ms a page.

    Raises:
        InputError: empty, not decodable, no HTML, or HTML with no article in it.
    """
    yield page(file.contents(), str(file), file.stem)


def page(data: bytes, source: str, key: str, url: str = "", declared: str | None = None) -> Document:
    """Return the article of a page's bytes; `declared` is the encoding that its server named."""
    text = DECLARATION.sub("", decoded(data, source, known(declared) or charset(data)))
    if not MARKUP.search(text):
        raise InputError(source, "not HTML: there is no tag in it; name plain text .txt")
    found = article(text, source, key)
    return replace(found, url=url) if url else found


def charset(data: bytes) -> str | None:
    """Return the encoding that a `meta` tag declares, when Python knows it."""
    found = CHARSET.search(data[:HEAD_BYTES])
    name = known(found[1].decode("ascii")) if found else None
    return None if name and name.startswith(("utf-16", "utf-32")) else name  # legible as ASCII: it is neither


def known(name: str | None) -> str | None:
    """Return Python's name of an encoding, when it knows it."""
    with contextlib.suppress(LookupError, UnicodeError):
        return codecs.lookup(name).name if name else None
    return None


def article(page: str, source: str, key: str) -> Document:
    """Return what trafilatura takes for the article. No address is asked."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Article

    found = bare_extraction(clean(page), with_metadata=True, include_comments=False, include_tables=False)
    if not isinstance(found, Article) or not found.text or not found.text.strip():
        raise InputError(source, "no article found in this page")
    published = None
    with contextlib.suppress(ValueError):
        published = day(found.date) if found.date else None
    return Document(
        checked(found.text.replace("\n", "\n\n"), source),
        key=key,
        title=clean(found.title or ""),
        url=found.url or "",
        publisher=clean(found.sitename or ""),
        source=source,
        published=published,
    )
