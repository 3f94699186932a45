"""Score on public labelled sets: `python -m benchmarks.public FOLDER [--only SET …] [--to FOLDER]`.

FOLDER holds sets as JSON Lines, `FAMILY.NAME.jsonl`; the families are those of FAMILIES. The scorer is
`score.py`, by default in FOLDER or above. A system is given records without their labels (the scorer's
`strip`) and answers in the form of the labels; `--to` keeps the answers as files, so that any scorer can be
run on them. Intervals are by drawing documents anew. The result goes to `benchmarks/results/public.json`; a
run of some sets or systems leaves the others as they were.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.machine import described
from benchmarks.peers.base import Unavailable
from benchmarks.quality import scorer

RESULTS = Path(__file__).parent / "results"
FAMILIES = {
    "ner": "benchmarks.public_ner",
    "relations": "benchmarks.public_relations",
    "coref": "benchmarks.public_coref",
    "attribution": "benchmarks.public_attribution",
    "linking": "benchmarks.public_linking",
}
"""Family → module with our `predict(record, nlp)`, which returns an answer in the form of the labels."""
TYPES = ("PER", "ORG", "LOC")
"""The types of names that all systems here know; other types are left out of labels and answers."""
Record = dict[str, Any]


class Newskg:
    """Ours: one pipeline for all sets."""

    families = frozenset(FAMILIES)

    def __init__(self) -> None:
        from kg.pipeline import load_pipeline

        self.nlp = load_pipeline()

    def predict(self, family: str, records: Sequence[Record]) -> Iterator[Record]:
        """Yield an answer a record."""
        predict = import_module(FAMILIES[family]).predict
        return ({**predict(record, self.nlp), "id": record["id"]} for record in records)


def systems() -> Mapping[str, Any]:
    """Return name → class of a system, whose `families` say what it answers."""
    from benchmarks.peers.public import PUBLIC

    return {"newskg": Newskg, **PUBLIC}


def narrowed(record: Record) -> Record:
    """Return a record whose names are those of TYPES alone."""
    if "ner" not in record:
        return record
    kept = [span for span in record["ner"] if span[2] in TYPES]
    return {**record, "ner": kept, "ner_types_scope": list(TYPES)}


def scored(score: ModuleType, gold: list[Record], answers: list[Record], rounds: int) -> Record:
    """Return precision, recall, F1 and its interval; beside it what else the scorer tells."""
    found: Record = score.evaluate(gold, answers, bootstrap=rounds)
    main = found.pop("main", None) or {"f1": found["conll_f1"]}
    keep = (
        "span_only",
        "ids_in_document",
        "given_the_span",
        "content_only",
        "muc",
        "b3",
        "ceafe",
        "per_type",
    )
    rest = {name: found[name] for name in keep if name in found}
    interval = found["f1_95_percent_interval"]
    result: Record = rounded({"documents": len(gold), **main, "interval_f1": interval, **rest})
    return result


def rounded(value: Any) -> Any:
    """Return a value whose fractions have four places."""
    if isinstance(value, dict):
        return {name: rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return round(value, 4) if isinstance(value, float) else value


def answered(system: Any, family: str, path: Path, score: ModuleType, to: Path | None) -> list[Record]:
    """Return a system's answers to a set, and write them where that is wanted."""
    bare = [score.strip(record) for record in score.load(path)]
    answers = list(system.predict(family, bare))
    if to:
        to.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
        (to / path.name).write_text("".join(lines), encoding="utf-8")
    return answers


def told(name: str, system: str, row: Record) -> None:
    """Print a line of scores."""
    low, high = row["interval_f1"]
    prefix = f"P {row['precision']:.3f}  R {row['recall']:.3f}  " if "precision" in row else ""
    sys.stdout.write(f"{name:30s} {system:9s} {prefix}F1 {row['f1']:.3f} [{low:.3f}, {high:.3f}]\n")
    sys.stdout.flush()


def kept(part: Record, path: Path) -> None:
    """Write a part of the result over what was there, each set with the commit that it was measured at."""
    before = json.loads(path.read_text("utf-8"))["sets"] if path.exists() else {}
    for name, rows in part.items():
        before.setdefault(name, {}).update(rows)
    path.parent.mkdir(exist_ok=True)
    result = {**described(), "sets": dict(sorted(before.items()))}
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Predict, score, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--only", nargs="+", default=[], metavar="SET", help="sets or families")
    parser.add_argument("--systems", nargs="+", default=["newskg"], choices=list(systems()))
    parser.add_argument("--to", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--results", type=Path, default=RESULTS / "public.json")
    given = parser.parse_args()
    score = scorer(given.folder, given.scorer)
    found = [path for path in sorted(given.folder.glob("*.jsonl")) if path.name.split(".")[0] in FAMILIES]
    wanted = [p for p in found if not given.only or {p.stem, p.name.split(".")[0]} & set(given.only)]
    for name in given.systems:
        try:
            system = systems()[name]()
        except Unavailable as error:
            sys.exit(f"{name}: {error}")
        for path in wanted:
            family = path.name.split(".")[0]
            if family in system.families:
                answers = answered(system, family, path, score, given.to and given.to / name)
                gold = [narrowed(record) if family == "ner" else record for record in score.load(path)]
                row = scored(score, gold, answers, given.rounds)
                told(path.stem, name, row)
                kept({path.stem: {name: {"commit": described()["commit"], **row}}}, given.results)


if __name__ == "__main__":
    main()
