"""The sets' conventions: names of events, articles and titles in names, what re3d labels beyond names."""

import pytest
from spacy.language import Language

from benchmarks.public_conventions import CROSSNER, formed
from benchmarks.public_ner import predict
from benchmarks.public_phrases import GUM, RE3D

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


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Kofi Annan said that the regime had broken the truce.", "the regime", "ORG"),
        ("UNICEF wrote to the families of the victims.", "the families of the victims", "ORG"),
        ("The embassy thanked the people of Ghana.", "the people of Ghana", "ORG"),
        ("NATO will support our partners.", "our partners", "ORG"),
        ("At least 40 civilians left Mariupol.", "civilians", "ORG"),
        ("All parties must respect the ceasefire.", "All parties", "ORG"),
        ("Senior Jordanian officials flew to Geneva.", "Senior Jordanian officials", "ORG"),
        ("The UN said that they had signed.", "they", "ORG"),
        ("The army shelled the city for a week.", "the city", "LOC"),
        ("The Red Cross runs a hospital there.", "a hospital", "LOC"),
        ("He was born in the Greek city of Volos.", "the Greek city of Volos", "LOC"),
        ("The mayor of the Syrian city of Homs met the prime minister.", "the prime minister", "PER"),
        ("The rebels hold northern Mali.", "northern Mali", "LOC"),
        ("Jimmy Carter was born in Plains, Georgia.", "Plains, Georgia", "LOC"),
    ],
)
def test_re3d_has_descriptions(nlp: Language, text: str, name: str, label: str) -> None:
    assert (name, label) in names(nlp, text, RE3D)
    assert (name, label) not in names(nlp, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An organization needs money.", "An organization"),
        ("The talks were of use to government.", "government"),
        ("The report praised the campaign.", "the campaign"),
        ("The treaty ended the war.", "the war"),
        ("Villages were flooded in Pakistan.", "Villages"),
        ("The Islamic State of Iraq and the Levant lost Mosul.", "State of Iraq"),
        ("The Islamic State of Iraq and the Levant lost Mosul.", "Iraq"),
    ],
)
def test_re3d_has_no_other_phrase(nlp: Language, text: str, name: str) -> None:
    assert name not in {found for found, _ in names(nlp, text, RE3D)}


def test_a_country_behind_of_is_in_the_name_of_a_body(nlp: Language) -> None:
    assert ("Iraq", "LOC") in names(nlp, "The Government of Iraq signed.", RE3D)
    assert ("Texas", "LOC") in names(nlp, "She left the University of Texas at Austin.", GUM)


def test_a_phrase_starts_where_the_name_in_it_does(nlp: Language) -> None:
    text = "They fought Islamic State of Iraq and the Levant fighters."
    assert ("Islamic State of Iraq and the Levant fighters", "ORG") in names(nlp, text, RE3D)
