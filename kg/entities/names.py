"""Names → entities: "Mattis" is "Jim Mattis", "the WHO" is the World Health Organization."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise

from kg.entities.agencies import agencies, local_bodies, officers
from kg.entities.bodies import body_of
from kg.entities.governments import bare_governments, governments, state_bodies
from kg.entities.homes import home_of
from kg.entities.institutions import chambers, institutions, nations
from kg.entities.reading import Reading, Ref, slug
from kg.entities.shortening import whole_places
from kg.mentions.repairs import dateline, opens_line
from kg.mentions.words import Span
from kg.model import Entity, EntityId, Kind

NOTHING: Mapping[str, str] = {}
SUFFIXES = {"jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "junior": "jr", "senior": "sr"}


def names(reading: Reading) -> None:
    """Turn `doc.spans["names"]` into references, people first, since they give surnames. O(n log n)."""
    spans = list(reading.doc.spans.get("names", ()))
    reading.home = home_of(reading, spans)
    governments(spans, reading)
    agencies(spans, reading)
    local_bodies(spans, reading)
    institutions(spans, reading)
    for nation in nations(spans, reading):
        reading.add(nation)
    people([s for s in spans if s.label_ == "PER"], reading)
    whole = whole_places({s.text for s in spans if s.label_ == "LOC"}, reading)
    for span in spans:
        if span.label_ == "COUNTRY":
            state_or_country(span, reading)
        elif span.label_ == "NAT":
            code = reading.pack.demonyms.get(tuple(span.text.split()))
            if code:
                reading.add(Ref(span.start, span.end, Kind.COUNTRY, (reading.country(code),), "demonym"))
        elif span.label_ == "LOC" and not housed(span, reading):
            place(span, reading, whole)
    bodies([s for s in spans if s.label_ == "ORG" or housed(s, reading)], reading)
    chambers(reading)
    bare_governments(reading)
    state_bodies(reading)
    officers(reading)


def state_or_country(span: Span, reading: Reading) -> None:
    """Add a country, or the federal state of the same name where the text is about its country."""
    division = reading.pack.subdivisions.get(span.text.lower())
    if division and division.split("-")[0] == reading.homeland:
        place(span, reading)
        return
    code = reading.pack.country_names[tuple(span.text.split())]
    reading.add(Ref(span.start, span.end, Kind.COUNTRY, (reading.country(code),), "name"))


def place(span: Span, reading: Reading, whole: Mapping[str, str] = NOTHING) -> None:
    """Add a place; a capital or building that acts or speaks is the government that sits there."""
    low = span.text.lower()
    seat = reading.pack.section("bodies")["seats"].get(low)
    code = seat or reading.pack.capitals.get(low)
    if code and (acts(span) or (seat and not located(span))):
        government = reading.government(code)
        reading.add(Ref(span.start, span.end, Kind.ORGANIZATION, (government,), "name"))
        return
    text = whole.get(span.text, span.text)
    name = EntityId(f"place/{slug(text)}")
    reading.entities.setdefault(name, Entity(name, Kind.PLACE, text))
    reading.add(Ref(span.start, span.end, Kind.PLACE, (name,), "name"))


def seated(span: Span, reading: Reading) -> bool:
    """Tell whether a name is of a building or capital that stands for a body, too."""
    bodies, low = reading.pack.section("bodies"), span.text.lower()
    return low in bodies["housed"] or low in bodies["seats"] or low in reading.pack.capitals


def within(span: Span, reading: Reading) -> bool:
    """Tell whether a span stands behind a word that makes it a place: "at the White House"."""
    before = span.doc[max(span.start - 2, 0) : span.start]
    inside = reading.pack.set("bodies", "inside")
    words = [token.lower_ for token in before]
    return bool(words) and (words[-1] in inside or (words[-1] == "the" and words[0] in inside))


def housed(span: Span, reading: Reading) -> bool:
    """Tell whether a place is the body that sits there: "the White House said"."""
    low = span.text.lower()
    return low in reading.pack.section("bodies")["housed"] and not within(span, reading)


def acts(span: Span) -> bool:
    """Tell whether a span is the subject of a verb that places don't do; a dateline only seems to be."""
    root = span.root
    if opens_line(span.doc, span.start) and dateline(span.doc, span.start, span.end):
        return False
    return root.dep_ == "nsubj" and root.head.pos_ == "VERB" and not located(span)


def located(span: Span) -> bool:
    """Tell whether a span stands after a preposition of place."""
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ == "the" and span.start > 1:
        before = span.doc[span.start - 2]
    return before is not None and before.lower_ in (
        "in",
        "at",
        "near",
        "outside",
        "to",
        "from",
        "into",
        "inside",
    )


def people(spans: list[Span], reading: Reading) -> None:
    """Add people: a shorter name is the fuller one that shares its surname, or its first name."""
    full: dict[tuple[str, ...], EntityId] = {}
    by_part: defaultdict[str, list[EntityId]] = defaultdict(list)
    words = told_apart(spans)
    ends: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    ordered = sorted((s for s in spans if words[s]), key=lambda s: (-len(words[s]), s.start))
    for _, group in groupby(ordered, key=lambda s: len(words[s])):
        fresh = dict[tuple[str, ...], None]()
        for span in group:
            key = words[span]
            who = full.get(key) or known(key, full, ends, by_part)
            if who is None:
                core = key[:-1] if key[-1] in SUFFIXES else key
                who = EntityId("person/" + slug(" ".join((*core, generation(span)))))
                reading.entities.setdefault(who, Entity(who, Kind.PERSON, span.text))
                for part in dict.fromkeys((core[-1], core[0], *core[1:-1])) if len(core) > 1 else ():
                    by_part[part].append(who)
            full[key] = who
            if key[-1] not in SUFFIXES:
                fresh[key] = None
        for key in fresh:
            ends[key[0]][key] = ends[key[-1]][key] = None
    for short, long in also_called(spans, reading):
        full[words[short]] = full[words[long]]
    order = {who: ref for ref, who in enumerate(dict.fromkeys(full[words[s]] for s in spans if words[s]))}
    for found in by_part.values():
        found.sort(key=lambda who: order.get(who, 0))
    for span in spans:
        if words[span]:
            who = full[words[span]]
            if len(words[span]) == 1 and by_part.get(words[span][0]):
                who = surname_first(words[span][0], by_part[words[span][0]], span)
            reading.add(Ref(span.start, span.end, Kind.PERSON, (who,), "name"))
            note_gender(span, who, reading)


