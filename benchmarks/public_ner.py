"""Our answer to sets of names: what `doc.spans["names"]` has, countries as places.

The sets' conventions are those of `public_conventions`. A word for the members of a party ("Democrat") is a
group's, as a nationality is; spaCy has both as NORP. Sets that label noun phrases also get what our reading
knows beyond names: holders of offices by description, whom "he" means, countries in the names of bodies.
"""

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from benchmarks.public_conventions import formed
from benchmarks.public_phrases import FORMS, LOC, NATION, ORG, PER, RE3D, SUBJECTS, Name
from kg.entities import read
from kg.entities.reading import Reading
from kg.model import Kind

TYPES = {"PER": PER, "ORG": ORG, "LOC": LOC, "COUNTRY": LOC, "NAT": NATION}
KINDS = {Kind.PERSON: PER, Kind.ORGANIZATION: ORG, Kind.PLACE: LOC, Kind.COUNTRY: LOC}
MEMBERS = frozenset(("Democrat", "Democrats", "Democratic", "Republican", "Republicans", "Tory", "Tories"))
Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the names of a record, in order."""
    doc = nlp(record["text"])
    form = record.get("dataset", "")
    names = [Name(s.start, s.end, type_of(s), s.label_ == "COUNTRY") for s in doc.spans["names"]]
    beyond: set[Name] = set()
    if form in FORMS:
        reading = read(doc)
        names += sorted({*inner(doc, names, reading)} - {*names})
        beyond = {*described(doc, reading, form)}
    found = formed(doc, names, form) | beyond
    return {"ner": sorted([*offsets(doc, name), name.label] for name in found)}


def type_of(name: Span) -> str:
    """Return the set's type for a name."""
    return NATION if name.text in MEMBERS else TYPES[name.label_]


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
                    # None of a list: "Bank for the Bahamas" has one, "Union of Serbia and Montenegro" none.
                    if stop == name.end or doc[stop].lower_ != "and":
                        yield Name(start, stop, LOC, country)
                    break


def described(doc: Doc, reading: Reading, form: str) -> Iterator[Name]:
    """Yield descriptions of holders of offices, in capitals; for re3d also "he"."""
    for ref in reading.refs:
        root = doc[ref.start : ref.end].root
        titled = ref.form == "nominal" and root.pos_ == "PROPN"
        acting = form == RE3D and ref.form == "pronoun" and root.dep_ in SUBJECTS
        if KINDS[ref.kind] == PER and (titled or acting):
            yield Name(ref.start, ref.end, PER)
    for post in reading.posts:
        if not post.holders and doc[post.head].pos_ == "PROPN":
            yield Name(*post.whole, PER)
