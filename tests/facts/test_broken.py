"""Sentences that rules are written for, broken and mixed: whatever stands there, every graph is sound."""

import tomllib
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.corpus.reading import read_batch, unpacked
from kg.model import Document
from tests.facts.test_evidence import assert_sound
from tests.fuzzing import TIMES, damaged

CORPUS = Path(__file__).parent.parent / "corpus"


def texts_of(table: Any) -> list[str]:
    """Return the values of all keys `text`, at any depth."""
    if isinstance(table, list):
        return [text for row in table for text in texts_of(row)]
    if not isinstance(table, dict):
        return []
    own = [table["text"]] if isinstance(table.get("text"), str) else []
    return own + [text for value in table.values() for text in texts_of(value)]


SENTENCES = sorted({s for p in CORPUS.glob("*.toml") for s in texts_of(tomllib.loads(p.read_text("utf-8")))})
JOINS = (" ", "\n\n", ", ", " and ", " that ", " — ", " “", "” ", "")


@st.composite
def mixtures(draw: st.DrawFn) -> str:
    """Return sentences cut at words and joined in other ways, and sometimes damaged within words."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        words = draw(st.sampled_from(SENTENCES)).split(" ")
        start = draw(st.integers(0, len(words) // 2))
        parts += [" ".join(words[start : draw(st.integers(start, len(words)))]), draw(st.sampled_from(JOINS))]
    text = "".join(parts)
    return draw(damaged(text.encode())).decode("utf-8", "replace") if draw(st.booleans()) else text


def test_there_are_sentences_to_break() -> None:
    assert len(SENTENCES) > 100


@settings(max_examples=50 * TIMES, deadline=None, suppress_health_check=list(HealthCheck))
@given(mixtures())
def test_broken_sentences_are_built_into_a_sound_graph(nlp: Language, text: str) -> None:
    document = Document(text, key="fuzz")
    [read] = read_batch([document], nlp)
    assert not read.reason
    assert_sound(unpacked(read.graph), document)
