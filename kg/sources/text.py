"""Plain text: one file, one document."""

from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.sources.base import decoded


def read_text(path: Path) -> Iterator[Document | InputError]:
    """Yield the file as a document, its key the name without suffix. An HTML page is not plain text."""
    text = decoded(path)
    start = text[:200].lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        raise InputError(str(path), "an HTML page, not plain text: rename it to .html")
    yield Document(text, key=path.stem, source=str(path))
