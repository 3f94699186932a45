"""Score other systems beside ours: `python -m benchmarks.peers FOLDER [--only NAME …]`.

FOLDER holds `articles.jsonl` and `labels.jsonl`, with `score.py` there or above. Each system runs in its turn
on the same texts; CPU seconds are those of the whole run, its start taken off (a run over one short text).
What is not installed is named and left out. The result goes to `benchmarks/results/peers.json`.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.machine import described
from benchmarks.peers import PEERS
from benchmarks.peers.base import FAMILIES, Record, Unavailable, log
from benchmarks.quality import intervals, scorer
from kg.model import Document
from kg.sources import read

RESULTS = Path(__file__).parents[1] / "results"
SHORT = Document("Nothing happened today.", key="short")


def ours(documents: list[Document]) -> list[Record]:
    """Return our own labels."""
    from kg.graph import KnowledgeGraph
    from kg.labels import to_labels
    from kg.pipeline import graphs, load_pipeline

    graph = KnowledgeGraph()
    for part in graphs(documents, load_pipeline()):
        graph.update(part)
    return list(to_labels(graph))


def cpu_s() -> float:
    """Return the CPU seconds of this process and of those that it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(run: Callable[[list[Document]], list[Record]], documents: list[Document]) -> tuple[Any, float]:
    """Return what a system answers, and the CPU seconds of it."""
    before = cpu_s()
    answer = run(documents)
    return answer, cpu_s() - before


def main() -> None:
    """Run, score, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=["newskg", *PEERS])
    given = parser.parse_args()
    score = scorer(given.folder, None)
    gold = score.read(given.folder / "labels.jsonl")
    documents = list(read([given.folder / "articles.jsonl"], strict=True))
    words = sum(len(document.text.split()) for document in documents)
    head, found = described(), dict[str, Any]()
    for name, run in {"newskg": ours, **PEERS}.items():
        if given.only and name not in given.only:
            continue
        try:
            timed(run, [SHORT])  # a first run imports and fills caches
            _, start = timed(run, [SHORT])
            answer, seconds = timed(run, documents)
        except Unavailable as error:
            log(f"{name}: left out: {error}")
            continue
        scores = score.evaluate(gold, answer)
        found[name] = {
            "words_per_cpu_s": round(words / max(seconds - start, 0.01), 1),
            "start_cpu_s": round(start, 1),
            "scores": scores,
            "intervals_f1": intervals(score, gold, answer),
        }
        row = "  ".join(f"{family} {scores[family]['f1']:.3f}" for family in FAMILIES)
        sys.stdout.write(f"{name:10s} {row}  {found[name]['words_per_cpu_s']:,} words/CPU s\n")
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "peers.json"
    earlier = json.loads(path.read_text("utf-8"))["systems"] if path.exists() and given.only else {}
    result = {**head, "words": words, "articles": len(gold), "systems": earlier | found}
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
