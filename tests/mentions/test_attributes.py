"""`kg_attributes` writes what the model's own attribute ruler and lemmatizer write."""

import pytest
from spacy.language import Language

from kg.mentions.attributes import REPLACED, WRITTEN

BEFORE = ("tok2vec", "tagger", "kg_paragraphs", "parser")
TEXTS = (
    "I ain't gonna say it: let's go, y'all, c'mon! You've gotta see what I'd have had done.",
    "There's one thing it does.\n\n  But he did, and I asked whether you met him.\n",
    "Angela Merkel was re-elected as chancellor in 2018; she had met the leaders of those states before.",
    "",
)


def test_same_as_the_components_it_replaces(nlp: Language) -> None:
    kept = nlp.get_pipe("kg_attributes")
    for text in (*TEXTS, *TEXTS):  # twice: looked up, then remembered
        doc = nlp.make_doc(text)
        for name in BEFORE:
            doc = nlp.get_pipe(name)(doc)
        theirs = doc.copy()
        for name in REPLACED:
            theirs = nlp.get_pipe(name)(theirs)
        assert kept(doc).to_array([*WRITTEN, "HEAD"]).tolist() == theirs.to_array([*WRITTEN, "HEAD"]).tolist()
        assert [str(token.morph) for token in doc] == [str(token.morph) for token in theirs]


@pytest.mark.parametrize(
    ("text", "word", "lemma"), [("They let's go", "'s", "us"), ("It ain't so", "ai", "be")]
)
def test_rules_for_several_tokens(nlp: Language, text: str, word: str, lemma: str) -> None:
    assert next(token for token in nlp(text) if token.text == word).lemma_ == lemma


def test_a_lemma_outlives_the_memory_that_it_was_learned_in(nlp: Language) -> None:
    for _ in range(2):
        with nlp.memory_zone():
            assert nlp("The farmers sold three qorvaths.")[4].lemma_ == "qorvath"
