"""Places: which area a place or the seat of a body lies in."""

from collections.abc import Iterator

from kg.entities.reading import Reading, Ref
from kg.facts.clauses import affirmed, child, entities_at
from kg.facts.triples import AREAS, named_list, triple
from kg.model import EntityId, Kind, Predicate, Triple


def located(reading: Reading) -> Iterator[Triple]:
    """`Helsinki, Finland`; `the Iraqi city of Mosul`; `Juba, the capital of Sudan`; `Omsk in Siberia`."""
    doc = reading.doc
    refs = [r for r in reading.refs if r.kind in AREAS and r.form == "name"]
    starts = {r.start: r for r in refs}
    for ref in refs:
        if ref.kind is not Kind.PLACE:
            continue
        other, end = None, past_acronym(ref.end, reading)
        if end + 1 < len(doc) and doc[end].text == ",":
            other = starts.get(end + 1)
            if other is not None and not (apposition(ref, other, reading) and not owns(other, reading)):
                other = None
        if other is None:
            other = around(ref, reading) or inside(ref, reading) or explained(ref, reading)
        if other is not None and other.entity != ref.entity and bigger(other, ref, reading):
            tokens = [*doc[ref.start : ref.end], *doc[other.start : other.end]]
            yield triple(ref.entity, Predicate.LOCATED_IN, other.entity, tokens, 0.85, reading)


def past_acronym(i: int, reading: Reading) -> int:
    """Step over "(NSW)" at token `i`."""
    short = reading.doc[i : i + 3]
    return (
        i + 3 if len(short) == 3 and (short[0].text, short[2].text) == ("(", ")") and short[1].is_upper else i
    )


def explained(ref: Ref, reading: Reading) -> Ref | None:
    """Return the area of `X, a city in Y,`; `X, the capital of Y`; `X, in northern Y`; `X, Y's capital`."""
    doc = reading.doc
    places = reading.pack.section("relations")["places"]
    i = ref.end
    if i + 2 >= len(doc) or doc[i].text not in (",", "(", "–", "—"):
        return None
    stop = min(i + 10, doc[ref.start].sent.end)
    i += 1
    owner = reading.at(i + (doc[i].lower_ == "the"))  # a key that is no token has no reference
    if owner is not None and owner.kind in AREAS and owner.form in ("name", "demonym"):
        j = owner.end + (owner.end < len(doc) and doc[owner.end].tag_ == "POS")
        while j < stop and doc[j].pos_ in ("ADJ", "NOUN", "PROPN") and doc[j].lower_ not in places:
            j += 1
        noun = j > owner.end and j < stop and doc[j].lower_ in places
        return owner if noun or (owner.form == "demonym" and j < stop and doc[j].lower_ in places) else None
    loose = doc[i].lower_ == "in"
    compass = reading.pack.section("relations")["compass"]
    toward = reading.at(i + 1) if doc[i].lower_ in compass else None
    if toward is not None and toward.kind in AREAS and toward.form == "name":
        return None if owns(toward, reading) else toward
    behind = past_kind(i + 1, reading) if loose else i
    area = reading.at(behind) if behind > i + 1 else None
    if area is not None and area.kind in AREAS and area.form == "name" and behind < stop:
        return None if owns(area, reading) else area
    noun = loose and doc[i + 1].lower_ in reading.pack.section("relations")["compass"]
    for j in range(i, stop):
        other = reading.at(j)
        if other is not None:
            noun = noun or (loose and other.kind is Kind.COUNTRY)
            fits = noun and other.kind in AREAS and other.form == "name" and not owns(other, reading)
            return other if fits else None
        noun = noun or doc[j].lower_ in places
        joins = doc[j].pos_ == "ADP" and doc[j].lower_ in reading.pack.section("nesting")["joining"]
        if (
            not joins
            and doc[j].pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV")
            and doc[j].text != "-"
        ):
            return None
    return None


