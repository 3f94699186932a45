"""Memory while many documents are built: `python -m benchmarks.soak [--documents 10000] [--jobs 1]`.

`kg build` runs over made-up articles into an embedded store; its memory (with that of its workers) and its
CPU seconds are looked at every few seconds. Wanted is that reading takes no more memory at its end than at a
tenth of the way. The result goes to `benchmarks/results/soak.json`.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.machine import described
from benchmarks.texts import articles, mixed, written

RESULTS = Path(__file__).parent / "results"
EVERY_S = 5.0
Look = dict[str, float]


def build(file: Path, store: Path, jobs: int = 1) -> "subprocess.Popen[bytes]":
    """Start a build in a process group of its own."""
    command = [sys.executable, "-m", "kg", "build", str(file), "--to", str(store), "--jobs", str(jobs)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def kept(store: Path) -> int:
    """Return how many documents the corpus beside a store has, while another process writes it."""
    path = store.with_name(f"{store.name}.corpus")
    if not path.exists():
        return 0
    try:
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(db.execute("select count(*) from document").fetchone()[0])
        finally:
            db.close()
    except sqlite3.Error:
        return 0


def family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found += family(int(path.parent.name))
    return found


def look(pid: int, store: Path) -> Look:
    """Return documents read, resident MB and CPU seconds of a build at this moment."""
    rss = ticks = 0
    for one in family(pid):
        try:
            pages = int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1])
            fields = Path(f"/proc/{one}/stat").read_text("utf-8").rpartition(")")[2].split()
        except (OSError, IndexError):
            continue
        rss += pages * os.sysconf("SC_PAGE_SIZE")
        ticks += int(fields[11]) + int(fields[12])
    return {"documents": kept(store), "mb": rss >> 20, "cpu_s": ticks / os.sysconf("SC_CLK_TCK")}


def watched(process: "subprocess.Popen[bytes]", store: Path, total: int) -> list[Look]:
    """Return the looks at a build, one for each tenth of the documents and one at the most memory of all."""
    looks: list[Look] = []
    most: Look = {"documents": 0, "mb": 0, "cpu_s": 0}
    while process.poll() is None:
        time.sleep(EVERY_S)
        now = look(process.pid, store)
        most = max(most, now, key=lambda one: one["mb"])
        if len(looks) < 10 and now["documents"] >= (len(looks) + 1) * total // 10:
            looks.append(now)
            sys.stderr.write(f"{now}\n")
    return [*looks, most]


def main() -> None:
    """Build, look, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder) / "mixed.jsonl", mixed(articles(None), given.documents))
        store = Path(folder) / "news.kg"
        process = build(file, store, given.jobs)
        *looks, most = watched(process, store, given.documents)
        told = process.communicate()[1].decode().splitlines()
        sizes = {path.name: path.stat().st_size >> 20 for path in Path(folder).iterdir()}
    result: dict[str, Any] = {**described(), "documents": given.documents, "jobs": given.jobs, "looks": looks}
    result |= {
        "most": most,
        "sizes_mb": sizes,
        "exit_code": process.returncode,
        "told": [line for line in told if "documents read" in line],
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "soak.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    sys.exit(process.returncode)


if __name__ == "__main__":
    main()
