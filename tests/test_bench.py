"""`make bench`: what fails stops nothing, what was measured is not measured again."""

import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks.__main__ import Part


def writing(path: Path, code: int) -> tuple[str, ...]:
    """Return a command that leaves a line in a file and ends with a code."""
    return sys.executable, "-c", f"open({str(path)!r}, 'a').write('x'); raise SystemExit({code})"


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let there be three parts, the first of which fails and the last of which lacks something."""
    path = tmp_path / "ran"
    parts = [
        Part("broken", "fails", writing(path, 3)),
        Part("sound", "works", writing(path, 0)),
        Part("absent", "cannot run", writing(path, 0), "a thing"),
    ]
    monkeypatch.setattr(bench, "parts", lambda given: iter(parts))
    monkeypatch.setattr(bench, "DONE", tmp_path / "cache" / "bench.json")
    monkeypatch.setattr(bench, "commit", lambda: "abc1234")
    monkeypatch.setattr("benchmarks.tables.main", lambda: None)
    monkeypatch.setattr(sys, "argv", ["benchmarks"])
    return path


def test_a_failed_part_stops_no_other(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main() == 1
    assert ran.read_text("utf-8") == "xx"
    told = capsys.readouterr().out
    assert "[2/2] sound: works" in told
    assert "FAILED with 3" in told
    assert "left out, lacks a thing" in told


def test_a_commit_is_measured_once(ran: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.main()
    bench.main()
    assert ran.read_text("utf-8") == "xx" + "x"  # the one that failed
    monkeypatch.setattr(bench, "commit", lambda: "abc1234+")
    bench.main()
    assert ran.read_text("utf-8") == "xxx" + "xx"


def test_one_part_alone(ran: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "sound"])
    assert bench.main() == 0
    assert ran.read_text("utf-8") == "x"
