"""Texts to measure on: the articles of a folder, or those that ship with the project."""

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from kg.model import Document
from kg.sources import read

ROOT = Path(__file__).parent.parent
SHIPPED = (ROOT / "examples", ROOT / "notebooks" / "data")
SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "so",
    "tu",
    "va",
    "den",
    "ber",
    "li",
    "no",
    "ri",
    "sta",
    "mo",
    "ha",
    "ve",
)


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


def of_news_length(documents: list[Document], chars: int = 3000) -> list[Document]:
    """Return as many documents as are given, each of the texts from its own on: those that ship are short."""
    return [of_length(documents[i:] + documents[:i], chars) for i in range(len(documents))]


def mixed(documents: list[Document], number: int) -> Iterator[Document]:
    """Yield `number` different documents: sentences of those given, and one more with a person of its own."""
    chance = random.Random(5)
    sentences = [s for d in documents for s in re.split(r"(?<=[.!?”\"])\s+", d.text) if len(s.split()) > 5]
    for index in range(number):
        text = " ".join(chance.sample(sentences, 6))
        who = " ".join("".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(2))
        day = documents[index % len(documents)].published
        text += f" Senator {who} of Canada met NATO officials in Brussels and said that they had agreed."
        yield Document(text, key=f"mixed-{index}", published=day)


def written(path: Path, documents: Iterable[Document]) -> Path:
    """Return the path of a file of JSON Lines with these documents in it."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            row = {"id": document.key, "text": document.text}
            file.write(json.dumps(row | ({"date": str(d)} if (d := document.published) else {})) + "\n")
    return path
