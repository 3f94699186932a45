"""What every store must do, on a real one of each kind."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import LoadError
from kg.graph import KnowledgeGraph
from kg.model import Citation, DocId, Document, Entity, EntityId, Kind, Office, Tenure, TenureStatus
from loaders import Loader, open_loader
from tests.loaders.samples import HELSINKI, LATER
from tests.strategies import HOSTILE, graphs

examples = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def counts(loader: Loader) -> list[object]:
    """Return how many nodes there are of each label, and relationships of each type."""
    nodes = loader.query(
        "MATCH (n) WHERE n.id <> 'store' UNWIND labels(n) AS l RETURN l, count(*) AS n ORDER BY l"
    )
    links = loader.query("MATCH ()-[r]->() RETURN type(r) AS t, count(*) AS n ORDER BY t")
    return [nodes.rows, links.rows]


def emptied(loader: Loader) -> Loader:
    loader.query("MATCH (n) DETACH DELETE n", write=True)
    return loader


def test_what_was_written_is_read_again(loader: Loader) -> None:
    loader.write(HELSINKI)
    assert loader.read() == HELSINKI


def test_an_empty_store_holds_an_empty_graph(loader: Loader) -> None:
    assert not loader.write(KnowledgeGraph())
    assert loader.read() == KnowledgeGraph()


def test_writing_twice_changes_nothing(loader: Loader) -> None:
    assert loader.write(HELSINKI)
    before = counts(loader)
    assert not loader.write(HELSINKI)
    assert counts(loader) == before


@examples
@given(graphs(), graphs())
def test_writing_merges(loader: Loader, a: KnowledgeGraph, b: KnowledgeGraph) -> None:
    emptied(loader)
    loader.write(a)
    assert loader.read() == a
    loader.write(b)
    merged = loader.read()
    assert merged == a | b
    assert list(merged.documents) == list((a | b).documents)
    before = counts(loader)
    assert not loader.write(a)
    assert not loader.write(b)
    assert counts(loader) == before


def test_two_records_of_a_document_become_the_one_that_the_graph_keeps(loader: Loader) -> None:
    undated = Document("Sauli Niinistö resigned.", key="a")
    one, other = (
        KnowledgeGraph([d.citation()]) for d in (undated, replace(undated, published=date(2000, 1, 1)))
    )
    for first, second in ((one, other), (other, one)):
        emptied(loader)
        loader.write(first)
        loader.write(second)
        assert loader.read() == first | second


def test_a_closed_store_keeps_its_graph(store_uri: str) -> None:
    with open_loader(store_uri) as loader:
        loader.write(HELSINKI)
    with open_loader(store_uri, read_only=True) as loader:
        assert loader.read() == HELSINKI


def test_holds_follows_the_last_document_that_says_so(loader: Loader) -> None:
    ask = "MATCH (p:Person)-[h:HOLDS]->(o:Office) RETURN p.id, o.id, h.as_of ORDER BY p.id, o.id"
    loader.write(HELSINKI)
    early = loader.query(ask).rows
    assert ["person/sauli-niinisto", "office/fi/president", "2018-07-16"] in early
    loader.write(LATER)
    late = loader.query(ask).rows
    assert ["person/sauli-niinisto", "office/fi/president", "2019-08-21"] in late
    assert len(late) == len(early)
    loader.write(HELSINKI)
    assert loader.query(ask).rows == late


def test_documents_keep_the_order_of_first_reading(loader: Loader) -> None:
    def document(name: str) -> Citation:
        return Citation(DocId(f"document/{name}"), name, "", "", "", "en", None, name)

    for names in ("zb", "ya", "bz", "x"):
        loader.write(KnowledgeGraph(document(name) for name in names))
    assert [d.key for d in loader.read().documents.values()] == list("zbyax")


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 1_000_000, "\u2066\u202e", "a'b\"c`d\\"])
def test_hostile_text_is_data(loader: Loader, text: str) -> None:
    country = Entity(EntityId("country/fi"), Kind.COUNTRY, text, frozenset({text, "Finland"}))
    office = Office(EntityId(f"office/fi/{text[:200]}"), text, (country.id,), frozenset({text}))
    person = Entity(EntityId(f"person/{text[:200]}"), Kind.PERSON, text)
    tenure = Tenure(person.id, office.id, TenureStatus.CURRENT, titles=frozenset({text}))
    graph = KnowledgeGraph([country, office, person, tenure])
    loader.write(HELSINKI)
    loader.write(graph)
    assert loader.read() == HELSINKI | graph
    found = loader.query("MATCH (p:Person {id: $id}) RETURN p.name AS name", {"id": person.id})
    assert found.rows == [[text]]


def test_half_a_character_is_refused_and_leaves_nothing(loader: Loader) -> None:
    loader.write(HELSINKI)
    broken = Entity(EntityId("person/x"), Kind.PERSON, "\ud800")
    with pytest.raises(LoadError):
        loader.write(KnowledgeGraph([broken]))
    assert loader.read() == HELSINKI


def test_values_come_out_plain(loader: Loader) -> None:
    loader.write(HELSINKI)
    path = "MATCH p = (a:Person {id: 'person/sauli-niinisto'})-[r:HAD]->(t:Tenure) "
    path += "RETURN a, r, p, t.as_of AS days, 1 AS n"
    [row] = loader.query(path).records()
    assert row["a"]["labels"] == ["Person", "Entity"]
    assert row["a"]["properties"]["name"] == "Sauli Niinistö"
    assert set(row["a"]["properties"]) == {"id", "name", "aliases"}
    assert row["r"] == {"type": "HAD", "properties": {}}
    assert row["p"][0]["properties"]["id"] == "person/sauli-niinisto"
    assert len(row["p"]) == 3
    assert row["days"] == ["2018-07-16"]
    assert row["n"] == 1


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Person {id: 'person/x'}) RETURN n",
        "MATCH (n:Person) SET n.name = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Person {id: 'person/x'})",
        "MATCH (n:Person) REMOVE n.name",
        "match (n:Person) /* read */ set n.name = 'x' return n",
        "CREATE INDEX x FOR (n:Person) ON (n.name)",
    ],
)
def test_a_query_writes_only_when_asked(loader: Loader, cypher: str) -> None:
    loader.write(HELSINKI)
    with pytest.raises(LoadError, match="writes"):
        loader.query(cypher)
    assert loader.read() == HELSINKI


def test_a_query_that_may_write_is_kept(store_uri: str) -> None:
    with open_loader(store_uri) as loader:
        loader.write(HELSINKI)
        loader.query(
            "MATCH (n:Person {id: $id}) SET n.checked = true", {"id": "person/sauli-niinisto"}, write=True
        )
    with open_loader(store_uri, read_only=True) as loader:
        assert loader.query("MATCH (n:Person) WHERE n.checked RETURN n.id").rows == [
            ["person/sauli-niinisto"]
        ]


@pytest.mark.parametrize(
    "cypher", ["MATCH (n:Person RETURN n", "RETURN nothing", "FOO", "", "RETURN $missing"]
)
def test_a_wrong_query_is_one_clear_line(loader: Loader, cypher: str) -> None:
    with pytest.raises(LoadError) as caught:
        loader.query(cypher)
    assert len(str(caught.value).splitlines()) == 1


def test_a_store_opened_for_reading_takes_no_write(store_uri: str) -> None:
    with open_loader(store_uri) as loader:
        loader.write(HELSINKI)
    with open_loader(store_uri, read_only=True) as loader:
        with pytest.raises(LoadError, match="reading only"):
            loader.write(LATER)
        with pytest.raises(LoadError, match="reading only"):
            loader.query("MATCH (n) DETACH DELETE n", write=True)
        assert loader.read() == HELSINKI
