"""Proposed names cut and joined: "U.S. island", "the Lee-Japan talks", "Health and Finance ministries"."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

Table = Mapping[tuple[str, ...], str]
"""The words of names → a code."""


def listed(doc: Doc, start: int, end: int, table: Table) -> bool:
    """Tell whether just these tokens are in a table."""
    return tuple(doc[start:end].text.split()) in table


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
    word = doc[start - 3 : start].text
    if doc[start - 3].text.isupper() or len(doc[start - 3]) > PREFIX:
        return start
    whole = not any(c.isspace() for c in word) and not f"-{doc[start - 1].text}".endswith(endings)
    return start - 3 if whole else start


def apart(doc: Doc, start: int, end: int, kinds: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the bodies that share a plural: "Foreign Affairs", "Intelligence" of "the … and … committees"."""
    last = doc[end - 1]
    several = last.text.islower() and last.lower_ not in kinds and last.lemma_.lower() in kinds
    joins = [i for i in range(start + 1, end - 1) if doc[i].lower_ in ("and", ",")] if several else []
    if not joins or last.lower_ == "forces":
        yield start, end
        return
    for first, stop in zip([start, *(i + 1 for i in joins)], [*joins, end - 1], strict=True):
        if stop > first:
            yield first, stop
