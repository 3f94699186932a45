"""Governments by description: "the German government", "the Trump administration"."""

from functools import cache
from itertools import takewhile

from kg.entities.reading import Reading, Ref, slug
from kg.languages import LanguagePack
from kg.mentions.words import Span, Token
from kg.model import Entity, EntityId, Kind


def governments(spans: list[Span], reading: Reading) -> None:
    """Add a reference for each description of a government; it goes before the names inside it."""
    words = reading.pack.section("bodies")
    ends = {span.end: span for span in spans}
    starts = {span.start: span for span in spans}
    services, first, governing = governing_words(reading.pack)
    for token in reading.tokens(forms=services | first | governing):
        low = token.lower_
        if low in services or (low in first and token.doc.said(token.i, token.i + 2).lower() in services):
            service(token, ends, spans, reading)
            service_of(token, starts, reading)
        if low not in governing or (token.text.isupper() and len(token.text) < 4):
            continue
        before, after = owner_before(token, ends), owner_after(token, starts)
        code = state_of(before, reading) or state_of(after, reading)
        if before is not None and before.label_ == "PER" and called_after(before, token, reading):
            named_after(before, token, reading)
        elif code is not None:
            owner = before if state_of(before, reading) else after
            assert owner is not None
            start, end = min(owner.start, token.i), max(owner.end, token.i + 1)
            government = (reading.government(code),)
            reading.add(Ref(start, end, Kind.ORGANIZATION, government, "name"))
        elif low == words["own"]:
            of_place(before, after, token, reading)


@cache
def governing_words(pack: LanguagePack) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the services of states, the first words of those, and the words for governments."""
    services = pack.set("bodies", "services")
    return services, frozenset(name.split()[0] for name in services), pack.set("bodies", "governing")


def called_after(person: Span, token: Token, reading: Reading) -> bool:
    """Tell "the Lee regime" and "Lee's administration" from "Lee's government", which is his country's."""
    cabinet = token.lower_ == reading.pack.section("bodies")["cabinet_word"]
    return person.end == token.i or (cabinet and reading.doc[token.i - 1].tag_ == "POS")


def of_place(before: Span | None, after: Span | None, token: Token, reading: Reading) -> None:
    """Add "Scotland's government", "the government of Guam": a place that is no state, or a capital."""
    owner = next((s for s in (before, after) if s is not None and s.label_ == "LOC"), None)
    if owner is None:
        return
    code = reading.pack.capitals.get(owner.text.lower())
    body = reading.government(code) if code else local(owner.text, reading)
    start, end = min(owner.start, token.i), max(owner.end, token.i + 1)
    reading.add(Ref(start, end, Kind.ORGANIZATION, (body,), "name"))


def local(place: str, reading: Reading) -> EntityId:
    """Return the id of the government of a place, which becomes an entity of this document."""
    return reading.organization(reading.pack.section("bodies")["government"].format(country=place))


def headed(person: EntityId, reading: Reading) -> EntityId | None:
    """Return "her government": that of the country or place whose highest office a person holds."""
    leading = reading.pack.set("bodies", "led_by")
    posts = [p for p in reading.posts if person in p.holders and not leading.isdisjoint(p.key.split())]
    for owner in dict.fromkeys(body for post in posts for body in post.of):
        entity = reading.entities[owner]
        if isinstance(entity, Entity) and entity.kind is Kind.COUNTRY and entity.code:
            return reading.government(entity.code)
        if isinstance(entity, Entity) and entity.kind is Kind.PLACE:
            return local(entity.name, reading)
    return None


