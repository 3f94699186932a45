"""Stores to test: an embedded one in a temporary folder, and real Neo4j servers."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from loaders import Loader, open_loader
from tests.loaders.neo4j_server import Server, Unavailable, running

TESTED = os.environ.get("NEO4J_VERSIONS", "5.26.30,2026.08.1").split(",")
VERSIONS = ["given"] if "NEO4J_URI" in os.environ else TESTED
SERVERS = [pytest.param(version, marks=pytest.mark.neo4j, id=f"neo4j-{version}") for version in VERSIONS]
Servers = Callable[[str], Server]


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Servers by version, each started once. In CI a missing one is a failure, elsewhere a skip."""
    started: dict[str, Server] = {}
    missing: dict[str, str] = {}
    with ExitStack() as stack:

        def server(version: str) -> Server:
            if version not in started and version not in missing:
                try:
                    home = tmp_path_factory.mktemp("neo4j") / "home"
                    started[version] = stack.enter_context(running(version, home))
                except Unavailable as error:
                    missing[version] = f"Neo4j {version}: {error}"
            if version in missing:
                (pytest.fail if os.environ.get("CI") else pytest.skip)(missing[version])
            return started[version]

        yield server


def emptied(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of the server, without what other tests wrote, its password in the environment."""
    monkeypatch.setenv("NEO4J_USER", server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    with open_loader(server.uri) as loader:
        loader.query("MATCH (n) DETACH DELETE n", write=True)
    return server.uri


@pytest.fixture(params=SERVERS)
def neo4j_uri(request: pytest.FixtureRequest, servers: Servers, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty Neo4j."""
    return emptied(servers(request.param), monkeypatch)


@pytest.fixture(params=["embedded", *SERVERS])
def store_uri(
    request: pytest.FixtureRequest,
    servers: Servers,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """The address of an empty store, one kind after the other."""
    if request.param == "embedded":
        return str(tmp_path_factory.mktemp("store") / "graph.kgl")
    return emptied(servers(request.param), monkeypatch)


@pytest.fixture
def loader(store_uri: str) -> Iterator[Loader]:
    """An empty store, open."""
    with open_loader(store_uri) as opened:
        yield opened