def also_called(spans: list[Span], reading: Reading) -> Iterator[tuple[Span, Span]]:
    """Yield names of one person that stand side by side: "X, Lord Y", "X, also known as Y"; longer last."""
    links = reading.pack.section("institutions")["also_called"]
    for left, right in pairwise(spans):
        between = reading.doc.said(left.end, right.start).lower()
        if between in links and parts(left) and parts(right):
            yield (right, left) if len(left) >= len(right) else (left, right)


def told_apart(spans: list[Span]) -> dict[Span, tuple[str, ...]]:
    """Return the words of each name, with "jr" where one without it stands in the text, too."""
    words = {span: parts(span) for span in spans}
    suffixes = {span: generation(span) for span in spans}
    plain = {words[span] for span in spans if not suffixes[span]}
    return {s: (*key, suffixes[s]) if suffixes[s] and key in plain else key for s, key in words.items()}


def generation(span: Span) -> str:
    """Return "jr" of "John Doe Jr.", "" of a name with none or of one word."""
    last = SUFFIXES.get(slug(span.text.split()[-1]), "")
    return last if last and len(parts(span)) > 1 else ""


def surname_first(word: str, candidates: list[EntityId], span: Span | None = None) -> EntityId:
    """Return whose surname it is rather than whose first or middle name, of several the one named first.

    "Doe Jr." is whose name ends so.
    """
    younger = SUFFIXES.get(slug(span.text.split()[-1])) if span is not None else None
    same = [who for who in candidates if younger and who.endswith(f"-{word}-{younger}")]
    if same:
        return same[0]
    ends = tuple(f"-{word}-{suffix}" for suffix in SUFFIXES)
    last = [who for who in candidates if who.endswith("-" + word)]
    last = last or [who for who in candidates if who.endswith(ends)]
    return (last or [who for who in candidates if not who.startswith(f"person/{word}-")] or candidates)[0]


def parts(span: Span) -> tuple[str, ...]:
    """Return the words of a name, folded, without suffixes and initials."""
    words = [slug(w) for w in span.text.replace("’s", "").split() if any(c.isalnum() for c in w)]
    kept = [w for w in words if w and w not in SUFFIXES and (len(w) > 1 or len(words) < 3)]
    return tuple(kept)


def known(
    key: tuple[str, ...],
    full: dict[tuple[str, ...], EntityId],
    ends: Mapping[str, Mapping[tuple[str, ...], None]],
    by_part: dict[str, list[EntityId]],
) -> EntityId | None:
    """Return the person with a fuller name that these words shorten; `ends`: longer names by either end."""
    if len(key) == 1:
        candidates = by_part.get(key[0], [])
        return surname_first(key[0], candidates) if candidates else None
    for other in (*ends.get(key[0], ()), *ends.get(key[-1], ())):
        both = other[-1] == key[-1] and other[0] == key[0]
        if both or other[: len(key)] == key or other[-len(key) :] == key:
            return full[other]
    return None


def note_gender(span: Span, who: EntityId, reading: Reading) -> None:
    """Remember whether a word before the name tells he or she."""
    offices = reading.pack.section("offices")
    for token in span.doc[max(0, span.start - 3) : span.start]:
        if token.lower_ in offices["female"]:
            reading.gender[who] = "f"
        elif token.lower_ in offices["male"]:
            reading.gender[who] = "m"


def bodies(spans: list[Span], reading: Reading) -> None:
    """Add organizations, longest name first, each under the name it goes by."""
    found: dict[str, EntityId] = {}
    pairs = [(left.text, right.text) for left, right in pairwise(spans) if bracketed(left, right, reading)]
    other = dict(pairs) | {right: left for left, right in pairs}
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if span.text not in found:
            same = other.get(span.text, "")
            found[span.text] = found[same] if same in found else body_of(span, found, reading)
    for span in spans:
        if seated(span, reading) and within(span, reading):
            place(span, reading)
        elif not (span.text.lower() in reading.pack.section("bodies")["seats"] and located(span)):
            reading.add(Ref(span.start, span.end, Kind.ORGANIZATION, (found[span.text],), "name"))


def bracketed(long: Span, short: Span, reading: Reading) -> bool:
    """Tell whether a name in brackets is another name of the body before it: "X (NTC)", "X union (NTC)"."""
    doc, kinds = reading.doc, reading.pack.set("bodies", "kinds")
    between = doc[long.end : short.start]
    opened = 0 < len(between) < 4 and between[-1].text == "("
    opened = opened and all(t.lower_ in kinds or t.text in (".", "the") for t in between[:-1])
    closed = doc.said(short.end, short.end + 1) == ")"
    return opened and closed and short.text not in reading.pack.set("bodies", "party_words")
