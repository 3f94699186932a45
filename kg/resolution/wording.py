"""Names as their documents' language has them: keys of names, kinds of bodies, seats of offices."""

from functools import cache

from kg.languages import LanguagePack
from kg.model import Entity, EntityId, Kind, Office
from kg.resolution.keys import folded, person_name


def country_of(name: EntityId) -> str | None:
    """Return the code of the country in the id of a country or of a body of it."""
    kind, _, rest = name.partition("/")
    if kind == "country":
        return rest
    code, slash, _ = rest.partition("/")
    return code if kind == "organization" and slash and len(code) == 2 else None


def generic(entity: Entity, pack: LanguagePack) -> bool:
    """Tell whether a body's name says no more than what kind of body it is, as "Ministry of Health"."""
    words = folded(entity.name).split()
    if entity.kind is not Kind.ORGANIZATION or not words:
        return False
    everywhere = pack.set("bodies", "everywhere")
    placed = any(word in pack.subdivisions or word in pack.capitals for word in words)
    short = len([word for word in words if len(word) > 3]) < 4
    return not placed and short and (words[0] in everywhere or words[-1] in everywhere)


def local(entity: Entity, pack: LanguagePack) -> bool:
    """Tell whether a body is of a kind of which a country has many, as courts, councils and police."""
    kinds = pack.set("bodies", "local")
    return entity.kind is Kind.ORGANIZATION and not kinds.isdisjoint(folded(entity.name).split())


def key_of(entity: Entity | Office, pack: LanguagePack) -> str:
    """Return the key that the name of one entity shares in all documents that spell it alike."""
    if isinstance(entity, Office) or entity.kind is Kind.COUNTRY:
        return entity.id.rpartition("/")[2]
    if entity.kind is Kind.PERSON:
        return person_name(entity.name, titles(pack)).key
    name = pack.same_body.get(entity.name.lower(), entity.name)
    words = folded(name).removeprefix("the ").split()
    if entity.kind is Kind.ORGANIZATION:
        tails = pack.set("bodies", "tails")
        while len(words) > 1 and words[-1] in tails:
            words.pop()
        if country_of(entity.id):
            words = without_country(words, pack) or words
    return " ".join(words)


def without_country(words: list[str], pack: LanguagePack) -> list[str]:
    """Return folded words without a country or nationality word before them, or behind "of"."""
    known = country_words(pack)
    size = next((n for n in (4, 3, 2, 1) if tuple(words[:n]) in known), 0)
    kept = words[size:]
    for i, word in enumerate(kept):
        owner = [w for w in kept[i + 1 :] if w != "the"]
        if word == "of" and i and tuple(owner) in known:
            return kept[:i]
    return kept


@cache
def country_words(pack: LanguagePack) -> frozenset[tuple[str, ...]]:
    """Return the folded words of every name and nationality word of every country."""
    names = (" ".join(words) for table in (pack.country_names, pack.demonyms) for words in table)
    return frozenset(tuple(folded(name).split()) for name in names)


@cache
def titles(pack: LanguagePack) -> frozenset[str]:
    """Return what may stand before a person's name, folded: honorifics and ranks."""
    offices = pack.section("offices")
    return frozenset(folded(word) for name in ("honorifics", "ranks") for word in offices[name])


def seat(office: Office, owner: Entity | Office | None, pack: LanguagePack) -> tuple[str, str]:
    """Return the chamber or court of a country that an office is of, and its title without it.

    "US House Speaker" and "Speaker of the US House" are one. The chamber is empty where no wording tells one,
    and `*` for a title that there is but one office of.
    """
    title = office.id.rpartition("/")[2].replace("-", " ")
    if title in pack.section("offices")["sole"]:
        return "*", title
    code = country_of(owner.id) if owner is not None else None
    if code is None or not isinstance(owner, Entity):
        return "", title
    first, _, rest = title.partition(" ")
    body = key_of(owner, pack) if owner.kind is Kind.ORGANIZATION else ""
    if body in chambers(pack) and body != "congress":
        return f"{code} {body}", rest if rest and body.split()[0] == first else title
    if body not in ("", "congress"):
        return "", title
    named = pack.same_body.get(first, first).lower()
    if rest and named in chambers(pack):
        return f"{code} {named}", rest
    options = pack.section("offices")["chambers"].get(title, ("",))
    fits = options[0] in pack.section("bodies")["national"] and len({x.split()[0] for x in options}) == 1
    return (f"{code} {options[0]}" if fits else ""), title


@cache
def chambers(pack: LanguagePack) -> frozenset[str]:
    """Return the names of chambers that legislators and justices sit in, as far as a country has but one."""
    names = {name for options in pack.section("offices")["chambers"].values() for name in options}
    return frozenset(names & set(pack.section("bodies")["national"])) | {"congress"}
