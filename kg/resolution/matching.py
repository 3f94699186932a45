"""Profiles of one name → candidates, candidates of like names → clusters: what all kinds of entities share.

Whatever order profiles come in, they are looked at in the order of their names, documents and ids, and pairs
by falling score: so the result is a function of the set.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice, pairwise
from typing import Protocol

from kg.model import Kind
from kg.resolution.evidence import Pair, Summary, absorb, against, merged, trim
from kg.resolution.workspace import Workspace

DECIDED = 10.0
"""The score of what people or the catalogue say."""
MARGIN = 1.0
"""By how much the best of several candidates must lead."""
NAMES = 2_000
"""Pairs of names of two clusters that are compared."""
KNOWN = 2_000
"""Candidates that are kept at hand while pairs are looked at."""
PAIRS = 20_000
"""Pairs of one key that are looked at; a key with more says too little."""


class Matcher(Protocol):
    """What differs between kinds of entities."""

    def clusters(self, candidates: Sequence[Summary]) -> list[list[tuple[int, Pair]]]:
        """Part the profiles of one name; each cluster starts with its first member."""

    def keys(self, candidate: Summary) -> Iterator[str]:
        """Yield what candidates that may be one share."""

    def pair(self, one: Summary, other: Summary, together: Callable[[], bool]) -> Pair | None:
        """Return how well two candidates fit, None if not at all; `together` if one document names both."""

    def unlike(self, one: Summary, other: Summary) -> bool:
        """Tell whether two names can't be those of one entity."""


class Union:
    """Disjoint sets of numbers; the least of a set stands for it."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def copy(self) -> "Union":
        """Return the same sets, to be joined apart from these."""
        other = Union()
        other.parent = dict(self.parent)
        return other

    def find(self, x: int) -> int:
        """Return what stands for the set of x."""
        root = x
        while (up := self.parent.get(root, root)) != root:
            root = up
        while (up := self.parent.get(x, x)) != root:
            self.parent[x], x = root, up
        return root

    def join(self, x: int, y: int) -> int:
        """Join the sets of x and y; return what stands for both."""
        low, high = sorted((self.find(x), self.find(y)))
        self.parent[high] = low
        return low


def pairs(
    kind: Kind, matcher: Matcher, space: Workspace, union: Union
) -> Iterator[dict[tuple[int, int], Pair]]:
    """Yield the pairs of different names that fit, those together that a chain of pairs and of `union` links.

    Memory is that of one chain, of KNOWN candidates, and of 100 bytes for each candidate of a chain.
    """
    unit, links = lru_cache(KNOWN)(space.unit), union.copy()

    def found() -> Iterator[tuple[int, int, Pair]]:
        for one, other in space.near(kind, PAIRS):
            pair = fit(matcher, unit(one), unit(other), partial(space.together, one, other))
            if pair is not None:
                links.join(one, other)
                yield one, other, pair

    space.fitting(found())
    yield from space.chains(links.find)


def fit(matcher: Matcher, one: Summary, other: Summary, together: Callable[[], bool]) -> Pair | None:
    """Return how well two candidates of different names fit, None if not at all."""
    pair = matcher.pair(one, other, together)
    return None if pair is None or against(one, other) else pair


def decided(forced: Mapping[str, Iterable[int]], union: Union) -> Iterator[tuple[int, int, Pair]]:
    """Join what decisions and the catalogue say is one: candidates by what says so."""
    for why, units in sorted(forced.items()):
        for one, other in pairwise(sorted(units)):
            if union.find(one) != union.find(other):
                union.join(one, other)
                yield one, other, Pair(DECIDED, (why,))


class Clusters:
    """Clusters of candidates that grow, with what is known of each."""

    def __init__(
        self,
        found: Mapping[tuple[int, int], Pair],
        union: Union,
        matcher: Matcher,
        unit: Callable[[int], Summary],
    ) -> None:
        self.union, self.matcher = union, matcher
        units = sorted({number for pair in found for number in pair})
        self.summaries = {number: unit(number) for number in units}
        self.members: defaultdict[int, list[int]] = defaultdict(list)
        for number in units:
            self.members[union.find(number)].append(number)
        self.total = {
            root: merged([self.summaries[number] for number in numbers])
            for root, numbers in self.members.items()
        }
        self.around: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for (one, other), pair in found.items():
            self.around[one][other] = self.around[other][one] = pair.score

    def join(self, left: int, right: int) -> None:
        """Make one cluster of two."""
        parts = self.members.pop(left) + self.members.pop(right)
        total = merged(sorted((self.total.pop(left), self.total.pop(right)), key=lambda s: s.order))
        root = self.union.join(left, right)
        self.members[root], self.total[root] = parts, total

    def apart(self, left: int, right: int) -> bool:
        """Tell whether two clusters can't be one: something speaks against it, or two of their names."""
        if against(self.total[left], self.total[right]):
            return True
        names = (
            (self.summaries[a], self.summaries[b]) for a in self.members[left] for b in self.members[right]
        )
        return any(self.matcher.unlike(one, other) for one, other in islice(names, NAMES))

    def doubtful(self, near: int, far: int, score: float) -> bool:
        """Tell whether a third cluster fits `near` about as well as `far` does, and can't be one with it."""
        rivals = {
            self.union.find(other)
            for unit in self.members[near]
            for other, value in self.around[unit].items()
            if value > score - MARGIN
        }
        return any(self.apart(rival, far) for rival in sorted(rivals - {near, far}))


