"""Runs without a space are cut, and nothing of the text is lost."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.tokens import LONGEST, Bounded

TOKENIZER = Bounded(spacy.blank("en").tokenizer)


@given(st.lists(st.sampled_from(["(" * 450, "x" * 201, "Kim Jong-un ", "\n\n", "“", " ", "a."]), max_size=8))
def test_tokens_make_up_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert TOKENIZER(text).text == text


def test_no_token_is_longer_than_a_word_can_be() -> None:
    assert max(len(token) for token in TOKENIZER("see " + "x" * 5000)) == LONGEST


@pytest.mark.parametrize("text", ["", "Angela Merkel met Emmanuel Macron in Berlin.", "U.S.-led talks"])
def test_usual_text_is_as_spacy_has_it(text: str) -> None:
    plain = spacy.blank("en").tokenizer(text)
    assert [token.text for token in TOKENIZER(text)] == [token.text for token in plain]
