"""Organizations: the name that a body goes by, and the country that it belongs to."""

from spacy.tokens import Span

from kg.entities.reading import Reading, Ref, slug
from kg.model import Entity, EntityId, Kind

PARTY, MINISTRY = "party", "ministry"


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
    full = reading.pack.same_body.get(low, text)
    for name, body in found.items():
        if shortens(spelt(text), spelt(name), reading) or shortens(spelt(full), spelt(name), reading):
            return body
    if low in bodies["nominals"]:
        whole = [body for longer, body in found.items() if low in longer.lower().split()]
        if whole:
            return whole[-1]
    code = country_code(text, reading)
    group = reading.pack.same_body.get(text.lower(), text)
    name = EntityId(f"organization/{code.lower()}/{slug(group)}" if code else f"organization/{slug(group)}")
    reading.entities.setdefault(name, Entity(name, Kind.ORGANIZATION, text))
    return name


def spelt(text: str) -> str:
    """Return a name as `plain`, with the initials of countries written out: "U.S. Senate"."""
    return " ".join(INITIALS.get(word, word) for word in plain(text).split())


INITIALS = {"U.S.": "United States", "US": "United States", "UK": "United Kingdom", "U.K.": "United Kingdom"}


def plain(text: str) -> str:
    """Return a name without its article and final `'s`."""
    text = text.removesuffix("'s").removesuffix("’s")
    return text[4:] if text[:4].lower() == "the " else text


def shortens(short: str, long: str, reading: Reading) -> bool:
    """Tell whether a name is an acronym of a longer one, its beginning, or it without country or number."""
    if short == long:
        return True
    words, rest = long.split(), short.split()
    letters = "".join(w[0] for w in words if w[0].isupper())
    if short.isupper() and 1 < len(short) < 9 and letters == short.replace(".", ""):
        return True
    if len(rest) >= len(words):
        return False
    if [w.lower() for w in words[-len(rest) :]] == [w.lower() for w in rest]:
        before, chambers = words[: -len(rest)], reading.pack.set("bodies", "bare")
        return all(country_word(w, reading) or w[0].isdigit() or w in chambers for w in before)
    if words[: len(rest)] == rest and words[len(rest)] == "of":
        return all(country_word(w, reading) or w in ("of", "the", "Kingdom") for w in words[len(rest) :])
    kinds = reading.pack.set("bodies", "kinds")
    if words[: len(rest)] == rest and all(country_word(w, reading) for w in words[len(rest) :]):
        return rest[0].lower() not in kinds
    return words[: len(rest)] == rest and rest[0].lower() not in kinds and words[-1].lower() in kinds


def within_state(low: str, reading: Reading) -> bool:
    """Tell whether a name has that of a state or nation within a country, as Northern Ireland."""
    return any(" " in name and name in low for name in reading.pack.subdivisions)


def country_word(word: str, reading: Reading) -> bool:
    """Tell whether a word is part of a country's name or a nationality word."""
    pack = reading.pack
    return (
        (word,) in pack.demonyms or (word,) in pack.country_names or word in ("United", "States", "States'")
    )


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
            if i and size < len(words) - i and not ordinal and words[i - 1].lower() not in ("of", "the"):
                continue
            if code := pack.country_names.get(key) or pack.demonyms.get(key):
                return code
    return reading.homeland if national(low, reading) else None


def described(words: list[str], reading: Reading) -> bool:
    """Tell "Bank of Spain" and "Belarusian KGB", with kind or nationality, from "Voice of America"."""
    kinds, pack = reading.pack.set("bodies", "kinds"), reading.pack
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
    names = {reading.doc[ref.start : ref.end].text.lower(), reading.name(ref.entity).lower()}
    return any(n in bodies["parties"] or n in bodies["known_parties"] or PARTY in n.split() for n in names)


def is_chamber(body: EntityId, reading: Reading) -> bool:
    """Tell whether a body is a legislature: those who sit in it hold an office there."""
    return not reading.pack.set("bodies", "chamber_words").isdisjoint(reading.name(body).lower().split())
