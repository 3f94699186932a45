"""Short forms of the names of bodies and places: acronyms, names without country, legal form or middle."""

from collections import defaultdict

from kg.entities.reading import Reading


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
    if short.isupper() and 1 < len(short) < 9 and short.replace(".", "") in acronyms(words, reading):
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


def acronyms(words: list[str], reading: Reading) -> set[str]:
    """Return the letters that may stand for a name: of its capitals, of all words, without its country."""
    whole = "".join(w[0] for w in words if w[0].isupper())
    core = [part for w in unplaced(words, reading) for part in w.split("-") if part]
    shorter = ["".join(w[0] for w in core if w[0].isupper()), "".join(w[0] for w in core).upper()]
    return {whole, *(letters for letters in shorter if len(letters) > 2)}


def unplaced(words: list[str], reading: Reading) -> list[str]:
    """Return the words of a name behind those of a country, continent or whole chamber at its front."""
    front = reading.pack.set("bodies", "bare") | reading.pack.set("bodies", "continental")
    first = 0
    while first < len(words) - 2 and (country_word(words[first], reading) or words[first] in front):
        first += 1
    return words[first:]


def elides(short: str, long: str, reading: Reading) -> bool:
    """Tell whether a name may be a longer one without its middle or end: "Port Authority", "Burisma".

    Less sure than `shortens`: it means something only where no other body of the text fits.
    """
    rest, core = short.split(), unplaced(long.split(), reading)
    words = reading.pack.section("bodies")
    if core == rest:
        return len(rest) > 1
    if rest[-1].lower() not in words["shortened"]:
        left_out = {word.lower() for word in core[len(rest) :]}
        trimmed = core[: len(rest)] == rest and left_out and left_out <= tails(reading)
        return adheres(rest, core) or bool(trimmed)
    if rest[0].lower() in words["statewide"] or country_word(rest[0], reading) or len(rest) < 2:
        return False
    if core[:-1] == rest[:-1] and one(core[-1]) == one(rest[-1]):
        return True
    if len(rest) < len(core) and core[: len(rest)] == rest:
        return core[len(rest)] in words["belonging"]
    inner = iter(core[1:-1])
    return (core[0], one(core[-1])) == (rest[0], one(rest[-1])) and all(w in inner for w in rest[1:-1])


def whole_places(names: set[str], reading: Reading) -> dict[str, str]:
    """Return the fuller name of places: "Pacific" of "Pacific Ocean", "D.C." of "Washington, D.C."."""
    pack = reading.pack
    table: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        *front, last = name.replace(",", "").split()
        if front and last in pack.set("bodies", "district"):
            table[" ".join(front)].add(name)
            for same in pack.set("bodies", "district"):
                table[same].add(name)
        elif front and last.lower() in pack.set("bodies", "features"):
            short = " ".join(front)
            if short.lower() not in pack.subdivisions:
                table[short].add(name)
    return {name: min(fuller) for name, fuller in table.items() if name in names and len(fuller) == 1}


def tails(reading: Reading) -> frozenset[str]:
    """Return the last words of names that are often left out: "Limited", "Holdings"."""
    return reading.pack.set("bodies", "tails")


def one(word: str) -> str:
    """Return a word without the letter of its plural: "Forces" and "Force" are one."""
    return word.lower().removesuffix("s")


def adheres(rest: list[str], core: list[str]) -> bool:
    """Tell whether a name is of a party's followers: "Greens" of the Green Party."""
    return len(rest) == 1 and len(core) == 2 and [core[0] + "s", PARTY] == [rest[0], core[1].lower()]


PARTY = "party"


def country_word(word: str, reading: Reading) -> bool:
    """Tell whether a word is part of a country's name or a nationality word."""
    pack = reading.pack
    return (
        (word,) in pack.demonyms or (word,) in pack.country_names or word in ("United", "States", "States'")
    )
