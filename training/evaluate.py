"""Score weights on the development sets: `python -m training.evaluate [--weights FOLDER | --spacy MODEL]`.

Micro F1 of exact spans and types, PER, ORG and LOC only. Prints JSON.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.encoder.runtime import WEIGHTS, Encoder
from training.data import held_out, read_labelled, read_lines

if TYPE_CHECKING:
    from spacy.tokens import Span

SETS = ("crossner_politics", "pud_news", "re3d", "gum")
SCORED = ("PER", "ORG", "LOC")
SPACY_KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

Spans = set[tuple[int, int, str]]
Finder = Callable[[list[str]], list[Spans]]


def counts(gold: Spans, found: Spans, tally: Counter[str]) -> None:
    """Add what is right, wrong and missing, in all and for each label."""
    for name, spans in (("tp", gold & found), ("fp", found - gold), ("fn", gold - found)):
        tally[name] += len(spans)
        for _, _, label in spans:
            tally[f"{label} {name}"] += 1


def scores(tally: Counter[str], prefix: str = "") -> dict[str, float]:
    """Return precision, recall and F1 of a tally."""
    tp, fp, fn = (tally[prefix + name] for name in ("tp", "fp", "fn"))
    precision, recall = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    f1 = 2 * tp / max(2 * tp + fp + fn, 1)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def examples(shared: Path) -> Iterator[tuple[str, list[str], list[Spans], tuple[str, ...]]]:
    """Yield each set's name, texts, gold spans and the labels that are scored."""
    for name in SETS:
        records = read_lines(shared / "eval" / "dev" / f"ner.{name}.jsonl")
        gold = [{(s, e, kind) for s, e, kind in r["ner"] if kind in SCORED} for r in records]
        yield name, [r["text"] for r in records], gold, SCORED
    kept = [d for d in read_labelled(shared) if held_out(d) and d.source == "newswire"]
    labels = (*SCORED, "NAT", "TITLE")
    gold = [{(s, e, kinds[0]) for s, e, kinds in d.spans if len(kinds) == 1} for d in kept]
    yield "newswire_held_out", [d.text for d in kept], gold, labels


def evaluate(find: Finder, shared: Path) -> dict[str, dict[str, object]]:
    """Return the scores of each set, in all and by label."""
    results: dict[str, dict[str, object]] = {}
    for name, texts, gold, labels in examples(shared):
        tally: Counter[str] = Counter()
        for right, found in zip(gold, find(texts), strict=True):
            counts(right, {span for span in found if span[2] in labels}, tally)
        results[name] = {
            **scores(tally),
            **{k: scores(tally, f"{k} ")["f1"] for k in labels},
            "gold": tally["tp"] + tally["fn"],
        }
    return results


def encoder_finder(weights: Path, threads: int) -> Finder:
    """Return a finder that asks the encoder."""
    encoder = Encoder(threads, weights)
    return lambda texts: [{(s.start, s.end, s.label) for s in found} for found in encoder.spans(texts)]


def spacy_finder(model: str) -> Finder:
    """Return a finder that asks the NER of a spaCy pipeline."""
    import spacy

    nlp = spacy.load(model)

    def plain(entity: "Span") -> tuple[int, int, str]:
        """Leave out the article that OntoNotes puts into names and the sets scored here don't."""
        skip = 4 if entity.text[:4].lower() == "the " else 0
        return entity.start_char + skip, entity.end_char, SPACY_KINDS[entity.label_]

    def find(texts: list[str]) -> list[Spans]:
        return [{plain(e) for e in doc.ents if e.label_ in SPACY_KINDS} for doc in nlp.pipe(texts)]

    return find


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--spacy", help="score the NER of this spaCy model instead")
    args = parser.parse_args()
    find = spacy_finder(args.spacy) if args.spacy else encoder_finder(args.weights, args.threads)
    sys.stdout.write(json.dumps(evaluate(find, args.shared), indent=1) + "\n")


if __name__ == "__main__":
    main()
