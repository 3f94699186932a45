"""Wordings of titles: the forms of their heads, and one key for all wordings of one title."""

from functools import cache, lru_cache

from kg.languages import LanguagePack


@cache
def head_words(pack: LanguagePack) -> dict[str, str]:
    """Return the singular of every form of every head: "ministers" → "minister"."""
    offices = pack.section("offices")
    table = {word: word for word in offices["heads"]}
    table |= {word + "s": word for word in offices["heads"] if not word.endswith("s")}
    return (
        table
        | dict(offices["abbreviations"])
        | {"secretaries": "secretary", "attorneys": "attorney", "chiefs": "chief"}
    )


@cache
def title_keys(name: str, pack: LanguagePack) -> frozenset[str]:
    """Return the keys of one of the pack's lists of titles, "sovereign" or "regional"."""
    return frozenset(title_key(title, pack) for title in pack.section("offices")[name])


@lru_cache(maxsize=10_000)
def title_key(text: str, pack: LanguagePack) -> str:
    """Return one key for all wordings of a title: "Minister of Defence" and "defense minister" are one."""
    offices = pack.section("offices")
    same, short = offices["same"], offices["abbreviations"]
    heads = head_words(pack)
    words = text.lower().replace("-", " ").replace("’s", "").replace("'s", "").split()
    words = [short.get(w, w) for w in words]
    words = [same.get(heads.get(w, w), heads.get(w, w)) for w in " ".join(words).split()]
    for link in ("of", "for"):
        if link in words[1:-1]:
            at = words.index(link)
            rest = [w for w in words[at + 1 :] if w != "the"]
            if rest != ["state"] and words[at - 1] not in ("president", "head"):
                words = [*rest, *words[:at]]
    return " ".join(w for w in words if w not in ("the", "us", "u.s."))
