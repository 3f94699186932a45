"""Names in the form of sets that label noun phrases, GUM and re3d: the same for every system with a parse.

GUM labels the whole phrase that a proper noun heads: with article, title, `'s` and what follows ("the Ross
Sea", "Mr. Lee", "Evansville, Indiana"). re3d labels names with and without their article, what acts as a body
though it is a country, and descriptions. What is done to a name follows from the parse around it alone.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from kg.languages import pack_of

PER, ORG, LOC, NATION = "PER", "ORG", "LOC", "NATIONALITY"
GUM, RE3D = "GUM", "re3d"
FORMS = frozenset({GUM, RE3D})
ARTICLES = frozenset({"the", "a", "an"})
WITHIN = frozenset({"compound", "nmod", "amod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Name(NamedTuple):
    """Tokens start to end of a name of a type; whether it is that of a country."""

    start: int
    end: int
    label: str
    country: bool = False


def phrases(doc: Doc, names: Iterable[Name], form: str) -> set[Name]:
    """Return the spans that a set of this form has where these names are."""
    known = sorted(set(names))
    starts = {name.start: name for name in known}
    found = set(within(doc, known)) if form == GUM else set(speakers(doc))
    for name in known:
        if name.label == NATION:
            found |= {Name(*people(doc, name), PER if form == GUM else ORG)} if plural(doc, name) else set()
        elif form == GUM:
            found |= set(whole(doc, name, starts))
        else:
            found |= set(both(doc, name, starts))
    return found


def headed(doc: Doc, name: Name) -> bool:
    """Tell whether a name heads its phrase, rather than describing the head."""
    return doc[name.start : name.end].root.dep_ not in WITHIN


def article(doc: Doc, start: int) -> int:
    """Return the start of a name with the article before it."""
    return start - (start > 0 and doc[start - 1].lower_ in ARTICLES)


def titled(doc: Doc, name: Name) -> int:
    """Return the start of a person's name with the title in capitals before it: "US President Lee"."""
    start = name.start
    while start and doc[start - 1].dep_ in WITHIN and doc[start - 1].text[0].isupper():
        if doc[start - 1].head.i not in range(start, name.end):
            break
        start -= 1
    return start


def owned(doc: Doc, start: int, name: Name, starts: dict[int, Name]) -> int:
    """Return the start of a person with the body before `'s`: "Labour's Lee"."""
    owner = next((n for n in starts.values() if n.end + 1 == start and doc[n.end].tag_ == "POS"), None)
    return article(doc, owner.start) if owner is not None and owner.label == ORG else start


def whole(doc: Doc, name: Name, starts: dict[int, Name]) -> Iterator[Name]:
    """Yield the phrase that a name heads: with article, title, body, `'s`, and what a place lies in."""
    if not headed(doc, name):
        yield Name(name.start, name.end, name.label)
        return
    start, end = name.start, name.end
    if name.label == PER:
        start = owned(doc, titled(doc, name), name, starts)
        end = of_body(doc, end, starts)
    elif name.label == LOC:
        end = lying(doc, name, starts)
    owns = doc[end : end + 1].text in ("'s", "’s", "'", "’") and doc[end].tag_ == "POS"
    yield Name(article(doc, start), end + owns, name.label)


def of_body(doc: Doc, end: int, starts: dict[int, Name]) -> int:
    """Return the end of a person's name with the body behind "of": "Lee of the Labour Party"."""
    if doc[end : end + 1].text.lower() not in ("of", "from"):
        return end
    first = end + 1 + (doc[end + 1 : end + 2].text.lower() in ARTICLES)
    return starts[first].end if first in starts and starts[first].label == ORG else end


def lying(doc: Doc, name: Name, starts: dict[int, Name]) -> int:
    """Return the end of "Evansville, Indiana", that of the name alone in a list: "Ohio, Iowa and Utah"."""
    last, length = name, 1
    while not last.country and doc[last.end : last.end + 1].text == "," and last.end + 1 in starts:
        if starts[last.end + 1].label != LOC:
            break
        last, length = starts[last.end + 1], length + 1
    listed = (
        doc[last.end : last.end + 1].text in ("and", "or") or doc[last.end : last.end + 2].text == ", and"
    )
    return name.end if listed or length > 3 else last.end


def within(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Yield the people whose names are in those of bodies and places: "Andy Warhol Foundation"."""
    people = {doc[n.start : n.end].text for n in names if n.label == PER and n.end - n.start > 1}
    for name in names:
        for start in range(name.start, name.end) if name.label in (ORG, LOC) else ():
            for stop in range(start + 2, name.end):
                if doc[start:stop].text in people:
                    yield Name(start, stop, PER)


def speakers(doc: Doc) -> Iterator[Name]:
    """Yield "I" as a person, "we" and "they" as bodies, where they do something."""
    for token in doc:
        if token.dep_ in SUBJECTS and token.lower_ in SPEAKERS:
            yield Name(token.i, token.i + 1, SPEAKERS[token.lower_])


SPEAKERS = {"i": PER, "we": ORG, "they": ORG}


def both(doc: Doc, name: Name, starts: dict[int, Name]) -> Iterator[Name]:
    """Yield a name, it with its article, and a country as a body where it acts or has its article."""
    if headed(doc, name) or not name.country:
        yield Name(name.start, name.end, name.label)
    start = article(doc, name.start)
    if not headed(doc, name):
        return
    if name.label in (ORG, LOC) and not name.country:
        yield Name(start, name.end, name.label)
    elif name.label == PER:
        yield Name(titled(doc, name), name.end, PER)
    if name.label == LOC:
        yield Name(part(doc, name.start), lying(doc, name, starts), LOC)
    if name.country and (start < name.start or doc[name.start : name.end].root.dep_ in SUBJECTS):
        yield Name(start, name.end, ORG)


def part(doc: Doc, start: int) -> int:
    """Return the start of a place with the part of it that is meant: "northern Iraq"."""
    return start - (start > 0 and doc[start - 1].lower_ in pack_of("en").set("relations", "compass"))


def plural(doc: Doc, name: Name) -> bool:
    """Tell whether a nationality word means people: "Iraqis"."""
    return doc[name.start : name.end].root.tag_ in ("NNPS", "NNS")


def people(doc: Doc, name: Name) -> tuple[int, int]:
    """Return the tokens of "the Iraqis"."""
    return article(doc, name.start), name.end