def owns(ref: Ref, reading: Reading) -> bool:
    """Tell whether "'s" stands behind a name: it is what follows that holds the place."""
    return ref.end < len(reading.doc) and reading.doc[ref.end].tag_ == "POS"


def apposition(ref: Ref, other: Ref, reading: Reading) -> bool:
    """Tell `Helsinki, Finland,` from the members of a list: `Helsinki, Oslo and Rome`."""
    doc, divisions = reading.doc, reading.pack.subdivisions
    after = doc[other.end] if other.end < len(doc) else None
    if divisions.get(reading.span(ref).text.lower(), "-")[:2] == code_of(other):
        return True  # "Austin, Texas, United States"
    if ref.start and doc[ref.start - 1].text == "," and reading.at(ref.start - 2) is not None:
        return False
    if after is not None and after.lower_ in ("and", "or", "&"):
        follower = reading.at(other.end + 1)
        state = reading.span(other).text.lower() in divisions
        return state or (follower is None or follower.kind not in AREAS)
    if after is None or after.text != ",":
        return True
    third = reading.at(other.end + 1)
    if other.end + 2 < len(doc) and doc[other.end + 1].lower_ in ("and", "or", "&"):
        last = reading.at(other.end + 2 + (doc[other.end + 2].lower_ == "the"))
        if last is not None and last.kind in AREAS and last.form == "name":
            return bigger(other, ref, reading, strictly=True)  # "at Luxor, Giza, and Aswan"
    listed = third is not None and third.form == "name" and third.kind is Kind.PLACE
    if listed and third is not None and not bigger(third, other, reading, strictly=True):
        return False
    return other.end + 1 >= len(doc) or reading.at(other.end + 1) is None or doc[other.end + 1].dep_ != "conj"


def code_of(ref: Ref) -> str:
    """Return the code of a country, nothing of any other area."""
    return ref.entity.removeprefix("country/").upper() if ref.kind is Kind.COUNTRY else ""


def bigger(other: Ref, ref: Ref, reading: Reading, strictly: bool = False) -> bool:
    """Tell whether one area may hold another: a country holds places, a state of it holds towns.

    `strictly` asks for an area that is known to be a state or country.
    """
    if other.kind is Kind.COUNTRY:
        return True
    divisions = reading.pack.subdivisions
    known = reading.span(other).text.lower() in divisions
    return reading.span(ref).text.lower() not in divisions and (known or not strictly)


def around(ref: Ref, reading: Reading) -> Ref | None:
    """Return the area that a phrase around a place states: "the US state of X", "X in Y", "Y's X"."""
    doc = reading.doc
    words = reading.pack.section("relations")["places"]
    i = ref.start - 1
    closed = ref.end >= len(doc) or doc[ref.end].is_punct
    joined = i >= 1 and (
        doc[i].lower_ == "of" or (closed and doc[i].text == "," and doc[i - 1].tag_ != "NNS")
    )
    if joined and doc[i - 1].lower_ in words:
        i -= 1
    elif i >= 0 and doc[i].lower_ not in words:
        i = -1
    if i >= 1:
        j = i - 1
        while (
            j > 0
            and (doc[j].pos_ in ("ADJ", "NOUN") or doc[j].text in ("-", "'s", "’s"))
            and reading.at(j) is None
        ):
            j -= 1
        before = reading.at(j)
        part = doc[i].lower_ in reading.pack.section("nesting")["kinds"] and before is not None
        if part and before is not None and not bigger(before, ref, reading, strictly=True):
            return None  # "the Karrada district of Baghdad"
        if before is not None and before.kind in AREAS and i - j < 5 and before.end > ref.start - 6:
            return before
    return None


