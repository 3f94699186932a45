"""Learn the weights of implied relations, in minutes: `python -m training.relations --shared FOLDER`.

Logistic regression a predicate, over the features of `kg/facts/implied/features.py`, on the entities and
relations that the pipeline itself finds in labelled texts: news articles and, of the public sets, the
training parts alone. No torch. `--folds N` prints, for news, what would be found in articles left out.
"""

import argparse
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from kg.entities import read
from kg.entities.reading import Reading
from kg.facts import graph_of
from kg.facts.implied.features import Features
from kg.facts.implied.pairs import SIGNATURES, Pair, Scene
from kg.facts.implied.weights import NEWS, WEIGHTS
from kg.facts.relations import ruled
from kg.labels import to_labels
from kg.model import Document, EntityId, Predicate
from kg.pipeline import load_pipeline
from kg.sources import read as read_files

Record = dict[str, Any]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Key = tuple[EntityId, Predicate, EntityId]
P = Predicate
LEARNED = tuple(p for p in P if p is not P.SUCCEEDED)
"""Of who succeeded whom the sets hold too few examples."""
MEANT: dict[Predicate, frozenset[str]] = {
    P.MEMBER_OF: frozenset({"member_of", "member_of_party", "employed_by", "military_branch"}),
    P.CITIZEN_OF: frozenset({"citizen_of"}),
    P.OF_COUNTRY: frozenset({"located_in_country", "legislature_of", "applies_to_jurisdiction"}),
    P.PART_OF: frozenset({"subsidiary_of"}),
    P.LOCATED_IN: frozenset({"located_in", "located_in_country", "headquarters_in", "capital_of"}),
    P.RELATIVE_OF: frozenset({"parent", "spouse", "sibling", "<parent", "<spouse", "<sibling"}),
    P.BORN_IN: frozenset({"born_in"}),
    P.EDUCATED_AT: frozenset({"educated_at"}),
    P.FOUNDED: frozenset({"<founded_by"}),
}
"""Predicate → names of the public sets that mean it; `<` before those that go from object to subject."""
ASKED = {P.MEMBER_OF: "employed_by", P.LOCATED_IN: "headquarters_in", P.RELATIVE_OF: "parent"}
"""Where a set labels some relations a text, the one that must be among them for a pair without to be none."""
SHARES = {"docred_joint": 1.0, "knowledgenet": 0.7, "text2kg": 0.7}
"""Public set → the weight of its examples beside those of news, which weigh 1."""
COVERED = {"text2kg": frozenset({P.MEMBER_OF})}
"""Sets of few relations → the predicates whose absence they tell. CrossRE, under the GPL, is no source."""
INCOMPLETE = 0.5  # weight of negative examples of DocRED, whose labels lack many true facts
RIDGE, LEAST_OFTEN, SMALLEST, STEPS = 1.5, 4, 0.03, 150
LEAST, LEAST_ELSE = {P.EDUCATED_AT: 0.8, P.RELATIVE_OF: 0.8}, 0.6
"""Who dines at a university did not study there, nor are counterparts kin: the sets hold little of it."""
LEAST_NEWS, LEAST_NEWS_ELSE = {P.EDUCATED_AT: 0.8, P.MEMBER_OF: 1.0}, 0.9
"""By cross-validation on news; in articles, memberships that no rule read were never right: not put out."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair and a predicate: does it hold, did a rule read it, what speaks for it."""

    source: str
    document: str
    key: Key
    holds: bool
    ruled: bool
    weight: float
    features: tuple[str, ...]