def joined(
    found: Mapping[tuple[int, int], Pair],
    union: Union,
    matcher: Matcher,
    unit: Callable[[int], Summary],
) -> Iterator[tuple[int, int, Pair]]:
    """Join candidates, the best pair first; yield the pairs that joined two clusters.

    A pair is left out where the clusters can't be one, or where a rival of one of them fits about as well.
    Candidates that no chain of pairs or decisions links never matter to one another.
    """
    clusters = Clusters(found, union, matcher, unit)

    def order(item: tuple[tuple[int, int], Pair]) -> tuple[float, str, str]:
        (one, other), pair = item
        first, second = sorted((clusters.summaries[one].least, clusters.summaries[other].least))
        return -pair.score, first, second

    for (one, other), pair in sorted(found.items(), key=order):
        left, right = union.find(one), union.find(other)
        if left == right or clusters.apart(left, right):
            continue
        if clusters.doubtful(left, right, pair.score) or clusters.doubtful(right, left, pair.score):
            continue
        clusters.join(left, right)
        yield one, other, pair


def same_name(
    candidates: Sequence[Summary], support: "Support", least: float, *, alone: bool
) -> list[list[tuple[int, Pair]]]:
    """Part candidates of one name: those that share an office first, then each into the cluster it fits best.

    A candidate joins where nothing speaks against it; if several clusters are open to it, the one with the
    most in common, or one far larger than the others. Without `least` support nothing is joined. `alone`:
    the name may be enough; where it is not, only clusters that share something are looked at.
    """
    clusters: list[tuple[Summary, list[tuple[int, Pair]]]] = []
    sharing: defaultdict[str, set[int]] = defaultdict(set)
    order = sorted(range(len(candidates)), key=lambda n: (-weight(candidates[n]), candidates[n].least))
    for n in order:
        one = candidates[n]
        fits = []
        told = told_of(one)
        near = {place for value in told for place in sharing[value]}
        for place in range(len(clusters)) if alone else sorted(near):
            total, _ = clusters[place]
            if not against(total, one):
                pair = support(total, one)
                if pair.score >= least:
                    fits.append((pair.score, total.documents, -place, pair))
        chosen = best(fits)
        if chosen is None:
            place = len(clusters)
            clusters.append((merged([one]), [(n, Pair(0.0, ()))]))
        else:
            place, pair = chosen
            total, parts = clusters[place]
            parts.append((n, pair))
            absorb(total, one)
            trim(total)
        for value in told:
            sharing[value].add(place)
    return [parts for _, parts in clusters]


def told_of(one: Summary) -> set[str]:
    """Return what two candidates of one name may share, of which some is needed to join them.

    A country alone never joins two people of one name.
    """
    lands = () if one.kind is Kind.PERSON else (*one.countries, *one.settings)
    return {*one.offices, *one.company, *(f"in {code}" for code in lands)}


def weight(one: Summary) -> int:
    """Return how much is known of a candidate: those of whom most is known go first."""
    return 4 * len(one.offices) + 2 * len(one.countries) + len(one.company)


def best(fits: list[tuple[float, int, int, Pair]]) -> tuple[int, Pair] | None:
    """Return the place of the cluster that fits best, None if several fit alike."""
    if not fits:
        return None
    fits = sorted(fits, key=lambda fit: fit[:3], reverse=True)
    first = fits[0]
    if len(fits) > 1 and first[0] < fits[1][0] + MARGIN:
        first = max(fits, key=lambda fit: (fit[1], fit[0], fit[2]))
        if any(first[1] < 4 * other[1] for other in fits if other is not first):
            return None
    return -first[2], first[3]


class Support(Protocol):
    """Tells what two candidates of one name have in common."""

    def __call__(self, one: Summary, other: Summary) -> Pair:
        """Return the score and the reasons."""
