"""A build on a real cluster on this machine, one executor killed while it reads, is that of one machine."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import kg
from tests.spark.conftest import Done

pytestmark = pytest.mark.slow


def export(store: str | Path) -> list[str]:
    return sorted(kg("export", "--from", store, "--format", "jsonl").stdout.splitlines())


def test_a_document_that_ends_its_process_is_set_aside_and_named(cluster: Done) -> None:
    assert cluster.status == 1, cluster.log
    [skipped] = map(json.loads, (cluster.folder / "report.jsonl").read_text(encoding="utf-8").splitlines())
    assert skipped["source"] == f"{cluster.folder / 'a.jsonl'}:4"
    assert "exit code 7" in skipped["reason"]


def test_a_cluster_that_loses_a_machine_builds_what_one_machine_does(cluster: Done, alone: Path) -> None:
    assert cluster.executors == 2
    assert cluster.killed_while_reading
    assert export(cluster.store) == export(alone)
