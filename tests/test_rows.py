"""Rows carry the whole graph, and nothing that the graph does not hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Kind, Office, Tenure, TenureStatus
from kg.rows import Node, Relationship, lift, lower
from kg.schema import NODE_PROPERTIES, TYPE_PROPERTIES
from tests.strategies import graphs, shuffled


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_lift_undoes_lower(graph: KnowledgeGraph) -> None:
    rows = list(lower(graph))
    lifted = lift(
        (row for row in rows if isinstance(row, Node)),
        (row for row in rows if isinstance(row, Relationship)),
    )
    assert lifted == graph


@settings(max_examples=30, deadline=None)
@given(graphs(), st.integers(0, 9))
def test_rows_are_of_the_schema_and_in_a_fixed_order(graph: KnowledgeGraph, seed: int) -> None:
    rows = list(lower(graph))
    for row in rows:
        allowed = NODE_PROPERTIES[row.labels[0]] if isinstance(row, Node) else TYPE_PROPERTIES[row.type]
        assert set(row.properties) <= set(allowed)
    again = list(lower(shuffled(graph, seed)))
    documents = len(graph.documents)
    assert rows[documents:] == again[documents:]


def test_a_past_holder_does_not_hold_the_office() -> None:
    office = Office(EntityId("office/fi/president"), "president")
    people = [Entity(EntityId(f"person/{name}"), Kind.PERSON, name) for name in ("alexander", "sauli")]
    tenures = [
        Tenure(people[0].id, office.id, TenureStatus.CURRENT),
        Tenure(people[1].id, office.id, TenureStatus.FORMER),
    ]
    rows = lower(KnowledgeGraph([office, *people, *tenures]))
    holders = [row.source for row in rows if isinstance(row, Relationship) and row.type == "HOLDS"]
    assert holders == ["person/alexander"]


def test_a_fact_about_an_unknown_person_is_refused() -> None:
    office = Office(EntityId("office/fi/president"), "president")
    tenure = Tenure(EntityId("person/nobody"), office.id, TenureStatus.CURRENT)
    with pytest.raises(InputError, match="person/nobody"):
        list(lower(KnowledgeGraph([office, tenure])))


def test_an_id_that_does_not_fit_its_kind_is_refused() -> None:
    with pytest.raises(InputError, match="country/fi"):
        list(lower(KnowledgeGraph([Entity(EntityId("country/fi"), Kind.PERSON, "Finland")])))
