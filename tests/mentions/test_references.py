"""Marks of references are no part of a name, and stand with the sentence before them."""

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ban Ki-moon taught at Yonsei University.[1][2] He is from Eumseong.", "Yonsei University"),
        ("Bashar al-Assad,[4] who studied in London, succeeded his father.", "Bashar al-Assad"),
        ("She addressed the Oxford Union[a] and left.", "Oxford Union"),
        ("Kofi Annan was born in Ghana.[12]", "Ghana"),
    ],
)
def test_a_mark_is_no_part_of_a_name(nlp: Language, text: str, name: str) -> None:
    doc = nlp(text)
    assert name in {span.text for span in doc.spans["names"]}


def test_a_sentence_ends_with_its_marks(nlp: Language) -> None:
    doc = nlp("Kofi Annan led the UN.[3][12] Ban Ki-moon followed.[4]\n\nHe is from South Korea.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Kofi Annan led the UN.[3][12]",
        "Ban Ki-moon followed.[4]",
        "He is from South Korea.",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Tim Cook joined Apple Inc.[4] and moved to California.", 1),
        ("The talks[1] Kofi Annan led failed.", 1),
        ("[1] Kofi Annan led the UN.", 1),
    ],
)
def test_a_mark_alone_ends_no_sentence(nlp: Language, text: str, sentences: int) -> None:
    assert len(list(nlp(text).sents)) == sentences


@pytest.mark.parametrize("text", ["the [United] Kingdom", "a list [of] names", "[sic]", "he [Annan]"])
def test_words_in_brackets_are_words(nlp: Language, text: str) -> None:
    assert "[" in [token.text for token in nlp(text)]
