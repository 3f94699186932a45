"""What changed between two days: offices taken and left, events held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.analysis.convert import HELD
from kg.graph import KnowledgeGraph
from kg.model import Event, EventStatus, FactId, Tenure


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that began or ended; `when` is as exact as the text."""

    when: str
    what: str
    fact: FactId


def changes(graph: KnowledgeGraph, since: date = date.min, until: date = date.max) -> Iterator[Change]:
    """Yield offices taken and left and events held from `since` to `until`, in the order of time. O(facts).

    A month or year counts when any of its days lies between the two.
    """
    found = []
    for fact in graph:
        if isinstance(fact, Tenure) and fact.status in HELD:
            found += [Change(fact.since, "took office", fact.id)] if fact.since else []
            found += [Change(fact.until, "left office", fact.id)] if fact.until else []
        elif isinstance(fact, Event) and fact.status is EventStatus.HELD and fact.since:
            found.append(Change(fact.since, "happened", fact.id))
    first, last = since.isoformat(), until.isoformat()
    kept = [c for c in found if first[: len(c.when)] <= c.when <= last[: len(c.when)]]
    yield from sorted(kept, key=lambda change: (change.when, change.what, change.fact))
