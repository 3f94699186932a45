"""What a second process brings: `python -m benchmarks.jobs [ARTICLES] [--documents 1200] [--rounds 3]`.

`kg build` reads made-up articles into an embedded store with `--jobs 1` and `--jobs 2` by turns, and then the
articles of a file; told are medians of wall seconds and their ratio. It needs two free cores. The result goes
to `benchmarks/results/jobs.json`.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.machine import described
from benchmarks.soak import build
from benchmarks.texts import articles, mixed, written

RESULT = Path(__file__).parent / "results" / "jobs.json"


def seconds(file: Path, jobs: int) -> float:
    """Return the wall seconds of one build.

    Raises:
        RuntimeError: the build failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        process = build(file, Path(folder) / "news.kg", jobs)
        _, said = process.communicate()
        if process.returncode:
            raise RuntimeError(said.decode("utf-8", "replace")[-500:])
        return time.perf_counter() - start


def measured(file: Path, rounds: int) -> dict[str, Any]:
    """Return the seconds of each build, by `--jobs`, and the ratio of their medians."""
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, known in taken.items():
            known.append(round(seconds(file, jobs), 1))
            sys.stderr.write(f"{file.name}, --jobs {jobs}: {known[-1]} s\n")
    one, two = (statistics.median(taken[jobs]) for jobs in (1, 2))
    return {"seconds": taken, "ratio": round(one / two, 2)}


def main() -> None:
    """Measure, print and write the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, nargs="?", help="real articles, to be measured too")
    parser.add_argument("--documents", type=int, default=1200, help="made-up articles")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    result = {**described(), "documents": options.documents}
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder) / "made-up.jsonl", mixed(articles(None), options.documents))
        result |= measured(file, options.rounds)
    if options.articles:
        result["real"] = measured(options.articles, options.rounds)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
