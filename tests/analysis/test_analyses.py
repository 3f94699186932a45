"""Only what happened counts; the same graph gives the same answers in the same order."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kg.analysis import (
    ANALYSES,
    changes,
    disputes,
    meetings,
    path,
    successions,
    ties,
    timelines,
    to_networkx,
)
from kg.analysis.convert import attested
from kg.graph import KnowledgeGraph
from kg.model import DocId, EntityId, Office, PartialDate, Tenure, TenureStatus
from tests.views.talks import CLAIM, DENIAL, HELD, INVITED, PLANNED, items

STATE = EntityId("office/us/secretary-of-state")


@pytest.fixture
def talks() -> KnowledgeGraph:
    """Return the graph of talks held, planned and denied."""
    return KnowledgeGraph(items())


def held(who: str, status: str, **values: Any) -> Tenure:
    """Return a tenure of the secretary of state."""
    return Tenure(EntityId(who), STATE, TenureStatus(status), **values)


@pytest.mark.parametrize("name", ANALYSES)
def test_order_of_building_changes_no_answer(talks: KnowledgeGraph, name: str) -> None:
    reverse = KnowledgeGraph(reversed(list(items())))
    assert list(ANALYSES[name](talks)) == list(ANALYSES[name](reverse))


@pytest.mark.parametrize("name", ANALYSES)
def test_an_empty_graph_has_no_findings(name: str) -> None:
    assert list(ANALYSES[name](KnowledgeGraph())) == []


def test_only_the_held_meeting_is_a_meeting(talks: KnowledgeGraph) -> None:
    [met] = meetings(talks)
    assert (met.one, met.other) == ("person/joseph-dunford", "person/valery-gerasimov")
    assert met.facts == (HELD.id,)


def test_a_dispute_has_both_sides(talks: KnowledgeGraph) -> None:
    [found] = disputes(talks)
    assert (found.fact, found.asserted, found.denied) == (INVITED.id, (CLAIM.id,), (DENIAL.id,))
    assert found.denying == ("organization/pentagon",)


def test_networkx_knows_what_happened(talks: KnowledgeGraph) -> None:
    found = to_networkx(talks)
    assert found.nodes[PLANNED.id]["status"] == "planned"
    parts = {key: edge["happened"] for _, _, key, edge in found.edges(keys=True, data=True)}
    assert parts[HELD.id]
    assert not parts[PLANNED.id]
    assert not parts[INVITED.id]
    assert found.number_of_nodes() == len(talks.entities) + 3


def test_no_tie_comes_from_a_plan_or_a_denial(talks: KnowledgeGraph) -> None:
    tied = ties(talks)
    assert tied.has_edge("person/joseph-dunford", "person/valery-gerasimov")
    assert not tied.has_edge("person/donald-trump", "person/vladimir-putin")
    assert not tied.has_edge("person/sergei-shoigu", "person/jim-mattis")


def test_a_second_document_makes_a_fact_surer_and_a_second_rule_does_not(talks: KnowledgeGraph) -> None:
    [proof] = HELD.evidence
    again = replace(proof, rule="another", confidence=0.5)
    elsewhere = replace(proof, document=DocId("document/other"), confidence=0.5)
    assert attested(replace(HELD, evidence=frozenset([proof]))) == 0.9
    assert attested(replace(HELD, evidence=frozenset([proof, again]))) == 0.9
    assert attested(replace(HELD, evidence=frozenset([proof, again, elsewhere]))) == 0.95
    assert attested(replace(HELD, evidence=frozenset())) == 0.5


def test_a_path_names_the_facts_of_each_step(talks: KnowledgeGraph) -> None:
    steps = list(path(talks, EntityId("person/valery-gerasimov"), EntityId("office/joint-chiefs/chairman")))
    assert [step.end for step in steps] == ["person/joseph-dunford", "office/joint-chiefs/chairman"]
    assert all(fact in talks.facts for step in steps for fact in step.facts)
    assert list(path(talks, EntityId("person/donald-trump"), EntityId("person/vladimir-putin"))) == []


def test_with_countries_a_path_leads_from_an_office_to_whose_it_is(talks: KnowledgeGraph) -> None:
    ends = EntityId("person/sergei-shoigu"), EntityId("person/vladimir-putin")
    assert "country/ru" not in {step.end for step in path(talks, *ends)}
    steps = list(path(talks, *ends, countries=True))
    assert [step.end for step in steps] == [
        "office/ru/minister-of-defence",
        "country/ru",
        "office/ru/president",
        "person/vladimir-putin",
    ]
    assert all(fact in talks.facts for step in steps for fact in step.facts)


@pytest.mark.parametrize(
    ("until", "since", "how"),
    [
        ("2018-03", "2018-04-26", "gap"),
        ("2018-03-31", "2018-03", "next"),
        ("2018-05", "2018-04-26", "overlap"),
        ("2018", "2018-04", "next"),
        (None, "2018-04", "unknown"),
    ],
)
def test_succession_is_no_finer_than_the_dates(until: str | None, since: str, how: str) -> None:
    end = PartialDate(until) if until else None
    graph = KnowledgeGraph([Office(STATE, "secretary of state")])
    graph.add(held("person/rex-tillerson", "former", since=PartialDate("2017-02"), until=end))
    graph.add(held("person/mike-pompeo", "current", since=PartialDate(since)))
    [found] = successions(graph)
    assert (found.before, found.after, found.how) == ("person/rex-tillerson", "person/mike-pompeo", how)


def test_two_former_holders_with_no_date_have_no_order() -> None:
    graph = KnowledgeGraph([Office(STATE, "secretary of state")])
    graph.add(held("person/john-kerry", "former", as_of=frozenset([date(2018, 1, 1)])))
    graph.add(held("person/hillary-clinton", "former", as_of=frozenset([date(2019, 1, 1)])))
    assert list(successions(graph)) == []


def test_a_timeline_does_not_go_past_the_last_report(talks: KnowledgeGraph) -> None:
    shown = {one.holder: one for one in timelines(talks)}
    assert shown[EntityId("person/jim-mattis")].until is None
    assert shown[EntityId("person/jim-mattis")].last_seen == "2018-07-13"


def test_changes_between_two_days(talks: KnowledgeGraph) -> None:
    found = [(change.when, change.what) for change in changes(talks, date(2018, 3, 10), date(2018, 6, 5))]
    assert found == [("2018-03", "left office"), ("2018-06", "happened")]
