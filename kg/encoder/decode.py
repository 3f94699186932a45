"""Log probabilities of tags → spans that never overlap, each with a calibrated probability."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.encoder.tokens import PARAGRAPH, Pieces

Floats = NDArray[np.float32]

LABELS = ("PER", "ORG", "LOC", "NAT", "TITLE")
# OTHER: names of elections, wars, laws, works. Told apart so that they aren't taken for places; not put out.
KINDS = (*LABELS, "OTHER")
TAGS = ("O", *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BI"))
NEVER = np.float32(-1e4)
# A name goes on rather than end and begin anew: log odds added where the path is chosen, never to the scores.
STAY = np.float32(1.0)
LEAST = 0.5  # spans less likely to be right are left out


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A mention: characters `start..end`, one of LABELS, and the probability that all of it is right."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns a raw score into a probability: sigmoid(slope · logit(raw) + offset), one pair a label."""

    slopes: dict[str, float]
    offsets: dict[str, float]

    def probability(self, label: str, raw: float) -> float:
        """Return the share of spans with this raw score that are right."""
        raw = min(max(raw, 1e-6), 1 - 1e-6)
        z = self.slopes.get(label, 1.0) * math.log(raw / (1 - raw)) + self.offsets.get(label, 0.0)
        return 1 / (1 + math.exp(-z))


def _allowed() -> Floats:
    table = np.full((len(TAGS), len(TAGS)), NEVER, dtype=np.float32)
    for j, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            table[[j - 1, j], j] = 0
        else:
            table[:, j] = 0
    return table


ALLOWED = _allowed()
INSIDE = np.array([tag.startswith("I-") for tag in TAGS])


def best_tags(log_probs: Floats, opening: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the likeliest sequence in which I-X follows B-X or I-X alone.

    `opening` are the words that no span goes on over: what is between two of them is decided by itself,
    and at length only where the likeliest tag of each word makes no sequence.
    """
    tags: NDArray[np.int64] = log_probs.argmax(axis=1)
    wrong = INSIDE[tags]
    wrong[1:] &= ALLOWED[tags[:-1], tags[1:]] < 0
    bounds = np.unique([0, *opening.tolist(), len(tags)])
    for place in np.unique(np.searchsorted(bounds, np.flatnonzero(wrong), side="right")).tolist():
        part = slice(bounds[place - 1], bounds[place])
        tags[part] = best_path(log_probs[part])
    return tags


def best_path(log_probs: Floats) -> NDArray[np.int64]:
    """Return the likeliest allowed sequence of at least one word."""
    score = np.where(INSIDE, NEVER, log_probs[0])
    back = np.zeros(log_probs.shape, dtype=np.int64)
    for i in range(1, len(log_probs)):
        paths = score[:, None] + ALLOWED
        back[i] = paths.argmax(axis=0)
        score = paths.max(axis=0) + log_probs[i]
    tags = np.zeros(len(log_probs), dtype=np.int64)
    tags[-1] = score.argmax()
    for i in range(len(tags) - 1, 0, -1):
        tags[i - 1] = back[i, tags[i]]
    return tags


def joined(tags: NDArray[np.int64], pieces: Pieces) -> NDArray[np.int64]:
    """Join neighbours of one label: "Mette" and "Frederiksen" side by side are one person, never two."""
    tags = tags.copy()
    for i in (np.flatnonzero((tags[1:] > 0) & ~INSIDE[tags[1:]]) + 1).tolist():
        if tags[i - 1] in (tags[i], tags[i] + 1) and not pieces.cut[i]:
            tags[i] += 1
    return tags


def decode(
    pieces: Pieces, log_probs: Floats, calibration: Calibration, least: float = LEAST
) -> list[ScoredSpan]:
    """Read the spans off, in order. No span goes on over the end of a paragraph."""
    if not pieces.words:
        return []
    log_probs = log_probs.copy()
    opening = np.flatnonzero(pieces.cut == PARAGRAPH)
    log_probs[np.ix_(opening, INSIDE)] = NEVER
    tags = joined(best_tags(log_probs + np.where(INSIDE, STAY, np.float32(0)), opening), pieces)
    probs = np.exp(log_probs)
    begins = np.flatnonzero((tags > 0) & (tags < TAGS.index("B-OTHER")) & ~INSIDE[tags])
    spans = []
    for first in begins.tolist():
        begin = int(tags[first])
        inside, last = begin + 1, first + 1
        while last < len(tags) and tags[last] == inside:
            last += 1
        raw = min(probs[first, begin], *probs[first + 1 : last, [begin, inside]].sum(axis=1), 1.0)
        if last < len(tags):
            raw = min(raw, 1 - probs[last, inside])
        label = LABELS[begin // 2]
        score = calibration.probability(label, float(raw))
        if score >= least:
            spans.append(ScoredSpan(int(pieces.starts[first]), int(pieces.ends[last - 1]), label, score))
    return spans
