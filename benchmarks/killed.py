"""Builds that are killed and go on: `python -m benchmarks.killed [--documents 1000] [--kills 6] [--jobs 1]`.

One build runs through. Another of the same documents is killed (SIGKILL to all its processes) again and
again: as it reads, and twice as it decides who is who and writes, at moments taken from the first build. Then
it goes on to its end. What both stores hold must be the same, byte for byte. The result goes to
`benchmarks/results/killed.json`; exit code 1 if they differ.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.machine import described
from benchmarks.soak import build, kept
from benchmarks.texts import articles, mixed, written

RESULTS = Path(__file__).parent / "results"
Kill = dict[str, float]


def exported(store: Path) -> bytes:
    """Return all that a store holds."""
    command = [sys.executable, "-m", "kg", "export", "--from", str(store), "--format", "jsonl"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def finished(process: "subprocess.Popen[bytes]") -> str:
    """Return the last line of a build that came to its end."""
    told = process.communicate()[1].decode()
    if process.returncode:
        sys.exit(f"a build ended with {process.returncode}: {told}")
    return told.splitlines()[-1]


def awaited(process: "subprocess.Popen[bytes]", store: Path, documents: int) -> None:
    """Return when a build has read so many documents, or has ended."""
    while kept(store) < documents and process.poll() is None:
        time.sleep(0.05)


def through(file: Path, store: Path, jobs: int, documents: int) -> tuple[str, float]:
    """Build undisturbed, and return its last line and the seconds that it took after all was read."""
    process = build(file, store, jobs)
    awaited(process, store, documents)
    start = time.monotonic()
    return finished(process), time.monotonic() - start


def killed(file: Path, store: Path, jobs: int, at: int, later_s: float) -> Kill:
    """Build until `at` documents are read and some seconds more, kill, and return how far it was."""
    process = build(file, store, jobs)
    awaited(process, store, at)
    time.sleep(later_s)
    ended = process.poll() is not None
    if not ended:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return {"documents": kept(store), "after_s": round(later_s, 1), "store": store.exists(), "ended": ended}


def moments(documents: int, kills: int, tail_s: float) -> Iterator[tuple[int, float]]:
    """Yield when to kill: after how many documents, and how many seconds later."""
    chance = random.Random(3)
    reading = max(kills - 2, 0)
    for number in range(reading):
        yield documents * (number + 1) // (reading + 1), chance.uniform(0, 1)
    for share in (0.3, 0.8)[: kills - reading]:
        yield documents, share * tail_s


def main() -> None:
    """Build, kill, go on, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = written(folder / "mixed.jsonl", mixed(articles(None), given.documents))
        whole = folder / "whole.kg"
        told, tail_s = through(file, whole, given.jobs, given.documents)
        store, kills = folder / "killed.kg", []
        for at, later_s in moments(given.documents, given.kills, tail_s):
            kills.append(killed(file, store, given.jobs, at, later_s))
            sys.stderr.write(f"{kills[-1]}\n")
        again = finished(build(file, store, given.jobs))
        same = exported(store) == exported(whole)
    result: dict[str, Any] = {**described(), "documents": given.documents, "jobs": given.jobs, "kills": kills}
    result |= {
        "after_s": round(tail_s, 1),
        "whole": told.partition(": ")[2],
        "last": again.partition(": ")[2],
        "same": same,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "killed.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    sys.exit(not same)


if __name__ == "__main__":
    main()
