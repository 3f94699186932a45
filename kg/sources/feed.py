"""RSS and Atom files: one article an entry."""

import contextlib
import io
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from xml.sax import SAXException

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import checked, clean, day
from kg.sources.files import Report, Source

BLOCKS = ("p", "div", "br", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr")
NO_PROSE = ("script", "style", "table", "figure", "iframe", "form")
SPACES = re.compile(r"[^\S\n]+")
DAMAGE = (ValueError, LookupError, AttributeError, TypeError)
"""What feedparser trips with over a feed that is damaged."""
GAPS = re.compile(r"\s*\n\s*\n\s*")


def feed(file: Source, report: Report) -> Iterator[Document]:
    """Yield a document an entry: its full text where the feed has it, else its summary. No address is asked.

    Raises:
        InputError: no feed, or one without entries.
    """
    import feedparser

    data = io.BytesIO(file.contents())
    try:
        found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except DAMAGE as error:
        raise InputError(str(file), f"not a feed ({error})") from error
    damage = found.get("bozo_exception")
    if not found.entries:
        raise InputError(str(file), f"not a feed with entries in it{f' ({damage})' if damage else ''}")
    if isinstance(damage, SAXException):
        report(InputError(str(file), f"damaged feed, what is good is read ({damage})"))
    publisher = clean(str(found.feed.get("title", "")))
    for number, entry in enumerate(found.entries, start=1):
        source = f"{file}:{number}"
        try:
            yield document(entry, publisher, source, f"{file.stem}-{number}")
        except InputError as error:
            report(error)


def document(entry: Any, publisher: str, source: str, default_key: str) -> Document:
    """Return the article of one entry."""
    parts = [str(part.get("value", "")) for part in entry.get("content", ())]
    link = clean(str(entry.get("link", "")))
    return Document(
        checked(prose(max([*parts, str(entry.get("summary", ""))], key=len)), source),
        key=clean(str(entry.get("id", ""))) or link or default_key,
        title=SPACES.sub(" ", prose(str(entry.get("title", "")))).replace("\n", " "),
        url=link,
        publisher=publisher,
        source=source,
        published=published(entry),
    )


def prose(markup: str) -> str:
    """Return the text of a piece of HTML, an empty line between paragraphs."""
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(clean(markup), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return clean(markup).strip()
    for part in list(root.iter(*NO_PROSE)):
        part.drop_tree()
    for part in root.iter(*BLOCKS):
        part.tail = f"\n\n{part.tail or ''}"
    return GAPS.sub("\n\n", SPACES.sub(" ", str(root.text_content()))).strip()


def published(entry: Any) -> date | None:
    """Return the day of an entry, in its own time zone."""
    for value in (entry.get("published"), entry.get("updated")):
        for parse in (day, lambda text: parsedate_to_datetime(text).date()):
            with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
                return parse(value or "")
    return None
