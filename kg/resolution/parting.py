"""Profiles of one name → candidates: a function of these profiles, here and on a cluster."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import DocId, EntityId, Kind
from kg.resolution.bodies import NAME
from kg.resolution.catalogue import Catalogue
from kg.resolution.decisions import Decisions
from kg.resolution.evidence import Pair, Summary, absorb, merged, trim
from kg.resolution.keys import PersonName, person_name
from kg.resolution.matching import Matcher
from kg.resolution.profiles import Profile

Namer = Callable[[DocId, EntityId], EntityId]
"""Returns the name that an entity of a document has across documents, its own while it has none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a candidate, the keys that it shares with those that may be one with it, its members.

    `forced` are the decisions and the entry of the catalogue that join it with others.
    """

    total: Summary
    keys: list[str]
    members: list[tuple[DocId, EntityId, Pair]]
    forced: frozenset[str]


class Parting:
    """Parts the profiles of each name of one kind."""

    def __init__(
        self,
        kind: Kind,
        matcher: Matcher,
        decisions: Decisions,
        catalogue: Catalogue | None,
        name: Namer,
    ) -> None:
        self.kind, self.matcher, self.name = kind, matcher, name
        self.decisions, self.catalogue = decisions, catalogue

    def candidates(self, group: Iterable[Profile]) -> Iterator[Candidate]:
        """Yield the candidates that profiles of one name fall into, in an order of their own."""
        if self.kind is Kind.COUNTRY:
            yield from self.countries(group)
            return
        by_decision: defaultdict[tuple[str, ...], list[Profile]] = defaultdict(list)
        for profile in group:
            apart, _ = self.decisions.of(profile.document, profile.id)
            by_decision[apart].append(profile)
        for apart, same in sorted(by_decision.items()):
            yield from self.parted(same, apart)

    def countries(self, group: Iterable[Profile]) -> Iterator[Candidate]:
        """Yield the one candidate of a code, which half of all documents may name: profiles are not kept."""
        totals: dict[tuple[str, ...], Summary] = {}
        members: defaultdict[tuple[str, ...], list[tuple[DocId, EntityId, Pair]]] = defaultdict(list)
        forced: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for profile in group:
            apart, together = self.decisions.of(profile.document, profile.id)
            one = summary(replace(profile, company=frozenset(), setting=()), apart, self.name)
            if apart in totals:
                absorb(totals[apart], one)
            else:
                totals[apart] = one
            members[apart].append((profile.document, profile.id, Pair(NAME, ("same code",))))
            forced[apart] |= {f"decision: {self.decisions.sorted[number]}" for number in together}
        for apart, total in sorted(totals.items()):
            trim(total)
            why = {*forced[apart], *self.recognized(total)}
            yield Candidate(total, sorted(set(self.matcher.keys(total))), members[apart], frozenset(why))

    def parted(self, group: Sequence[Profile], apart: tuple[str, ...]) -> Iterator[Candidate]:
        """Yield the candidates of profiles that no decision parts."""
        summaries = [summary(profile, apart, self.name) for profile in group]
        for parts in self.matcher.clusters(summaries):
            total = merged(sorted((summaries[n] for n, _ in parts), key=lambda s: s.order))
            forced = set(self.recognized(total))
            for n, _ in parts:
                _, together = self.decisions.of(group[n].document, group[n].id)
                forced |= {f"decision: {self.decisions.sorted[number]}" for number in together}
            members = [(group[n].document, group[n].id, pair) for n, pair in parts]
            yield Candidate(total, sorted(set(self.matcher.keys(total))), members, frozenset(forced))

    def recognized(self, total: Summary) -> Iterator[str]:
        """Look a candidate up in the catalogue, and yield the entry that it is."""
        if self.catalogue is None:
            return
        titles = (office.partition("|")[2].replace("-", " ") for office in total.offices)
        entry = self.catalogue.find(self.kind, total.key, total.countries, titles)
        if entry is not None and (self.kind is not Kind.PERSON or " " in total.key):
            total.known = entry.id
            yield f"catalogue: {entry.id}"


def summary(profile: Profile, apart: tuple[str, ...], name: Namer) -> Summary:
    """Return what one document says as a candidate of its own."""
    offices = {
        f"{name(profile.document, held.of) if held.of and not held.seat else held.seat}|"
        + held.title.replace(" ", "-")
        for held in profile.held
    }
    person = person_name(profile.name) if profile.kind is Kind.PERSON else PersonName(())
    return Summary(
        kind=profile.kind,
        key=profile.key,
        names=once({profile.name} if profile.kind is Kind.PERSON else profile.names | {profile.name}),
        locals={profile.id: 1},
        documents=1,
        least=f"{profile.document} {profile.id}",
        offices=once(offices),
        countries=once(profile.countries),
        settings=once(profile.setting[:1]),
        company=once(profile.company),
        initials=person.initials if person.full else "",
        suffix=person.suffix,
        years=(profile.published.year, profile.published.year) if profile.published else None,
        generic=profile.generic,
        apart=apart,
    )


def once(values: Iterable[str]) -> dict[str, int]:
    """Return values as counted once."""
    return dict.fromkeys(values, 1)
