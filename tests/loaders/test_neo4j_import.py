"""A server made by its own import tool out of our CSV: the same graph; read-only, and behind TLS."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import LoadError
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Kind
from loaders import open_loader
from loaders.files.csv import write_csv
from tests.loaders.conftest import TESTED
from tests.loaders.neo4j_server import Installation, Server, Unavailable
from tests.loaders.samples import HELSINKI, LATER
from tests.strategies import HOSTILE

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif("NEO4J_URI" in os.environ, reason="makes a server of its own"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl"),
]
SETTINGS = """server.databases.read_only=neo4j
server.bolt.tls_level=OPTIONAL
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory={}
dbms.ssl.policy.bolt.client_auth=NONE
"""
ODD = KnowledgeGraph(
    Entity(EntityId(f"person/{number}"), Kind.PERSON, text, frozenset({text, "x;y,z"}))
    for number, text in enumerate((*HOSTILE, "a'b\"c`d\\", "\\"))
)


def certificate(folder: Path) -> Path:
    """Make a key and a certificate for this machine that nobody has signed, and return the certificate."""
    folder.mkdir()
    key, made = folder / "private.key", folder / "public.crt"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made


@pytest.fixture(scope="module", params=TESTED)
def imported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Path]]:
    """A server with the imported graph, and its certificate."""
    folder = tmp_path_factory.mktemp("import")
    with open_loader(str(folder / "graph.kgl")) as store:
        store.write(HELSINKI, LATER, ODD)
        write_csv(store.rows(), folder / "csv")
    try:
        installation = Installation(folder / "home", request.param)
        installation.import_csv(folder / "csv")
        made = certificate(folder / "certificate")
        with (folder / "home" / "conf" / "neo4j.conf").open("a") as conf:
            conf.write(SETTINGS.format(made.parent))
        server = installation.start()
    except Unavailable as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
    yield server, made
    installation.stop()


@pytest.fixture
def address(imported: tuple[Server, Path], monkeypatch: pytest.MonkeyPatch) -> str:
    server, _ = imported
    monkeypatch.setenv("NEO4J_USER", server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    return server.uri


def test_an_imported_graph_is_the_loaded_one(address: str) -> None:
    with open_loader(address, read_only=True) as loader:
        assert loader.read() == HELSINKI | LATER | ODD


def test_a_read_only_database_is_told_in_one_line(address: str) -> None:
    with open_loader(address) as loader, pytest.raises(LoadError, match="read-only") as caught:
        loader.write(HELSINKI)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_an_unknown_certificate_is_refused_in_one_line(address: str, scheme: str) -> None:
    with pytest.raises(LoadError, match="certificate") as caught:
        open_loader(address.replace("bolt", scheme))
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_known_certificate_is_taken(
    address: str, imported: tuple[Server, Path], scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(imported[1]))
    with open_loader(address.replace("bolt", scheme), read_only=True) as loader:
        assert loader.query("RETURN 1 AS one").rows == [[1]]


def test_any_certificate_is_taken_where_asked(address: str) -> None:
    with open_loader(address.replace("bolt", "bolt+ssc"), read_only=True) as loader:
        assert loader.query("RETURN 1 AS one").rows == [[1]]
