"""Organizations and places: one of several spellings, with an acronym, with and without its country."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.model import Kind
from kg.resolution.evidence import Pair, Summary, common, spoken
from kg.resolution.keys import acronym, near, skeleton
from kg.resolution.matching import same_name

NAME, SPELLING, ORDER, ATTESTED, LETTERS, LOOSE = 3.0, 3.0, 2.5, 3.0, 1.0, 1.5
"""What the name alone gives: the same one, respelt, in another order, an acronym that a text gives …"""
TOGETHER = 2.0
"""What a document that names both says: for an acronym, against another spelling."""
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
            shared = self.shared(one, other)
            return Pair(NAME + shared.score, ("same name", *shared.reasons))

        return same_name(candidates, support, ENOUGH, alone=not any(one.generic for one in candidates))

    def keys(self, candidate: Summary) -> Iterator[str]:
        """Yield keys of spelling, of the words in any order, and of the acronym."""
        words = candidate.key.split()
        bones = [skeleton(word) for word in words]
        yield f"whole {''.join(bones)}"
        if candidate.kind is Kind.ORGANIZATION and len(words) > 1:
            yield "sorted " + " ".join(sorted(b for b, w in zip(bones, words, strict=True) if w not in LINKS))
            yield from {f"letters {initials(candidate)}", f"letters {first_letters(candidate)}"}
        yield from (f"letters {letters}" for letters in acronyms(candidate))

    def pair(self, one: Summary, other: Summary, together: Callable[[], bool]) -> Pair | None:
        """Return how well two names with what is known fit, None if not at all.

        A document that names both tells an acronym from its words, and other names from one another.
        """
        base, reason = likeness(one, other)
        if not base:
            return None
        both = together()
        if both:
            base += TOGETHER if base == LETTERS else -TOGETHER
        shared = self.shared(one, other, both)
        score = base + shared.score
        return Pair(score, (reason, *shared.reasons)) if score >= ENOUGH else None

    def shared(self, one: Summary, other: Summary, together: bool = False) -> Pair:
        """Return what two bodies share beside the name; less than nothing where the name says little."""
        found = common(one, other, self.frequencies, together)
        if not (one.generic or other.generic) or (one.countries and other.countries):
            return found
        lands = [side.countries.keys() or side.settings.keys() for side in (one, other)]
        if where := lands[0] & lands[1]:
            return Pair(found.score, (*found.reasons, "articles on " + spoken(where)))
        return Pair(found.score - GENERIC, found.reasons)

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

    def pair(self, _one: Summary, _other: Summary, _together: Callable[[], bool]) -> Pair | None:
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
        letters = short.key.replace(" ", "")
        if letters in acronyms(long) and letters not in long.key.split():
            return ATTESTED, "acronym beside the name"
        if acronyms(short) & {initials(long), first_letters(long)} and len(long.key.split()) > 2:
            return LETTERS, "letters of the acronym"
    if [plain(word) for word in a] == [plain(word) for word in b] and len(content[0]) > 2:
        return SPELLING, "singular and plural"
    if len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 and len(one.key) > 12:
        x, y = next(pair for pair in zip(a, b, strict=True) if pair[0] != pair[1])
        if min(len(x), len(y)) > 4 and near(x, y):
            return LOOSE, "similar name"
    return 0.0, ""


def plain(word: str) -> str:
    """Return a word without the s of a plural."""
    return word.removesuffix("s") if len(word) > 3 else word


def initials(candidate: Summary) -> str:
    """Return the first letters of the words of a name, small ones left out."""
    return "".join(word[0] for word in candidate.key.split() if word not in LINKS)


def first_letters(candidate: Summary) -> str:
    """Return the first letters of all words of a name."""
    return "".join(word[0] for word in candidate.key.split())


def acronyms(candidate: Summary) -> frozenset[str]:
    """Return the acronyms that texts give a body."""
    return frozenset(letters for name in candidate.names if len(letters := acronym(name)) > 1)
