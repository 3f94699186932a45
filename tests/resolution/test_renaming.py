"""Renaming entities keeps all that is said of them, and joins what becomes one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import KnowledgeGraph, members
from kg.model import Entity, EntityId, Fact, Kind, Polarity, Predicate, Statement, StatementKind, Triple
from kg.resolution import renamed
from tests.strategies import graphs

BACK = {"person/sauli-niinisto": "person/a", "country/fi": "country/b", "office/fi/president": "office/b/c"}
NAMES = {EntityId(old): EntityId(new) for old, new in BACK.items()}


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_new_names_can_be_taken_back(graph: KnowledgeGraph) -> None:
    back = {new: old for old, new in NAMES.items()}
    loops = [f for f in graph if isinstance(f, Triple) and f.subject == f.object]
    there = renamed(graph, NAMES)
    assert not NAMES.keys() & there.entities.keys()
    if not loops:
        assert renamed(there, back) == graph


@settings(max_examples=30, deadline=None)
@given(graphs(), graphs(), st.sampled_from([{}, NAMES]))
def test_renaming_parts_is_renaming_the_whole(
    a: KnowledgeGraph, b: KnowledgeGraph, names: dict[EntityId, EntityId]
) -> None:
    whole = renamed(a | b, names)
    assert renamed(a, names) | renamed(b, names) == whole
    assert all(who in whole.entities for fact in whole for who in members(fact))


def test_two_people_that_become_one_share_facts_and_relate_no_more() -> None:
    one, other, land = EntityId("person/jon-doe"), EntityId("person/jonathan-doe"), EntityId("country/fi")
    graph = KnowledgeGraph(
        [
            Entity(one, Kind.PERSON, "Jon Doe"),
            Entity(other, Kind.PERSON, "Jonathan Doe", frozenset(["Doe"])),
            Entity(land, Kind.COUNTRY, "Finland"),
        ]
    )
    cousins = Triple(one, Predicate.RELATIVE_OF, other)
    citizens = [Triple(who, Predicate.CITIZEN_OF, land) for who in (one, other)]
    said = Statement(one, StatementKind.SAY, "so it is", Polarity.POSITIVE, True)
    denial = Statement(other, StatementKind.DENY, "no", Polarity.NEGATIVE, True, denies=frozenset([said.id]))
    facts: list[Fact] = [cousins, *citizens, said, denial]
    for fact in facts:
        graph.add(fact)

    result = renamed(graph, {other: one})

    assert result.entities[one].aliases == {"Doe"}
    assert [f for f in result if isinstance(f, Triple)] == [citizens[0]]
    [found] = [f for f in result if isinstance(f, Statement) and f.kind is StatementKind.DENY]
    assert found.speaker == one
    assert [result.facts[x].content for x in found.denies] == ["so it is"]  # type: ignore[union-attr]
