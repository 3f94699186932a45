"""Who met whom: only what was held, planned and denied meetings apart."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph import KnowledgeGraph
from kg.model import EntityId, Event, EventKind, EventStatus, FactId

MEETINGS = frozenset([EventKind.MEET, EventKind.CALL, EventKind.VISIT, EventKind.NEGOTIATE, EventKind.SUMMIT])


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two who met, called or visited one another, and the facts that say so."""

    one: EntityId
    other: EntityId
    facts: tuple[FactId, ...]


def meetings(graph: KnowledgeGraph) -> Iterator[Meeting]:
    """Yield each pair that met, those who met most first. O(events · participants²)."""
    pairs: defaultdict[tuple[EntityId, EntityId], list[FactId]] = defaultdict(list)
    for fact in graph:
        if isinstance(fact, Event) and fact.kind in MEETINGS and fact.status is EventStatus.HELD:
            who = sorted({entity for _, entity in fact.participants})
            for i, one in enumerate(who):
                for other in who[i + 1 :]:
                    pairs[one, other].append(fact.id)
    for (one, other), facts in sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield Meeting(one, other, tuple(facts))
