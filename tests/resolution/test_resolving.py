"""Who is one across documents: people, offices, bodies; whatever the order and the partition."""

import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.codec import to_lines
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Mention, MentionForm
from kg.resolution import NONE, Decisions, profiles, resolve
from tests.resolution.articles import article


def union(parts: Sequence[KnowledgeGraph], decisions: Decisions = NONE) -> KnowledgeGraph:
    """Return the graph of all documents under common names."""
    resolution = resolve((profile for part in parts for profile in profiles(part)), decisions)
    whole = KnowledgeGraph()
    for part in parts:
        whole.update(resolution.renamed(part))
    return whole


def people(graph: KnowledgeGraph) -> set[str]:
    return {name for name in graph.entities if name.startswith("person/")}


NAMES = (
    "Ann Lee",
    "Anne Lee",
    "Ann M. Lee",
    "Ann K. Lee",
    "Lee",
    "Lee Ann",
    "Bob Lee",
    "Robert Lee",
    "Bob Lee Jr.",
)
BODIES = ("", "country/fi", "country/us", "organization/us/senate=Senate", "organization/senate=US Senate")
held = st.tuples(st.sampled_from(NAMES), st.sampled_from(["senator", "chief"]), st.sampled_from(BODIES))
articles = st.builds(
    article,
    st.uuids().map(str),
    st.lists(st.sampled_from([*NAMES, "Carl Gustaf Mannerheim", "organization/acme=Acme"]), max_size=3),
    st.lists(held, max_size=3),
    st.sampled_from([None, date(1950, 1, 1), date(2019, 1, 1), date(2020, 1, 1)]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(articles, max_size=8), st.randoms(use_true_random=False))
def test_order_and_partition_never_change_the_result(
    parts: list[KnowledgeGraph], chance: random.Random
) -> None:
    shuffled = list(parts)
    chance.shuffle(shuffled)
    assert list(to_lines(union(parts))) == list(to_lines(union(shuffled)))


DEFENCE, SENATOR = ("minister of defence", "country/ru"), ("senator", "country/us")
ONE = {
    "spelling": [("Sergei Shoigu", *DEFENCE), ("Sergey Shoigu", *DEFENCE)],
    "hyphen": [("Kim Jong-un", "leader", "country/kp"), ("Kim Jong Un", "leader", "country/kp")],
    "initial": [("Donald J. Trump", "president", "country/us"), ("Donald Trump", "candidate", "")],
    "nickname": [("Bill Clinton", "president", "country/us"), ("William Clinton", "president", "country/us")],
    "title": [("Dr. Anna Virtanen", "rector", ""), ("Anna Virtanen", "rector", "")],
    "diacritics": [("Sauli Niinistö", "president", "country/fi"), ("Sauli Niinisto", "president", "")],
    "order": [("Shinzo Abe", "minister", "country/fi"), ("Abe Shinzo", "minister", "country/fi")],
    "office": [("Niinistö", "president", "country/fi"), ("Sauli Niinistö", "president", "country/fi")],
    "surnames": [("Niinistö", "president", "country/fi"), ("Niinistö", "president", "country/fi")],
    "part": [
        ("Wanda Vázquez", "governor", "place/ponce"),
        ("Wanda Vázquez Garced", "governor", "place/ponce"),
    ],
}
TWO = {
    "countries": [("Mike Johnson", "speaker", "country/us"), ("Mike Johnson", "minister", "country/gb")],
    "towns": [("John Smith", "mayor", "place/ponce"), ("John Smith", "mayor", "place/leeds")],
    "suffix": [("Donald Trump", "president", "country/us"), ("Donald Trump Jr.", "president", "country/us")],
    "initials": [("George W. Bush", *SENATOR), ("George H. W. Bush", *SENATOR)],
    "surnames": [("Smith", "spokesman", ""), ("Smith", "spokesman", "")],
    "a surname in another office": [("Smith", *SENATOR), ("Ann Smith", "minister", "country/gb")],
    "given names": [("Ann Lee", *SENATOR), ("Bob Lee", *SENATOR)],
    "only the surname": [("Smith", "minister", ""), ("Ann Smith", "minister", "")],
}


@pytest.mark.parametrize("pair", ONE.values(), ids=ONE)
def test_one_person_under_two_names(pair: list[tuple[str, str, str]]) -> None:
    parts = [article(str(n), held=[who]) for n, who in enumerate(pair)]
    assert len(people(union(parts))) == 1


@pytest.mark.parametrize("pair", TWO.values(), ids=TWO)
def test_two_people_stay_two(pair: list[tuple[str, str, str]]) -> None:
    parts = [article(str(n), held=[who]) for n, who in enumerate(pair)]
    assert len(people(union(parts))) == 2


def test_a_surname_that_two_may_bear_is_nobody_s() -> None:
    bushes = [("George H. W. Bush", *SENATOR), ("Jeb Bush", *SENATOR), ("Bush", *SENATOR)]
    graph = union([article(who[0], held=[who]) for who in bushes])
    assert people(graph) == {"person/george-h-w-bush", "person/jeb-bush", "person/bush"}


def test_one_name_far_apart_in_time_is_two_people() -> None:
    days = date(1910, 1, 1), date(2019, 1, 1)
    parts = [article(str(day), held=[("John Major", "mayor", "")], published=day) for day in days]
    assert len(people(union(parts))) == 2


def test_a_merged_person_has_the_most_frequent_full_name() -> None:
    names = ["Sergei Shoigu", "Sergei Shoigu", "Sergey Shoigu", "Shoigu"]
    graph = union([article(str(n), held=[(name, *DEFENCE)]) for n, name in enumerate(names)])
    [who] = people(graph)
    assert who == "person/sergei-shoigu"
    assert graph.entities[EntityId(who)].aliases >= set(names)
    assert getattr(graph.entities[EntityId(who)], "name", "") == "Sergei Shoigu"


def offices(graph: KnowledgeGraph) -> set[str]:
    return {name for name in graph.entities if name.startswith("office/")}


def test_an_office_without_a_body_is_one_only_for_one_holder() -> None:
    parts = [
        article("1", held=[("Ann Smith", "director", "")]),
        article("2", held=[("Ann Smith", "director", "")]),
        article("3", held=[("Bob Stone", "director", "")]),
    ]
    assert len(offices(union(parts))) == 2


def test_an_office_without_a_body_gets_the_one_that_another_document_gives_the_holder() -> None:
    parts = [
        article("1", held=[("Ann Smith", "director", "organization/acme=Acme")]),
        article("2", held=[("Ann Smith", "director", "")]),
    ]
    assert offices(union(parts)) == {"office/acme/director"}


def test_an_office_follows_its_body() -> None:
    parts = [
        article(
            "1", held=[("Ann Smith", *SENATOR), ("Bob Stone", "leader", "organization/us/senate=Senate")]
        ),
        article("2", held=[("Bob Stone", "leader", "organization/us/us-senate=US Senate")]),
    ]
    assert len(offices(union(parts))) == 2


def test_one_office_in_several_wordings_of_its_chamber() -> None:
    house = "organization/us/house-of-representatives=House of Representatives"
    wordings = [("house speaker", "country/us"), ("speaker", house), ("house speaker", house)]
    parts = [article(str(n), held=[("Ann Lee", *wording)]) for n, wording in enumerate(wordings)]
    assert len(offices(union(parts))) == 1


GIVEN = ["Al", "Bo", "Cy", "Di", "Ed", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Lou"]
SURNAMES = ["Ash", "Bell", "Cox", "Day", "East", "Fox", "Gray", "Hill", "Ives", "Jay", "King", "Lane"]


def test_an_ordinary_name_alone_is_not_enough() -> None:
    crowd = [f"{given} Smith" for given in GIVEN] + [f"John {surname}" for surname in SURNAMES]
    parts = [article("crowd", crowd), article("1", ["John Smith"]), article("2", ["John Smith"])]
    company = [article(n, ["John Smith", "Maud Ames", "Ned Ames", "Olga Ames"]) for n in ("3", "4")]
    found = {name for name in people(union([*parts, *company])) if name.startswith("person/john-smith")}
    assert len(found) == 3
    assert len({name for name in people(union(parts[1:])) if name.startswith("person/john-smith")}) == 1


def test_a_country_keeps_its_short_name_whatever_texts_call_it() -> None:
    parts = [article(key, ["country/ru"]) for key in ("1", "2")]
    for part in parts:
        [document] = part.documents
        words = Mention(document, 0, 18, "Russian Federation", EntityId("country/ru"), MentionForm.NAME)
        part.add(words)
    country = union(parts).entities[EntityId("country/ru")]
    assert isinstance(country, Entity)
    assert country.name == "Russia"
