"""Texts to measure on: the articles of a folder, or those that ship with the project."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from kg.model import Document
from kg.sources import read

ROOT = Path(__file__).parent.parent
SHIPPED = (ROOT / "examples", ROOT / "notebooks" / "data")


def articles(folder: Path | None) -> list[Document]:
    """Return the documents of `folder`, by default those that ship."""
    return list(read([folder] if folder else SHIPPED, strict=True))


def repeated(documents: list[Document], number: int) -> Iterator[Document]:
    """Yield `number` documents, those given again and again, each with a key and a last line of its own."""
    for index in count():
        if index == number:
            return
        document = documents[index % len(documents)]
        yield replace(document, key=f"{index}", text=f"{document.text}\n\nCopy {index}.")


def of_length(documents: list[Document], chars: int) -> Document:
    """Return one document of about `chars` characters, out of all texts in turn."""
    texts, length = [], 0
    for document in repeated(documents, chars + 1):
        texts.append(document.text)
        length += len(document.text) + 2
        if length >= chars:
            break
    return Document("\n\n".join(texts)[:chars], key=f"{chars} characters", published=documents[0].published)
