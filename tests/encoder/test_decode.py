"""Spans read off from probabilities: names stay whole, unlikely ones are left out."""

import numpy as np
import pytest

from kg.encoder.decode import LEAST, TAGS, Calibration, Floats, decode
from kg.encoder.runtime import WEIGHTS
from kg.encoder.tokens import Pieces, load_tokenizer, split

EVEN = Calibration({}, {})
TEXT = "Mette Frederiksen spoke in Aarhus"


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return split(TEXT, load_tokenizer(WEIGHTS / "vocab.txt"))


def log_probs(*words: dict[str, float]) -> Floats:
    """Spread what is left of each word's probability over the other tags."""
    rows = []
    for given in words:
        rest = (1 - sum(given.values())) / (len(TAGS) - len(given))
        rows.append([given.get(tag, rest) for tag in TAGS])
    return np.log(np.array(rows, dtype=np.float32))


def found(pieces: Pieces, *words: dict[str, float]) -> list[tuple[str, str]]:
    spans = decode(pieces, log_probs(*words), EVEN, least=0.4)
    return [(TEXT[span.start : span.end], span.label) for span in spans]


def test_a_name_rather_goes_on_than_ends(pieces: Pieces) -> None:
    outside = {"O": 0.98}
    words = [{"B-PER": 0.9}, {"O": 0.52, "I-PER": 0.46}, outside, outside, {"B-LOC": 0.9}]
    assert found(pieces, *words) == [("Mette Frederiksen", "PER"), ("Aarhus", "LOC")]
    words[1] = {"O": 0.85, "I-PER": 0.1}
    assert found(pieces, *words) == [("Mette", "PER"), ("Aarhus", "LOC")]


def test_what_goes_on_is_no_likelier_for_it(pieces: Pieces) -> None:
    outside = {"O": 0.98}
    words = [{"B-PER": 0.9}, {"O": 0.52, "I-PER": 0.46}, outside, outside, outside]
    [span] = decode(pieces, log_probs(*words), EVEN, least=0.4)
    assert span.score < 0.52


def test_unlikely_spans_are_left_out(pieces: Pieces) -> None:
    outside = {"O": 0.98}
    unsure = {"B-LOC": LEAST - 0.01, "O": 0.2, "B-ORG": 0.2}
    assert decode(pieces, log_probs(outside, outside, outside, outside, unsure), EVEN) == []
    sure = {**unsure, "B-LOC": LEAST + 0.01}
    assert len(decode(pieces, log_probs(outside, outside, outside, outside, sure), EVEN)) == 1
