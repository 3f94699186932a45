"""One type for one name in one document, and the name wherever it stands."""

from collections import Counter, defaultdict

from kg.mentions.joining import extended
from kg.mentions.spans import COUNTRY, LOC, NAT, ORG, PER, Piece, outside
from kg.mentions.words import Doc

DOUBTED = 75
"""Hundredths: a name once said that is less sure to be a person may be a body named in full elsewhere."""
JOINTS = (",", ", and", "and", ", or", "or")
FEW = 3
"""Names in a row, with more of which they are a list."""


def consistent(doc: Doc, pieces: list[Piece]) -> list[Piece]:
    """Give each name one type in the document: the one with the greatest sum of scores."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for piece in pieces:
        if piece.label in (PER, ORG, LOC):
            votes[doc.said(piece.start, piece.end)][piece.label] += round(100 * piece.score)
    last = {doc[p.end - 1].text for p in pieces if p.label == PER and p.end - p.start > 1}
    chosen = {text: counts.most_common(1)[0][0] for text, counts in votes.items()}
    chosen |= {text: PER for text in chosen if text in last and votes[text][PER] + 100 >= votes[text][LOC]}
    chosen |= {  # a place of several words is seldom doubted
        text: PER for text, counts in votes.items() if " " in text and 10 * counts[PER] >= 9 * counts[LOC] > 0
    }
    first = {doc[p.start].text for p in pieces if p.label == PER and p.end - p.start > 1}
    chosen |= {text: PER for text, label in chosen.items() if text in first and label == ORG}
    opening = {doc[p.start].text: p.score for p in pieces if p.label == ORG and p.end - p.start > 1}
    people = first | last
    chosen |= {
        text: ORG  # "Sabena" of "Sabena Airlines", doubted as a person
        for text, label in chosen.items()
        if label == PER and text in opening and text not in people and votes[text][PER] < DOUBTED
    }
    texts = [doc.said(p.start, p.end) for p in pieces]
    fixed = (p.label in (COUNTRY, NAT) for p in pieces)
    return [
        p if keep else Piece(p.start, p.end, chosen[text], p.score)
        for p, text, keep in zip(pieces, texts, fixed, strict=True)
    ]


def listed(doc: Doc, pieces: list[Piece]) -> list[Piece]:
    """Give a name between places of one list their type: "Carmen, Lanuza, Cortes and Madrid". O(pieces)."""
    runs: list[list[int]] = []
    for n, piece in enumerate(pieces):
        between = doc[pieces[n - 1].end : piece.start].text if n else ""
        if between in JOINTS:
            runs[-1].append(n)
        else:
            runs.append([n])
    for run in (run for run in runs if len(run) > FEW):
        odd = [n for n in run if pieces[n].label != LOC]
        if len(odd) == 1 and pieces[odd[0]].label == ORG:
            pieces[odd[0]] = pieces[odd[0]]._replace(label=LOC)
    return pieces


def propagated(doc: Doc, pieces: list[Piece], wars: frozenset[str]) -> list[Piece]:
    """Add surnames, and names seen elsewhere in the document, wherever they stand uncovered.

    A body's that goes on with "of" is taken whole: "House of Lords", where "House" alone was seen.
    """
    surnames = {doc[p.end - 1].text for p in pieces if p.label == PER and p.end - p.start > 1}
    label: dict[tuple[str, ...], str] = {
        (name,): PER for name in surnames if name[:1].isupper() and len(name) > 2
    }
    for piece in pieces:
        words = tuple(token.text for token in doc[piece.start : piece.end])
        if piece.label in (PER, ORG, LOC) and piece.score > 0.5 and words[0][:1].isupper():
            label.setdefault(words, piece.label)
    free = outside(doc, pieces)
    firsts: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(label, key=len, reverse=True):
        firsts[words[0]].append(words)
    added = []
    for i in sorted(free):
        for words in firsts.get(doc.tokens[i].text, ()):
            span = range(i, i + len(words))
            same = free.issuperset(span) and tuple(doc[j].text for j in span) == words
            if same and (len(words) > 1 or doc[i].pos_ == "PROPN"):
                piece = Piece(i, i + len(words), label[words], 0.7)
                if piece.label == ORG:
                    piece = extended(doc, piece, free, wars)
                added.append(piece)
                free.difference_update(range(piece.start, piece.end))
                break
    return [*pieces, *added]