def inside(ref: Ref, reading: Reading) -> Ref | None:
    """Return the area of `X in Y`, where "in" hangs on X and not on a verb, or X follows a preposition."""
    doc = reading.doc
    if ref.end + 1 >= len(doc) or doc[ref.end].lower_ != "in":
        return None
    compass = reading.pack.section("relations")["compass"]
    j = ref.end + 1
    while j < len(doc) and reading.at(j) is None and (doc[j].lower_ in compass or doc[j].lower_ == "the"):
        j += 1
    j = past_kind(j, reading)
    after = reading.at(j) if j < len(doc) else None
    root = doc[ref.start : ref.end].root
    if after is None or after.kind not in AREAS or after.form != "name" or after.start != j:
        return None
    if owns(after, reading):
        return None
    if ref.kind is Kind.PLACE and root.dep_ == "pobj" and root.head.lower_ in NEAR:
        return after
    owners = {root, root.head.head} if root.dep_ == "pobj" and root.head.lower_ == "of" else {root}
    return after if doc[ref.end].head in owners else None


NEAR = frozenset({"from", "in", "at", "to", "of"})


def past_kind(j: int, reading: Reading) -> int:
    """Step over the kind of a place at token `j`: "the US capital city of X", "the province of X"."""
    doc, places = reading.doc, reading.pack.section("relations")["places"]
    for i in range(j, min(j + 6, len(doc) - 1)):
        if doc[i].lower_ in places and doc[i + 1].lower_ == "of":
            return i + 2
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "DET"):
            break
    return j


def capitals(reading: Reading) -> Iterator[Triple]:
    """`the capital, San Juan`; `the capital city Tehran`; `Cairo, the country's capital`."""
    doc, words = reading.doc, reading.pack.set("relations", "capitals")
    area = home_area(reading)
    for ref in reading.of_kind(Kind.PLACE) if area is not None else ():
        i = ref.start - 1
        i -= i > 0 and doc[i].lower_ in (",", "of")
        while i > 0 and doc[i].lower_ == "city":
            i -= 1
        before = i > 0 and doc[i].lower_ in words and doc[i - 1].lower_ in ("the", "its")
        j = ref.end + 1
        owned = doc.said(j, j + 3).lower().replace("’", "'") if j < len(doc) else ""
        after = doc.said(ref.end, j) == "," and owned in reading.pack.section("relations")["its"]
        if (before or (after and doc.said(j + 3, j + 4).lower() in words)) and area != ref.entity and area:
            tokens = list(doc[ref.start : ref.end])
            yield triple(ref.entity, Predicate.LOCATED_IN, area, tokens, 0.75, reading)


def home_area(reading: Reading) -> EntityId | None:
    """Return the territory or the one country that a document is about."""
    home = reading.home
    if home.region:
        places = (r for r in reading.of_kind(Kind.PLACE) if reading.span(r).text.lower() == home.region)
        return next((r.entity for r in places), None)
    return reading.country(home.countries[0]) if home.sure else None


def territories(reading: Reading) -> Iterator[Triple]:
    """`Guam is a territory of the United States`; `possessions, such as Guam`; `the US states of A and B`."""
    doc, words = reading.doc, reading.pack.section("relations")
    for token in reading.tokens(forms={*words["places"], *words["dependencies"]}):
        owner = reading.at(token.i - 1) if token.i else None
        i = token.i + 1 + (token.i + 1 < len(doc) and doc[token.i + 1].text == ",")
        size = next((n for n in (1, 2) if doc.said(i, i + n).lower() in (*words["examples"], "of")), 0)
        found = named_list(i + size, reading, Kind.PLACE) if size and token.tag_ == "NNS" else []
        if token.dep_ == "attr" and affirmed(token.head):
            prep = next((c for c in token.children if c.lower_ in ("of", "in")), None)
            target = child(prep, "pobj") if prep is not None else None
            owner = reading.at(target) if target is not None else None
            found = list(entities_at(child(token.head, "nsubj"), reading, Kind.PLACE))
        wholes = AREAS if token.dep_ == "attr" else (Kind.COUNTRY,)
        if owner is not None and owner.kind in wholes:
            for place in found:
                yield triple(place, Predicate.LOCATED_IN, owner.entity, [token], 0.8, reading)
