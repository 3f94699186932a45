"""Names as keys: what two spellings of one name have in common."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nicknames import NickNamer

SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
ROMANIZED = (
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sch", "sh"), ("tch", "ch"),
    ("tz", "ts"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ck", "k"), ("q", "k"), ("w", "v"), ("y", "i"),
    ("z", "s"), ("j", "i"),
)  # fmt: skip
"""Letters that romanizations of one name differ in."""


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return a name in ASCII letters and digits of lower case, words apart by one space.

    Other scripts are transliterated, apostrophes and dots are dropped, hyphens part words.
    """
    from anyascii import anyascii

    plain = anyascii(re.sub(r"[’'`]s\b", "", text).replace("&", " and ")).lower()
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['`.]", "", plain)))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return a folded word without what romanizations differ in: "sergei", "sergey" → "sergi"."""
    if word == "el":  # the article in Arabic names
        return "al"
    for old, new in ROMANIZED:
        word = word.replace(old, new)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"(?<=.)ei$|(?<=.)ai$", "i", word)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name of a person: its words without titles, initials and suffix, which stand beside them."""

    words: tuple[str, ...]
    initials: str = ""
    suffix: str = ""

    @property
    def key(self) -> str:
        """Return the words and the suffix as one string."""
        return " ".join((*self.words, self.suffix)).strip()

    @property
    def full(self) -> bool:
        """Tell whether this is more than one name."""
        return len(self.words) > 1


@lru_cache(maxsize=65536)
def person_name(text: str, titles: frozenset[str] = frozenset()) -> PersonName:
    """Return a person's name, `titles` before it dropped. Initials at both ends of a lone surname stay."""
    words = re.sub(r"\b([A-Z])\.(?=[A-Z])", r"\1. ", text)
    parts = folded(words).split()
    while len(parts) > 1 and parts[0] in titles:
        parts = parts[1:]
    suffix = SUFFIXES.get(parts[-1], "") if len(parts) > 1 else ""
    if suffix:
        parts = parts[:-1]
    whole = tuple(part for part in parts if len(part) > 1)
    initials = "".join(part for part in parts if len(part) == 1)
    if len(whole) < 2 and initials:  # "J. Smith"
        return PersonName(tuple(parts), "", suffix)
    return PersonName(whole or tuple(parts), initials, suffix)


@cache
def nicknamer() -> "NickNamer":
    """Return the table of nicknames of given names, read once."""
    from nicknames import NickNamer

    return NickNamer()


@lru_cache(maxsize=65536)
def calls(word: str) -> frozenset[str]:
    """Return the given names that a given name may stand for, itself among them."""
    return frozenset({word, *nicknamer().canonicals_of(word)})


@lru_cache(maxsize=65536)
def same_given(one: str, other: str) -> str:
    """Return how two given names may be one: a reason, or nothing."""
    if one == other:
        return "same given name"
    if skeleton(one) == skeleton(other):
        return "spelling of the given name"
    if other in calls(one) or one in calls(other):
        return "nickname"
    if (len(one) == 1 or len(other) == 1) and one[0] == other[0]:
        return "initial"
    if min(len(one), len(other)) > 3 and one[0] == other[0] and near(one, other):
        return "similar given name"
    return ""


def near(one: str, other: str) -> bool:
    """Tell whether two words differ as romanizations or slips of one do."""
    from rapidfuzz.distance import OSA, JaroWinkler

    one, other = skeleton(one), skeleton(other)
    allowed = 1 if min(len(one), len(other)) < 7 else 2
    return OSA.distance(one, other) <= allowed and JaroWinkler.similarity(one, other) > 0.88


def acronym(text: str) -> str:
    """Return the letters of an acronym, "U.N." → "un", "TfL" → "tfl"; nothing if the text is none."""
    letters = text.replace(".", "")
    capitals = sum(c.isupper() for c in letters)
    fits = letters.isalpha() and 1 < len(letters) < 9 and letters[0].isupper() and letters[-1].isupper()
    return letters.lower() if fits and 2 * capitals > len(letters) else ""
