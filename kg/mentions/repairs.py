"""Proposed names cut and joined: "U.S. island", "the Lee-Japan talks", "Health and Finance ministries"."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from kg.mentions.spans import ORG, PER, Piece
from kg.mentions.words import Doc, Span, Token

Table = Mapping[tuple[str, ...], str]
"""The words of names → a code."""


def listed(doc: Doc, start: int, end: int, table: Table) -> bool:
    """Tell whether just these tokens are in a table."""
    return tuple(doc.said(start, end).split()) in table


def uncompounded(doc: Doc, start: int, end: int, countries: Table) -> tuple[int, int]:
    """Return a person without the country that a hyphen joins: "Lee" of "the Lee-Japan talks"."""
    at = next((i for i in range(start + 1, end - 1) if doc[i].text == "-"), start)
    if at > start and listed(doc, at + 1, end, countries):
        return start, at
    if at > start and listed(doc, start, at, countries):
        return at + 1, end
    return start, end


def country_first(doc: Doc, start: int, end: int, countries: Table) -> int:
    """Return the end of a country at the front of what goes on in small letters: "U.S. island"."""
    for stop in range(end - 1, start, -1):
        small = all(token.text.islower() for token in doc[stop:end])
        if small and listed(doc, start, stop, countries):
            return stop
    return start


PREFIX = 5  # letters of the longest of "co-", "non-", "multi-"


def glued(doc: Doc, start: int, endings: tuple[str, ...]) -> int:
    """Return the start of a name that was cut behind a hyphen: "Co-operative Party", not "U.S.-led"."""
    if start < 3 or doc[start - 2].text != "-" or not doc[start - 3].text[:1].isupper():
        return start
    word = doc.said(start - 3, start)
    if doc[start - 3].text.isupper() or len(doc[start - 3]) > PREFIX:
        return start
    whole = not any(c.isspace() for c in word) and not f"-{doc[start - 1].text}".endswith(endings)
    return start - 3 if whole else start


def shared(token: Token, kinds: frozenset[str]) -> bool:
    """Tell whether a word is the plural of a kind of bodies, as "committees"."""
    return token.text.islower() and token.lower_ not in kinds and token.lemma_.lower() in kinds


def apart(doc: Doc, start: int, end: int, kinds: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the bodies that share a plural: "Foreign Affairs", "Intelligence" of "the … and … committees"."""
    at = next((i for i in (end - 1, end) if i < len(doc) and shared(doc[i], kinds)), None)
    joins = [i for i in range(start + 1, at) if doc[i].lower_ in ("and", ",")] if at is not None else []
    if at is None or not joins:
        yield start, end
        return
    for first, stop in zip([start, *(i + 1 for i in joins)], [*joins, at], strict=True):
        if stop > first:
            yield first, stop


