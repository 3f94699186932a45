"""The Java that Spark needs: one that is missing is told in one line."""

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.spark.session import find_java


@pytest.fixture
def java(tmp_path: Path) -> Path:
    """Return a folder with a program `bin/java`."""
    program = tmp_path / "jdk" / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    return tmp_path / "jdk"


def test_a_java_by_its_home_or_on_the_path_is_taken(java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("JAVA_HOME", str(java))
    find_java()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(java / "bin"))
    find_java()


@pytest.mark.parametrize("home", [None, "/nowhere"])
def test_a_missing_java_is_told_in_one_line(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if home:
        monkeypatch.setenv("JAVA_HOME", home)
    with pytest.raises(KgError, match="Java 17 or newer") as caught:
        find_java()
    assert len(str(caught.value).splitlines()) == 1
