"""Chains of all that is spoken of, and what a text ascribes to anybody."""

import pytest
from spacy.language import Language

from kg.entities import read
from kg.facts.chains import chains
from kg.facts.speech.views import views


def chained(text: str, nlp: Language) -> list[list[str]]:
    doc = nlp(text)
    return [[doc[start:end].text for start, end in chain] for chain in chains(read(doc))]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Marie Curie moved to Paris. She stayed there.", ["Marie Curie", "She"]),
        ("The museum bought an old clock. The clock was broken.", ["an old clock", "The clock"]),
        (
            "The clock that a sailor had made was sold. It was old.",
            ["The clock that a sailor had made", "It"],
        ),
        ('"I am glad," Willy Brandt said in 1970.', ["I", "Willy Brandt"]),
        ("The students marched through Leipzig. They carried candles.", ["The students", "They"]),
        ("They live in Lyon. Many move to the city.", ["Lyon", "the city"]),
    ],
)
def test_what_means_the_same_is_a_chain(nlp: Language, text: str, chain: list[str]) -> None:
    assert chain in chained(text, nlp)


@pytest.mark.parametrize(
    "text",
    [
        "It is clear that the bridge is closed.",
        "A sailor sold a clock. A clock was stolen.",
        "He bought the red car. The blue car was sold.",
        "",
        "\n\n",
    ],
)
def test_what_means_nothing_or_another_thing_is_in_no_chain(nlp: Language, text: str) -> None:
    assert chained(text, nlp) == []


def test_who_is_interviewed_says_i_and_is_asked_as_you(nlp: Language) -> None:
    text = """Wikinews spoke to the astronomer Jocelyn Burnell.
Where did you work then?
I worked in Cambridge.
When did you see the signal?
I saw it in 1967.
Are you still surprised?
I am not."""
    [burnell] = [chain for chain in chained(text, nlp) if "I" in chain]
    assert burnell[1:] == ["you", "I", "you", "I", "you", "I"]
    assert "Jocelyn Burnell" in burnell[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Many farmers believe that the dam will fail.",
            [("Many farmers", "believe", "the dam will fail", False)],
        ),
        ("I do not know who did it.", [("I", "know", "who did it", True)]),
        ("The city grew.", []),
    ],
)
def test_views_are_whose_they_are(nlp: Language, text: str, found: list[tuple[str, str, str, bool]]) -> None:
    doc = nlp(text)
    rows = [
        (doc[slice(*view.source)].text if view.source else "", doc[slice(*view.cue)].text,
         doc[slice(*view.content)].text, view.negative)
        for view in views(read(doc))
    ]  # fmt: skip
    assert rows == found
