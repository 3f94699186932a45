"""A parsed Doc copied into Python: what spaCy calls each thing, and a tenth of the time to look at it.

spaCy makes an object and decodes a string at every look at a token, and rules look at tokens all the time.
Here each is made and decoded once a document. It is for reading; what comes out equals what spaCy says.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, overload

NONE: list["Token"] = []


class Token:
    """A word; its governor is `head`, itself where it has none, and `children` are in order of the text."""

    __slots__ = ("children", "dep_", "doc", "head", "i", "idx", "lemma_", "lower_", "pos_", "tag_", "text")

    def __init__(
        self,
        doc: "Doc",
        i: int,
        idx: int,
        text: str,
        lower: str,
        lemma: str,
        tag: str,
        pos: str,
        dep: str,
    ) -> None:
        self.doc, self.i, self.idx, self.head, self.children = doc, i, idx, self, NONE
        self.text, self.lower_, self.lemma_ = text, lower, lemma
        self.tag_, self.pos_, self.dep_ = tag, pos, dep

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def sent(self) -> "Span":
        """Return the sentence, the same object for all its words."""
        return self.doc.sents[self.doc.sentence_numbers[self.i]]

    @property
    def lefts(self) -> list["Token"]:
        """Return the children before the word."""
        return [kid for kid in self.children if kid.i < self.i]

    @property
    def rights(self) -> list["Token"]:
        """Return the children behind the word."""
        return [kid for kid in self.children if kid.i > self.i]

    @property
    def subtree(self) -> Iterator["Token"]:
        """Yield the word and all that hangs on it, in order of a projective tree."""
        for kid in self.lefts:
            yield from kid.subtree
        yield self
        for kid in self.rights:
            yield from kid.subtree

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Yield the governors, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def depth(self) -> int:
        """Return how many governors are above; above a mark or white space alone, more than anywhere."""
        if not self.children and (self.is_punct or self.is_space):
            return len(self.doc) - 1
        return sum(1 for _ in self.ancestors)

    @property
    def left_edge(self) -> "Token":
        """Return the first word of the subtree."""
        return self.doc.edges[0][self.i]

    @property
    def right_edge(self) -> "Token":
        """Return the last word of the subtree."""
        return self.doc.edges[1][self.i]

    @property
    def whitespace_(self) -> str:
        """Return the space behind it, if there is one."""
        return " " if self.doc.columns.spaced[self.i] else ""

    @property
    def ent_type_(self) -> str:
        """Return what spaCy's own recognizer takes it for, if for anything."""
        return self.doc.columns.types[self.i]

    @property
    def morph(self) -> str:
        """Return its form, as "Number=Sing|Person=3"."""
        return self.doc.columns.morphs[self.i]

    @property
    def is_sent_start(self) -> bool:
        """Tell whether a sentence starts here."""
        return self.doc.columns.opens[self.i] == 1

    def nbor(self, by: int = 1) -> "Token":
        """Return the word that stands `by` words behind, or before if negative."""
        return self.doc[self.i + by]

    @property
    def is_alpha(self) -> bool:
        """Tell whether all of it is letters."""
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        """Tell whether all of it is digits."""
        return self.text.isdigit()

    @property
    def is_punct(self) -> bool:
        """Tell whether it is a punctuation mark."""
        return bool(self.doc.columns.marks[self.i])

    @property
    def is_quote(self) -> bool:
        """Tell whether it is a quotation mark."""
        return bool(self.doc.columns.quotes[self.i])

    @property
    def like_num(self) -> bool:
        """Tell whether it is a number, in digits or words."""
        return bool(self.doc.columns.numbers[self.i])

    @property
    def is_space(self) -> bool:
        """Tell whether it is white space."""
        return self.text.isspace()

    @property
    def is_title(self) -> bool:
        """Tell whether a capital begins it and none goes on."""
        return self.text.istitle()

    @property
    def is_upper(self) -> bool:
        """Tell whether all its letters are capitals."""
        return self.text.isupper()


