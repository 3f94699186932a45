"""The embedded store against other processes, kill -9, and files that are none of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import LoadError, TransientLoadError, UnknownLoader
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Kind
from loaders import embedded, open_loader
from loaders.embedded import EmbeddedLoader
from tests.loaders.samples import HELSINKI, LATER

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Kind
from loaders import open_loader

with open_loader(sys.argv[1]) as loader:
    for number in range(1000):
        name = f"person/{number}"
        people = [Entity(EntityId(f"{name}-{i}"), Kind.PERSON, name * 20) for i in range(200)]
        loader.write(KnowledgeGraph(people))
        print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph.kgl"


def writer(path: Path) -> "subprocess.Popen[str]":
    """Start a process that writes 200 people again and again, and says so after each time."""
    command = [sys.executable, "-c", WRITER, str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("delay_s", [0.0, 0.02, 0.05, 0.11])
def test_killed_while_writing_it_holds_a_whole_state(path: Path, delay_s: float) -> None:
    process = writer(path)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(3)]
    time.sleep(delay_s)
    os.kill(process.pid, signal.SIGKILL)
    said += process.stdout.readlines()
    process.wait()
    with open_loader(str(path)) as loader:
        people = len(loader.read().entities)
        assert people % 200 == 0
        assert people >= 200 * len([line for line in said if line.endswith("\n")])
        assert loader.write(HELSINKI)


def test_a_second_writer_is_told_and_a_reader_reads_the_last_save(path: Path) -> None:
    process = writer(path)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(TransientLoadError, match="another process"):
            open_loader(str(path))
        with open_loader(str(path), read_only=True) as reader:
            assert len(reader.read().entities) >= 200
    finally:
        process.kill()
        process.wait()


def test_an_error_in_mid_write_leaves_the_old_state(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedLoader(path) as loader:
        loader.write(HELSINKI)
        monkeypatch.setattr("loaders.batches.Batch.write_links", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            loader.write(LATER)
        monkeypatch.undo()
        assert loader.read() == HELSINKI
    with open_loader(str(path), read_only=True) as loader:
        assert loader.read() == HELSINKI


def test_a_full_disk_is_one_line_and_keeps_the_old_state(path: Path) -> None:
    with open_loader(str(path)) as loader:
        loader.write(HELSINKI)
        code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)); {WRITER}"
        command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    last = done.stderr.splitlines()[-1]
    assert last.startswith("kg.errors.LoadError")
    assert str(path) in last
    with open_loader(str(path)) as loader:
        assert len(loader.read().entities) % 200 == len(HELSINKI.entities)
        assert not [*path.parent.glob("*tmp*")]


def test_writes_together_are_saved_once(path: Path) -> None:
    with open_loader(str(path)) as loader:
        with loader.together():
            loader.write(HELSINKI)
            assert not path.exists()
            loader.write(LATER)
        with open_loader(str(path), read_only=True) as reader:
            assert reader.read() == HELSINKI | LATER


def test_whole_writes_together_outlive_an_error_beside_them(path: Path) -> None:
    def interrupted() -> None:
        with open_loader(str(path)) as loader, loader.together():
            loader.write(HELSINKI)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    with open_loader(str(path), read_only=True) as reader:
        assert reader.read() == HELSINKI


def test_an_error_in_a_write_takes_back_all_that_was_together(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = KnowledgeGraph([Entity(EntityId("person/a"), Kind.PERSON, "A")])

    def failing(loader: EmbeddedLoader) -> None:
        with loader.together():
            loader.write(other)
            monkeypatch.setattr("loaders.batches.Batch.write_links", lambda *_: 1 / 0)
            loader.write(LATER)

    with EmbeddedLoader(path) as loader:
        loader.write(HELSINKI)
        with pytest.raises(ZeroDivisionError):
            failing(loader)
        monkeypatch.undo()
        assert loader.read() == HELSINKI


def test_a_query_that_fails_half_way_writes_nothing(path: Path) -> None:
    with open_loader(str(path)) as loader:
        loader.write(HELSINKI)
        with pytest.raises(LoadError):
            loader.query("MATCH (n:Person) SET n.name = 'x' WITH n RETURN 1 + n.nope + date('x')", write=True)
        assert loader.read() == HELSINKI


@pytest.mark.parametrize("content", [b"", b"hello", b"RGF", b"RGF" + bytes(1000)])
def test_a_file_that_is_no_store_is_named_and_kept(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(LoadError, match=r"graph\.kgl"):
            open_loader(str(path), read_only=read_only)
    assert path.read_bytes() == content


def test_a_cut_file_is_refused(path: Path) -> None:
    with open_loader(str(path)) as loader:
        loader.write(HELSINKI)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(LoadError):
        open_loader(str(path))


def test_a_missing_store_can_be_written_but_not_read(path: Path) -> None:
    with pytest.raises(LoadError, match="no graph at"):
        open_loader(str(path), read_only=True)
    with open_loader(f"embedded:{path}") as loader:
        loader.write(HELSINKI)
    assert path.is_file()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(LoadError):
        open_loader(str(tmp_path))


def test_an_unknown_scheme_lists_those_that_are() -> None:
    with pytest.raises(UnknownLoader, match="bolt"):
        open_loader("mysql://localhost")


def test_no_query_reads_files_beside_the_graph(path: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret")
    with open_loader(str(path)) as loader:
        loader.write(HELSINKI)
        with pytest.raises(LoadError, match="LOAD CSV"):
            loader.query(f"load /* x */ csv FROM 'file://{secret}' AS line RETURN line")
        assert loader.query("RETURN 'LOAD CSV' AS text").rows == [["LOAD CSV"]]


def test_it_opens_no_socket(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "__init__", lambda *_, **__: pytest.fail("a socket"))
    with open_loader(str(path)) as loader:
        loader.write(HELSINKI)
        assert open_sockets() == []


def open_sockets() -> list[str]:
    """Return the sockets that this process listens on, by the kernel's account."""
    inodes = {str(fd.readlink()) for fd in Path("/proc/self/fd").glob("*") if fd.is_symlink()}
    listening = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                listening.append(line)
    return listening


def test_many_writes_keep_the_file_small(path: Path) -> None:
    people = KnowledgeGraph([Entity(EntityId("person/a"), Kind.PERSON, "A")])
    with open_loader(str(path)) as loader:
        loader.write(people)
        size_bytes = path.stat().st_size
        for _ in range(20):
            loader.write(people)
        assert path.stat().st_size == size_bytes


def test_a_store_of_many_nodes_says_that_it_is_large(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedLoader(path) as loader:
        loader.write(HELSINKI)
        assert not loader.large
        monkeypatch.setattr(embedded, "MANY", len(list(loader.rows())) // 4)
        assert loader.large
