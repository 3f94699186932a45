"""The learned weights: one number a word of `features.py` and predicate, in a JSON file beside this."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import Predicate

NEWS = "n:"
"""Before features that are weighed in dated documents alone."""
WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic regression a predicate. Below `least`, in news `least_news`, nothing is put out."""

    bias: Mapping[Predicate, float]
    least: Mapping[Predicate, float]
    least_news: Mapping[Predicate, float]
    rows: Mapping[str, Mapping[Predicate, float]]
    rows_news: Mapping[str, Mapping[Predicate, float]]

    def probabilities(
        self, texts: Iterable[str], names: Iterable[Predicate], news: bool
    ) -> dict[Predicate, float]:
        """Return how likely each of some predicates holds of a pair with these features."""
        weighed = self.weighed(news)
        rows = [row for text in dict.fromkeys(texts) if (row := weighed.get(text)) is not None]
        found = {}
        for name in names:
            total = self.bias[name]
            for row in rows:
                if name in row:
                    total += row[name]
            found[name] = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        return found

    def weighed(self, news: bool) -> Mapping[str, Mapping[Predicate, float]]:
        """Return the weights by feature."""
        return self.rows_news if news else self.rows


@cache
def load_weights(path: Path = WEIGHTS) -> Weights:
    """Return the weights that ship, read once; those of news have what counts in news alone added."""
    table = json.loads(path.read_text(encoding="utf-8"))
    order = [Predicate(name) for name in table["predicates"]]
    rows = {
        text: {order[int(i)]: float(weight) for i, weight in row.items()}
        for text, row in table["weights"].items()
    }
    rows_news = {text: dict(row) for text, row in rows.items() if not text.startswith(NEWS)}
    for text, row in rows.items():
        if text.startswith(NEWS):
            whole = rows_news.setdefault(text.removeprefix(NEWS), {})
            for name, weight in row.items():
                whole[name] = whole.get(name, 0.0) + weight
    names = ("bias", "least", "least_news")
    bias, least, least_news = (dict(zip(order, table[name], strict=True)) for name in names)
    return Weights(bias, least, least_news, rows, rows_news)
