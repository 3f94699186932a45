"""Profiles of all documents, decisions and a catalogue → which entities of which documents are one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from kg.model import Kind
from kg.resolution.bodies import Bodies, Countries
from kg.resolution.catalogue import Catalogue
from kg.resolution.decisions import NONE, Decisions
from kg.resolution.matching import Matcher, Union, decided, joined, pairs
from kg.resolution.naming import name_clusters
from kg.resolution.offices import place_offices
from kg.resolution.parting import Candidate, Parting
from kg.resolution.people import People
from kg.resolution.profiles import Profile
from kg.resolution.resolution import Resolution
from kg.resolution.workspace import Workspace

STAGES = ((Kind.COUNTRY, Countries), (Kind.PLACE, Bodies), (Kind.ORGANIZATION, Bodies), (Kind.PERSON, People))
"""Bodies first, since people's offices belong to them."""
FREQUENT = 10
"""Documents from which the frequency of an entity is kept in memory."""


def resolve(
    profiles: Iterable[Profile], decisions: Decisions = NONE, catalogue: Catalogue | None = None
) -> Resolution:
    """Return which entities of which documents are one: a function of the set of profiles, in any order.

    O(n log n) time for n profiles, which are kept in a temporary file of about 1 KB each; memory is that of
    the profiles of one name, of one chain of pairs that fit, and of 100 bytes a name that fits another.
    """
    space = Workspace()
    space.add(profiles)
    frequencies = space.frequencies(FREQUENT)
    for kind, matcher in STAGES:
        Stage(space, kind, matcher(frequencies), decisions, catalogue).run()
    place_offices(space, decisions)
    name_clusters(Kind.OFFICE, space, catalogue)
    return Resolution(space)


BATCH = 200
"""Candidates that are written together."""


class Stage:
    """Resolves the entities of one kind."""

    def __init__(
        self,
        space: Workspace,
        kind: Kind,
        matcher: Matcher,
        decisions: Decisions,
        catalogue: Catalogue | None,
    ) -> None:
        self.space, self.kind, self.matcher = space, kind, matcher
        self.parting = Parting(kind, matcher, decisions, catalogue, space.name)
        self.catalogue = catalogue
        self.next = space.next_unit()
        self.forced: defaultdict[str, set[int]] = defaultdict(set)

    def run(self) -> None:
        """Make candidates of profiles, clusters of candidates, and give each cluster its id."""
        groups = (group for _, group in self.space.groups(self.kind))
        candidates = (one for group in groups for one in self.parting.candidates(group))
        while some := list(islice(candidates, BATCH)):
            self.keep(some)
        union, space = Union(), self.space
        for one, other, pair in decided(self.forced, union):
            space.merged(one, other, pair)
        for chain in pairs(self.kind, self.matcher, space, union):
            for one, other, pair in joined(chain, union, self.matcher, space.unit):
                space.merged(one, other, pair)
        space.cluster(self.kind, union.find)
        name_clusters(self.kind, space, self.catalogue)

    def keep(self, candidates: Sequence[Candidate]) -> None:
        """Write candidates with their keys and their members."""
        numbered = list(enumerate(candidates, start=self.next))
        self.space.add_units((number, one.total, one.keys) for number, one in numbered)
        self.space.place(
            (*member[:2], number, member[2]) for number, one in numbered for member in one.members
        )
        for number, one in numbered:
            for why in one.forced:
                self.forced[why].add(number)
        self.next += len(candidates)
