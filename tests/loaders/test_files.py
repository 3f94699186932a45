"""Files that other tools read, read by those tools."""

from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import RDF, Graph

from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Event, Kind, Tenure, TenureStatus, Triple
from kg.rows import Node, lower
from loaders.files.ftm import ftm_entities
from loaders.files.graphml import write_graphml
from loaders.files.turtle import PS, SCHEMA, TERM, P, iri, to_rdf, write_turtle
from tests.loaders.samples import HELSINKI, LATER, NIINISTO, PRESIDENT
from tests.strategies import graphs

BOTH = HELSINKI | LATER
examples = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@examples
@given(graphs())
def test_networkx_reads_every_node_and_edge_of_graphml(tmp_path: Path, graph: KnowledgeGraph) -> None:
    write_graphml(graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    rows = list(lower(graph))
    assert read.number_of_nodes() == sum(isinstance(row, Node) for row in rows)
    assert read.number_of_edges() == len(rows) - read.number_of_nodes()


def test_graphml_has_names_labels_and_types(tmp_path: Path) -> None:
    write_graphml(BOTH, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    person = read.nodes["person/sauli-niinisto"]
    assert (person["label"], person["name"], person["aliases"]) == ("Person", "Sauli Niinistö", "Niinistö")
    [edge] = read["person/sauli-niinisto"]["office/fi/president"].values()
    assert (edge["type"], edge["as_of"]) == ("HOLDS", "2019-08-21")
    assert {type(x["confidence"]) for _, x in read.nodes(data=True) if "confidence" in x} == {float}


@examples
@given(graphs())
def test_rdflib_reads_turtle_back(tmp_path: Path, graph: KnowledgeGraph) -> None:
    write_turtle(graph, tmp_path / "graph.ttl")
    read = Graph().parse(tmp_path / "graph.ttl")
    assert len(read) == len(to_rdf(graph))


def test_a_tenure_is_a_statement_of_wikidatas_form() -> None:
    rdf = to_rdf(BOTH)
    [tenure] = rdf.objects(iri(NIINISTO.id), P.P39)
    assert rdf.value(tenure, PS.P39) == iri(PRESIDENT.id)


def test_only_what_was_held_is_an_event() -> None:
    rdf = to_rdf(BOTH)
    events = {iri(fact.id): fact.status for fact in BOTH if isinstance(fact, Event)}
    assert set(rdf.subjects(RDF.type, SCHEMA.Event)) == {
        x for x, status in events.items() if status == "held"
    }
    assert set(rdf.subjects(RDF.type, TERM.ReportedEvent)) == {
        x for x, status in events.items() if status != "held"
    }


def test_a_candidate_occupies_nothing() -> None:
    person = Entity(EntityId("person/a"), Kind.PERSON, "A")
    days = frozenset({date(2020, 1, 1)})
    tenure = Tenure(person.id, PRESIDENT.id, TenureStatus.CANDIDATE, as_of=days)
    graph = KnowledgeGraph(
        [person, PRESIDENT, *(e for e in BOTH.entities.values() if e.id == "country/fi"), tenure]
    )
    assert "Occupancy" not in {record["schema"] for record in ftm_entities(graph)}
    rdf = to_rdf(graph)
    assert not list(rdf.objects(iri(person.id), P.P39))
    assert list(rdf.objects(iri(person.id), P.P3602)) == [iri(tenure.id)]


def test_relations_have_sources() -> None:
    [triple] = [fact for fact in BOTH if isinstance(fact, Triple)]
    rdf = to_rdf(BOTH)
    assert len(list(rdf.predicate_objects(iri(triple.id)))) >= 4


@pytest.mark.parametrize("name", ["csv", "graphml", "turtle", "ftm"])
def test_an_export_of_an_empty_graph_is_written(tmp_path: Path, name: str) -> None:
    from loaders import open_loader
    from loaders.files import EXPORTS

    with open_loader(str(tmp_path / "x.kgl"), dry_run=True) as store:
        EXPORTS[name](store, tmp_path / "out")
    assert (tmp_path / "out").exists()
