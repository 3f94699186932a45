"""Our answer to sets of names: what `doc.spans["names"]` has, countries as places.

The sets take "2005 United Kingdom general election" as one name, an event's: a place in it is left out.
Sets that label noun phrases get them (`public_phrases`), and what our reading knows beyond names:
descriptions of people and bodies, bodies of countries, countries in the names of bodies.
"""

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from benchmarks.public_phrases import (
    FORMS,
    LOC,
    NATION,
    ORG,
    PER,
    RE3D,
    SUBJECTS,
    WITHIN,
    Name,
    article,
    phrases,
)
from kg.entities import read
from kg.entities.reading import Reading
from kg.model import Kind

TYPES = {"PER": PER, "ORG": ORG, "LOC": LOC, "COUNTRY": LOC, "NAT": NATION}
KINDS = {Kind.PERSON: PER, Kind.ORGANIZATION: ORG, Kind.PLACE: LOC, Kind.COUNTRY: LOC}
VOTES = frozenset(("election", "elections", "referendum", "primary", "primaries"))
Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the names of a record, in order."""
    doc = nlp(record["text"])
    spans = [name for name in doc.spans["names"] if not in_vote(name)]
    form = record.get("dataset")
    names = [Name(s.start, s.end, TYPES[s.label_], s.label_ == "COUNTRY") for s in spans]
    if form in FORMS:
        reading = read(doc)
        names += sorted({*inner(doc, names, reading)} - {*names})
        found = phrases(doc, names, form) | {*described(doc, reading, form)}
    else:
        found = {*names}
    return {"ner": sorted([*offsets(doc, name), name.label] for name in found)}


def offsets(doc: Doc, name: Name) -> tuple[int, int]:
    """Return where the text of a name starts and ends."""
    return doc[name.start].idx, doc[name.end - 1].idx + len(doc[name.end - 1])


def inner(doc: Doc, names: list[Name], reading: Reading) -> Iterator[Name]:
    """Yield the countries and states behind "of" in the names of bodies: "Iraq" of "Government of Iraq"."""
    countries, states = reading.pack.country_names, reading.pack.subdivisions
    for name in names:
        for start in range(name.start + 1, name.end) if name.label == ORG else ():
            if doc[start - 1].lower_ not in ("of", "the"):
                continue
            for stop in range(name.end, start, -1):
                text = doc[start:stop].text
                if (country := tuple(text.split()) in countries) or text.lower() in states:
                    yield Name(start, stop, LOC, country)
                    break


def described(doc: Doc, reading: Reading, form: str) -> Iterator[Name]:
    """Yield descriptions: of holders of offices, in capitals; for re3d also bodies and "he"."""
    for ref in reading.refs:
        root = doc[ref.start : ref.end].root
        if KINDS[ref.kind] == PER:
            titled = ref.form == "nominal" and root.pos_ == "PROPN"
            if titled or (form == RE3D and ref.form == "pronoun" and root.dep_ in SUBJECTS):
                yield Name(ref.start, ref.end, PER)
            continue
        body = KINDS[ref.kind] == ORG and ref.form in ("name", "nominal")
        if form == RE3D and body and root.dep_ not in WITHIN:
            yield Name(article(doc, ref.start), ref.end, ORG)
    for post in reading.posts:
        if not post.holders and doc[post.head].pos_ == "PROPN":
            yield Name(*post.whole, PER)
    if form == RE3D:
        yield from bodies(doc, reading)


def bodies(doc: Doc, reading: Reading) -> Iterator[Name]:
    """Yield phrases of a body's kind, or of people, with a name of ours in them: "Iraqi forces"."""
    pack = reading.pack
    kinds = pack.set("bodies", "kinds") | pack.set("bodies", "everywhere") | pack.set("relations", "parts")
    people = pack.set("relations", "roles") | pack.set("relations", "jobs") | pack.set("relations", "members")
    for phrase in doc.noun_chunks:
        head = phrase.root
        named = any(reading.at(token.i) is not None for token in phrase if token.i != head.i)
        ref = reading.at(head.i)
        inside = ref is not None and ref.form == "name"
        several = people if head.tag_ == "NNS" else frozenset[str]()
        if named and not inside and (kinds | several) & {head.lower_, head.lemma_.lower()}:
            counted = next((t.i for t in phrase if t.tag_ != "CD"), phrase.start)
            yield Name(counted, phrase.end, ORG)


def in_vote(name: Span) -> bool:
    """Tell whether a name stands between a year and a vote, in the name of that."""
    before, behind = name.doc[max(name.start - 1, 0) : name.start], name.doc[name.end : name.end + 4]
    year = before.text.isdigit() and len(before.text) == 4
    return year and any(token.lower_ in VOTES for token in behind)