def module(path: Path) -> ModuleType:
    """Return the scorer in a file, which says what the same name is."""
    spec = importlib.util.spec_from_file_location(f"scorer_{path.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def candidates(reading: Reading) -> Iterator[tuple[Pair, tuple[str, ...], set[Key]]]:
    """Yield pairs with their features, what rules say of the pair itself left out, and what rules read."""
    known = list(ruled(reading))
    stated = {(fact.subject, fact.predicate, fact.object) for fact in known}
    scene = Scene(reading)
    whole = Features(scene, known)
    about = {(fact.subject, fact.object) for fact in known}
    for pair in scene.pairs():
        ends = (pair.one.entity, pair.other.entity)
        blind = (
            Features(scene, [f for f in known if (f.subject, f.object) != ends]) if ends in about else whole
        )
        yield pair, tuple(sorted(set(blind.of(pair)))), stated


def news(folder: Path, score: ModuleType, nlp: Language) -> Iterator[Example]:
    """Yield examples of labelled articles: every pair that no label names is none."""
    lines = (folder / "labels.jsonl").read_text("utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines)}
    for document in read_files([folder / "articles.jsonl"]):
        if document.key not in gold:
            continue
        doc = nlp.make_doc(document.text)
        doc.user_data["document"] = document
        doc = nlp(doc)
        [own] = to_labels(graph_of(doc))
        label = gold[document.key]
        same: defaultdict[str, set[str]] = defaultdict(set)
        for entity in label["entities"]:
            same[entity["e"]] |= {e["e"] for e in own["entities"] if score.same_entity(entity, e)}
        right = {
            (one, row["predicate"], other)
            for row in label["relations"]
            for one in same[row["subject"]]
            for other in same[row["object"]]
        }
        right |= {(other, name, one) for one, name, other in right if name == P.RELATIVE_OF}
        for pair, features, stated in candidates(read(doc)):
            features += tuple(NEWS + text for text in features)
            for predicate in SIGNATURES[pair.one.kind, pair.other.kind]:
                key = (pair.one.entity, predicate, pair.other.entity)
                yield Example("news", document.key, key, key in right, key in stated, 1.0, features)


def public(path: Path, score: ModuleType, nlp: Language) -> Iterator[Example]:
    """Yield examples of a public set, of entities that its labels name, where it would label the relation."""
    name = path.name.split(".")[1]
    sentences = name == "knowledgenet"
    for record in map(json.loads, path.read_text("utf-8").splitlines()):
        doc = nlp.make_doc(record["text"])
        doc.user_data["document"] = Document(record["text"], key=record["id"])
        reading = read(nlp(doc))
        named, right = labelled(record, reading, score)
        scope = set(record.get("relation_scope") or ())
        for pair, features, stated in candidates(reading):
            ends = (pair.one.entity, pair.other.entity)
            for predicate in SIGNATURES[pair.one.kind, pair.other.kind]:
                holds = not MEANT.get(predicate, frozenset()).isdisjoint(right[ends])
                asked = ASKED.get(predicate) or next((n.lstrip("<") for n in MEANT.get(predicate, ())), "")
                known = asked in scope if sentences else named.issuperset(ends)
                if not holds and not (known and predicate in COVERED.get(name, LEARNED)):
                    continue
                key = (ends[0], predicate, ends[1])
                share = SHARES[name] * (INCOMPLETE if name == "docred_joint" and not holds else 1)
                yield Example(name, record["id"], key, holds, key in stated, share, features)


def labelled(
    record: Record, reading: Reading, score: ModuleType
) -> tuple[set[EntityId], defaultdict[tuple[EntityId, EntityId], set[str]]]:
    """Return which of our entities labels name, and the names of the relations of each two of them."""
    texts: defaultdict[EntityId, set[str]] = defaultdict(set)
    for ref in reading.refs:
        if len(ref.entities) == 1:
            texts[ref.entity].add(score.norm_name(reading.span(ref).text))
    same = {
        row["id"]: [e for e, found in texts.items() if found & score.names_of(row)]
        for row in record["entities"]
    }
    right: defaultdict[tuple[EntityId, EntityId], set[str]] = defaultdict(set)
    for row in record["relations"]:
        for one in same[row["subj"]]:
            for other in same[row["obj"]]:
                right[one, other].add(row["rel"])
                right[other, one].add(f"<{row['rel']}")
    return {e for found in same.values() for e in found}, right


def indexed(examples: Sequence[Example]) -> tuple[Ints, Ints, list[str]]:
    """Return the features that are frequent enough: their numbers, the examples they are of, their names."""
    counts = Counter(text for example in examples for text in example.features)
    names = sorted(text for text, count in counts.items() if count >= LEAST_OFTEN)
    number = {text: i for i, text in enumerate(names)}
    cells = [(number[t], i) for i, example in enumerate(examples) for t in example.features if t in number]
    table = np.array(cells, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1], names


def fitted(columns: Ints, rows: Ints, size: int, holds: Floats, weight: Floats) -> tuple[Floats, float]:
    """Return the weights and the bias: Adam over all examples at once, with an L2 penalty. Deterministic."""
    found, first, second = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    found[-1] = -2.0
    for step in range(1, STEPS + 1):
        wrong = (sure(found, columns, rows, len(holds)) - holds) * weight
        slope = np.append(np.bincount(columns, wrong[rows], size) + RIDGE * found[:-1], wrong.sum())
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        pace = 0.1 if step < 100 else 0.03
        found -= pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return found[:-1], float(found[-1])


def sure(found: Floats, columns: Ints, rows: Ints, count: int) -> Floats:
    """Return the probability of each example."""
    total = np.bincount(rows, found[columns], count) + found[-1]
    result: Floats = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
    return result


def learned(examples: Sequence[Example]) -> Record:
    """Return the table that ships."""
    table: defaultdict[str, dict[str, float]] = defaultdict(dict)
    biases = []
    for place, predicate in enumerate(LEARNED):
        own = [example for example in examples if example.key[1] is predicate]
        columns, rows, names = indexed(own)
        holds, weight = np.array([e.holds for e in own], float), np.array([e.weight for e in own])
        weights, bias = fitted(columns, rows, len(names), holds, weight)
        biases.append(round(bias, 3))
        for text, value in zip(names, weights.tolist(), strict=True):
            if abs(value) >= SMALLEST:
                table[text][str(place)] = round(value, 2)
        sys.stderr.write(f"{predicate}: {len(own)} pairs, {int(holds.sum())} hold, {len(names)} features\n")
    least = [LEAST.get(predicate, LEAST_ELSE) for predicate in LEARNED]
    least_news = [LEAST_NEWS.get(predicate, LEAST_NEWS_ELSE) for predicate in LEARNED]
    head = {"predicates": list(LEARNED), "bias": biases, "least": least}
    return {**head, "least_news": least_news, "weights": dict(sorted(table.items()))}


def crossed(examples: Sequence[Example], folds: int) -> Iterator[str]:
    """Yield, a predicate, how many of what no rule read are right in articles left out, by probability."""
    articles = sorted({e.document for e in examples if e.source == "news"})
    fold = {name: i % folds for i, name in enumerate(articles)}
    for predicate in LEARNED:
        own = [example for example in examples if example.key[1] is predicate]
        columns, rows, names = indexed(own)
        holds, weight = np.array([e.holds for e in own], float), np.array([e.weight for e in own])
        part = np.array([fold[e.document] if e.source == "news" else -1 for e in own])
        chance = np.zeros(len(own))
        for i in range(folds):
            found = np.append(*fitted(columns, rows, len(names), holds, weight * (part != i)))
            chance = np.where(part == i, sure(found, columns, rows, len(own)), chance)
        free = (part >= 0) & ~np.array([e.ruled for e in own])
        rates = ((free & (chance >= least), least) for least in (0.5, 0.6, 0.7, 0.8, 0.9))
        yield f"{predicate} " + "  ".join(f"{x:.1f}: {int(holds[f].sum())}/{int(f.sum())}" for f, x in rates)


def examples_of(shared: Path, more: Iterable[Path]) -> Iterator[Example]:
    """Yield the examples of all sets, news first."""
    nlp, score = load_pipeline(), module(shared / "gold" / "score.py")
    for folder in (shared / "gold" / "train", *more):
        yield from news(folder, score, nlp)
    score = module(shared / "eval" / "score.py")
    for name in SHARES:
        yield from public(shared / "eval" / "train" / f"relations.{name}.jsonl", score, nlp)


def main() -> None:
    """Learn and write, or cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--articles", type=Path, nargs="*", default=[], help="more folders of labelled articles"
    )
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    examples = list(examples_of(given.shared, given.articles))
    if given.folds:
        sys.stdout.writelines(f"{line}\n" for line in crossed(examples, given.folds))
        return
    text = json.dumps(learned(examples), ensure_ascii=False, separators=(",", ":"))
    given.to.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
