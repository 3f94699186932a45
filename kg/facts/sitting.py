"""Seats of legislators that no title says: "served in the House", "represented Maine in the Senate"."""

from collections.abc import Iterator

from kg.entities.bodies import is_chamber
from kg.entities.reading import Post, Reading, Ref
from kg.entities.wording import title_key
from kg.facts.clauses import affirmed, child, entities_at, subject_of
from kg.facts.tenure_told import vouched
from kg.facts.tenure_verbs import Said, interval
from kg.mentions.words import Token
from kg.model import EntityId, Kind, TenureStatus


def sittings(reading: Reading) -> Iterator[tuple[Post, EntityId, Said]]:
    """`X served in the House`; `X, who represented Maine in the Senate for years`."""
    words = reading.pack.section("tenures")
    for verb in reading.doc:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or lemma not in (*words["sitting"], *words["represent"]):
            continue
        if not affirmed(verb) or not vouched(verb, reading):
            continue
        chamber = chamber_of(verb, reading)
        area = area_of(child(verb, "dobj"), reading) if lemma in words["represent"] else None
        if chamber is None or (area is None and lemma in words["represent"]):
            continue
        title = words["representing"] if area is not None else seat_in(chamber, reading)
        if title:
            of = (chamber.entity, *((area.entity,) if area is not None else ()))
            span = (verb.i, verb.i + 1)
            post = Post(*span, verb.i, title, title_key(title, reading.pack), span, of)
            for who in entities_at(subject_of(verb), reading, Kind.PERSON):
                if not any(who in p.holders and p.key == post.key for p in reading.posts):
                    yield post, who, sat(verb, reading)


def chamber_of(verb: Token, reading: Reading) -> Ref | None:
    """Return the chamber that a verb says "in"."""
    for prep in verb.children:
        noun = child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ == "in" else None
        ref = reading.at(noun) if noun is not None else None
        if ref is not None and ref.kind is Kind.ORGANIZATION and is_chamber(ref.entity, reading):
            return ref
    return None


def area_of(noun: Token | None, reading: Reading) -> Ref | None:
    """Return the area of "represented Maine", "represented Georgia's fifth district"."""
    ref = reading.at(noun) if noun is not None else None
    if ref is None and noun is not None and (owner := child(noun, "poss")) is not None:
        ref = reading.at(owner)
    return ref if ref is not None and ref.kind in (Kind.PLACE, Kind.COUNTRY) else None


def seat_in(chamber: Ref, reading: Reading) -> str:
    """Return the title of who sits in a chamber, "" where its name does not tell."""
    name = reading.name(chamber.entity).lower()
    seats: dict[str, str] = reading.pack.section("tenures")["seats_in"]
    return next((title for body, title in seats.items() if name.endswith(body)), "")


def sat(verb: Token, reading: Reading) -> Said:
    """Return whether somebody still sits there, by tense and dates."""
    since, until = interval(verb, reading)
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    over = until is not None or "had" in aux or (verb.tag_ == "VBD" and not aux)
    return Said(TenureStatus.FORMER if over else TenureStatus.CURRENT, since, until)
