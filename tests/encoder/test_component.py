"""The spaCy component writes spans and scores, the same in `pipe` as one by one."""

from itertools import pairwise

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg.encoder.component  # noqa: F401  registers the factory

TEXTS = [
    "South African President Cyril Ramaphosa addressed parliament in Cape Town.",
    "",
    "Anti-Maduro protests went on in Caracas, Reuters reported.",
    "Ursula von der Leyen became President of the European Commission in 2019. " * 12,
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_encoder", config={"threads": 1})
    return nlp


def seen(doc: Doc) -> list[tuple[int, int, str, float]]:
    scores = doc.spans["encoder"].attrs["scores"]
    return [
        (s.start_char, s.end_char, s.label_, p) for s, p in zip(doc.spans["encoder"], scores, strict=True)
    ]


def test_mentions_stand_on_tokens_with_their_scores(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    found = {(span.text, span.label_) for span in doc.spans["encoder"]}
    assert found >= {("Cyril Ramaphosa", "PER"), ("President", "TITLE"), ("Cape Town", "LOC")}
    assert all(0 <= score <= 1 for score in doc.spans["encoder"].attrs["scores"])


def test_pipe_gives_what_calls_give(nlp: Language) -> None:
    alone = [seen(nlp(text)) for text in TEXTS]
    assert [seen(doc) for doc in nlp.pipe(TEXTS, batch_size=3)] == alone
    assert [seen(doc) for doc in nlp.pipe(TEXTS, batch_size=1)] == alone


def test_spans_are_in_order_and_share_no_token(nlp: Language) -> None:
    for doc in nlp.pipe(TEXTS):
        spans = list(doc.spans["encoder"])
        assert all(a.end <= b.start for a, b in pairwise(spans))


def test_spans_and_scores_survive_serialization(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert seen(again) == seen(doc)
