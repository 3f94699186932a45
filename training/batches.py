"""Labelled documents → windows of pieces, shapes and allowed tags; augmented anew in each epoch."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.encoder.decode import KINDS, TAGS
from kg.encoder.tokens import (
    ALL,
    CLS,
    INITIAL,
    LIMIT,
    LOWER,
    MASK,
    MIXED,
    SEP,
    TITLE,
    Ints,
    Pieces,
    Window,
    load_tokenizer,
    piece_id,
    row,
    split,
    windows,
)
from training.data import Labelled, LabelledSpan

Bits = NDArray[np.int64]
EVERY = (1 << len(TAGS)) - 1
OUTSIDE = 1
ANY_TITLE = (1 << TAGS.index("B-TITLE")) | (1 << TAGS.index("I-TITLE"))
ANY_OTHER = (1 << TAGS.index("B-OTHER")) | (1 << TAGS.index("I-OTHER"))
MOST_PIECES = 1600  # of a document in an epoch
ALONE = 0.4  # of the documents of an epoch are read sentence by sentence
SENTENCE_PIECES = 30  # of a sentence, about
CASED = (TITLE, ALL, MIXED, INITIAL)


@dataclass(frozen=True, slots=True)
class Row:
    """A window ready for the network; `tags` has for each word the tags that may be right, as bits."""

    ids: Ints
    shapes: Ints
    first: Ints
    tags: Bits


def word_tags(document: Labelled, pieces: Pieces) -> Bits:
    """Return the bit set of right tags of each word; what a set does not label stays open."""
    outside = OUTSIDE | (0 if document.titles else ANY_TITLE) | (0 if document.others else ANY_OTHER)
    tags = np.full(pieces.words, outside, dtype=np.int64)
    for s, e, labels in document.spans:
        inside = np.flatnonzero((pieces.starts < e) & (pieces.ends > s))
        for i, word in enumerate(inside.tolist()):
            if labels == ("?",):
                tags[word] = EVERY
            else:
                tags[word] = sum(1 << (1 + 2 * KINDS.index(label) + (i > 0)) for label in labels)
    return tags


class Maker:
    """Cuts documents into rows, and changes their casing the way newspapers do."""

    def __init__(self, vocabulary: Path, seed: int) -> None:
        self.tokenizer: Tokenizer = load_tokenizer(vocabulary)
        self.cls, self.sep, self.mask = (piece_id(self.tokenizer, t) for t in (CLS, SEP, MASK))
        self.random = np.random.default_rng(seed)
        self.cache: dict[str, tuple[Pieces, Bits]] = {}

    def split(self, document: Labelled) -> tuple[Pieces, Bits]:
        """Return pieces and allowed tags, from the cache the second time."""
        key = document.key
        if key not in self.cache:
            pieces = split(document.text, self.tokenizer)
            self.cache[key] = pieces, word_tags(document, pieces)
        return self.cache[key]

    def rows(self, document: Labelled, limit: int = LIMIT) -> Iterator[Row]:
        """Yield the rows that the runtime would read."""
        pieces, tags = self.split(document)
        for window in windows(pieces, limit):
            yield self._row(pieces, tags, window)

    def sentences(self, document: Labelled) -> Iterator[Row]:
        """Yield each sentence as a row of its own: names have to be found without what stands around them."""
        pieces, tags = self.split(document)
        bounds = [0, *np.flatnonzero(pieces.cut).tolist(), pieces.words]
        for start, end in pairwise(bounds):
            if start < end and pieces.first[end] - pieces.first[start] <= LIMIT:
                yield self._row(pieces, tags, Window(start, end, start, end))

    def augmented(self, document: Labelled) -> Iterator[Row]:
        """Yield rows cut at other places than last time, with noise in their casing and pieces masked.

        Of a long document some rows are drawn, so that no interview outweighs the news.
        """
        limit = int(self.random.choice([LIMIT, LIMIT, LIMIT, 90, 60, 30]))
        alone = self.random.random() < ALONE
        rows = list(self.sentences(document) if alone else self.rows(document, limit))
        most = MOST_PIECES // (SENTENCE_PIECES if alone else limit)
        if len(rows) > most:
            rows = [rows[i] for i in sorted(self.random.choice(len(rows), most, replace=False))]
        for clean in rows:
            yield self._noisy(self._with_dateline(clean))

    def _row(self, pieces: Pieces, tags: Bits, window: Window) -> Row:
        ids, shapes, first = row(pieces, window, self.cls, self.sep)
        return Row(ids, shapes, first, tags[window.start : window.end])

    def _noisy(self, clean: Row) -> Row:
        ids, shapes = clean.ids.copy(), clean.shapes.copy()
        word = np.zeros(len(ids), dtype=np.int64)
        word[clean.first] = 1
        word = np.cumsum(word) - 1  # the word that each piece belongs to
        letters = (shapes == LOWER) | np.isin(shapes, CASED)
        letters[[0, -1]] = False
        letters &= ids != self.sep
        dice = self.random.random()
        if dice < 0.03:  # a headline in capitals
            shapes[letters] = ALL
        elif dice < 0.07:  # A Headline in Title Case
            lift = letters & (shapes == LOWER) & (self.random.random(len(word))[word] < 0.8)
            shapes[lift] = TITLE
        elif dice < 0.10:  # no capitals at all
            shapes[letters] = LOWER
        elif dice < 0.17:  # Emmanuel MACRON, or MACRON
            named = (clean.tags & (OUTSIDE | ANY_TITLE | ANY_OTHER)) == 0
            shout = named & (self.random.random(len(named)) < 0.5)
            shapes[letters & (word >= 0) & shout[np.maximum(word, 0)]] = ALL
        hide = (self.random.random(len(ids)) < 0.06) & (word >= 0) & (ids != self.sep)
        ids[hide] = self.mask
        return Row(ids, shapes, clean.first, clean.tags)

    def _with_dateline(self, clean: Row) -> Row:
        """Put `BAGHDAD (AP) — `, `Baghdad CNN — ` or `BAGHDAD — ` before a few rows."""
        if self.random.random() > 0.06:
            return clean
        city = str(self.random.choice(CITIES))
        agency = str(self.random.choice(AGENCIES))
        case = city.upper() if self.random.random() < 0.6 else city
        form = str(self.random.choice(DATELINES))
        text = form.format(case, agency)
        spans: list[LabelledSpan] = [(0, len(city), ("LOC",))]
        if agency in text:
            at = text.rindex(agency)
            spans.append((at, at + len(agency), ("ORG",)))
        pieces = split(text, self.tokenizer)
        tags = word_tags(Labelled("", "", text, True, True, spans), pieces)
        before = self._row(pieces, tags, Window(0, pieces.words, 0, pieces.words))
        n = len(before.ids) - 2
        return Row(
            np.concatenate([before.ids[:-1], clean.ids[1:]]),
            np.concatenate([before.shapes[:-1], clean.shapes[1:]]),
            np.concatenate([before.first, clean.first + n]),
            np.concatenate([before.tags, clean.tags]),
        )


def batched(rows: list[Row], pieces: int, random: np.random.Generator) -> Iterator[list[Row]]:
    """Yield batches of about `pieces` pieces, of rows of like length, in random order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids) + random.integers(0, 16))
    batches: list[list[Row]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, len(rows[i].ids))
        if batches[-1] and longest * (len(batches[-1]) + 1) > pieces:
            batches.append([])
            longest = len(rows[i].ids)
        batches[-1].append(rows[i])
    random.shuffle(batches)
    yield from batches


