"""Builds that are killed, updated, run by many processes, out of disk: in processes of their own."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Document
from tests.cli.test_commands import ENVIRONMENT, kg
from tests.corpora.articles import articles, written

COUNT = 96


def export(store: Path) -> str:
    return kg("export", "--from", store, "--format", "jsonl").stdout


@pytest.fixture(scope="module")
def input_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("input") / "articles.jsonl", articles(COUNT))


@pytest.fixture(scope="module")
def whole(input_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("whole") / "news.kg"
    assert f"{COUNT} documents read" in kg("build", input_file, "--jobs", 2, "--to", store).stderr
    return store


def kept(corpus: Path) -> int:
    """Return how many documents are in a corpus that a process is writing."""
    try:
        with sqlite3.connect(f"file:{corpus}?mode=ro", uri=True) as db:
            return int(db.execute("select count(*) from document").fetchone()[0])
    except sqlite3.Error:
        return 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_killed_goes_on_with_nothing_lost_or_doubled(
    input_file: Path, whole: Path, tmp_path: Path, jobs: int
) -> None:
    store, corpus = tmp_path / "news.kg", tmp_path / "news.kg.corpus"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "kg",
        "build",
        input_file,
        "--jobs",
        str(jobs),
        "--to",
        store,
    ]
    process = subprocess.Popen(command, env=ENVIRONMENT, start_new_session=True, stderr=subprocess.DEVNULL)
    while not kept(corpus) and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    before = kept(corpus)
    assert 0 < before < COUNT
    told = kg("build", input_file, "--to", store).stderr
    assert f"{COUNT - before} documents read; {before} known before" in told
    assert export(store) == export(whole)
    labels = [kg("export", "--from", s, "--format", "labels").stdout for s in (store, whole)]
    assert labels[0] == labels[1]


def test_an_update_equals_a_build_of_everything(input_file: Path, whole: Path, tmp_path: Path) -> None:
    documents = articles(COUNT)
    store = tmp_path / "news.kg"
    kg("build", written(tmp_path / "a.jsonl", documents[60:]), "--to", store)
    kg("update", written(tmp_path / "b.jsonl", documents[:60]), "--to", store)
    assert export(store) == export(whole)
    told = kg("update", input_file, "--to", store).stderr
    assert f"0 documents read; {COUNT} known before; store: 0 nodes and 0 relationships new" in told


def test_an_update_needs_something_to_update(tmp_path: Path) -> None:
    told = kg("update", "--to", tmp_path / "none.kg", status=3).stderr
    assert "build the store first" in told
    assert not list(tmp_path.iterdir())


def test_skipped_documents_and_copies_are_in_the_report(tmp_path: Path) -> None:
    long = " ".join(document.text for document in articles(8))
    documents = [
        Document(long, "a"),
        Document(f"(Agency) {long}", "b"),
        Document("Der Präsident und die " * 19, "c"),
    ]
    path = written(tmp_path / "x.jsonl", [replace(d, published=articles(1)[0].published) for d in documents])
    report = tmp_path / "report.jsonl"
    told = kg(
        "build", path, tmp_path / "gone.txt", "--to", tmp_path / "n.kg", "--report", report, status=1
    ).stderr
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [row["type"] for row in rows] == ["skipped", "skipped", "copy"]
    assert rows[0] == {"type": "skipped", "source": str(tmp_path / "gone.txt"), "reason": "no such file"}
    assert "not in the language" in rows[1]["reason"]
    assert "1 documents are copies" in told


def test_a_full_disk_is_told_and_nothing_is_half_written(
    input_file: Path, whole: Path, tmp_path: Path
) -> None:
    store = tmp_path / "news.kg"
    command: list[str | Path] = [sys.executable, "-m", "kg", "build", input_file, "--to", store]
    limit = 100_000

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    done = subprocess.run(
        command, env=ENVIRONMENT, capture_output=True, text=True, preexec_fn=small, timeout=300
    )
    assert done.returncode == 3, done.stderr
    assert str(store) in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert 0 < kept(tmp_path / "news.kg.corpus") <= COUNT
    kg("build", input_file, "--to", store)
    assert export(store) == export(whole)


def test_many_processes_end_with_the_one_that_started_them(input_file: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "kg",
        "build",
        input_file,
        "--jobs",
        "2",
        "--to",
        tmp_path / "news.kg",
    ]
    process = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGINT)
    waited = 0
    while alive(process.pid) and waited < 100:
        time.sleep(0.1)
        waited += 1
    assert not alive(process.pid)


def alive(group: int) -> bool:
    """Tell whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
