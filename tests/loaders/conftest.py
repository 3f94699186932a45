"""Stores to test: an embedded one in a temporary folder, and a real Neo4j server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loaders import Loader, open_loader
from tests.loaders.neo4j_server import Server, Unavailable, running

VERSIONS = os.environ.get("NEO4J_VERSIONS", "5.26.30").split(",")
OpenStore = Callable[[], Loader]


@pytest.fixture(scope="session", params=VERSIONS)
def neo4j_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with authentication on. In CI a missing server is a failure, elsewhere a skip."""
    with pytest.MonkeyPatch.context() as patch:
        try:
            context = running(request.param, tmp_path_factory.mktemp("neo4j") / "home")
            server = context.__enter__()
        except Unavailable as error:
            if os.environ.get("CI"):
                pytest.fail(f"Neo4j {request.param}: {error}")
            pytest.skip(f"Neo4j {request.param}: {error}")
        try:
            patch.setenv("NEO4J_USER", server.user)
            patch.setenv("NEO4J_PASSWORD", server.password)
            yield server
        finally:
            context.__exit__(None, None, None)


@pytest.fixture
def neo4j_uri(neo4j_server: Server) -> str:
    """The address of the server, emptied of what other tests wrote."""
    with open_loader(neo4j_server.uri) as loader:
        loader.query("MATCH (n) DETACH DELETE n", write=True)
    return neo4j_server.uri


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store_uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, one kind after the other."""
    if request.param == "embedded":
        return str(tmp_path / "graph.kgl")
    uri: str = request.getfixturevalue("neo4j_uri")
    return uri


@pytest.fixture
def loader(store_uri: str) -> Iterator[Loader]:
    """An empty store, open."""
    with open_loader(store_uri) as opened:
        yield opened
