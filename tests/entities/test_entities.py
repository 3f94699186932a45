import pytest
from spacy.language import Language

from kg.entities import read
from kg.model import Document, Entity, Kind
from tests.conftest import graph_of


def named(nlp: Language, text: str, kind: Kind) -> dict[str, frozenset[str]]:
    entities = graph_of(nlp, text).entities.values()
    return {e.name: e.aliases for e in entities if isinstance(e, Entity) and e.kind is kind}


def test_a_surname_is_the_person_named_in_full(nlp: Language) -> None:
    found = named(nlp, "Olaf Scholz arrived in Paris. Scholz said nothing.", Kind.PERSON)
    assert found == {"Olaf Scholz": frozenset({"Olaf Scholz", "Scholz"})}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("British and French forces were sent.", None),
        ("The talks took place in the Netherlands.", "NL"),
        ("Officials of the U.S. were informed.", "US"),
    ],
)
def test_countries_by_name_not_by_nationality_alone(nlp: Language, text: str, code: str | None) -> None:
    codes = {e.code for e in graph_of(nlp, text).entities.values() if isinstance(e, Entity) and e.code}
    assert codes == ({code} if code else set())


def test_a_capital_that_speaks_is_the_government(nlp: Language) -> None:
    text = "Moscow said that it would reply. The delegation stayed in Moscow."
    assert "Government of Russia" in named(nlp, text, Kind.ORGANIZATION)
    assert "Moscow" in named(nlp, text, Kind.PLACE)


def test_a_description_is_the_holder_of_the_office(nlp: Language) -> None:
    text = "French President Emmanuel Macron left Berlin. The French president said that he was content."
    assert named(nlp, text, Kind.PERSON) == {
        "Emmanuel Macron": frozenset({"Emmanuel Macron", "The French president"})
    }


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("Angela Merkel met Barack Obama. She was content.", "She", "Angela Merkel"),
        ('Angela Merkel praised Joan Baez. "I like her songs," Merkel said.', "her", "Joan Baez"),
        ("Swedish activist Greta Thunberg arrived. The activist smiled.", "activist", "Greta Thunberg"),
        ("Shares of Wizz Air fell. The airline lost money.", "airline", "Wizz Air"),
        ("Prime Minister Keir Starmer spoke. Deputy Prime Minister Angela Rayner left. The prime minister "
         "stayed.", "minister", "Keir Starmer"),
        ("At the moment Angela Merkel is in Rome. She enjoys the moment.", "moment", None),
    ],
)  # fmt: skip
def test_descriptions_and_pronouns_mean_whom_they_fit(
    nlp: Language, text: str, word: str, who: str | None
) -> None:
    doc = nlp.make_doc(text)
    doc.user_data["document"] = Document(text)
    reading = read(nlp(doc))
    ref = reading.at(next(t for t in reversed(list(reading.doc)) if t.text == word))
    assert (reading.entities[ref.entity].name if ref is not None else None) == who  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("The National Commission on Fair Trade met. On Monday NCFT said that it would vote.", "NCFT",
         "National Commission on Fair Trade"),
        ("Leaders of the European Court of Auditors met. The Court of Auditors said that it was content.",
         "Court of Auditors", "European Court of Auditors"),
        ("The House Oversight and Reform Committee voted. The Oversight Committee will vote again.",
         "Oversight Committee", "House Oversight and Reform Committee"),
        ("Canada's Green Party lost. The Greens said that they were content.", "Greens", "Green Party"),
        ("The Utah Jazz lost in Denver. The Jazz had led at half time.", "Jazz", "Utah Jazz"),
        ("The Royal Astronomical Society met in London. The Society elected a president.", "Society",
         "Royal Astronomical Society"),
        ("The U.S. House of Representatives rose. The U.S. House will meet in May.", "U.S. House",
         "U.S. House of Representatives"),
        ("Lufthansa bought Sabena Airlines in 2009. Sabena said that it would grow.", "Sabena",
         "Sabena Airlines"),
        ("The Houthis took Sanaa. A Houthi commander said that they would stay.", "Houthi", "Houthis"),
        ("Iran's Islamic Revolutionary Guard Corps paraded. The Revolutionary Guards said little.",
         "Revolutionary Guards", "Islamic Revolutionary Guard Corps"),
    ],
)  # fmt: skip
def test_a_short_form_is_the_body_named_in_full(nlp: Language, text: str, name: str, other: str) -> None:
    assert name in named(nlp, text, Kind.ORGANIZATION)[other]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A report cited the mayor's office in Chicago.", "mayor's office", Kind.ORGANIZATION),
        ("The Harris campaign said that it was content.", "Harris campaign", Kind.ORGANIZATION),
        ("Members of the pro-reform camp in Iran left.", "pro-reform camp", Kind.ORGANIZATION),
        ("The ministry of public works of Kenya was closed.", "ministry of public works of Kenya",
         Kind.ORGANIZATION),
        ("Whoever wins the electoral college in the United States is elected.", "electoral college",
         Kind.ORGANIZATION),
        ("He was treated at Leipzig hospital and went home.", "Leipzig hospital", Kind.ORGANIZATION),
        ("Members of the Kandahar provincial council resigned.", "Kandahar provincial council",
         Kind.ORGANIZATION),
        ("Members of the Kandahar provincial council resigned.", "Kandahar", Kind.PLACE),
        ("Senator Kamala Harris's campaign said that it was content.", "Kamala Harris's campaign",
         Kind.ORGANIZATION),
        ("The British left Hong Kong in 1997.", "United Kingdom", Kind.COUNTRY),
        ("He lives on the U.S. island of Guam.", "United States", Kind.COUNTRY),
        ("They crossed the Pacific Ocean. The Pacific was calm.", "Pacific Ocean", Kind.PLACE),
    ],
)  # fmt: skip
def test_bodies_and_places_without_a_name_of_their_own(
    nlp: Language, text: str, name: str, kind: Kind
) -> None:
    assert name in named(nlp, text, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("During the Harris campaign in Ohio, prices rose.", "Harris campaign"),
        ("He sat in the mayor's office in Chicago.", "mayor's office"),
        ("A city council in Ohio voted.", "city council"),
        ("A Leipzig hospital treated him.", "Leipzig hospital"),
        ("Leipzig hospital workers went home.", "Leipzig hospital"),
        ("Voters liked Kamala Harris's campaign.", "Kamala Harris's campaign"),
        ("He spoke to the Russian space agency Roscosmos.", "Russian space agency"),
    ],
)
def test_no_body_where_none_is_meant(nlp: Language, text: str, name: str) -> None:
    assert name not in named(nlp, text, Kind.ORGANIZATION)


