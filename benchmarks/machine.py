"""Where and with what a benchmark ran."""

import os
import platform
import resource
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PACKAGES = ("spacy", "numpy", "onnxruntime", "kglite", "neo4j", "networkx")


def described() -> dict[str, Any]:
    """Return date, machine, commit and versions, as the head of a result."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "commit": commit(),
        "versions": {name: version(name) for name in PACKAGES},
    }


def commit() -> str:
    """Return the commit that is measured, with `+` behind it if files but those of results have changed."""
    changed = git("status", "--porcelain", "--", ":/", ":!/benchmarks/results", ":!/docs/benchmarks.md")
    return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def git(*arguments: str) -> str:
    """Return what git says about the project, nothing where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def peak_mb() -> int:
    """Return the peak memory of this process (`ru_maxrss` would count that of the one that started it)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text("ascii").splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
