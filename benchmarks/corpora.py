"""How a build grows: `python -m benchmarks.corpora FOLDER [--documents N] [--store URI] [--jobs N]`.

Made-up articles are read into FOLDER/corpus in ten portions, who is who is decided of a tenth, of half and
of all, and the graph is written as Parquet and to the store, each in a process of its own. CPU seconds and
memory are those of the processes concerned; it goes on after it was stopped. The result goes to
`benchmarks/results/corpora.json`.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.machine import described, peak_mb
from benchmarks.synthetic import articles
from kg.corpus import Corpus
from kg.corpus.delivery import deliver, deliver_whole
from kg.corpus.reading import reading_of, unpacked_profiles
from kg.corpus.workers import read_all
from kg.resolution import Profile, resolve
from loaders import open_loader
from loaders.parquet import ParquetLoader

RESULTS = Path(__file__).parent / "results"
PORTIONS, DECIDED = 10, (1, 5, 10)
WRITES = 10
"""Batches of a delivery that make a line of the result."""


def now_mb() -> int:
    """Return the memory that this process has at the moment."""
    line = next(x for x in Path("/proc/self/status").read_text("ascii").splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def cpu_s() -> float:
    """Return the CPU seconds of this process and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def read(folder: Path, start: int, stop: int, jobs: int) -> dict[str, Any]:
    """Read articles into the corpus, and return what it cost."""
    started, clock = cpu_s(), time.monotonic()
    with Corpus(folder / "corpus") as corpus:
        new = [one for one in articles(start, stop) if not corpus.has(reading_of(one))]
        for batch in read_all(new, "en", jobs):
            corpus.put(batch)
    size = (folder / "corpus").stat().st_size / stop
    spent = {"cpu_s": round(cpu_s() - started, 1), "wall_s": round(time.monotonic() - clock, 1)}
    sizes = {"peak_mb": peak_mb(), "corpus_bytes_each": round(size)}
    return {"documents": stop, "read": len(new), "jobs": jobs, **spent, **sizes}


def first(corpus: Corpus, documents: int) -> Iterator[Profile]:
    """Yield the profiles of the documents that were read first."""
    query = "select profiles, graph from document where position <= ?"
    return (
        profile for row in corpus.ask(query, documents) for profile in unpacked_profiles((row[0], row[1]))
    )


def decide(folder: Path, documents: int) -> dict[str, Any]:
    """Decide who is who in the first documents, and return what it cost."""
    with Corpus(folder / "corpus", read_only=True) as corpus:
        before, started = now_mb(), cpu_s()
        resolution = resolve(first(corpus, documents))
        spent = round(cpu_s() - started, 1)
    [(entities,)] = resolution.space.rows("select count(*) from entity")
    sizes = {"before_mb": before, "peak_mb": peak_mb()}
    return {"documents": documents, "cpu_s": spent, "entities": entities, **sizes}


def write_files(folder: Path) -> list[dict[str, Any]]:
    """Write the graph as Parquet, and return what each portion cost."""
    found: list[dict[str, Any]] = []
    with Corpus(folder / "corpus") as corpus, open_loader(f"parquet://{folder}/parquet") as opened:
        assert isinstance(opened, ParquetLoader)
        resolution, size = resolve(corpus.profiles()), len(corpus)
        started, done, before = cpu_s(), 0, peak_mb()
        for number, (count, changes) in enumerate(deliver_whole(corpus, opened, resolution), start=1):
            done += count
            if number % WRITES == 0 or changes:
                row = {"documents": done, "cpu_s": round(cpu_s() - started, 1), "now_mb": now_mb()}
                found.append(
                    {**row, "peak_mb": peak_mb(), "decided_mb": before, "nodes": changes.nodes_created}
                )
                sys.stderr.write(f"written {found[-1]} of {size}\n")
    return found


def write(folder: Path, store: str) -> list[dict[str, Any]]:
    """Write the store, and return what each portion cost."""
    found: list[dict[str, Any]] = []
    with Corpus(folder / "corpus") as corpus, open_loader(store) as opened:
        resolution = resolve(corpus.profiles())
        started, done, written = cpu_s(), 0, 0
        for number, (count, changes) in enumerate(deliver(corpus, opened, resolution), start=1):
            done, written = done + count, written + changes.nodes_created
            if number % WRITES == 0 or done == len(corpus):
                row = {"documents": done, "cpu_s": round(cpu_s() - started, 1), "now_mb": now_mb()}
                found.append({**row, "peak_mb": peak_mb(), "nodes": written})
                sys.stderr.write(f"written {found[-1]}\n")
    return found


def alone(step: str, folder: Path, *values: object) -> Any:
    """Return what a step gives in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.corpora", str(folder), "--step", step, *map(str, values)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    result = json.loads(done.stdout.splitlines()[-1])
    sys.stderr.write(f"{step} {result}\n")
    return result


def main() -> None:
    """Measure, print and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--store", help="by default an embedded one in FOLDER")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    steps: dict[str, Callable[..., Any]] = {
        "read": lambda *n: read(given.folder, *map(int, n)),
        "files": lambda: write_files(given.folder),
    }
    steps["decide"] = lambda documents: decide(given.folder, int(documents))
    steps["write"] = lambda store: write(given.folder, store)
    if given.step:
        sys.stdout.write(json.dumps(steps[given.step[0]](*given.step[1:])) + "\n")
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    progress = given.folder / "progress.json"
    result = json.loads(progress.read_text()) if progress.exists() else {"read": [], "decide": []}
    size = given.documents // PORTIONS
    for portion in range(len(result["read"]), PORTIONS):
        first, last = portion * size, (portion + 1) * size
        result["read"].append(alone("read", given.folder, first, last, given.jobs))
        progress.write_text(json.dumps(result))
    for portions in DECIDED[len(result["decide"]) :]:
        result["decide"].append(alone("decide", given.folder, portions * size))
        progress.write_text(json.dumps(result))
    if "files" not in result:
        result["files"] = alone("files", given.folder)
        progress.write_text(json.dumps(result))
    store = given.store or str(given.folder / "news.kg")
    result = {**described(), **result, "write": alone("write", given.folder, store)}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "corpora.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
