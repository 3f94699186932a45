"""Raw text → word pieces, word shapes and windows. Training and runtime share every line of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]

CLS, SEP, MASK = "[CLS]", "[SEP]", "[MASK]"
LOWER, TITLE, ALL, MIXED, DIGITS, PUNCT, SPACED_PUNCT, INITIAL = range(8)
SHAPES = 8

LIMIT = 126  # word pieces of a window, [CLS] and the last [SEP] not counted
OVERLAP = 32  # pieces that two windows share where the text offers no place to cut

SENTENCE, PARAGRAPH = 1, 2
CLOSERS = frozenset("\"'”’»)]")
STOPS = frozenset(".!?…")
# fmt: off
ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "capt", "sgt", "sen", "rep", "gov",
    "st", "jr", "sr", "vs", "no", "inc", "ltd", "co", "corp", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "rev", "hon", "adm", "cmdr", "pres", "mt",
    "ft", "vol", "fig", "etc",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as words of word pieces: word i starts at piece `first[i]`; `cut[i]` is what ends before it."""

    ids: Ints
    shapes: Ints
    first: Ints  # one longer than there are words
    starts: Ints
    ends: Ints
    cut: Ints

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start..end` are read together; those of `own_start..own_end` are decided here."""

    start: int
    end: int
    own_start: int
    own_end: int


def load_tokenizer(vocabulary: Path) -> "Tokenizer":
    """Build BERT's uncased tokenizer from a file of one piece a line."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    lines = vocabulary.read_text(encoding="utf-8").split("\n")
    pieces = {piece: i for i, piece in enumerate(lines) if piece}
    tokenizer = Tokenizer(models.WordPiece(vocab=pieces, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def piece_id(tokenizer: "Tokenizer", piece: str) -> int:
    """Return the id of a piece that the vocabulary must have."""
    found: int | None = tokenizer.token_to_id(piece)
    if found is None:
        raise ValueError(f"the vocabulary lacks {piece}")
    return found


def shape(word: str, glued: bool) -> int:
    """Tell the casing of a word, which an uncased vocabulary loses. `glued`: no space before it."""
    if word.islower():
        return LOWER
    if any(map(str.isdigit, word)):
        return DIGITS
    if not any(map(str.isalpha, word)):
        return PUNCT if glued else SPACED_PUNCT
    if word.isupper():
        return INITIAL if len(word) == 1 else ALL
    if word[0].isupper() and word[1:].islower():
        return TITLE
    return MIXED if word.lower() != word else LOWER


def split(text: str, tokenizer: "Tokenizer") -> Pieces:
    """Cut a text into words, pieces and the places where a window may end."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoding.ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    word_of = np.array(encoding.word_ids, dtype=np.int64)
    opens = np.ones(len(ids), dtype=bool)
    opens[1:] = word_of[1:] != word_of[:-1]
    first = np.flatnonzero(opens)
    bounds = np.append(first, len(ids))
    starts, ends = offsets[first, 0], offsets[bounds[1:] - 1, 1]
    words = [text[s:e] for s, e in zip(starts.tolist(), ends.tolist(), strict=True)]
    glued = np.zeros(len(words), dtype=bool)
    glued[1:] = starts[1:] == ends[:-1]
    shapes = np.array([shape(w, g) for w, g in zip(words, glued.tolist(), strict=True)], dtype=np.int64)
    cut = _cuts(text, words, starts.tolist(), ends.tolist())
    return Pieces(ids, np.repeat(shapes, np.diff(bounds)), bounds, starts, ends, cut)


def _cuts(text: str, words: list[str], starts: list[int], ends: list[int]) -> Ints:
    cut = np.zeros(len(words), dtype=np.int64)
    for i in range(1, len(words)):
        gap = text[ends[i - 1] : starts[i]]
        if not gap:
            continue
        if ("\n" in gap or "\r" in gap) and not _wrapped(text, ends[i - 1], starts[i], gap):
            cut[i] = PARAGRAPH
        elif not words[i][0].islower() and _closes(words, starts, ends, i - 1):
            cut[i] = SENTENCE
    return cut


def _wrapped(text: str, end: int, start: int, gap: str) -> bool:
    """Tell a line break inside a sentence, as in mail wrapped at 72 columns, from the end of a paragraph."""
    if gap.count("\n") > 1 or text[end - 1] in '.!?:"”':
        return False
    line = end - (text.rfind("\n", 0, end) + 1)
    following = text.find("\n", start)
    return 45 <= line <= 100 and (len(text) if following < 0 else following) - start <= 100


def _closes(words: list[str], starts: list[int], ends: list[int], i: int) -> bool:
    while i > 0 and words[i] in CLOSERS:
        i -= 1
    if words[i] not in STOPS:
        return False
    if words[i] != "." or i == 0 or ends[i - 1] != starts[i]:
        return True
    before = words[i - 1]
    return not (len(before) == 1 and before.isalpha()) and before.lower() not in ABBREVIATIONS


def windows(pieces: Pieces, limit: int = LIMIT) -> Iterator[Window]:
    """Yield windows of whole paragraphs or sentences, in order; each word is owned once.

    A window ends at the last paragraph of its second half, else at its last sentence, else anywhere; only
    there do two windows overlap. All depends on the text alone.
    """
    separators = np.concatenate([[0], np.cumsum(pieces.cut == PARAGRAPH)])
    size = pieces.first + separators  # pieces and separators before word i
    start = own = 0
    while start < pieces.words:
        end = max(int(np.searchsorted(size, size[start] + limit, side="right")) - 1, start + 1)
        if end >= pieces.words:
            yield Window(start, pieces.words, own, pieces.words)
            return
        place = _place(pieces.cut, size, start, end, limit)
        if place:
            yield Window(start, place, own, place)
            start = own = place
            continue
        back = int(np.searchsorted(size, size[end] - OVERLAP, side="left"))
        middle = int(np.searchsorted(size, size[end] - OVERLAP // 2, side="left"))
        if not own < middle <= end or not start < back <= middle:
            back = middle = end
        yield Window(start, end, own, middle)
        start, own = back, middle


def _place(cut: Ints, size: Ints, start: int, end: int, limit: int) -> int:
    kinds = cut[start + 1 : end + 1]
    paragraphs = np.flatnonzero(kinds == PARAGRAPH) + start + 1
    if len(paragraphs) and size[paragraphs[-1]] - size[start] > limit // 2:
        return int(paragraphs[-1])
    places = np.flatnonzero(kinds) + start + 1
    return int(places[-1]) if len(places) else 0


def row(pieces: Pieces, window: Window, cls: int, sep: int) -> tuple[Ints, Ints, Ints]:
    """Return a window's piece ids and shapes, [CLS] and [SEP] added, and each word's first place."""
    start, end = window.start, window.end
    at, stop = pieces.first[start], pieces.first[end]
    gaps = np.flatnonzero(pieces.cut[start + 1 : end] == PARAGRAPH) + start + 1
    before = pieces.first[gaps] - at
    ids = np.insert(pieces.ids[at:stop], before, sep)
    shapes = np.insert(pieces.shapes[at:stop], before, 0)
    shift = np.zeros(end - start, dtype=np.int64)
    shift[gaps - start] = 1
    first = pieces.first[start:end] - at + np.cumsum(shift) + 1
    ids = np.concatenate([[cls], ids, [sep]])
    return ids, np.concatenate([[0], shapes, [0]]), first
