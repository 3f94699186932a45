"""Organizations: the name that a body goes by, and the country that it belongs to."""

from functools import cache

from kg.entities.reading import Reading, Ref, slug
from kg.entities.shortening import PARTY, country_word, elides, part_of, plain, shortens, spelt
from kg.languages import LanguagePack
from kg.mentions.words import Span, Token
from kg.model import Entity, EntityId, Kind

MINISTRY = "ministry"


def body_of(span: Span, found: dict[str, EntityId], reading: Reading) -> EntityId:
    """Return the organization that a span names; `found` holds the longer names, by text."""
    bodies = reading.pack.section("bodies")
    text = plain(span.text)
    low = text.lower()
    if low in bodies["seats"]:
        return reading.government(bodies["seats"][low])
    if low in reading.pack.capitals:
        return reading.government(reading.pack.capitals[low])
    words = low.split()
    state = reading.pack.country_names.get(tuple(w for w in text.split()[2:] if w != "the"))
    if state is not None and words[0] in bodies["governing"] and words[1] == "of":
        return reading.government(state)
    if low in bodies["parties"]:
        longer = next((body for name, body in found.items() if name.lower().endswith(f" {low}")), None)
        if longer is not None:
            return longer
        text = bodies["parties"][low]
    full = reading.pack.same_body.get(low) or chamber_of(text, reading) or text
    short, forms = spelt(text), {spelt(text), spelt(full)}
    longer_ones = [(spelt(name), body) for name, body in found.items()]
    for long, body in longer_ones:
        if any(shortens(form, long, reading) for form in forms):
            return body
    for fitting in (elides, part_of):
        fits = {body for long, body in longer_ones if fitting(short, long, reading)}
        if len(fits) == 1:
            return fits.pop()
    if low in bodies["nominals"]:
        whole = [body for longer, body in found.items() if low in longer.lower().split()]
        if whole:
            return whole[-1]
    code = country_code(text, reading)
    group = reading.pack.same_body.get(text.lower(), text)
    name = EntityId(f"organization/{code.lower()}/{slug(group)}" if code else f"organization/{slug(group)}")
    reading.entities.setdefault(name, Entity(name, Kind.ORGANIZATION, text))
    return name


def chamber_of(text: str, reading: Reading) -> str | None:
    """Return the fuller name of a chamber behind a country: "U.S. House" is of the one of Representatives."""
    *front, last = spelt(text).split()
    if front and last in reading.pack.set("bodies", "bare") and all(country_word(w, reading) for w in front):
        return reading.pack.same_body.get(last.lower())
    return None


def within_state(low: str, reading: Reading) -> bool:
    """Tell whether a name has that of a state or nation within a country, as Northern Ireland."""
    return any(name in low for name in several_words(reading.pack))


@cache
def several_words(pack: LanguagePack) -> list[str]:
    """Return the names of states and provinces that have several words, in lower case."""
    return [name for name in pack.subdivisions if " " in name]


def country_code(text: str, reading: Reading) -> str | None:
    """Return the country in the name of a body, or of which it is known to be a body."""
    pack, states = reading.pack, reading.pack.section("bodies")["states"]
    low = text.lower()
    if low in states:
        return str(states[low])
    words = text.replace("'s", " ").replace("’s", " ").split()
    if not pack.set("bodies", "private").isdisjoint(low.split()) or within_state(low, reading):
        return None
    if not described(words, reading):
        return None
    for size in (4, 3, 2, 1):
        for i in range(len(words) - size + 1):
            key = tuple(words[i : i + size])
            ordinal = words[i - 1][0].isdigit()
            if i and words[i - 1].lower() in pack.set("bodies", "about"):
                continue  # "the UN Commission of Inquiry on Syria"
            if i and size < len(words) - i and not ordinal and words[i - 1].lower() not in ("of", "the"):
                continue
            if code := pack.country_names.get(key) or pack.demonyms.get(key):
                return code
    return reading.homeland if national(low, reading) else None


def described(words: list[str], reading: Reading) -> bool:
    """Tell "Bank of Spain" and "Belarusian KGB", with kind or nationality, from "Voice of America"."""
    pack = reading.pack
    kinds = pack.set("bodies", "kinds") | pack.set("agencies", "kinds")
    led = any(tuple(words[:size]) in pack.demonyms for size in (1, 2)) and len(words) > 1
    return led or not kinds.isdisjoint(w.lower() for w in words)


def national(low: str, reading: Reading) -> bool:
    """Tell whether a name without a country is of a body of the state that the document is about."""
    if not reading.homeland:
        return False
    words, bodies = low.split(), reading.pack.section("bodies")
    if reading.home.region and low not in bodies["federal"]:
        return False
    alone = len(reading.home.countries) == 1 or reading.home.sure
    public = words[0] in bodies["statewide"] or words[-1] in bodies["public"] or words[0] == MINISTRY
    return low in bodies["national"] or (
        alone and public and (words[-1] in bodies["kinds"] or words[0] in bodies["kinds"])
    )


def is_party(ref: Ref, reading: Reading) -> bool:
    """Tell whether a reference names a party, in full or by the word for its members."""
    bodies = reading.pack.section("bodies")
    if ref.kind is not Kind.ORGANIZATION:
        return False
    names = {reading.doc.said(ref.start, ref.end).lower(), reading.name(ref.entity).lower()}
    if ref.form == "name" and reading.doc.said(ref.end, ref.end + 1) == PARTY:
        return True  # "the [ruling] Fidesz party"
    return any(n in bodies["parties"] or n in bodies["known_parties"] or PARTY in n.split() for n in names)


def is_chamber(body: EntityId, reading: Reading) -> bool:
    """Tell whether a body is a legislature: those who sit in it hold an office there."""
    return not reading.pack.set("bodies", "chamber_words").isdisjoint(reading.name(body).lower().split())


def is_legislature(body: Ref, reading: Reading) -> bool:
    """Tell whether a body is a chamber and not a part of one."""
    words = reading.name(body.entity).lower().split()
    parts = reading.pack.set("relations", "parts")
    return is_chamber(body.entity, reading) and parts.isdisjoint((words[0], words[-1]))


def of_chamber(head: Token, bodies: list[Ref], start: int, first: int, reading: Reading) -> bool:
    """Tell the speaker of a chamber from one at a meeting: "a featured speaker at the rally"."""
    if bodies:
        return any(is_chamber(b.entity, reading) or b.kind is not Kind.ORGANIZATION for b in bodies)
    return start < head.i or head.text[0].isupper() or reading.doc[first].lower_ == "the"
