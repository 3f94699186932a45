"""How fast the pipeline is, beside bare spaCy: `python -m benchmarks.speed [FOLDER] [--quick | --full]`.

FOLDER, which may be a file, holds articles; without one, those that ship are read, joined to the length of
news. All times are CPU seconds of one process with one thread, all comparisons ratios within one run, medians
of rounds that take turns; for all cores also wall seconds. Growth is measured in processes of their own. The
results go to `benchmarks/results/speed-VERSION.json` and `growth-VERSION.json`, by the version of Python; to
files of their own with `--name`, which says what is read.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import described, peak_mb
from benchmarks.texts import articles, of_length, of_news_length, repeated
from kg.model import Document

RESULTS = Path(__file__).parent / "results"
BATCH = 16
DOCUMENTS = (1, 10, 100, 1000)
LENGTHS = (100, 1000, 10_000, 100_000)
Times = dict[str, float]


def measured(documents: list[Document], rounds: int) -> dict[str, Any]:
    """Return tokens per CPU second of bare spaCy and of us, and each component's share of our time."""
    import spacy

    from kg.languages import pack_of
    from kg.pipeline import load_pipeline

    model = pack_of("en").model
    bare, ours = spacy.load(model), load_pipeline()
    texts = [document.text for document in documents]
    tokens = sum(len(ours.make_doc(text)) for text in texts)
    spent: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds + 1):
        started = time.process_time()
        for _doc in bare.pipe(texts, batch_size=BATCH):
            pass
        spent["spacy"].append(time.process_time() - started)
        for name, seconds in stages(documents, ours).items():
            spent[name].append(seconds)
    times = {name: median(values[1:]) for name, values in spent.items()}
    bound = times.pop("spacy")
    total = sum(times.values())
    return {
        "tokens": tokens,
        "spacy_model": model,
        "spacy_tokens_per_cpu_s": round(tokens / bound),
        "pipeline_tokens_per_cpu_s": round(tokens / total),
        "pipeline_documents_per_cpu_s": round(len(documents) / total, 2),
        "ratio": round(bound / total, 3),
        "share": {name: round(seconds / total, 3) for name, seconds in times.items()},
    }


def stages(documents: list[Document], nlp: Any) -> Times:
    """Return the CPU seconds of every component and of all that follows, in their order."""
    from kg.entities import read
    from kg.facts import FACTS, docs
    from kg.facts.collect import collected
    from kg.facts.linking import linked

    times: Times = {}

    def timed(name: str, work: Callable[[], list[Any]]) -> list[Any]:
        started = time.process_time()
        done = work()
        times[name] = time.process_time() - started
        return done

    parsed = timed("tokenizer", lambda: list(docs(documents, nlp)))
    for name, component in nlp.pipeline:
        parsed = timed(name, lambda c=component, d=parsed: through(c, d))  # type: ignore[misc]
    readings = timed("entities", lambda: [read(doc) for doc in parsed])
    facts: list[list[Any]] = [[] for _ in readings]
    for finder in FACTS:
        found = timed(finder.__name__, lambda f=finder: [list(f(one)) for one in readings])  # type: ignore[misc]
        for all_facts, some in zip(facts, found, strict=True):
            all_facts += some
    timed(
        "graph",
        lambda: [collected(r, linked(f, d.text)) for r, f, d in zip(readings, facts, parsed, strict=True)],
    )
    return times


def through(component: Any, parsed: list[Any]) -> list[Any]:
    """Return Docs that a component has annotated, batch by batch as in a pipeline."""
    if not hasattr(component, "pipe"):
        return [component(doc) for doc in parsed]
    batches = (parsed[i : i + BATCH] for i in range(0, len(parsed), BATCH))
    return [doc for batch in batches for doc in component.pipe(batch)]


