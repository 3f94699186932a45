"""Pieces of a Doc with a label and a score, before they become spans."""

from collections.abc import Iterable
from typing import NamedTuple

from kg.mentions.words import Doc

PER, ORG, LOC, COUNTRY, NAT = "PER", "ORG", "LOC", "COUNTRY", "NAT"

LOOSE = frozenset({"'s", "’s", ",", "’", "'", "-", "—"})


class Piece(NamedTuple):
    """Tokens start to end (half-open) with a label and a score from 0 to 1."""

    start: int
    end: int
    label: str
    score: float


def longest(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces that don't overlap: longer before shorter, surer before less sure. O(n log n)."""
    taken: set[int] = set()
    kept = []
    for piece in sorted(pieces, key=lambda p: (p.start - p.end, -p.score, p.start, p.label)):
        span = range(piece.start, piece.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(piece)
    return sorted(kept)


def inside(piece: Piece | None, start: int, end: int) -> bool:
    """Tell whether a proposed name holds more than these tokens, or they are a person's name."""
    return piece is not None and (piece.label == PER or piece.end - piece.start > end - start)


def outside(doc: Doc, pieces: Iterable[Piece]) -> set[int]:
    """Return the tokens that no piece covers."""
    return set(range(len(doc))) - {i for p in pieces for i in range(p.start, p.end)}


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Cut a span at its first line break, and take trailing `'s` and punctuation off."""
    tokens = doc.tokens
    for i in range(start, end):
        if "\n" in tokens[i].text:
            end = i
            break
    while end > start and (tokens[end - 1].tag_ == "POS" or tokens[end - 1].text in LOOSE):
        end -= 1
    return start, end
