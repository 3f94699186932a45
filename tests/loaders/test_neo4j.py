"""What can go wrong with a server: wrong words, wrong place, two at once, killed in the middle."""

import os
import subprocess
import threading
from pathlib import Path

import pytest

from kg.errors import LoadError, TransientLoadError
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Kind
from loaders import Loader, open_loader
from tests.loaders.neo4j_server import Installation, Unavailable, free_port
from tests.loaders.proxy import cutting
from tests.loaders.samples import HELSINKI, LATER

pytestmark = pytest.mark.neo4j


def one_line(error: BaseException) -> str:
    [line] = str(error).splitlines()
    return line


def test_a_wrong_password_is_one_line_without_it(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-password")
    with pytest.raises(LoadError, match="NEO4J_PASSWORD") as caught:
        open_loader(neo4j_uri)
    assert "not-the-password" not in one_line(caught.value)


def test_a_missing_password_is_asked_for(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    with pytest.raises(LoadError, match="NEO4J_PASSWORD"):
        open_loader(neo4j_uri)


def test_a_wrong_database_is_named(neo4j_uri: str) -> None:
    with pytest.raises(LoadError, match="no database 'nowhere'"):
        open_loader(f"{neo4j_uri}/nowhere")


def test_a_database_can_be_named(neo4j_uri: str) -> None:
    with open_loader(f"{neo4j_uri}/neo4j") as loader:
        assert loader.read() == KnowledgeGraph()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_port_where_nobody_listens_is_one_line(scheme: str) -> None:
    with pytest.raises(TransientLoadError, match="no Neo4j answers"):
        open_loader(f"{scheme}://127.0.0.1:{free_port()}")


def test_a_server_without_tls_is_refused_by_a_tls_address(neo4j_uri: str) -> None:
    with pytest.raises(LoadError) as caught:
        open_loader(neo4j_uri.replace("bolt://", "bolt+s://"))
    assert one_line(caught.value)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(LoadError, match="no user or password") as caught:
        open_loader("bolt://neo4j:hidden@127.0.0.1:7687")
    assert "hidden" not in str(caught.value)


def test_two_loaders_at_once_lose_nothing(neo4j_uri: str) -> None:
    def load(graph: KnowledgeGraph) -> None:
        with open_loader(neo4j_uri) as loader:
            loader.write(graph)

    def people(alias: str) -> KnowledgeGraph:
        everybody = (EntityId(f"person/{number}") for number in range(300))
        return KnowledgeGraph(Entity(name, Kind.PERSON, name, frozenset({alias})) for name in everybody)

    graphs = [people(alias) for alias in "abcd"]
    threads = [threading.Thread(target=load, args=(graph,)) for graph in graphs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_loader(neo4j_uri) as loader:
        assert loader.read() == graphs[0] | graphs[1] | graphs[2] | graphs[3]


def test_a_connection_that_drops_in_mid_load_is_taken_up_again(neo4j_uri: str) -> None:
    people = (Entity(EntityId(f"person/{i}"), Kind.PERSON, f"Somebody {i}") for i in range(3000))
    whole = KnowledgeGraph(people) | HELSINKI | LATER
    with cutting(int(neo4j_uri.rpartition(":")[2]), 100_000) as proxy:
        with open_loader(f"bolt://127.0.0.1:{proxy.port}") as loader:
            loader.write(whole)
        assert proxy.cuts == 1
    with open_loader(neo4j_uri) as loader:
        assert loader.read() == whole
        assert not loader.write(whole)


def test_a_server_that_is_too_old_is_named(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.neo4j.OLDEST", (9999, 1))
    with pytest.raises(LoadError, match=r"Neo4j 9999\.1 or newer is needed") as caught:
        open_loader(neo4j_uri)
    assert neo4j_uri in one_line(caught.value)


def write_for_ever(loader: Loader, graph: KnowledgeGraph) -> None:
    while True:
        loader.write(graph)
        loader.query("MATCH (n) DETACH DELETE n", write=True)


@pytest.mark.skipif("NEO4J_URI" in os.environ, reason="a server that others may use is not killed")
def test_a_server_killed_while_loading_is_loaded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        installation = Installation(tmp_path / "home", "5.26.30")
        server = installation.start()
    except Unavailable as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
    monkeypatch.setenv("NEO4J_USER", server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    monkeypatch.setattr("loaders.neo4j.RETRY_S", 1.0)
    people = (Entity(EntityId(f"person/{i}"), Kind.PERSON, str(i)) for i in range(20_000))
    whole = KnowledgeGraph(people) | HELSINKI | LATER
    try:
        loader = open_loader(server.uri)
        threading.Timer(1.5, installation.kill).start()
        with pytest.raises(LoadError):
            write_for_ever(loader, whole)
        loader.close()
        installation.start()
        with open_loader(server.uri) as loader:
            loader.write(whole)
            assert loader.read() == whole
            assert not loader.write(whole)
    except subprocess.TimeoutExpired:
        installation.kill()
        raise
    finally:
        installation.stop()
