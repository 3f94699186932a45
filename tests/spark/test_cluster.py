"""A build on a real cluster on this machine, one executor killed while it reads, is that of one machine."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.test_commands import ENVIRONMENT, kg
from tests.corpora.articles import articles, written

pytest.importorskip("pyspark")
POISON = Path(__file__).parent / "poison"
SETTINGS = ("spark.sql.shuffle.partitions=2", "spark.ui.enabled=false")
CLUSTER = {
    **ENVIRONMENT,
    "PYTHONPATH": os.pathsep.join((str(POISON), ENVIRONMENT["PYTHONPATH"])),
    "PYSPARK_SUBMIT_ARGS": f"{' '.join(f'--conf {setting}' for setting in SETTINGS)} pyspark-shell",
}


def executors(application: int) -> list[int]:
    """Return the processes that are executors of a session that a process began."""
    parents, found = {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if b"CoarseGrainedExecutorBackend" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue

    def below(process: int) -> bool:
        while process and process != application:
            process = parents.get(process, 0)
        return process == application

    return sorted(filter(below, found))


def export(store: str | Path) -> list[str]:
    return sorted(kg("export", "--from", store, "--format", "jsonl").stdout.splitlines())


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc")
def test_a_cluster_that_loses_a_machine_and_a_document_builds_what_one_machine_does(tmp_path: Path) -> None:
    documents = articles(14)
    documents.insert(3, replace(documents[0], key="poison"))
    source, report = written(tmp_path / "a.jsonl", documents), tmp_path / "report.jsonl"
    to, corpus = tmp_path / "graph", tmp_path / "corpus"
    command = [sys.executable, "-m", "kg", "build", str(source), "--engine", "spark"]
    command += ["--master", "local-cluster[2,1,1536]", "--to", f"parquet://{to}", "--corpus", str(corpus)]
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen([*command, "--report", str(report)], env=CLUSTER, stderr=log, stdout=log)
    while not (corpus / "reads" / "_temporary").exists() and process.poll() is None:
        time.sleep(0.2)
    time.sleep(1)
    before = executors(process.pid)
    os.kill(before[0], signal.SIGKILL)
    assert not (corpus / "reads" / "_SUCCESS").exists()
    assert process.wait(timeout=600) == 1, (tmp_path / "log").read_text()
    assert len(before) == 2
    [skipped] = map(json.loads, report.read_text(encoding="utf-8").splitlines())
    assert skipped["source"] == f"{source}:4"
    assert "exit code 7" in skipped["reason"]
    kg("build", written(tmp_path / "b.jsonl", articles(14)), "--jobs", 2, "--to", tmp_path / "news.kg")
    assert export(f"parquet://{to}") == export(tmp_path / "news.kg")
