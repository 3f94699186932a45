"""Profiles of all documents, decisions and a catalogue → which entities of which documents are one."""

from collections import defaultdict
from collections.abc import Iterable

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
        for _, group in self.space.groups(self.kind):
            for candidate in self.parting.candidates(group):
                self.keep(candidate)
        union, space = Union(), self.space
        for one, other, pair in decided(self.forced, union):
            space.merged(one, other, pair)
        for chain in pairs(self.kind, self.matcher, space, union):
            for one, other, pair in joined(chain, union, self.matcher, space.unit):
                space.merged(one, other, pair)
        space.cluster(self.kind, union.find)
        name_clusters(self.kind, space, self.catalogue)

    def keep(self, candidate: Candidate) -> None:
        """Write a candidate with its keys and its members."""
        self.space.add_unit(self.next, candidate.total, candidate.keys)
        self.space.place((document, name, self.next, pair) for document, name, pair in candidate.members)
        for why in candidate.forced:
            self.forced[why].add(self.next)
        self.next += 1
