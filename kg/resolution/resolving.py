"""Profiles of all documents, decisions and a catalogue → which entities of which documents are one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.model import Kind
from kg.resolution.bodies import Bodies, Countries
from kg.resolution.catalogue import Catalogue
from kg.resolution.decisions import NONE, Decisions
from kg.resolution.evidence import Pair, Summary, merged
from kg.resolution.keys import PersonName, person_name
from kg.resolution.matching import DECIDED, Matcher, Union, joined, pairs
from kg.resolution.naming import name_clusters
from kg.resolution.offices import place_offices
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
    the profiles of one name, of the pairs of names that fit, and of 8 bytes a name.
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
        self.decisions, self.catalogue = decisions, catalogue
        self.next = space.next_unit()
        self.forced: defaultdict[str, set[int]] = defaultdict(set)

    def run(self) -> None:
        """Make candidates of profiles, clusters of candidates, and give each cluster its id."""
        for _, group in self.space.groups(self.kind):
            by_decision: defaultdict[tuple[str, ...], list[Profile]] = defaultdict(list)
            for profile in group:
                apart, _ = self.decisions.of(profile.document, profile.id)
                by_decision[apart].append(profile)
            for apart, same in sorted(by_decision.items()):
                self.candidates(same, apart)
        union = Union()
        for one, other, pair in (*self.decided(union), *self.found(union)):
            self.space.merged(one, other, pair)
        self.space.cluster(self.kind, union.find)
        name_clusters(self.kind, self.space, self.catalogue)

    def found(self, union: Union) -> Iterator[tuple[int, int, Pair]]:
        """Yield the candidates that are joined for their names and what is known of them."""
        return joined(pairs(self.kind, self.matcher, self.space), union, self.matcher, self.space)

    def candidates(self, group: Sequence[Profile], apart: tuple[str, ...]) -> None:
        """Write the candidates that profiles of one name fall into, with their keys."""
        summaries = [summary(profile, apart, self.space) for profile in group]
        for parts in self.matcher.clusters(summaries):
            total = merged(sorted((summaries[n] for n, _ in parts), key=lambda s: s.order))
            self.recognized(total)
            self.space.add_unit(self.next, total, sorted(set(self.matcher.keys(total))))
            self.space.place((group[n].document, group[n].id, self.next, pair) for n, pair in parts)
            for n, _ in parts:
                _, together = self.decisions.of(group[n].document, group[n].id)
                for number in together:
                    self.forced[f"decision: {self.decisions.sorted[number]}"].add(self.next)
            self.next += 1

    def recognized(self, total: Summary) -> None:
        """Look a candidate up in the catalogue."""
        if self.catalogue is None:
            return
        titles = (office.partition("|")[2].replace("-", " ") for office in total.offices)
        entry = self.catalogue.find(self.kind, total.key, total.countries, titles)
        if entry is not None and (self.kind is not Kind.PERSON or " " in total.key):
            total.known = entry.id
            self.forced[f"catalogue: {entry.id}"].add(self.next)

    def decided(self, union: Union) -> Iterator[tuple[int, int, Pair]]:
        """Join what decisions and the catalogue say is one."""
        for why, units in sorted(self.forced.items()):
            for one, other in pairwise(sorted(units)):
                if union.find(one) != union.find(other):
                    union.join(one, other)
                    yield one, other, Pair(DECIDED, (why,))


def summary(profile: Profile, apart: tuple[str, ...], space: Workspace) -> Summary:
    """Return what one document says as a candidate of its own."""
    offices = {
        f"{space.name(profile.document, held.of) if held.of and not held.seat else held.seat}|"
        + held.title.replace(" ", "-")
        for held in profile.held
    }
    person = person_name(profile.name) if profile.kind is Kind.PERSON else PersonName(())
    return Summary(
        kind=profile.kind,
        key=profile.key,
        names=Counter({profile.name: 1} if profile.kind is Kind.PERSON else profile.names | {profile.name}),
        locals=Counter([profile.id]),
        documents=1,
        least=f"{profile.document} {profile.id}",
        offices=Counter(offices),
        countries=Counter(profile.countries),
        settings=Counter(profile.setting[:1]),
        company=Counter(profile.company),
        initials=person.initials if person.full else "",
        suffix=person.suffix,
        years=(profile.published.year, profile.published.year) if profile.published else None,
        generic=profile.generic,
        apart=apart,
    )
