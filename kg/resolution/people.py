"""People: one of several spellings, initials, nicknames; a surname alone where the office tells whose."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from kg.resolution.evidence import Pair, Summary, common
from kg.resolution.keys import PersonName, calls, near, same_given, skeleton
from kg.resolution.matching import same_name

NAME, SPELLING, LOOSE = 3.0, 3.0, 1.5
"""What the name alone gives: the same one, another spelling or fewer words of it, a nickname or the like."""
ENOUGH = 3.0
"""The score from which two names are one person."""
TOGETHER = 2.0
"""What a document that names both as two people says against it."""
ORDINARY = 12
"""Full names that share a given name or surname from which either is ordinary."""
BARE = 4.0
"""What a surname alone needs beside the name."""


class People:
    """Tells which profiles and which names are one person.

    `frequencies` are documents by frequent entity, and people by "given NAME" and "surname NAME".
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self.frequencies = frequencies

    def clusters(self, candidates: Sequence[Summary]) -> list[list[tuple[int, Pair]]]:
        """Part the profiles of one name. A full name is one person's unless something speaks against it.

        That of a name that many given names and many surnames share needs more than the name.
        """
        full = name_of(candidates[0]).full
        base = (LOOSE if self.ordinary(name_of(candidates[0])) else NAME) if full else 0.0

        def support(one: Summary, other: Summary) -> Pair:
            shared = common(one, other, self.frequencies)
            return Pair(base + shared.score, ("same name", *shared.reasons))

        least = ENOUGH if full else BARE
        return same_name(candidates, support, least, alone=base >= least)

    def ordinary(self, name: PersonName) -> bool:
        """Tell whether many people have the given name, and many the surname."""
        counts = (
            self.frequencies.get(f"given {name.words[0]}"),
            self.frequencies.get(f"surname {name.words[-1]}"),
        )
        return all(count is not None and count >= ORDINARY for count in counts)

    def keys(self, candidate: Summary) -> Iterator[str]:
        """Yield keys of the surname with each form of the given name, and of surnames with an office."""
        name = name_of(candidate)
        if not name.full:
            yield from (f"bare {skeleton(name.words[0])} {clue}" for clue in self.clues(candidate))
            return
        bones = [skeleton(word) for word in name.words]
        suffix = name.suffix
        yield f"whole {''.join(bones)} {suffix}"
        yield f"sorted {' '.join(sorted(bones))} {suffix}"
        given = name.words[0]
        for surname in {bones[-1], bones[1]}:
            if len(given) == 1:
                yield f"initial {given} {surname} {suffix}"
                continue
            forms = {skeleton(form) for form in calls(given)}
            yield from (f"given {form} {surname} {suffix}" for form in forms | dropped(bones[0]))
            if candidate.offices:
                yield f"initial {given[0]} {surname} {suffix}"
        yield from (f"family {bones[0]} {form} {suffix}" for form in dropped(bones[-1]))
        for word in {bones[0], *bones[-2:]}:
            yield from (f"bare {word} {clue}" for clue in self.clues(candidate))

    def clues(self, candidate: Summary) -> Iterator[str]:
        """Yield what a surname alone may share with a full name: offices, rare company."""
        yield from (office for office in candidate.offices if not office.startswith("|"))
        yield from (name for name in candidate.company if self.frequencies.get(name, 0) < COMMON)

    def pair(self, one: Summary, other: Summary, together: Callable[[], bool]) -> Pair | None:
        """Return how well two names with what is known fit, None if not at all.

        That one document names both as two people speaks against it.
        """
        a, b = name_of(one), name_of(other)
        if a.suffix != b.suffix:
            return None
        if not (a.full and b.full):
            return self.bare(one, other, a, b, together)
        base, reason = likeness(a, b)
        if not base:
            return None
        both = together()
        shared = common(one, other, self.frequencies, both)
        score = base + shared.score - TOGETHER * both
        return Pair(score, (reason, *shared.reasons)) if score >= ENOUGH else None

    def unlike(self, one: Summary, other: Summary) -> bool:
        """Tell whether two full names have nothing in common, or a surname alone is not in the other."""
        a, b = name_of(one), name_of(other)
        if a.suffix != b.suffix:
            return True
        if a.full and b.full:
            return not likeness(a, b)[0]
        return not {skeleton(word) for word in a.words} & {skeleton(word) for word in b.words}

    def bare(
        self, one: Summary, other: Summary, a: PersonName, b: PersonName, together: Callable[[], bool]
    ) -> Pair | None:
        """Return how well a surname alone fits a name that has it."""
        short, full = (a, b) if not a.full else (b, a)
        if short.full or skeleton(short.words[0]) not in map(skeleton, full.words):
            return None
        if together():
            return None
        shared = common(one, other, self.frequencies)
        return Pair(shared.score, ("same surname", *shared.reasons)) if shared.score >= BARE else None


COMMON = 50
"""Documents from which a companion no longer brings a surname and a full name together."""


def dropped(word: str) -> set[str]:
    """Return a word, and if it is long what is left without one of its letters."""
    return {word} | ({word[:i] + word[i + 1 :] for i in range(1, len(word))} if len(word) > 4 else set())


@lru_cache(maxsize=4096)
def likeness(a: PersonName, b: PersonName) -> tuple[float, str]:
    """Return what two full names have in common, 0 where they are names of different people."""
    short, long = sorted((a.words, b.words), key=lambda words: (len(words), words))
    bones, longer = [skeleton(w) for w in short], [skeleton(w) for w in long]
    if "".join(bones) == "".join(longer):
        return SPELLING, "spelling of the name"
    given = same_given(short[0], long[0])
    if len(short) == len(long):
        if bones[1:] == longer[1:]:
            return (LOOSE, given) if given else (0.0, "")
        if given and given != "initial" and bones[1:-1] == longer[1:-1] and near(short[-1], long[-1]):
            return LOOSE, "similar surname"
        if sorted(bones) == sorted(longer):
            return LOOSE, "order of the names"
        return 0.0, ""
    if within(bones, longer):
        first, last = bones[0] == longer[0], bones[-1] == longer[-1]
        return (SPELLING if first and last else LOOSE), "part of the longer name"
    if given and bones[1:] == longer[-len(bones) + 1 :]:
        return LOOSE, given
    return 0.0, ""


def within(short: list[str], long: list[str]) -> bool:
    """Tell whether the words of a name are in a longer one, in their order."""
    rest = iter(long)
    return all(word in rest for word in short)


def name_of(candidate: Summary) -> PersonName:
    """Return the name of a candidate."""
    words = candidate.key.removesuffix(candidate.suffix).split()
    return PersonName(tuple(words), candidate.initials, candidate.suffix)
