"""Who held what when: the holders of each office in order, and who followed whom."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.analysis.convert import HELD
from kg.graph import KnowledgeGraph
from kg.model import EntityId, FactId, Tenure


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in an office. `last_seen` is the last day of a report, `until` what the text says."""

    office: EntityId
    holder: EntityId
    status: str
    since: str | None
    until: str | None
    first_seen: str | None
    last_seen: str | None
    fact: FactId


@dataclass(frozen=True, slots=True)
class Succession:
    """`after` held the office after `before`, as far as is known: "gap", "overlap", "next" or "unknown"."""

    office: EntityId
    before: EntityId
    after: EntityId
    how: str
    facts: tuple[FactId, FactId]


def timelines(graph: KnowledgeGraph) -> Iterator[Holding]:
    """Yield the holdings of all offices, by office, then in the order of time. O(facts log facts)."""
    found = [holding(fact) for fact in graph if isinstance(fact, Tenure) and fact.status in HELD]
    yield from sorted(found, key=lambda one: (one.office, *moment(one), one.fact))


def holding(fact: Tenure) -> Holding:
    """Return a tenure with the days on which it was reported."""
    seen = sorted(str(day) for day in fact.as_of)
    first, last = (seen[0], seen[-1]) if seen else (None, None)
    return Holding(fact.office, fact.holder, str(fact.status), fact.since, fact.until, first, last, fact.id)


def moment(one: Holding) -> tuple[str, int, str]:
    """Return what to sort a holding by: former holders with no date come first."""
    seen = "" if one.status == "former" else one.first_seen
    return one.since or one.until or seen or "", int(one.status != "former"), one.until or "9999"


def successions(graph: KnowledgeGraph) -> Iterator[Succession]:
    """Yield who followed whom in each office, where dates or "former" tell. O(facts log facts)."""
    offices: defaultdict[EntityId, list[Holding]] = defaultdict(list)
    for one in timelines(graph):
        offices[one.office].append(one)
    for office, holdings in offices.items():
        for before, after in pairwise(holdings):
            if before.holder != after.holder and moment(before)[:2] < moment(after)[:2]:
                how = joint(before.until, after.since)
                yield Succession(office, before.holder, after.holder, how, (before.fact, after.fact))


def joint(until: str | None, since: str | None) -> str:
    """Return how an end meets a start, compared no finer than the coarser of the two."""
    if until is None or since is None:
        return "unknown"
    length = min(len(until), len(since))
    end, start = until[:length], since[:length]
    if end == start:
        return "next"
    return "gap" if end < start else "overlap"
