"""Seats: where bodies are, by what the text says of them and by what they are named after."""

from collections.abc import Iterator

from kg.entities.reading import Reading, Ref
from kg.facts.bodies import state_of
from kg.facts.clauses import subject_of
from kg.facts.nesting import has_seat, of_state
from kg.facts.places import inside
from kg.facts.triples import AREAS, triple
from kg.mentions.words import Token
from kg.model import Kind, Predicate, Triple


def based(reading: Reading) -> Iterator[Triple]:
    """`Berlin-based X`; `X, a Berlin-based charity`; `X, which is based in Berlin`."""
    doc = reading.doc
    for token in reading.tokens(forms=("based", "headquartered")):
        before = reading.at(token.i - 2) if token.i > 1 and doc[token.i - 1].text == "-" else None
        link = token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "in"
        behind = token.i + 2 + (token.i + 2 < len(doc) and doc[token.i + 2].lower_ == "the")
        area = before if before is not None else reading.at(behind) if link and behind < len(doc) else None
        if area is None or area.kind not in AREAS:
            continue
        who = based_after(token, reading) if before is not None else based_before(token, reading)
        if who is not None and who.kind is Kind.ORGANIZATION:
            tokens = [*doc[who.start : who.end], *doc[area.start : area.end]]
            yield triple(who.entity, Predicate.LOCATED_IN, area.entity, tokens, 0.85, reading)


def based_after(token: Token, reading: Reading) -> Ref | None:
    """Return the body named behind "Berlin-based [media network]", or that the phrase is an apposition of."""
    doc, i = reading.doc, token.i + 1
    while (
        i < len(doc) and i - token.i < 6 and reading.at(i) is None and doc[i].pos_ in ("NOUN", "ADJ", "PROPN")
    ):
        i += 1
    ref = reading.at(i) if i < len(doc) else None
    if ref is not None and ref.start == i and ref.kind is Kind.ORGANIZATION:
        return ref
    first = token.i - 3
    while first > 0 and reading.at(first) is not None:
        first -= 1
    if first > 1 and doc[first].lower_ in ("a", "an", "the") and doc[first - 1].text == ",":
        return reading.at(first - 2)
    return None


def based_before(token: Token, reading: Reading) -> Ref | None:
    """Return the subject of "is based in", or the noun that "based in" describes."""
    if token.dep_ == "acl":
        return reading.at(token.head)
    subject = subject_of(token)
    ref = reading.at(subject) if subject is not None else None
    if ref is not None and ref.form == "pronoun":
        return next(iter(reading.of_entity(ref.entity)), ref)
    return ref


def seated(reading: Reading) -> Iterator[Triple]:
    """`the Court of Session in Scotland`: a body with the area where it sits."""
    for ref in reading.of_kind(Kind.ORGANIZATION):
        area = inside(ref, reading) if ref.form == "name" and not of_state(ref, reading) else None
        if area is not None and (area.kind is Kind.PLACE or has_seat(ref, reading)):
            tokens = [*reading.doc[ref.start : ref.end], *reading.doc[area.start : area.end]]
            yield triple(ref.entity, Predicate.LOCATED_IN, area.entity, tokens, 0.75, reading)


def named_after_place(reading: Reading) -> Iterator[Triple]:
    """`the Supreme Court of Ohio`, `the Vienna city council`, `Oslo Airport`: a place in the name."""
    places: dict[str, Ref] = {}
    for place in reading.of_kind(Kind.PLACE):
        if place.form == "name":
            places.setdefault(reading.span(place).text, place)
    for ref in reading.of_kind(Kind.ORGANIZATION, Kind.PLACE) if places else ():
        if ref.form != "name" or state_of(ref.entity, reading) or not stands_there(ref, reading):
            continue
        name = reading.name(ref.entity) if ref.kind is Kind.ORGANIZATION else reading.span(ref).text
        area = next((places[part] for part in areas_in(name) if part in places), None)
        if area is not None and area.entity != ref.entity and not shortens(area, ref, reading):
            tokens = list(reading.doc[ref.start : ref.end])
            yield triple(ref.entity, Predicate.LOCATED_IN, area.entity, tokens, 0.75, reading)


def shortens(area: Ref, ref: Ref, reading: Reading) -> bool:
    """Tell whether a name is short for a building's: "near Logan Airport … to land at Logan"."""
    doc, words = reading.doc, reading.pack.section("relations")["shortened"]
    if doc[ref.end - 1].lower_ not in words:
        return False
    return area.start > ref.start or doc.said(area.end, area.end + 1).lower() in words


def areas_in(name: str) -> Iterator[str]:
    """Yield the parts of a name that may be a place: its first words, what stands behind "of"."""
    words = name.removeprefix("the ").split()
    for size in range(1, min(5, len(words))):
        yield " ".join(words[:size])
    for i, word in enumerate(words[1:], 2):
        if word in ("of", "in", "for"):
            yield " ".join(words[i:])


def stands_there(ref: Ref, reading: Reading) -> bool:
    """Tell whether a name is of what stands where it is named after: a court, a police force, an airport."""
    pack, name = reading.pack, reading.name(ref.entity)
    words = name.lower().removeprefix("the ").split()
    if ref.kind is Kind.PLACE:
        return len(words) > 1 and words[-1] in pack.section("relations")["buildings"]
    if not (pack.set("bodies", "private") - pack.set("bodies", "local")).isdisjoint(words):
        return False
    return not pack.set("bodies", "local").isdisjoint((words[0], words[-1])) or "court" in words