def cores(documents: list[Document], batches: int = 2) -> dict[str, Any]:
    """Return documents a wall second of one process and of one for each core, their start taken off."""
    import os

    from kg.corpus.reading import BATCH as PORTION
    from kg.corpus.workers import read_all

    found: dict[str, Any] = {}
    for jobs in (1, os.cpu_count() or 1):
        given = list(repeated(documents, PORTION * jobs * (batches + 1)))
        reading = read_all(given, "en", jobs)
        for _ in range(jobs):  # each has started once it has read a portion
            next(reading)
        began = time.perf_counter()
        left = sum(len(portion) for portion in reading)
        found[f"{jobs} processes"] = round(left / (time.perf_counter() - began), 2)
    return found


def grown(folder: Path | None, kind: str, sizes: Iterable[int]) -> list[dict[str, float]]:
    """Return CPU seconds and peak memory of each size, each in a process of its own."""
    found = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.speed", "--one", kind, str(size)]
        command += [str(folder)] if folder else []
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout.splitlines()[-1]))
        sys.stderr.write(f"{kind} {size:,}: {found[-1]}\n")
    return found


def one(folder: Path | None, kind: str, size: int) -> dict[str, float]:
    """Return what one run over `size` documents, or one document of `size` characters, costs."""
    from kg.pipeline import graphs, load_pipeline

    nlp, documents = load_pipeline(), articles(folder)
    given = repeated(documents, size) if kind == "documents" else iter([of_length(documents, size)])
    started = time.process_time()
    facts = sum(len(graph) for graph in graphs(given, nlp))
    seconds = time.process_time() - started
    return {
        "size": size,
        "cpu_s": round(seconds, 3),
        "cpu_ms_each": round(1000 * seconds / size, 4),
        "facts": facts,
        "peak_mb": peak_mb(),
    }


def started() -> dict[str, float]:
    """Return the CPU seconds of commands, start to end: the median of five."""
    found: dict[str, float] = {}
    example = str(Path(__file__).parent.parent / "examples" / "statement.txt")
    for name in ("--help", "extract, one article", "build, one article"):
        seconds = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            with tempfile.TemporaryDirectory() as folder:
                command = [name] if name == "--help" else [name.partition(",")[0], example]
                command += ["--to", f"{folder}/news.kg"] if name.startswith("build") else []
                subprocess.run([sys.executable, "-m", "kg", *command], capture_output=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        found[name] = round(median(seconds), 3)
    return found


def kept(kind: str, result: dict[str, Any], name: str) -> None:
    """Write what is measured so far."""
    RESULTS.mkdir(exist_ok=True)
    parts = [kind, f"{sys.version_info[0]}.{sys.version_info[1]}", name]
    (RESULTS / ("-".join(filter(None, parts)) + ".json")).write_text(
        json.dumps(result, indent=1) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Measure, print and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--name", default="", help="what is read, in the name of the results")
    parser.add_argument("--first", type=int, help="so many of the articles alone")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="no growth")
    parser.add_argument("--full", action="store_true", help="also 10,000 documents and 1,000,000 characters")
    parser.add_argument(
        "--kinds", nargs="+", default=["documents", "characters"], help="of growth to the full"
    )
    parser.add_argument("--one", nargs=2, metavar=("KIND", "SIZE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        sys.stdout.write(json.dumps(one(given.folder, given.one[0], int(given.one[1]))) + "\n")
        return
    texts = articles(given.folder)[: given.first] if given.folder else of_news_length(articles(None))
    result: dict[str, Any] = {**described(), "pipeline": measured(texts, given.rounds)}
    kept("speed", result, given.name)
    result |= {"commands_cpu_s": started(), "documents_per_s": cores(texts)}
    kept("speed", result, given.name)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    if given.quick:
        return
    growth: dict[str, Any] = described()
    for kind, sizes, last in (("documents", DOCUMENTS, 10_000), ("characters", LENGTHS, 1_000_000)):
        most = (last,) if given.full and kind in given.kinds else ()
        growth[kind] = grown(given.folder, kind, sizes + most)
    kept("growth", growth, given.name)
    sys.stdout.write(json.dumps(growth, indent=1) + "\n")


if __name__ == "__main__":
    main()
