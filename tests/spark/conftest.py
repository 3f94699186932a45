"""One build on a real cluster on this machine, of which one executor is killed, and one on one machine."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.cli.test_commands import ENVIRONMENT, kg
from tests.corpora.articles import articles, written

POISON = Path(__file__).parent / "poison"
SETTINGS = (
    "spark.sql.shuffle.partitions=2",
    "spark.ui.enabled=false",
    "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1",
    "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1",
    "spark.sql.codegen.wholeStage=false",
    "spark.sql.codegen.factoryMode=NO_CODEGEN",
)
"""For few rows: to compile takes longer than to interpret, and twice as long in all."""
CLUSTER = {
    **ENVIRONMENT,
    "PYTHONPATH": os.pathsep.join((str(POISON), ENVIRONMENT["PYTHONPATH"])),
    "PYSPARK_SUBMIT_ARGS": f"{' '.join(f'--conf {setting}' for setting in SETTINGS)} pyspark-shell",
}


@dataclass(frozen=True)
class Done:
    """A build that has ended: its folder, how it ended, what it said, how many executors it had."""

    folder: Path
    status: int
    log: str
    executors: int
    killed_while_reading: bool

    @property
    def store(self) -> str:
        """The address of the graph."""
        return f"parquet://{self.folder / 'graph'}"


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


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """A build of 14 documents, and one that ends its process, by two executors; one is killed as it reads."""
    pytest.importorskip("pyspark")
    if not Path("/proc/self/stat").exists():
        pytest.skip("finds processes in /proc")
    folder = tmp_path_factory.mktemp("cluster")
    documents = articles(14)
    documents.insert(3, replace(documents[0], key="poison"))
    source, corpus = written(folder / "a.jsonl", documents), folder / "corpus"
    command = [sys.executable, "-m", "kg", "build", str(source), "--engine", "spark"]
    command += ["--master", "local-cluster[2,1,1536]", "--to", f"parquet://{folder / 'graph'}"]
    command += ["--corpus", str(corpus), "--report", str(folder / "report.jsonl")]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=CLUSTER, stderr=log, stdout=log)
        while not (corpus / "reads" / "_temporary").exists() and process.poll() is None:
            time.sleep(0.2)
        time.sleep(1)
        before = executors(process.pid)
        for one in before[:1]:
            os.kill(one, signal.SIGKILL)
        reading = not (corpus / "reads" / "_SUCCESS").exists()
        try:
            status = process.wait(timeout=600)
        finally:
            process.kill()
    return Done(folder, status, (folder / "log").read_text(), len(before), reading)


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the same 14 documents, built on one machine."""
    folder = tmp_path_factory.mktemp("alone")
    kg("build", written(folder / "b.jsonl", articles(14)), "--jobs", 2, "--to", folder / "news.kg")
    return folder / "news.kg"