def listed_bodies(doc: Doc, plural: int, kinds: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the bodies before a plural that they share, where none was proposed: capitals, "and", commas."""
    start = plural
    while start > 0 and (doc[start - 1].is_title or doc[start - 1].lower_ in ("and", ",")):
        start -= 1
    while start < plural and (not doc[start].is_title or doc[start].lower_ == "the"):
        start += 1
    if any(token.lower_ == "and" for token in doc[start:plural]):
        yield from apart(doc, start, plural, kinds)


def bodies_in(
    doc: Doc, start: int, end: int, kinds: frozenset[str], known: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield the bodies of one proposal: those of a shared plural, "Rules Committee" "of the" "Senate"."""
    for i in range(start + 1, end - 2):
        part = doc[i - 1].lower_ in kinds and [t.lower_ for t in doc[i : i + 2]] == ["of", "the"]
        if part and doc.said(i + 2, end).lower() in known:
            yield i + 2, end
            end = i
            break
    yield from apart(doc, start, end, kinds)


def without_edges(doc: Doc, piece: Piece, honours: frozenset[str]) -> tuple[int, int]:
    """Return a body without an adjective before it and its bracket closed, a person without honours.

    "conservative Fidesz", "Green Party (E & W", "Kate Hall QC".
    """
    start, end, label, _ = piece
    while label == ORG and start < end - 1 and doc[start].pos_ == "ADJ" and doc[start].text.islower():
        if not doc[start].is_alpha:  # "42nd Parliament"
            break
        start += 1
    brackets = [i for i in range(start, end) if doc[i].text in ("(", ")")]
    if len(brackets) == 1 and doc[brackets[0]].text == "(" and brackets[0] > start:
        end = end + 1 if doc.said(end, end + 1) == ")" else brackets[0]
    while label == PER and end - start > 1 and doc[end - 1].text in honours:
        end -= 1
    return start, end


def numbered(doc: Doc, pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces, a body's without a number that its name has not elsewhere: "beat Wynnum 45"."""
    texts = {doc.said(p.start, p.end) for p in pieces}
    for piece in pieces:
        shorter = piece.end - piece.start > 1 and doc[piece.end - 1].text.isdigit()
        if piece.label == ORG and shorter and doc.said(piece.start, piece.end - 1) in texts:
            piece = Piece(piece.start, piece.end - 1, ORG, piece.score)
        yield piece


def of_things(
    doc: Doc, pieces: list[Piece], storms: frozenset[str], ships: frozenset[str], bodies: frozenset[str]
) -> list[Piece]:
    """Return pieces without storms, ships and families: "Typhoon Haiyan", "HMS Argyll", "the Obamas".

    A family may have been taken for a body, but none of the known `bodies` is one: "the Greens".
    """
    words = doc.tokens
    named = {b.text for a, b in pairwise(words) if a.is_title and a.lower_ in storms and b.is_title}
    people = {token.text for p in pieces if p.label == PER for token in doc[p.start : p.end]}
    return [
        p
        for p in pieces
        if doc.said(p.start, p.end) not in named
        and not afloat(doc, p, ships)
        and not (family(doc, p, people) and doc.said(p.start, p.end).lower() not in bodies)
    ]


def afloat(doc: Doc, piece: Piece, ships: frozenset[str]) -> bool:
    """Tell whether a name is a ship's or the letters before one: "USS", "Nimitz" of "USS Nimitz"."""
    return doc[piece.start].text in ships or (piece.start > 0 and doc[piece.start - 1].text in ships)


def family(doc: Doc, piece: Piece, people: set[str]) -> bool:
    """Tell whether a name is the plural of a surname: "the Obamas"."""
    text = doc[piece.start].text
    several = piece.end - piece.start == 1 and piece.start > 0 and doc[piece.start - 1].lower_ == "the"
    return several and text.endswith("s") and (text.removesuffix("s") in people or text[:-2] in people)


DATELINE = 6  # tokens of "Washington (CNN) —" up to the dash
DASHES = ("—", "–", "--", "-")


def opens_line(doc: Doc, i: int) -> bool:
    """Tell whether a token is the first of a line."""
    return i == 0 or "\n" in doc.tokens[i - 1].text


def dateline(doc: Doc, start: int, end: int) -> bool:
    """Tell whether only capitals stand between a name and a dash: "Washington CNN —", "Washington (AP) -"."""
    for token in doc[end : start + DATELINE]:
        if token.text in DASHES:
            return True
        if not (token.text.isupper() or token.text in ("(", ")", ",")):
            return False
    return False


def town_of_dateline(doc: Doc, i: int, towns: Mapping[str, str]) -> int:
    """Return the end of the town with which a line that is a dateline begins, `i` where none does."""
    if not opens_line(doc, i):
        return i
    ends = (i + size for size in (1, 2, 3) if doc.said(i, i + size).lower() in towns)
    return next((end for end in ends if dateline(doc, i, end)), i)


LETTERS = range(2, 7)  # length of an acronym


def lettered(doc: Doc, i: int) -> bool:
    """Tell whether a token is an acronym, in a sentence that is not all capitals."""
    text = doc[i].text.replace(".", "")
    if not (text.isalpha() and text.isupper() and len(text) in LETTERS):
        return False
    sent = doc[i].sent
    if doc.said(i + 1, i + 2) == ":":  # who speaks, in a transcript
        return False
    return any(t.text.islower() and len(t) > 2 for t in sent)


def initialled(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the first letters of a name stand in brackets behind it: "Lega Nord (LN)"."""
    if doc.said(end, end + 1) != "(" or doc.said(end + 2, end + 3) != ")":
        return False
    letters = "".join(t.text[0] for t in doc[start:end] if t.text[0].isupper())
    return len(letters) > 1 and doc[end + 1].text == letters


def called_after(span: Span, eponyms: frozenset[str]) -> bool:
    """Tell whether a person's name is in that of a day or prize: "Rosa Parks Day", not "Joseph A. Day"."""
    return span[-1].text in eponyms and not any(len(t) == 2 and t.text.endswith(".") for t in span)
