"""Parts of a graph: around a name, between two, of a country."""

import pytest

from kg.graph import KnowledgeGraph
from kg.model import Statement
from kg.views import UnknownEntity, around, between, country
from kg.views.selection import find
from tests.views.talks import CLAIM, DENIAL, INVITED, TENURES


@pytest.mark.parametrize("name", ["person/jim-mattis", "Jim Mattis", "mattis", "MATT"])
def test_names_aliases_ids_and_parts_are_found(talks: KnowledgeGraph, name: str) -> None:
    assert find(talks, name) == "person/jim-mattis"


def test_a_name_that_is_not_there_brings_up_close_ones(talks: KnowledgeGraph) -> None:
    with pytest.raises(UnknownEntity, match="sergei shoigu"):
        find(talks, "Sergey Shoygu")


def test_one_hop_is_the_facts_of_a_name_and_who_is_in_them(talks: KnowledgeGraph) -> None:
    part = around(talks, "Shoigu", hops=1)
    assert {INVITED.id, CLAIM.id, TENURES[0].id} <= part.facts.keys()
    assert "person/jim-mattis" in part.entities
    assert "person/rex-tillerson" not in part.entities


def test_a_denied_fact_never_comes_without_its_denial(talks: KnowledgeGraph) -> None:
    part = around(talks, "Shoigu", hops=1)
    assert DENIAL.id in part.facts
    assert all(part.evidence(fact.id) for fact in part if isinstance(fact, Statement))


def test_around_does_not_walk_through_countries(talks: KnowledgeGraph) -> None:
    assert "person/vladimir-putin" not in around(talks, "Shoigu", hops=2).entities
    assert "person/vladimir-putin" in around(talks, "Russia", hops=2).entities


def test_between_is_the_shortest_way(talks: KnowledgeGraph) -> None:
    part = between(talks, "Trump", "Dunford")
    assert {"person/donald-trump", "place/helsinki", "person/joseph-dunford"} <= part.entities.keys()
    assert "person/rex-tillerson" not in part.entities


def test_a_country_is_found_by_its_code(talks: KnowledgeGraph) -> None:
    part = country(talks, "RU")
    assert {"person/sergei-shoigu", "person/vladimir-putin"} <= part.entities.keys()
    assert "person/rex-tillerson" not in part.entities
