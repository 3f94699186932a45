"""Plain text: one article a file, UTF-8, or UTF-16 with its byte order mark."""

from collections.abc import Iterator
from pathlib import Path

from kg.model import Document
from kg.sources.base import Report, checked, contents, decoded


def text(path: Path, report: Report) -> Iterator[Document]:
    """Yield the file as one document. It carries no date: see `published` of `read`.

    Raises:
        InputError: the file is empty, binary, too long or not decodable.
    """
    source = str(path)
    yield Document(checked(decoded(contents(path), source), source), key=path.stem, source=source)
