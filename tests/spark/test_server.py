"""A cluster's graph in a real server, by its import tool or, from each partition, by the loader: the same."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import codec
from loaders import open_loader
from loaders.files.csv import write_csv
from tests.cli.test_commands import ENVIRONMENT
from tests.corpora.articles import articles, written
from tests.loaders.conftest import TESTED
from tests.loaders.neo4j_server import Installation, Server, Unavailable
from tests.spark.conftest import CLUSTER, Done

pytestmark = [
    pytest.mark.slow,
    pytest.mark.neo4j,
    pytest.mark.skipif("NEO4J_URI" in os.environ, reason="makes a server of its own"),
]
NOTHING_NEW = "store: 0 nodes and 0 relationships new"


@pytest.fixture(scope="module")
def server(cluster: Done, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that its import tool made of the cluster's Parquet, as CSV."""
    folder = tmp_path_factory.mktemp("server")
    with open_loader(cluster.store) as store:
        write_csv(store.rows(), folder / "csv")
    try:
        installation = Installation(folder / "home", TESTED[0])
        installation.import_csv(folder / "csv")
        started = installation.start()
    except Unavailable as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
    yield started
    installation.stop()


@pytest.fixture
def known(server: Server, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The names by which the server lets one in, which the environment has."""
    names = {"NEO4J_USER": server.user, "NEO4J_PASSWORD": server.password}
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    return names


def lines(store: str | Path) -> list[str]:
    with open_loader(str(store), read_only=True) as loader:
        return sorted(codec.to_lines(loader.read()))


def built(environment: dict[str, str], *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "kg", "build", *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_imported_graph_is_the_one_that_is_loaded(
    server: Server, known: dict[str, str], alone: Path
) -> None:
    assert lines(server.uri) == lines(alone)


def test_a_build_goes_on_in_an_imported_graph(server: Server, known: dict[str, str], alone: Path) -> None:
    source, corpus = alone.with_name("b.jsonl"), alone.with_name("news.kg.corpus")
    assert corpus.is_file()
    done = built(ENVIRONMENT | known, str(source), "--to", server.uri, "--corpus", str(corpus))
    assert f"14 known before; {NOTHING_NEW}" in done.stderr
    assert lines(server.uri) == lines(alone)


def test_a_graph_that_is_loaded_from_each_partition_is_that_of_one_machine(
    server: Server, known: dict[str, str], cluster: Done, alone: Path
) -> None:
    with open_loader(server.uri) as loader:
        loader.query("MATCH (n) DETACH DELETE n", write=True)
    source = written(cluster.folder / "b.jsonl", articles(14))
    options = ["--engine", "spark", "--master", "local[2]", "--corpus", str(cluster.folder / "corpus")]
    done = built(CLUSTER | known, str(source), "--to", server.uri, *options)
    assert done.returncode == 0, done.stderr  # what other inputs had is no fault of these
    assert "0 documents read; 14 known before" in done.stderr
    assert NOTHING_NEW not in done.stderr
    assert lines(server.uri) == lines(alone)