class Span:
    """Words of a Doc, half-open."""

    __slots__ = ("doc", "end", "kb_id_", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "", kb_id: str = "") -> None:
        self.doc, self.start, self.end = doc, start, end
        self.label_, self.kb_id_ = label, kb_id

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, part: int) -> Token: ...
    @overload
    def __getitem__(self, part: slice) -> "Span": ...
    def __getitem__(self, part: int | slice) -> "Token | Span":
        if isinstance(part, int):
            return self.doc.tokens[self.start : self.end][part]
        start, end, _ = part.indices(len(self))
        return Span(self.doc, self.start + start, self.start + max(start, end))

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """Return where the first word starts in the text."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Return where the last word ends in the text."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Return the words as they stand in the text."""
        return self.doc.said(self.start, self.end)

    @property
    def sent(self) -> "Span":
        """Return the sentence of the first word."""
        return self.doc.sents[self.doc.sentence_numbers[self.start]]

    @property
    def root(self) -> Token:
        """Return the word that is nearest to the root of the sentence, the first of several; no bare mark."""
        tokens = self.doc.tokens[self.start : self.end]
        if len(tokens) == 1:
            return tokens[0]
        for token in tokens:
            if token.head is token:
                return token
        out = [token for token in tokens if not self.start <= token.head.i < self.end]
        if len(out) == 1:
            return out[0]
        return min(out, key=lambda token: token.depth, default=self.doc.tokens[self.start])


@dataclass(frozen=True, slots=True)
class Columns:
    """What is seldom asked of words, by word: is it a mark, a quotation mark, like a number and so on."""

    opens: list[int]
    spaced: list[int]
    marks: list[int]
    quotes: list[int]
    numbers: list[int]
    types: list[str]
    morphs: list[str]


class Doc:
    """A document of words; `copying.copied` makes it. `user_data` keeps what is computed once."""

    def __init__(self, texts: Sequence[str], columns: Columns, user_data: dict[Any, Any]) -> None:
        whole = [text + " " if space else text for text, space in zip(texts, columns.spaced, strict=True)]
        self.text, self.columns, self.user_data = "".join(whole), columns, user_data
        self.starts = [0, *accumulate(map(len, whole))]
        self.tokens: list[Token] = []
        self.spans: Mapping[str, Sequence[Span]] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, part: int) -> Token: ...
    @overload
    def __getitem__(self, part: slice) -> Span: ...
    def __getitem__(self, part: int | slice) -> Token | Span:
        if isinstance(part, int):
            return self.tokens[part]
        start, end, _ = part.indices(len(self.tokens))
        return Span(self, start, end if end > start else start)

    def said(self, start: int, end: int) -> str:
        """Return words as they stand in the text, `end` not included; "" for none, and before the first."""
        last = min(end, len(self.tokens)) - 1
        if start < 0 or last < start:
            return ""
        word = self.tokens[last]
        return self.text[self.tokens[start].idx : word.idx + len(word.text)]

    @cached_property
    def sents(self) -> list[Span]:
        """Return the sentences."""
        starts = [i for i, opens in enumerate(self.columns.opens) if opens == 1 or i == 0]
        return [Span(self, start, end) for start, end in pairwise([*starts, len(self)])]

    @cached_property
    def sentence_numbers(self) -> list[int]:
        """Return the number of the sentence of each word."""
        return [number for number, sent in enumerate(self.sents) for _ in range(sent.start, sent.end)]

    @cached_property
    def edges(self) -> tuple[list[Token], list[Token]]:
        """Return the first and the last word of the subtree of each word. O(words)."""
        first, last = list(self.tokens), list(self.tokens)
        for token in self.tokens:
            above = token.head
            while first[above.i].i > token.i:
                first[above.i] = token
                above = above.head
        for token in reversed(self.tokens):
            above = token.head
            while last[above.i].i < token.i:
                last[above.i] = token
                above = above.head
        return first, last

    def covering(self, start: int, end: int) -> Span:
        """Return the words that have these characters of the text. O(log words)."""
        first, last = (bisect_right(self.starts, place, hi=len(self)) - 1 for place in (start, end - 1))
        return Span(self, first, last + 1)
