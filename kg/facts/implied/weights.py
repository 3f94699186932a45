"""The learned weights: one number a word of `features.py` and predicate, in a JSON file beside this."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.facts.implied.features import kinds_of
from kg.facts.implied.pairs import SIGNATURES
from kg.model import Predicate

NEWS = "n:"
"""Before features that are weighed in dated documents alone."""
WEIGHTS = Path(__file__).parent / "weights.json"
LEAST = ("least", "least_news")
Table = Mapping[str, float]
Sums = defaultdict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic regression a predicate, for news or for other texts. Below `least` nothing is put out.

    `alone` has the weights of features of one entity, `joint` by kinds those of features of two.
    """

    bias: Mapping[Predicate, float]
    least: Mapping[Predicate, float]
    alone: Mapping[Predicate, Table]
    joint: Mapping[tuple[str, Predicate], Table]

    def side(self, texts: Iterable[str], predicate: Predicate) -> float:
        """Return what features of one entity alone add; each is told once."""
        return added(texts, self.alone[predicate])

    def chance(self, sides: float, kinds: str, texts: Iterable[str], predicate: Predicate) -> float:
        """Return how likely a predicate holds of a pair with these features; each is told once."""
        table = self.joint[kinds, predicate]
        total = self.bias[predicate] + table.get("", 0.0) + sides + added(texts, table)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def added(texts: Iterable[str], table: Table) -> float:
    """Return the sum of the weights of features."""
    return sum(table[text] for text in texts if text in table)


@cache
def load_weights(news: bool) -> Weights:
    """Return the weights that ship, read once; those of news have what counts in news alone added."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    order = [Predicate(name) for name in table["predicates"]]
    alone: defaultdict[Predicate, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    joint: defaultdict[tuple[str, Predicate], defaultdict[str, float]] = defaultdict(
        lambda: defaultdict(float)
    )
    kinds = {kinds_of(*signature): names for signature, names in SIGNATURES.items()}
    for name, row in table["weights"].items():
        text = name.removeprefix(NEWS)
        if text != name and not news:
            continue
        first, _, rest = text.partition(" ")
        for i, weight in row.items():
            predicate = order[int(i)]
            if first in ("1", "2"):
                alone[predicate][text] += weight
            elif first in kinds:
                joint[first, predicate][rest] += weight
            else:
                for both in (both for both, names in kinds.items() if predicate in names):
                    joint[both, predicate][text] += weight
    bias, least = (dict(zip(order, table[name], strict=True)) for name in ("bias", LEAST[news]))
    return Weights(bias, least, alone, joint)
