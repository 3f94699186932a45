"""Organizations and places: one of several spellings, with an acronym, with and without its country."""

from collections.abc import Iterator, Mapping, Sequence

from kg.model import Kind
from kg.resolution.evidence import Pair, Summary, common
from kg.resolution.keys import acronym, near, skeleton
from kg.resolution.matching import same_name

NAME, SPELLING, ORDER, ATTESTED, LETTERS, LOOSE = 3.0, 3.0, 2.5, 3.0, 1.0, 1.5
"""What the name alone gives: the same one, respelt, in another order, an acronym that a text gives …"""
ENOUGH = 3.0
GENERIC = 1.5
"""What a name that only says what kind of body it is needs beside it."""
LINKS = frozenset({"of", "the", "for", "and", "on", "in", "de", "to"})


class Bodies:
    """Tells which profiles and which names are one body or place."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self.frequencies = frequencies

    def clusters(self, candidates: Sequence[Summary]) -> list[list[tuple[int, Pair]]]:
        """Part the profiles of one name. "Ministry of Health" is one where country or company is, too."""

        def support(one: Summary, other: Summary) -> Pair:
            shared = common(one, other, self.frequencies)
            bare = one.generic and other.generic and not (one.countries and other.countries)
            base = NAME - GENERIC if bare else NAME
            return Pair(base + shared.score, ("same name", *shared.reasons))

        return same_name(candidates, support, ENOUGH)

    def keys(self, candidate: Summary) -> Iterator[str]:
        """Yield keys of spelling, of the words in any order, and of the acronym."""
        words = candidate.key.split()
        bones = [skeleton(word) for word in words]
        yield f"whole {''.join(bones)}"
        if candidate.kind is Kind.ORGANIZATION and len(words) > 1:
            yield "sorted " + " ".join(sorted(b for b, w in zip(bones, words, strict=True) if w not in LINKS))
            yield "letters " + initials(candidate)
        yield from (f"letters {letters}" for letters in acronyms(candidate))

    def pair(self, one: Summary, other: Summary) -> Pair | None:
        """Return how well two names with what is known fit, None if not at all."""
        base, reason = likeness(one, other)
        if not base:
            return None
        if (one.generic or other.generic) and not (one.countries and other.countries):
            base -= GENERIC
        shared = common(one, other, self.frequencies)
        score = base + shared.score
        return Pair(score, (reason, *shared.reasons)) if score >= ENOUGH else None

    def unlike(self, one: Summary, other: Summary) -> bool:
        """Tell whether two names of several words have nothing in common."""
        return " " in one.key and " " in other.key and not likeness(one, other)[0]


class Countries:
    """Countries are told by their codes."""

    def __init__(self, _frequencies: Mapping[str, int]) -> None:
        pass

    def clusters(self, candidates: Sequence[Summary]) -> list[list[tuple[int, Pair]]]:
        """Return all that have one code as one."""
        return [[(n, Pair(NAME, ("same code",))) for n in range(len(candidates))]]

    def keys(self, _candidate: Summary) -> Iterator[str]:
        """Yield nothing: no other code means the same country."""
        yield from ()

    def pair(self, _one: Summary, _other: Summary) -> Pair | None:
        """Return None."""
        return None

    def unlike(self, _one: Summary, _other: Summary) -> bool:
        """Return True."""
        return True


def likeness(one: Summary, other: Summary) -> tuple[float, str]:
    """Return what two names of bodies have in common, 0 where they are names of different ones."""
    a, b = one.key.split(), other.key.split()
    bones = [[skeleton(word) for word in words] for words in (a, b)]
    if "".join(bones[0]) == "".join(bones[1]):
        return SPELLING, "spelling of the name"
    content = [sorted(skeleton(word) for word in words if word not in LINKS) for words in (a, b)]
    if content[0] == content[1] and len(content[0]) > 1:
        return ORDER, "order of the words"
    for short, long in ((one, other), (other, one)):
        if short.key.replace(" ", "") in acronyms(long) and short.key != long.key:
            return ATTESTED, "acronym beside the name"
        if initials(long) in acronyms(short) and len(long.key.split()) > 2:
            return LETTERS, "letters of the acronym"
    if len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 and len(one.key) > 12:
        x, y = next(pair for pair in zip(a, b, strict=True) if pair[0] != pair[1])
        if min(len(x), len(y)) > 4 and near(x, y):
            return LOOSE, "similar name"
    return 0.0, ""


def initials(candidate: Summary) -> str:
    """Return the first letters of the words of a name, small ones left out."""
    return "".join(word[0] for word in candidate.key.split() if word not in LINKS)


def acronyms(candidate: Summary) -> frozenset[str]:
    """Return the acronyms that texts give a body."""
    return frozenset(letters for name in candidate.names if len(letters := acronym(name)) > 1)