def service(token: Token, ends: dict[int, Span], spans: list[Span], reading: Reading) -> None:
    """Add "the Iraqi military", "Iran's health ministry": a body of a country, unless named in capitals."""
    start = token.i
    while start > token.sent.start and start not in ends and token.i - start < 3:
        if reading.doc[start - 1].pos_ not in ("NOUN", "ADJ") and reading.doc[start - 1].tag_ != "POS":
            break
        start -= 1
    owner = ends.get(start)
    code = state_of(owner, reading)
    if owner is None or code is None or token.text[0].isupper():
        return
    if any(named_so(token, owner, other, reading) for other in spans if other.label_ == "ORG"):
        return
    end = token.i + 1 + (token.lower_ not in reading.pack.section("bodies")["services"])
    name = EntityId(f"organization/{code.lower()}/{slug(reading.doc.said(start, end))}")
    label = reading.doc.said(owner.start, end)
    add_body(name, label, owner.start, end, reading)


def named_so(token: Token, owner: Span, other: Span, reading: Reading) -> bool:
    """Tell whether a name may be the body's in capitals: "US Army" for "the US army", no "Karen Army"."""
    words = other.text.lower().split()
    foreign = state_of(owner, reading) is not None and len(words) == 2 and words[-1] == token.lower_
    return token.lower_ in words and not (foreign and words[0] not in plain_words(reading.pack))


@cache
def plain_words(pack: LanguagePack) -> frozenset[str]:
    """Return first words that a body of any state may have, nationality words among them."""
    nations = {name[0].lower() for name in (*pack.demonyms, *pack.country_names)}
    return frozenset(nations | pack.set("bodies", "statewide") | pack.set("offices", "modifiers"))


def add_body(body: EntityId, text: str, start: int, end: int, reading: Reading) -> None:
    """Add a reference to a body that becomes an entity of the document."""
    reading.entities.setdefault(body, Entity(body, Kind.ORGANIZATION, text))
    reading.add(Ref(start, end, Kind.ORGANIZATION, (body,), "name"))


def service_of(token: Token, starts: dict[int, Span], reading: Reading) -> None:
    """Add "the parliament of Georgia", written small."""
    owner = owner_after(token, starts)
    code = state_of(owner, reading)
    if owner is None or code is None or not token.text.islower() or reading.at(token) is not None:
        return
    if token.lower_ in reading.pack.section("institutions")["ministries"]:
        return
    two = reading.doc.said(max(token.i - 1, 0), token.i + 1).lower()
    start = token.i - (two in reading.pack.section("bodies")["services"] and token.i > 0)
    own_body(code, start, token.i + 1, owner.end, reading)


def own_body(code: str, start: int, end: int, stop: int, reading: Reading) -> None:
    """Add a body of a state that is called by its kind, tokens start to end; the reference goes to `stop`."""
    label = reading.doc.said(start, end)
    name = EntityId(f"organization/{code.lower()}/{slug(label)}")
    add_body(name, reading.doc.said(start, stop), start, stop, reading)


def state_bodies(reading: Reading) -> None:
    """Add "the country's election commission", "the army" as bodies of the one country of a document."""
    words, doc = reading.pack.section("bodies"), reading.doc
    code = reading.homeland if reading.home.sure and not reading.home.region else None
    named = {word for ref in reading.of_kind(Kind.ORGANIZATION) for word in lowered(ref, reading)}
    opening = {body.split()[0] for body in (*words["state_bodies"], *words["sole_bodies"])}
    tokens = doc.tokens
    for first in range(1, len(tokens)) if code is not None else ():
        own = tokens[first].tag_ == "POS" and tokens[first - 1].lower_ in words["country_words"]
        start = first + own
        if start == len(tokens) or tokens[start].text not in opening:
            continue
        bodies = words["state_bodies"] if own else words["sole_bodies"]
        size = next((n for n in (2, 1) if doc.said(start, start + n) in bodies), 0)
        if not size or reading.at(start) is not None:
            continue
        bare = doc[start].text in words["articleless"] and doc[start - 1].pos_ in ("ADP", "VERB", "PUNCT")
        definite = bare or doc[start - 1].lower_ == "the"
        alone = definite and doc[start + size - 1].dep_ not in ("compound", "nmod")
        text = doc.said(start, start + size)
        like = set(words["alike"].get(text, ())) & named
        if own or (alone and not like and text.split()[-1] not in named):
            own_body(str(code), start, start + size, start + size, reading)
        elif alone and len(like) == 1:
            same = {r.entity for r in reading.of_kind(Kind.ORGANIZATION) if like <= lowered(r, reading)}
            if len(same) == 1:
                reading.add(Ref(start, start + size, Kind.ORGANIZATION, (same.pop(),), "nominal"))


