"""Tokens in linear time, references apart: spaCy's tokenizer peels a run without spaces mark by mark."""

import re
from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc

LONGEST = 200
RUN = re.compile(rf"\S{{{LONGEST}}}")
REFERENCE = r"(?<=\S)(?:\[(?:\d{1,3}|[a-z])\])+"
"""Marks of references at the end of a word: "the African Union.[3][12]", "Oxford[a]"; one token."""


class Bounded:
    """A tokenizer that cuts runs of more than LONGEST characters without a space; no word is that long."""

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self.tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Return the tokens; their text is `text`. O(length)."""
        if not RUN.search(text):
            return self.tokenizer(text)
        parts, start = list[Doc](), 0
        for run in RUN.finditer(text):
            parts.append(self.tokenizer(text[start : run.end()]))
            start = run.end()
        parts.append(self.tokenizer(text[start:]))
        joined: Doc = Doc.from_docs([doc for doc in parts if len(doc)], ensure_whitespace=False)
        return joined

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Yield the tokens of each text."""
        return map(self, texts)


def is_reference(text: str) -> bool:
    """Tell whether a token is a mark of references."""
    return text[0] == "[" and text[-1] == "]" and text[1].isalnum()
