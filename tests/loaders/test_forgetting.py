"""A document taken out leaves what the others would have made without it; a rehearsal leaves all."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Kind
from kg.parts import split
from loaders import Loader, Written, open_loader
from tests.loaders.samples import HELSINKI, LATER
from tests.strategies import graphs

examples = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BOOKKEEPING = ("position", "load", "digests")


def contents(loader: Loader) -> list[Any]:
    """Return all nodes and relationships with their properties, but for the order of reading."""
    nodes = loader.query("MATCH (n) WHERE n.id <> 'store' RETURN n").rows
    links = loader.query("MATCH (a)-[r]->(b) RETURN a.id, r, b.id").rows
    for [node] in nodes:
        node["properties"] = {k: v for k, v in node["properties"].items() if k not in BOOKKEEPING}
    return [sorted(json.dumps(row, sort_keys=True) for row in rows) for rows in (nodes, links)]


def emptied(loader: Loader) -> Loader:
    loader.query("MATCH (n) DETACH DELETE n", write=True)
    return loader


@examples
@given(graphs(), graphs(), st.booleans())
def test_forgetting_one_leaves_what_the_other_makes_alone(
    loader: Loader, a: KnowledgeGraph, b: KnowledgeGraph, first: bool
) -> None:
    one, other = next(split(a)), next(split(b))
    assume(one.documents.keys().isdisjoint(other.documents))
    emptied(loader).write(other)
    alone = contents(loader)
    emptied(loader).write(*((one, other) if first else (other, one)))
    loader.forget(*one.documents)
    assert loader.read() == other
    assert contents(loader) == alone


def test_what_two_documents_say_stays_as_the_other_says_it(loader: Loader) -> None:
    loader.write(HELSINKI)
    before = contents(loader)
    loader.write(LATER)
    forgotten = loader.forget("second")
    assert contents(loader) == before
    assert forgotten.nodes_deleted > 0
    assert forgotten.nodes_changed > 0
    assert loader.query("MATCH ()-[h:HOLDS]->() RETURN h.as_of").rows == [["2018-07-16"]]
    assert loader.write(LATER)
    assert loader.read() == HELSINKI | LATER


def test_forgetting_all_leaves_nothing(loader: Loader) -> None:
    loader.write(HELSINKI, LATER)
    loader.forget(*HELSINKI.documents, "second")
    assert loader.read() == KnowledgeGraph()
    assert contents(loader) == [[], []]


def test_what_is_known_beside_documents_stays(loader: Loader) -> None:
    known = KnowledgeGraph([Entity(EntityId("country/fi"), Kind.COUNTRY, "Finland", frozenset({"Suomi"}))])
    loader.write(known, LATER)
    loader.forget("second")
    assert loader.read() == known


def test_an_unknown_document_is_named(loader: Loader) -> None:
    loader.write(HELSINKI)
    with pytest.raises(InputError, match="nowhere"):
        loader.forget("nowhere")
    assert loader.read() == HELSINKI


@examples
@given(graphs(), graphs())
def test_a_rehearsal_counts_what_a_load_changes_and_changes_nothing(
    store_uri: str, a: KnowledgeGraph, b: KnowledgeGraph
) -> None:
    with open_loader(store_uri) as loader:
        emptied(loader).write(a)
        before = contents(loader)
    with open_loader(store_uri, dry_run=True) as loader:
        told = loader.write(*split(b)) + loader.write(*split(b))
        assert contents(loader) == before
    with open_loader(store_uri) as loader:
        assert loader.write(*split(b)) == told


def test_a_rehearsal_of_forgetting_changes_nothing(store_uri: str) -> None:
    with open_loader(store_uri) as loader:
        loader.write(HELSINKI, LATER)
        before = contents(loader)
    with open_loader(store_uri, dry_run=True) as loader:
        told = loader.forget("second")
        assert told
        assert contents(loader) == before
    with open_loader(store_uri) as loader:
        assert loader.forget("second") == told


def test_a_rehearsal_of_a_first_load_makes_no_store(tmp_path: Any) -> None:
    with open_loader(str(tmp_path / "graph.kgl"), dry_run=True) as loader:
        assert loader.write(HELSINKI, HELSINKI) != Written()
        assert not loader.write(HELSINKI)
    assert list(tmp_path.iterdir()) == []


def test_a_document_read_anew_is_stored_as_both_readings(loader: Loader) -> None:
    later = KnowledgeGraph(item for item in LATER.items() if item != next(iter(LATER.mentions)))
    loader.write(later)
    assert loader.write(LATER)
    assert not loader.write(later, LATER)
    assert loader.read() == LATER
    loader.forget("second")
    assert contents(loader) == [[], []]


def test_a_store_edited_by_hand_is_mended_by_the_next_load(loader: Loader) -> None:
    loader.write(HELSINKI)
    loader.query("MATCH (p:Person {id: 'person/tarja-halonen'}) DETACH DELETE p", write=True)
    loader.write(HELSINKI)
    assert loader.read() == HELSINKI
