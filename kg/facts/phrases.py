"""Noun phrases as mentions: from the first word of the head to its last, without what is joined."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.entities.reading import Reading, Ref
from kg.mentions.words import Doc, Token

LONGEST = 40  # tokens; a longer phrase is cut before its clauses
HEADS = frozenset({"NOUN", "PROPN", "PRON"})
INSIDE = frozenset({"compound", "amod", "nmod", "quantmod"})
JOINED = frozenset({"cc", "conj", "preconj"})
CLAUSES = frozenset({"relcl", "acl", "appos"})
RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB", "EX"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention: its tokens (half-open), the token that heads it, the reference of the reading there."""

    start: int
    end: int
    head: Token
    ref: Ref | None


def phrases(reading: Reading) -> Iterator[Phrase]:
    """Yield phrases in order of their heads: all noun phrases, and names within others. O(tokens)."""
    for token in reading.doc:
        ref = reading.at(token)
        land = ref is not None and ref.form == "demonym" and token.is_upper
        if (token.pos_ not in HEADS and not land) or token.tag_ in RELATIVE or token.is_punct:
            continue
        if ref is not None and ref.form != "pronoun":
            root = reading.root(ref)
            if token.i != root.i:
                continue
            if (token.dep_ in INSIDE and ref.form != "demonym") or land:
                yield Phrase(ref.start, with_ending(reading.doc, ref.end), token, ref)
            if token.dep_ in INSIDE or ref.form == "demonym":
                continue
        elif token.dep_ in INSIDE:
            continue
        start, end = bounds(token)
        if ref is not None:
            start, end = min(start, ref.start), max(end, ref.end)
        yield Phrase(start, end, token, ref)


def with_ending(doc: Doc, end: int) -> int:
    """Return the end of a name with the `'s` behind it."""
    return end + (end < len(doc) and doc[end].tag_ == "POS")


def bounds(head: Token) -> tuple[int, int]:
    """Return the tokens of the phrase of a head; without its clauses where it is too long."""
    doc, start, end, short = head.doc, head.left_edge.i, head.i + 1, head.i + 1
    for kid in head.rights:
        if kid.dep_ in JOINED:
            break
        if kid.dep_ != "punct":
            end = kid.right_edge.i + 1
            short = short if kid.dep_ in CLAUSES else end
    end = end if end - start <= LONGEST else min(short, start + LONGEST)
    while start < head.i and (doc[start].is_punct or doc[start].dep_ in JOINED or doc[start].is_space):
        start += 1
    while end > head.i + 1 and (doc[end - 1].is_space or doc[end - 1].text in (",", ".", ";", ":")):
        end -= 1
    return start, end