def padded(rows: list[Row]) -> tuple[Ints, Ints, Bits]:
    """Return ids, shapes and tags (0 = no word starts here), each `[rows, longest]`."""
    size = (len(rows), max(len(r.ids) for r in rows))
    ids, shapes, tags = (np.zeros(size, dtype=np.int64) for _ in range(3))
    for i, r in enumerate(rows):
        ids[i, : len(r.ids)] = r.ids
        shapes[i, : len(r.ids)] = r.shapes
        tags[i, r.first] = r.tags
    return ids, shapes, tags


DATELINES = ("{} ({}) — ", "{} ({}) - ", "{}, ({}): ", "{} {} — ", "{} {} – ", "{} — ", "{}: ")
AGENCIES = ("AP", "Reuters", "AFP", "UPI", "Xinhua", "TASS", "ANI", "NAN", "IRNA", "KUNA", "CNN", "BBC News")
# fmt: off
CITIES = (
    "Abuja", "Accra", "Addis Ababa", "Algiers", "Amman", "Ankara", "Baghdad", "Bangkok", "Beijing",
    "Beirut", "Berlin", "Bogotá", "Brasília", "Brussels", "Buenos Aires", "Cairo", "Canberra",
    "Caracas", "Colombo", "Dakar", "Dhaka", "Damascus", "Geneva", "Hanoi", "Harare", "Havana",
    "Islamabad", "Jakarta", "Jerusalem", "Kabul", "Kampala", "Kathmandu", "Khartoum", "Kyiv",
    "Lagos", "Lima", "London", "Madrid", "Manila", "Mexico City", "Minsk", "Mogadishu", "Moscow",
    "Nairobi", "New Delhi", "New York", "Paris", "Phnom Penh", "Port-au-Prince", "Pretoria",
    "Quito", "Rabat", "Riyadh", "Rome", "San Salvador", "Santiago", "Sarajevo", "Seoul", "Skopje",
    "Sydney", "Taipei", "Tehran", "Tokyo", "Tripoli", "Tunis", "Ulaanbaatar", "Warsaw",
    "Washington", "Yangon", "Yerevan",
)
# fmt: on
