"""The sets' conventions: what is part of the name of an event, which articles and titles are part of a name."""

import pytest
from spacy.language import Language

from benchmarks.public_conventions import CROSSNER, formed
from benchmarks.public_ner import predict

pytestmark = pytest.mark.model


def names(nlp: Language, text: str, form: str = "") -> set[tuple[str, str]]:
    """Return our names in a text, in the form of a set."""
    found = predict({"text": text, "dataset": form}, nlp)["ner"]
    return {(text[start:end], label) for start, end, label in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turnout rose at the 2019 European Parliament election in Slovakia.", "Slovakia"),
        ("The 2010 United States House of Representatives elections followed.", "House of Representatives"),
        ("Eden resigned after the Suez Crisis.", "Suez"),
        ("Tony Blair defended the 2003 invasion of Iraq.", "Iraq"),
    ],
)
def test_a_name_in_that_of_an_event_is_none(nlp: Language, text: str, name: str) -> None:
    assert name not in {found for found, _ in names(nlp, text)}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("In 2008 Barack Obama won the Iowa primary.", "Barack Obama", "PER"),
        ("The army left Iraq after the invasion of 2003.", "Iraq", "LOC"),
        ("Romano Prodi led the alliance called The Union.", "The Union", "ORG"),
        ("The European Union sent help to Jordan.", "European Union", "ORG"),
    ],
)
def test_a_name_beside_an_event_is_one(nlp: Language, text: str, name: str, label: str) -> None:
    assert (name, label) in names(nlp, text)


def test_members_of_a_party_are_a_group(nlp: Language) -> None:
    found = names(nlp, "Republican Susan Collins and members of the Democratic Party met.")
    assert ("Republican", "NATIONALITY") in found
    assert ("Democratic Party", "ORG") in found


def test_nobles_have_their_titles_in_crossner_alone(nlp: Language) -> None:
    text = "A letter by Lord Hall reached the BBC."
    assert ("Lord Hall", "PER") in names(nlp, text, CROSSNER)
    assert ("Hall", "PER") in names(nlp, text)


def test_forms_need_a_parse_alone(nlp: Language) -> None:
    assert formed(nlp("The Senate met."), [], "GUM") == set()
