"""Names at the edges of a text."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc as Parsed
from spacy.vocab import Vocab

from kg.mentions.copying import copied
from kg.mentions.joining import whole_word
from kg.mentions.repairs import country_first, glued, town_of_dateline, uncompounded
from kg.mentions.words import Doc
from kg.model import Entity, EntityId, Kind
from tests.conftest import graph_of

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("name", "code"), [("US", "us"), ("Guinea", "gn"), ("Bosnia", "ba"), ("Congo", "cd")]
)
def test_a_country_may_be_the_last_word(nlp: Language, name: str, code: str) -> None:
    graph = graph_of(nlp, f"The talks moved from Geneva to {name}")
    assert EntityId(f"country/{code}") in graph.entities


@pytest.mark.parametrize("name", ["Moon Jae-in", "Ban Ki-moon", "Lee Nak-yon"])
def test_a_given_name_with_a_hyphen_stays_whole(nlp: Language, name: str) -> None:
    graph = graph_of(nlp, f"South Korean President {name} met Angela Merkel in Berlin.")
    assert name in {entity.name for entity in graph.entities.values() if isinstance(entity, Entity)}


def test_what_a_hyphen_binds_to_a_name_is_no_name(nlp: Language) -> None:
    graph = graph_of(nlp, "Angela Merkel criticized a Macron-led plan. President Emmanuel Macron smiled.")
    names = {entity.name for entity in graph.entities.values() if isinstance(entity, Entity)}
    assert not any("led" in name for name in names)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Leaders of the UUP met in Belfast on Monday.", "UUP", Kind.ORGANIZATION),
        ("The Spanish newspaper El Mundo reported that he left.", "El Mundo", Kind.ORGANIZATION),
        ("The U.N. sent troops to Cyprus.", "U.N.", Kind.ORGANIZATION),
        ("A film with Doris Day was shown.", "Doris Day", Kind.PERSON),
        ("Brussels heard the plan. Scholz said that he would go.", "Scholz", Kind.PERSON),
        ("Chancellor Olaf Scholz left. Scholz said that he was content.", "Scholz", Kind.PERSON),
        ("Leaders opened the African Union summit.", "African Union", Kind.ORGANIZATION),
        ("The House Judiciary and Rules committees met.", "House Judiciary", Kind.ORGANIZATION),
        ("The House Judiciary and Rules committees met.", "Rules", Kind.ORGANIZATION),
        (
            "The House rose. The 1954 House of Representatives vote came.",
            "House of Representatives",
            Kind.ORGANIZATION,
        ),
        (
            "Lufthansa bought Sabena Airlines in 2009. Sabena said that it would grow.",
            "Sabena",
            Kind.ORGANIZATION,
        ),
        (
            "The U.S. House of Representatives rose. The U.S. House will meet in May.",
            "U.S. House",
            Kind.ORGANIZATION,
        ),
        ("Barrister Kate Hall QC spoke in London.", "Kate Hall", Kind.PERSON),
        ("A deal with the Speaker of the House Nancy Pelosi was near.", "House", Kind.ORGANIZATION),
        ("The bill passed the Senate of the state on Monday.", "Senate", Kind.ORGANIZATION),
        ("The 42nd Canadian Parliament was dissolved.", "42nd Canadian Parliament", Kind.ORGANIZATION),
        (
            "Daniel Hannan sat in the European Parliament for the Conservative Party until 2020.",
            "Conservative Party",
            Kind.ORGANIZATION,
        ),
        ("She left the Liberal Party for the Bloc Québécois in 1990.", "Bloc Québécois", Kind.ORGANIZATION),
        (
            "The Committee for the Protection of Journalists met.",
            "Committee for the Protection of Journalists",
            Kind.ORGANIZATION,
        ),
        (
            "Joseph Nye taught at the Belfer Center for Science and International Affairs.",
            "Belfer Center for Science and International Affairs",
            Kind.ORGANIZATION,
        ),
        ("Secretary of State William R. Day signed the protocol.", "William R. Day", Kind.PERSON),
        ("He visited Leyte, Samar, Cebu, Bohol and Cortes.", "Cortes", Kind.PLACE),
        ("Nairobi CNN — The Kenyan government met its creditors.", "Nairobi", Kind.PLACE),
        ("PARIS AFP — The French president met reporters on Monday.", "PARIS", Kind.PLACE),
        ("MEXICO CITY (AP) — The president spoke to reporters.", "MEXICO CITY", Kind.PLACE),
        # The encoder doubts these; words vouch for them.
        ("Marimekko is a company based in Helsinki, Finland.", "Marimekko", Kind.ORGANIZATION),
        (
            "The Budget Committee of the House of Commons met in Ottawa.",
            "Budget Committee",
            Kind.ORGANIZATION,
        ),
        ("The country added ZTE to a list.", "ZTE", Kind.ORGANIZATION),
        ("Ban Ki-moon, the former UN secretary-general, spoke.", "Ban Ki-moon", Kind.PERSON),
        ("Sweden had invited Margot Wallström to Visby.", "Margot Wallström", Kind.PERSON),
    ],
)
def test_a_name_has_its_type_and_its_ends(nlp: Language, text: str, name: str, kind: Kind) -> None:
    entities = graph_of(nlp, text).entities.values()
    assert any(isinstance(e, Entity) and e.kind is kind and name in e.aliases for e in entities)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Typhoon Haiyan hit Samar in 2013. Haiyan killed thousands.", "Haiyan"),
        ("Barack Obama left the White House. The Obamas moved to Kalorama.", "Obamas"),
        ("The wreck of HMS Argyll was found off Scotland.", "HMS"),
        ("The wreck of HMS Argyll was found off Scotland.", "Argyll"),
        ("Leaders of the Middle Eastern states met.", "Middle Eastern"),
        ("Barrister Kate Hall QC spoke in London.", "Kate Hall QC"),
        ("Wigan lost. Leeds beat Wigan 45 points to 24.", "Wigan 45"),
        ("He kept his seat in the 1989 Northern Ireland local elections.", "Ireland"),
        ("The film was shown at the Biarritz Latin America Festival.", "America"),
        ("Emma Bonino ran for the European Parliament for the Green Europe list.", "European Parliament for"),
        ("She left the Liberal Party for the Bloc Québécois in 1990.", "Liberal Party for"),
        ("The speech was held on Martin Luther King Day.", "Martin Luther King"),
        (
            "The House rose. The 1954 United States House of Representatives elections followed.",
            "States House",
        ),
    ],
)
def test_a_part_of_a_longer_name_is_no_name(nlp: Language, text: str, name: str) -> None:
    entities = graph_of(nlp, text).entities.values()
    assert not any(a.startswith(name) for e in entities if isinstance(e, Entity) for a in e.aliases)


def test_a_war_keeps_its_number(nlp: Language) -> None:
    text = "Eleanor Roosevelt met two Allies of World War II officers in London."
    entities = graph_of(nlp, text).entities.values()
    assert not any("Allies of World War" in e.aliases for e in entities if isinstance(e, Entity))


@pytest.mark.parametrize(
    "text",
    [
        "Caroline Lucas of the Greens spoke. Damian Green, a minister, answered the Greens in Leeds.",
        "Al Green spoke. The Greens met in Brighton.",
    ],
)
def test_a_party_is_no_family(nlp: Language, text: str) -> None:
    assert any("Greens" in e.aliases for e in graph_of(nlp, text).entities.values() if isinstance(e, Entity))


def of_words(*words: str) -> Doc:
    """Return words of which those with a hyphen stand without spaces around it."""
    spaces = [word != "-" and words[i + 1 : i + 2] != ("-",) for i, word in enumerate(words)]
    return copied(Parsed(Vocab(), list(words), spaces, pos=["PROPN"] * len(words)))


def test_names_are_cut_and_completed_at_hyphens_and_small_letters() -> None:
    countries: dict[tuple[str, ...], str] = {("Canada",): "CA", ("U.S.",): "US"}
    assert uncompounded(of_words("Lee", "-", "Canada"), 0, 3, countries) == (0, 1)
    assert uncompounded(of_words("Canada", "-", "Lee"), 0, 3, countries) == (2, 3)
    assert uncompounded(of_words("Ana", "Lee", "-", "Kim"), 0, 4, countries) == (0, 4)
    assert country_first(of_words("U.S.", "island"), 0, 2, countries) == 1
    assert country_first(of_words("Canada", "Bay"), 0, 2, countries) == 0
    towns = {"paris": "FR", "mexico city": "MX"}
    assert town_of_dateline(of_words("Paris", "AFP", "—", "The"), 0, towns) == 1
    assert town_of_dateline(of_words("Mexico", "City", "(", "AP", ")", "—"), 0, towns) == 2
    assert town_of_dateline(of_words("Paris", "AFP", "said", "—"), 0, towns) == 0
    assert glued(of_words("Co", "-", "operative", "Party"), 3, ("-led",)) == 0
    assert glued(of_words("U.S.", "-", "led", "Coalition"), 3, ("-led",)) == 3
    assert glued(of_words("KFC", "-", "parent", "Yum"), 3, ("-led",)) == 3
    assert whole_word(of_words("Moon", "Jae", "-", "in", "spoke"), 2) == 4
    assert whole_word(of_words("Boris", "Johnson", "-", "supporting", "MPs"), 2) == 2
