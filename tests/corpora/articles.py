"""Short articles for tests of many documents: public facts, people under several names."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kg.model import Document

TEXTS = (
    "Angela Merkel, the chancellor of Germany, met Emmanuel Macron in Paris on Monday.",
    "Chancellor Angela Merkel of Germany said that Emmanuel Macron, the president of France, was a friend.",
    "French president Emmanuel Macron called the German chancellor Angela Dorothea Merkel on Tuesday.",
    "Kim Jong Un, the leader of North Korea, met Moon Jae-in, the president of South Korea, in Panmunjom.",
    "North Korean leader Kim Jong-un and South Korean president Moon Jae In signed a declaration.",
    "Russian defence minister Sergey Shoigu visited Turkey and met the minister Hulusi Akar.",
    "Sergei Shoigu, the Russian minister of defence, denied that Russia had attacked Turkey.",
    "Jacinda Ardern, the prime minister of New Zealand, resigned. Chris Hipkins succeeded her.",
    "Justin Trudeau, the prime minister of Canada, spoke with Jens Stoltenberg, the head of NATO.",
    "NATO secretary general Jens Stoltenberg said Canada would host a summit, Justin Trudeau confirmed.",
    "Former president Donald Trump met Kim Jong Un in Singapore. Donald J. Trump praised the talks.",
    "President Emmanuel Macron will visit Canada in June. Justin Trudeau invited him.",
)


def articles(count: int = len(TEXTS)) -> list[Document]:
    """Return short articles, the later ones joined of two of the texts."""
    found = []
    for number in range(count):
        text = TEXTS[number % len(TEXTS)]
        if number >= len(TEXTS):
            text += f"\n\n{TEXTS[(number * 7 + number // len(TEXTS)) % len(TEXTS)]}"
        day = date(2019, 1, 1 + number % 28)
        found.append(Document(text, key=f"article-{number}", source=f"test:{number}", published=day))
    return found


def written(path: Path, documents: Sequence[Document]) -> Path:
    """Return the path of a file of JSON Lines that holds these documents."""
    rows = ({"id": d.key, "date": str(d.published), "text": d.text} for d in documents)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