@pytest.mark.parametrize(
    "text",
    [
        "The Supreme Administrative Court of Finland met. The Supreme Court voted.",
        "The United Nations Children's Fund sent help. The United Nations voted.",
        "The Iowa Democratic Party met in May. The Democratic Party lost seats.",
        "The Karen National Union signed. The African Union sent its thanks.",
        "The European Parliament voted. In London, the House of Commons met.",
    ],
)
def test_two_bodies_stay_two(nlp: Language, text: str) -> None:
    assert len(named(nlp, text, Kind.ORGANIZATION)) == 2


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("They swam across the Bristol Channel. The Channel was calm.", "Channel", "Bristol Channel"),
        ("Fires burned in British Columbia. Towns in B.C. were emptied.", "B.C.", "British Columbia"),
        ("He flew from Logan International Airport. Flights left Logan Airport late.", "Logan Airport",
         "Logan International Airport"),
    ],
)  # fmt: skip
def test_a_short_form_is_the_place_named_in_full(nlp: Language, text: str, name: str, other: str) -> None:
    assert name in named(nlp, text, Kind.PLACE)[other]


def test_father_and_son_stay_two(nlp: Language) -> None:
    text = "Donald Trump Jr. met Donald Trump in Ohio. Later Trump Jr. flew home. Trump stayed."
    assert named(nlp, text, Kind.PERSON) == {
        "Donald Trump Jr.": frozenset({"Donald Trump Jr.", "Trump Jr."}),
        "Donald Trump": frozenset({"Donald Trump", "Trump"}),
    }


def test_a_son_alone_is_his_surname(nlp: Language) -> None:
    text = "Donald Trump Jr. met Angela Merkel in Ohio. Trump flew home."
    assert named(nlp, text, Kind.PERSON)["Donald Trump Jr."] == {"Donald Trump Jr.", "Trump"}


def test_who_is_also_called_a_lord_is_one(nlp: Language) -> None:
    text = "James Mackay, Lord Clashfern, was a judge. Lord Clashfern said that he was content."
    assert named(nlp, text, Kind.PERSON) == {"James Mackay": frozenset({"James Mackay", "Clashfern"})}


def test_a_building_is_a_place_or_the_body_that_sits_there(nlp: Language) -> None:
    text = "Angela Merkel was at the White House on Monday. The White House said that she left."
    assert "White House" in named(nlp, text, Kind.PLACE)
    assert "White House" in named(nlp, text, Kind.ORGANIZATION)
