"""Score the extraction against hand-labelled articles: `python -m benchmarks.quality FOLDER [NAME [SCORER]]`.

FOLDER holds `articles.jsonl` and `labels.jsonl`; SCORER is `score.py`, by default there or above. The scores,
a bootstrap interval of each over articles and a table of confidence against being right go to
`benchmarks/results/quality-NAME.json`.
"""

import importlib.util
import json
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.machine import described
from kg.graph import KnowledgeGraph
from kg.labels import to_labels
from kg.model import Event, Statement, Tenure
from kg.pipeline import graphs, load_pipeline
from kg.sources import read

FAMILIES = ("entities", "tenures", "relations", "events", "statements")
RESULTS = Path(__file__).parent / "results"
Record = dict[str, Any]


def scorer(folder: Path, given: Path | None) -> ModuleType:
    """Return the scorer that is given, or lies beside the labels or above them."""
    found = (p / "score.py" for p in (folder, *folder.resolve().parents) if (p / "score.py").exists())
    path = given or next(found, None)
    if path is None:
        sys.exit(f"{folder}: no score.py there or above; name it as third argument")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def intervals(score: ModuleType, gold: list[Record], found: list[Record], rounds: int = 200) -> Record:
    """Return the 95 % interval of each family's F1 when articles are drawn anew."""
    draw = random.Random(0)
    by_id = {record["id"]: record for record in found}
    drawn: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        sample = [draw.choice(gold) for _ in gold]
        renamed = [{**record, "id": str(i)} for i, record in enumerate(sample)]
        answers = [{**by_id[r["id"]], "id": str(i)} for i, r in enumerate(sample) if r["id"] in by_id]
        result = score.evaluate(renamed, answers)
        for family in FAMILIES:
            drawn[family].append(result[family]["f1"])
    return {family: [sorted(x)[int(rounds * q)] for q in (0.025, 0.975)] for family, x in drawn.items()}


def calibration(score: ModuleType, gold: list[Record], graph: KnowledgeGraph) -> list[Record]:
    """Return, by confidence, how many facts there are and which share of them is right."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    found = {record["id"]: record for record in to_labels(graph)}
    sure = confidences(graph)
    for labels in gold:
        record = found.get(labels["id"])
        if record is None:
            continue
        errors: list[tuple[str, str, str, Record]] = []
        score.evaluate([labels], [record], errors)
        wrong = {json.dumps(item, sort_keys=True) for _, sort, _, item in errors if sort == "wrong"}
        for family in FAMILIES[1:]:
            for item in record[family]:
                band = bands(sure.get((record["id"], family, item["evidence"]), 0.0))
                total[band] += 1
                right[band] += json.dumps(item, sort_keys=True) not in wrong
    return [
        {"confidence": b, "facts": total[b], "right": round(right[b] / total[b], 3)} for b in sorted(total)
    ]


def bands(confidence: float) -> str:
    """Return the band of a confidence, a tenth wide."""
    low = min(int(confidence * 10), 9) / 10
    return f"{low:.1f}-{low + 0.1:.1f}"


def confidences(graph: KnowledgeGraph) -> dict[tuple[str, str, str], float]:
    """Return the least confidence of the facts of a family that one sentence states."""
    table: dict[tuple[str, str, str], float] = {}
    for fact in graph:
        family = {Tenure: "tenures", Event: "events", Statement: "statements"}.get(type(fact), "relations")
        for evidence in fact.evidence:
            key = graph.documents[evidence.document].key, family, graph.sentences[evidence.sentence].text
            table[key] = min(table.get(key, 1.0), evidence.confidence)
    return table


def main(folder: Path, name: str, given: Path | None) -> None:
    """Extract, score, print and write the result."""
    score = scorer(folder, given)
    gold = score.read(folder / "labels.jsonl")
    nlp = load_pipeline()
    started = time.perf_counter()
    graph = KnowledgeGraph()
    for part in graphs(read([folder / "articles.jsonl"], strict=True), nlp):
        graph.update(part)
    seconds = time.perf_counter() - started
    found = list(to_labels(graph))
    scores = score.evaluate(gold, found)
    result = {
        **described(),
        "set": name,
        "articles": len(gold),
        "seconds": round(seconds, 1),
        "scores": scores,
        "intervals_f1": intervals(score, gold, found),
        "calibration": calibration(score, gold, graph),
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"quality-{name}.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    for family in FAMILIES:
        row = scores[family]
        low, high = result["intervals_f1"][family]
        strict = f"  strict {row['strict_f1']:.3f}" if "strict_f1" in row else ""
        line = f"{family:11s} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}"
        sys.stdout.write(f"{line} [{low:.3f}, {high:.3f}]{strict}\n")
    for band in result["calibration"]:
        sys.stdout.write(
            f"confidence {band['confidence']}: {band['right']:.3f} of {band['facts']} facts right\n"
        )
    sys.stdout.write(f"mean F1 {scores['mean_f1']:.3f}; written to {path}\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(
            "usage: python -m benchmarks.quality FOLDER [NAME]: FOLDER has articles.jsonl and labels.jsonl"
        )
    labels, *rest = sys.argv[1:]
    label = rest[0] if rest else Path(labels).resolve().name
    main(Path(labels), label, Path(rest[1]) if len(rest) > 1 else None)
