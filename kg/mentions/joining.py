"""Names put together and taken apart: "Bank of Spain", "Kim Jong-un", "X (D-Ohio)", "Haitham bin Tariq"."""

import re
from collections.abc import Sequence

from kg.mentions.spans import COUNTRY, LOC, ORG, PER, Piece, outside
from kg.mentions.words import Doc

INITIAL = re.compile(r"[A-Z](?:\Z|[-–—][A-Z]|\))")
STATE = re.compile(r"[A-Z][-–—][A-Z]")
OPENING = ("(", "[", ",")
SYLLABLES = 6  # letters of the longest second half of a given name: "Moon Jae-in", "Park Min-kyoung"


def before_initial(doc: Doc, start: int, end: int, label: str) -> int:
    """Return the end of a name that was cut behind the letter of a party: "Lee" of "Lee (D-Ohio"."""
    opened = start > 0 and doc[start - 1].text in OPENING
    if opened and STATE.match(doc.said(start, start + 3)):
        return start
    for i in range(start, end - 1) if label == PER else ():
        if doc[i].text in OPENING and INITIAL.match(doc.said(i + 1, i + 4)):
            return i
    return end


def whole_people(doc: Doc, pieces: list[Piece], particles: Sequence[str]) -> list[Piece]:
    """Join the parts of a person's name that a small word links: "Haitham bin Tariq"."""
    result: list[Piece] = []
    patronymic = particles[:3]
    for piece in pieces:
        last = result[-1] if result else None
        if piece.label == PER and piece.start > 1 and doc[piece.start - 1].text in patronymic:
            first = piece.start - 2
            if doc[first].is_title and (last is None or last.end <= first):
                piece = Piece(first, piece.end, PER, piece.score)
        linked = last is not None and last.label == piece.label == PER and last.end + 1 == piece.start
        if linked and last is not None and doc[last.end].text in particles:
            result[-1] = Piece(last.start, piece.end, PER, min(last.score, piece.score))
        else:
            result.append(piece)
    return result


def alone(doc: Doc, i: int, titles: frozenset[str], person: bool) -> bool:
    """Tell whether a word is a name by itself: "the House", "House Speaker", not "the House of Lords".

    `person` tells that a person's name follows: "the Speaker of the House Nancy Pelosi".
    """
    following = doc[i + 1 : i + 2]
    titled = any(t.text in titles for t in following)
    longer = any(t.is_title for t in doc[i + 2 : i + 4])  # not "the Senate of the state"
    named = any((t.pos_ == "PROPN" and not person) or (t.lower_ == "of" and longer) for t in following)
    return titled or (i > 0 and doc[i - 1].lower_ == "the" and not named)


def whole_word(doc: Doc, end: int) -> int:
    """Return the end of a hyphenated name that was cut within: "Moon Jae-in", not "Moon Jae-"."""
    if end < len(doc) and hyphened(doc, end + 1):
        end += 1
    while (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
        and doc[end + 1].pos_ == "PROPN"
        and doc[end + 1].lower_ != "elect"
        and (doc[end + 1].text[0].isupper() or len(doc[end + 1]) <= SYLLABLES)
    ):
        end += 2
    return end


def hyphened(doc: Doc, end: int) -> bool:
    """Tell whether the last word before `end` is bound to what is before it: "in" of "Moon Jae-in"."""
    glued = end > 2 and doc[end - 2].text == "-" and not doc[end - 2].whitespace_
    return glued and doc[end - 1].is_alpha and not doc[end - 3].whitespace_


LINKS = (["on"], ["for"], ["on", "the"], ["for", "the"])
SUBJECT = LINKS[0]  # of an inquiry: "Committee on Ukraine"


def joined(
    doc: Doc,
    pieces: list[Piece],
    kinds: frozenset[str],
    topical: frozenset[str],
    parties: frozenset[str],
    wars: frozenset[str],
    known: frozenset[str],
) -> list[Piece]:
    """Join a body's name with the country behind "of": "Parliament of the United Kingdom".

    `topical` are the kinds whose names go on with what they are for, as no chamber's nor party's does.
    """
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if last is not None and last.label == piece.label == LOC and district(doc, last, piece):
            result[-1] = Piece(last.start, piece.end, LOC, last.score)
            continue
        if last is not None and last.label == ORG and piece.label in (COUNTRY, ORG, LOC):
            between = [t.lower_ for t in doc[last.end : piece.start]]
            public = doc[last.end - 1].lower_ in kinds or (
                doc[last.start].lower_ in kinds and len(between) > 0
            )
            links = LINKS if piece.label == ORG else (SUBJECT,)
            whole = doc.said(last.start, last.end).lower() in known
            topic = between in links and doc[last.end - 1].lower_ in topical and not whole
            public = public and doc[last.start].text[0].isupper()  # "ministry of health" only describes
            of_state = piece.label == COUNTRY and between in (["of"], ["of", "the"]) and public
            beside = piece.label == ORG and not between and doc[last.end - 1].text not in parties
            if of_state or topic or beside:
                result[-1] = Piece(last.start, piece.end, ORG, min(last.score, piece.score))
                continue
        result.append(piece)
    free = outside(doc, result)
    return [extended(doc, p, free, wars) if p.label == ORG else p for p in result]


def district(doc: Doc, left: Piece, right: Piece) -> bool:
    """Tell whether two names are one, of a capital with its district: "Washington, DC"."""
    between = doc.said(left.end, right.start)
    return between in (",", "") and doc.said(right.start, right.end) in ("DC", "D.C.")


def inquiry(doc: Doc, end: int) -> bool:
    """Tell whether "on" behind a committee's name begins what it is about, not a day."""
    on = [doc[end].lower_] == SUBJECT and doc[end - 1].lower_ in ("committee", "commission")
    return on and doc[end + 1].ent_type_ not in ("DATE", "TIME")


def extended(doc: Doc, piece: Piece, free: set[int], wars: frozenset[str]) -> Piece:
    """Take "of Staff" into the name before it: capitals behind "of" that no other name has, nor a war."""
    end = piece.end
    if end + 1 < len(doc) and (doc[end].lower_ == "of" or inquiry(doc, end)):
        i = end + 1
        while i in free and doc[i].is_title and doc[i].pos_ in ("PROPN", "NOUN"):
            i += 1
        if i > end + 1 and doc[i - 1].lower_ not in wars:
            return Piece(piece.start, i, piece.label, piece.score)
    return piece
