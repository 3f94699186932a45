"""Words of the language pack in the form in which names are looked for."""

from collections import defaultdict

from kg.languages import LanguagePack


def known_bodies(pack: LanguagePack) -> frozenset[str]:
    """Return the names of bodies of the pack in lower case, without buildings that stand for a body."""
    bodies = pack.section("bodies")
    known = {*pack.same_body, *bodies["alliances"], *bodies["known_parties"], *bodies["states"]}
    return frozenset(known - {*bodies["seats"], *bodies["buildings"]})


def first_words(pack: LanguagePack) -> dict[str, tuple[int, ...]]:
    """Return, by first token, how many tokens names of countries and nationalities have, longest first."""
    from spacy.lang.en import English

    tokenizer = English().tokenizer
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for words in (*pack.country_names, *pack.demonyms):
        tokens = tokenizer(" ".join(words))
        lengths[tokens[0].text].add(len(tokens))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def leading_words(pack: LanguagePack) -> frozenset[str]:
    """Return the words that stand before a person's name: titles of posts, honorifics, ranks."""
    offices = pack.section("offices")
    words = [*offices["heads"], *offices["abbreviations"], *offices["honorifics"], *offices["ranks"]]
    words += [*offices["former"], *offices["acting"], *offices["designate"], *offices["retired"]]
    return frozenset(words) | pack.set("offices", "modifiers") - {"first", "general", "under", "church"}


def alliances(pack: LanguagePack) -> dict[str, int]:
    """Return, by first word, how many words the names of alliances have that have several."""
    names = (name.split() for name in pack.section("bodies")["alliances"])
    return {words[0].capitalize(): len(words) for words in names if len(words) > 1}


def topical_kinds(pack: LanguagePack) -> frozenset[str]:
    """Return the kinds of bodies whose names say what they are for: "Committee on", no "Parliament for"."""
    bodies = pack.section("bodies")
    return frozenset({*bodies["kinds"]} - {*bodies["chamber_words"], *bodies["partisan"]})