def lowered(ref: Ref, reading: Reading) -> set[str]:
    """Return the words of a reference in lower case."""
    return set(reading.span(ref).text.lower().split())


def bare_governments(reading: Reading) -> None:
    """Add "the government" as that of the one country or territory whose government the text speaks of."""
    words = reading.pack.section("bodies")
    ends = ("/government", *regional(reading.pack))
    named = {ref.entity for ref in reading.refs if ref.entity.endswith(ends)}
    own = home_government(reading)
    if own is None or (named - {own} and not reading.home.region):
        return
    for token in reading.tokens(forms=words["governing"][:1]):
        if reading.at(token) is not None:
            continue
        if spoken(named - {own}, token, reading):
            continue
        start = token.i - 1
        start -= start > 0 and reading.doc[start].lower_ in ("federal", "national", "central")
        if (
            start >= 0
            and reading.doc[start].lower_ == "the"
            and not any(t.dep_ == "prep" for t in token.children)
        ):
            reading.add(Ref(start, token.i + 1, Kind.ORGANIZATION, (own,), "nominal"))


def spoken(others: set[EntityId], token: Token, reading: Reading) -> bool:
    """Tell whether the sentence of a token, or the one before, speaks of one of some bodies."""
    start = token.sent.start
    start = reading.doc[start - 1].sent.start if start else 0
    near = takewhile(lambda ref: ref.start >= start, reading.before(token.i)) if others else ()
    return any(ref.entity in others for ref in near)


def home_government(reading: Reading) -> EntityId | None:
    """Return the government of the territory or of the one country that a document is about."""
    home = reading.home
    if home.region:
        name = reading.pack.section("bodies")["government"].format(country=home.region.title())
        known = EntityId(f"organization/{slug(name)}")
        own = home.region in reading.pack.section("institutions")["self_governed"]
        return local(home.region.title(), reading) if own else known if known in reading.entities else None
    return reading.government(home.countries[0]) if home.sure else None


@cache
def regional(pack: LanguagePack) -> tuple[str, ...]:
    """Return how the ids of governments of states and territories end."""
    return tuple(f"-of-{slug(name)}" for name in pack.subdivisions)


def owner_before(token: Token, ends: dict[int, Span]) -> Span | None:
    """Return the name right before a token, its `'s` or one adjective passed over."""
    for i in (token.i, token.i - 1, token.i - 2):
        if i in ends:
            between = token.doc[i : token.i]
            fits = all(t.tag_ == "POS" or t.pos_ == "ADJ" or t.lower_ == "federal" for t in between)
            return ends[i] if fits else None
    return None


def owner_after(token: Token, starts: dict[int, Span]) -> Span | None:
    """Return the name behind "of" or "of the"."""
    doc, i = token.doc, token.i + 1
    if i >= len(doc) or doc[i].lower_ != "of":
        return None
    i += 1 + (i + 1 < len(doc) and doc[i + 1].lower_ == "the")
    return starts.get(i)


def state_of(span: Span | None, reading: Reading) -> str | None:
    """Return the code of the country that a span names or whose nationality word it is."""
    tables = {"COUNTRY": reading.pack.country_names, "NAT": reading.pack.demonyms}
    return (
        tables[span.label_].get(tuple(span.text.split()))
        if span is not None and span.label_ in tables
        else None
    )


def named_after(person: Span, token: Token, reading: Reading) -> None:
    """Add "the Obama administration": a government known by its head."""
    text = reading.doc.said(person.start, token.i + 1)
    name = EntityId(f"organization/{slug(person.text.split()[-1])}-{token.lower_}")
    start = person.start if person.end == token.i else token.i  # his name is one of its own before `'s`
    add_body(name, text, start, token.i + 1, reading)
