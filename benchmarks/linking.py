"""Score who is one across documents: `python -m benchmarks.linking FOLDER [GRAPHS]`.

FOLDER holds `news/corpus.jsonl` and `eval/` (../shared). In `benchmarks/data/linking.jsonl` are, for each
person, organization and office of that corpus, the documents that name it and the names there; who is one was
decided by reading. GRAPHS is a file where the extracted graphs are kept, so that a second run takes seconds.

Printed is B³ over (document, name) pairs: of the ids that documents give, and of the resolution; of all
names, and of those that at least two documents share in part (`contested`). The result goes to
`benchmarks/results/linking.json`.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.machine import described
from benchmarks.public_linking import predict
from kg.codec import from_lines, to_lines
from kg.graph import KnowledgeGraph
from kg.model import EntityId, MentionForm, Tenure
from kg.pipeline import graphs, load_pipeline
from kg.resolution import Resolution, profiles, resolve
from kg.resolution.keys import folded
from kg.sources import read

DATA, RESULTS = Path(__file__).parent / "data", Path(__file__).parent / "results"
KINDS = ("Person", "Organization", "Office")
Item = tuple[str, str]
"""The key of a document and a name in it; of an office "person|title"."""
Labels = Mapping[str, Mapping[Item, str]]


def labels(path: Path) -> dict[str, dict[Item, str]]:
    """Return by kind the labelled cluster of each item."""
    table: dict[str, dict[Item, str]] = {kind: {} for kind in KINDS}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for document, names in record["names"].items():
            for name in names:
                table[record["kind"]][document, name] = record["cluster"]
    return table


def found(
    parts: Iterable[KnowledgeGraph], gold: Labels, resolution: Resolution | None
) -> dict[str, dict[Item, str]]:
    """Return by kind the id of each labelled item: as its document gives it, or as the resolution does."""
    table: dict[str, dict[Item, str]] = {kind: {} for kind in KINDS}
    for graph in parts:
        [citation] = graph.documents.values()
        names = resolution.names(citation.id) if resolution else {}
        people: dict[EntityId, str] = {}
        for mention in sorted(graph.mentions, key=lambda m: (m.start, m.end, m.entity)):
            kind = mention.entity.partition("/")[0].capitalize()
            item = citation.key, mention.text
            if mention.form is MentionForm.NAME and item in gold.get(kind, ()):
                table[kind].setdefault(item, names.get(mention.entity, mention.entity))
                if kind == "Person":
                    people.setdefault(mention.entity, gold[kind][item])
        for fact in graph:
            if isinstance(fact, Tenure):
                item = citation.key, f"{people.get(fact.holder)}|{fact.office.rpartition('/')[2]}"
                if item in gold["Office"]:
                    table["Office"].setdefault(item, names.get(fact.office, fact.office))
    return table


def b_cubed(gold: Mapping[Item, str], answer: Mapping[Item, str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the items that have an answer."""
    items = [item for item in gold if item in answer]
    both = Counter((gold[item], answer[item]) for item in items)
    real, said = Counter(gold[item] for item in items), Counter(answer[item] for item in items)
    precision = sum(both[gold[i], answer[i]] / said[answer[i]] for i in items) / max(1, len(items))
    recall = sum(both[gold[i], answer[i]] / real[gold[i]] for i in items) / max(1, len(items))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def contested(gold: Mapping[Item, str], kind: str) -> dict[Item, str]:
    """Return the items of which another document has a name with the same last word (an office: title)."""
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for document, name in gold:
        documents[clue(name, kind)].add(document)
    return {item: cluster for item, cluster in gold.items() if len(documents[clue(item[1], kind)]) > 1}


def clue(name: str, kind: str) -> str:
    """Return what makes two names worth comparing."""
    return name.rpartition("|")[2] if kind == "Office" else folded(name).rpartition(" ")[2]


def scores(gold: Labels, answer: Labels) -> dict[str, Any]:
    """Return B³ by kind, over all items and over the contested ones."""
    table: dict[str, Any] = {}
    for kind in KINDS:
        for name, items in (("all", dict(gold[kind])), ("contested", contested(gold[kind], kind))):
            precision, recall, f1 = b_cubed(items, answer[kind])
            table[f"{kind} {name}"] = {
                "precision": round(precision, 4),
                "recall": round(recall, 4),
                "f1": round(f1, 4),
                "items": sum(item in answer[kind] for item in items),
                "clusters": len({items[item] for item in items if item in answer[kind]}),
                "missing": sum(item not in answer[kind] for item in items),
            }
    return table


def corpus(folder: Path, kept: Path | None) -> list[KnowledgeGraph]:
    """Return a graph for each article, read from `kept` if it is there, else extracted and written to it."""
    if kept and kept.exists():
        return [from_lines(part.splitlines()) for part in kept.read_text(encoding="utf-8").split("\n\n")]
    parts = list(graphs(read([folder / "news" / "corpus.jsonl"], strict=True), load_pipeline()))
    if kept:
        kept.write_text("\n\n".join("\n".join(to_lines(part)) for part in parts), encoding="utf-8")
    return parts


def public(folder: Path) -> dict[str, Any]:
    """Return the scores of the public linking set: a name's article is guessed from the entity's name."""
    gold = folder / "eval" / "dev" / "linking.gum.jsonl"
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    nlp = load_pipeline()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(predict(record, nlp)) + "\n")
        file.flush()
        command = [
            sys.executable,
            str(folder / "eval" / "score.py"),
            "--gold",
            str(gold),
            "--pred",
            file.name,
            "--json",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def main(folder: Path, kept: Path | None) -> None:
    """Extract or read the graphs, resolve, score, print and write the result."""
    gold = labels(DATA / "linking.jsonl")
    parts = corpus(folder, kept)
    resolution = resolve(profile for part in parts for profile in profiles(part))
    result: dict[str, Any] = {**described(), "documents": len(parts)}
    for name, answer in (("ids", None), ("resolution", resolution)):
        result[name] = scores(gold, found(parts, gold, answer))
        for kind, row in result[name].items():
            line = "P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  ({items} items, {clusters} clusters)"
            sys.stdout.write(f"{name:10s} {kind:22s} {line.format(**row)}\n")
    result["linking.gum"] = public(folder)
    for name in ("main", "given_the_span"):
        row = result["linking.gum"][name]
        line = "linking.gum {}: P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}\n"
        sys.stdout.write(line.format(name, **row))
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "linking.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.linking FOLDER [GRAPHS]: FOLDER has news/ and eval/")
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
