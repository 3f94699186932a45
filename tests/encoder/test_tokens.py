"""Windows: each word is decided once, and the cuts depend on the text alone."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.encoder.runtime import WEIGHTS
from kg.encoder.tokens import (
    ALL,
    DIGITS,
    INITIAL,
    LIMIT,
    LOWER,
    MIXED,
    PUNCT,
    SPACED_PUNCT,
    TITLE,
    Pieces,
    load_tokenizer,
    row,
    shape,
    split,
    windows,
)

TOKENIZER = load_tokenizer(WEIGHTS / "vocab.txt")
CLS, SEP = 101, 102

SHAPES = [
    ("minister", LOWER),
    ("Kishida", TITLE),
    ("NATO", ALL),
    ("McConnell", MIXED),
    ("2018", DIGITS),
    ("J", INITIAL),
    (",", PUNCT),
    ("日本", LOWER),
]


def pieces_of(text: str) -> Pieces:
    return split(text, TOKENIZER)


@pytest.mark.parametrize(("word", "expected"), SHAPES)
def test_a_word_has_a_shape(word: str, expected: int) -> None:
    assert shape(word, glued=True) == expected


def test_a_spaced_mark_differs_from_a_glued_one() -> None:
    assert shape("-", glued=False) == SPACED_PUNCT


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_offsets_lie_in_the_text_and_never_go_back(text: str) -> None:
    pieces = pieces_of(text)
    assert len(pieces.first) == pieces.words + 1
    assert all(0 <= s < e <= len(text) for s, e in zip(pieces.starts, pieces.ends, strict=True))
    assert all(a <= b for a, b in pairwise(pieces.starts))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Oslo", "said", ".", "\n\n", "Dr.", "\n", "antidisestablishmentarianism"]),
        max_size=300,
    )
)
def test_each_word_is_owned_once_and_windows_are_short(words: list[str]) -> None:
    pieces = pieces_of(" ".join(words))
    owned: list[int] = []
    for window in windows(pieces):
        owned += range(window.own_start, window.own_end)
        assert window.start <= window.own_start < window.own_end <= window.end
        ids, shapes, first = row(pieces, window, CLS, SEP)
        assert len(ids) == len(shapes) <= LIMIT + 2
        assert list(ids[first]) == list(pieces.ids[pieces.first[window.start : window.end]])
    assert owned == list(range(pieces.words))


def test_windows_end_where_paragraphs_do() -> None:
    paragraph = "The council met in Vienna and adopted its budget for the coming year without a vote."
    text = "\n\n".join([paragraph] * 20)
    pieces = pieces_of(text)
    starts = [int(pieces.starts[window.start]) for window in windows(pieces)]
    assert len(starts) > 1
    assert all(start % (len(paragraph) + 2) == 0 for start in starts)


def test_an_abbreviation_ends_no_sentence() -> None:
    pieces = pieces_of("He met Sen. John McCain and Gov. Jerry Brown. They talked.")
    ends = [int(pieces.starts[i]) for i in range(pieces.words) if pieces.cut[i]]
    assert ends == ["He met Sen. John McCain and Gov. Jerry Brown. They talked.".index("They")]


def test_a_wrapped_line_is_no_paragraph() -> None:
    text = "The secretary general of the United Nations, who spoke in New\nYork on Monday, called for talks."
    assert not pieces_of(text).cut.any()
