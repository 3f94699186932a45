"""Terms of office beside a title: "secretary from 2011 to 2013", "mayor (1998–2019)"."""

import re
from dataclasses import dataclass

from kg.entities.reading import Reading
from kg.facts.clauses import dates_at
from kg.model import PartialDate

YEAR = re.compile(r"1[6-9]\d\d|20\d\d")
YEARS = re.compile(r"(1[6-9]\d\d|20\d\d)[–—-](1[6-9]\d\d|20\d\d)")
DASHES = frozenset("–—-")


@dataclass(frozen=True, slots=True)
class Term:
    """When an office was entered and left, as far as the text tells."""

    since: PartialDate | None = None
    until: PartialDate | None = None


def dated(i: int, reading: Reading) -> tuple[PartialDate | None, int]:
    """Return the date that starts at token `i`, a bare year too, and the token behind it."""
    doc, dates = reading.doc, dates_at(reading)
    found = dates.get(i)
    if found is not None:
        end = i + 1
        while end < len(doc) and dates.get(end) == found:
            end += 1
        return found, end
    if i < len(doc) and YEAR.fullmatch(doc[i].text):
        return PartialDate(doc[i].text), i + 1
    return None, i


def term_behind(i: int, reading: Reading) -> Term | None:
    """Return the term that the words from token `i` on state, None where they state none."""
    doc, words = reading.doc, reading.pack.section("tenures")
    i += i < len(doc) and doc[i].text in (",", "(")
    if i >= len(doc):
        return None
    low = doc[i].lower_
    if whole := YEARS.fullmatch(low):
        return Term(PartialDate(whole[1]), PartialDate(whole[2]))
    bare = YEAR.fullmatch(low) is not None and doc[i - 1].text == "("
    first, after = dated(i if bare else i + 1, reading)
    if first is None or after >= len(doc):
        return None
    if low in words["between"] or bare:
        link = doc[after].lower_
        joined = link in words["until"] or link in DASHES
        last, _ = dated(after + 1, reading) if joined else (None, 0)
        return Term(first, last) if last is not None else None
    if low in words["starting"]:
        return Term(since=first)
    return Term(until=first) if low in words["ending"] else None
