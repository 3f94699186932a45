"""The learned weights: one number a word of `features.py` and predicate, in a JSON file beside this."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kg.facts.implied.features import BESIDE, ONCE, TOGETHER, kinds_of
from kg.facts.implied.pairs import SIGNATURES
from kg.model import Predicate

NEWS = "n:"
"""Before features that are weighed in dated documents alone."""
WEIGHTS = Path(__file__).parent / "weights.json"
LEAST = ("least", "least_news")
Table = Mapping[str, float]
NEVER = 1.0  # the least probability of what is never put out
CLEAR = 1e-6  # more than sums in another order differ by


@dataclass(frozen=True)
class Weights:
    """Logistic regression a predicate, for news or for other texts. Below `least` nothing is put out.

    `alone` has the weights of features of one entity, `joint` by kinds those of features of two.
    """

    bias: Mapping[Predicate, float]
    least: Mapping[Predicate, float]
    alone: Mapping[Predicate, Table]
    joint: Mapping[tuple[str, Predicate], Table]

    @cached_property
    def asked(self) -> Mapping[str, Mapping[Predicate, float]]:
        """Return by kinds what may be put out, with the least that each entity alone must add together.

        With less, two that no sentence names together are not likely enough, whatever else speaks for them.
        """
        return {
            kinds_of(*signature): {
                name: self.lacking(kinds_of(*signature), name)
                for name in names
                if self.least.get(name, NEVER) < NEVER
            }
            for signature, names in SIGNATURES.items()
        }

    def lacking(self, kinds: str, predicate: Predicate) -> float:
        """Return what the best features of two that no sentence names together leave to be added."""
        table, least = self.joint[kinds, predicate], self.least[predicate]
        most: defaultdict[str, float] = defaultdict(float)
        for text, weight in table.items():
            group = text.partition("=")[0] if text.startswith(ONCE) else text
            if text and not text.startswith((*BESIDE, *TOGETHER)):
                most[group] = max(most[group], weight)
        best = self.bias[predicate] + table.get("", 0.0) + sum(most.values())
        return math.log(least / (1 - least)) - best - CLEAR

    def one(self, texts: Iterable[str], predicate: Predicate) -> float:
        """Return what features of the first entity alone add; each is told once."""
        return added(texts, self.alone[predicate])

    def other(self, texts: Iterable[str], shown: Iterable[str], kinds: str, predicate: Predicate) -> float:
        """Return what features of the other alone add, and what it is beside any of the first's kind."""
        return added(texts, self.alone[predicate]) + added(shown, self.joint[kinds, predicate])

    def chance(self, sides: float, kinds: str, texts: Iterable[str], predicate: Predicate) -> float:
        """Return how likely a predicate holds of a pair with these features; each is told once."""
        table = self.joint[kinds, predicate]
        total = self.bias[predicate] + table.get("", 0.0) + sides + added(texts, table)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def added(texts: Iterable[str], table: Table) -> float:
    """Return the sum of the weights of features."""
    return sum(filter(None, map(table.get, texts)))


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
