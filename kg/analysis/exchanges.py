"""What countries did with one another: a matrix of events, each side told by its people and bodies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from kg.analysis.convert import HELD, attested, is_country
from kg.graph import KnowledgeGraph
from kg.model import EntityId, Event, EventStatus, FactId, Office, Predicate, Role, Tenure, Triple


@dataclass(frozen=True, slots=True)
class Exchange:
    """A cell of the matrix: `source` acted on `target`; what two did together has `mutual`, ends in order."""

    source: EntityId
    target: EntityId
    kind: str
    mutual: bool
    events: int
    weight: float
    facts: tuple[FactId, ...]


def exchanges(graph: KnowledgeGraph) -> Iterator[Exchange]:
    """Yield what was held between two countries, heaviest first; `weight` sums their attestation. O(facts).

    A body stands for the country that it belongs to; a person for the one whose office is or was theirs, else
    of which they are a citizen; who points to several countries stands for none.
    """
    lands = nationalities(graph)
    cells: defaultdict[tuple[EntityId, EntityId, str, bool], list[Event]] = defaultdict(list)
    for fact in graph:
        if isinstance(fact, Event) and fact.status is EventStatus.HELD:
            for source, target, mutual in sides(fact, lands):
                cells[source, target, str(fact.kind), mutual].append(fact)
    found = [
        Exchange(*key, len(events), round(sum(map(attested, events)), 6), tuple(event.id for event in events))
        for key, events in cells.items()
    ]
    yield from sorted(found, key=lambda x: (-x.weight, x.source, x.target, x.kind, x.mutual))


def sides(event: Event, lands: Mapping[EntityId, EntityId]) -> Iterator[tuple[EntityId, EntityId, bool]]:
    """Yield the pairs of different countries of one event: who acted on whom, or two equals in order."""
    agents = {lands[who] for role, who in event.participants if role is Role.AGENT and who in lands}
    others = {lands[who] for role, who in event.participants if role is not Role.AGENT and who in lands}
    if agents:
        yield from ((one, other, False) for one, other in sorted(product(agents, others)) if one != other)
    else:
        yield from ((one, other, True) for one, other in combinations(sorted(others), 2))


def nationalities(graph: KnowledgeGraph) -> dict[EntityId, EntityId]:
    """Return the one country that each entity stands for; those with none or several are absent. O(facts)."""
    served: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    citizens: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    bodies: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for fact in graph:
        if isinstance(fact, Triple) and fact.predicate is Predicate.OF_COUNTRY:
            bodies[fact.subject].add(fact.object)
        elif isinstance(fact, Triple) and fact.predicate is Predicate.CITIZEN_OF:
            citizens[fact.subject].add(fact.object)
    for fact in graph:
        if isinstance(fact, Tenure) and fact.status in HELD:
            office = graph.entities.get(fact.office)
            for owner in office.of if isinstance(office, Office) else ():
                served[fact.holder] |= {owner} if is_country(graph, owner) else bodies[owner]
    found = {who: served[who] or citizens[who] or bodies[who] for who in {*served, *citizens, *bodies}}
    found |= {key: {key} for key in graph.entities if is_country(graph, key)}
    return {who: next(iter(of)) for who, of in sorted(found.items()) if len(of) == 1}
