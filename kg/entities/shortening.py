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
    if one_of(short) == one_of(long):
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
    if words[: len(rest)] != rest:
        return False
    kinds = reading.pack.set("bodies", "kinds")
    if all(country_word(w, reading) for w in words[len(rest) :]):
        return rest[0].lower() not in kinds
    kinds |= reading.pack.set("bodies", "private")
    known = " ".join(rest).lower() in reading.pack.same_body  # "United Nations Children's Fund"
    return rest[0].lower() not in kinds and words[-1].lower() in kinds and not known


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


def part_of(short: str, long: str, reading: Reading) -> bool:
    """Tell whether a name may be one end of a longer: "the Jazz", "Scripps", that of "X in Scotland".

    Not where it is a party or a body that each state has. Even less sure than `elides`.
    """
    rest, core = short.split(), unplaced(long.split(), reading)
    words, low = reading.pack.section("bodies"), short.lower()
    if core[: len(rest) + 1] == [*rest, "in"]:
        return True
    if len(rest) == 1 and len(core) > 1 and core[0] == rest[0]:
        return core[1].lower() in words["kinds"] and low not in words["kinds"]
    known = low in reading.pack.same_body or low in words["national"] or rest[0].lower() in words["statewide"]
    before = core[-len(rest) - 1] if len(core) > len(rest) else ""
    known |= before.islower()  # "Earth Institute of Columbia University"
    known |= rest[-1].lower() == PARTY or low in words["parties"]
    return core[-len(rest) :] == rest and not known


def whole_places(names: set[str], reading: Reading) -> dict[str, str]:
    """Return the fuller name of places: "Pacific" of "Pacific Ocean", "D.C." of "Washington, D.C.".

    "The Channel" is the one whose name ends so, "Logan Airport" the one with a word between, "B.C." a region.
    """
    pack = reading.pack
    table: defaultdict[str, set[str]] = defaultdict(set)
    districts, features, landmarks = (pack.set("bodies", n) for n in ("district", "features", "landmarks"))
    for name in names:
        *front, last = name.replace(",", "").split()
        if front and last in districts:
            table[" ".join(front)].add(name)
            for same in districts:
                table[same].add(name)
        elif front and last.lower() in features:
            short = " ".join(front)
            if short.lower() not in pack.subdivisions:
                table[short].add(name)
        if front and last.lower() in landmarks:
            table[last].add(name)
            table[f"{front[0]} {last}"].add(name)
        if name.lower() in pack.subdivisions and front:
            table["".join(f"{word[0]}." for word in name.split())].add(name)
    fuller = {name: found - {name} for name, found in table.items() if name in names}
    return {name: min(found) for name, found in fuller.items() if len(found) == 1}


def tails(reading: Reading) -> frozenset[str]:
    """Return the last words of names that are often left out: "Limited", "Holdings"."""
    return reading.pack.set("bodies", "tails")


def one_of(name: str) -> str:
    """Return a name without the letter of its plural: "Houthi" and "Houthis" are one."""
    return name.removesuffix("s") if len(name) > LONE else name


def one(word: str) -> str:
    """Return a word without the letter of its plural: "Forces" and "Force" are one."""
    return word.lower().removesuffix("s")


def adheres(rest: list[str], core: list[str]) -> bool:
    """Tell whether a name is of a party's followers: "Greens" of the Green Party."""
    return len(rest) == 1 and len(core) == 2 and [core[0] + "s", PARTY] == [rest[0], core[1].lower()]


PARTY = "party"
LONE = 5  # letters of a name up to which its last is no plural's


def country_word(word: str, reading: Reading) -> bool:
    """Tell whether a word is part of a country's name or a nationality word."""
    pack = reading.pack
    return (
        (word,) in pack.demonyms or (word,) in pack.country_names or word in ("United", "States", "States'")
    )
