"""Plain text: one article a file, UTF-8, or UTF-16 with its byte order mark."""

from collections.abc import Iterator

from kg.model import Document
from kg.sources.base import checked, decoded
from kg.sources.files import Report, Source


def text(file: Source, report: Report) -> Iterator[Document]:
    """Yield the file as one document. It carries no date: see `published` of `read`.

    Raises:
        InputError: the file is empty, binary, too long or not decodable.
    """
    source = str(file)
    yield Document(checked(decoded(file.contents(), source), source), key=file.stem, source=source)
