"""Builds that are killed and go on: `python -m benchmarks.killed [--documents 1000] [--kills 4] [--jobs 1]`.

One build runs through. Another of the same documents is killed (SIGKILL to all its processes) again and
again, as it reads and as it writes, and then goes on to its end. What both stores hold must be the same, byte
for byte. The result goes to `benchmarks/results/killed.json`; exit code 1 if they differ.
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
from pathlib import Path
from typing import Any

from benchmarks.machine import described
from benchmarks.soak import build, kept
from benchmarks.texts import articles, mixed, written

RESULTS = Path(__file__).parent / "results"


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


def killed(file: Path, store: Path, jobs: int, at: int, later_s: float) -> dict[str, float]:
    """Build until `at` documents are read and some seconds more, kill, and return how far it was."""
    process = build(file, store, jobs)
    while kept(store) < at and process.poll() is None:
        time.sleep(0.05)
    time.sleep(later_s)
    ended = process.poll() is not None
    if not ended:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return {"documents": kept(store), "store_mb": round(size_mb(store), 2), "ended": ended}


def size_mb(store: Path) -> float:
    """Return the size of a store, 0 where there is none yet."""
    return store.stat().st_size / 2**20 if store.exists() else 0.0


def main() -> None:
    """Build, kill, go on, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = written(folder / "mixed.jsonl", mixed(articles(None), given.documents))
        whole = folder / "whole.kg"
        told = finished(build(file, whole, given.jobs))
        store, kills = folder / "killed.kg", []
        for number in range(given.kills):
            at = given.documents * (number + 1) // given.kills  # the last one as it writes the store
            kills.append(killed(file, store, given.jobs, at, chance.uniform(0, 2)))
            sys.stderr.write(f"{kills[-1]}\n")
        again = finished(build(file, store, given.jobs))
        same = exported(store) == exported(whole)
    result: dict[str, Any] = {**described(), "documents": given.documents, "jobs": given.jobs, "kills": kills}
    result |= {"whole": told.partition(": ")[2], "last": again.partition(": ")[2], "same": same}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "killed.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    sys.exit(not same)


if __name__ == "__main__":
    main()
