"""Parts of a graph worth looking at: around a name, between two, of a country, best connected."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from difflib import get_close_matches

from kg.errors import KgError
from kg.graph import KnowledgeGraph, members
from kg.model import Entity, EntityId, Fact, FactId, Kind, Statement
from kg.views.records import countries, owners
from kg.views.wording import name_of, shorten


class UnknownEntity(KgError):
    """Nothing in the graph has this name; names what is close to it."""

    def __init__(self, name: str, close: Iterable[str]) -> None:
        self.name, self.close = name, tuple(close)
        hint = f"did you mean {' or '.join(repr(shorten(c)) for c in self.close)}?" if self.close else ""
        hint = hint or "use a name, an alias or an id that is in it"
        super().__init__(f"the graph has nothing called {shorten(name)!r}: {hint}")


def find(graph: KnowledgeGraph, name: str) -> EntityId:
    """Return the entity that `name` is the id, name or alias of, or the only one whose name holds it.

    Of several with the same name the one with the most facts is taken. O(entities + facts).

    Raises:
        UnknownEntity: there is none; the message names close ones.
    """
    if EntityId(name) in graph.entities:
        return EntityId(name)
    wanted = name.casefold().strip()
    names: defaultdict[str, set[EntityId]] = defaultdict(set)
    for entity in graph.entities.values():
        spoken = {entity.name} if isinstance(entity, Entity) else {entity.title, name_of(graph, entity.id)}
        code = {entity.code} if isinstance(entity, Entity) and entity.code else set()
        for text in spoken | entity.aliases | code:
            names[text.casefold()].add(entity.id)
    found = names.get(wanted, set())
    if not found and wanted:
        found = set().union(*(ids for text, ids in names.items() if wanted in text))
    if not found:
        raise UnknownEntity(name, get_close_matches(wanted, sorted(names), n=3))
    degree = degrees(graph)
    return min(found, key=lambda entity: (-degree[entity], entity))


def degrees(graph: KnowledgeGraph) -> Counter[EntityId]:
    """Return how many facts each entity takes part in; an office counts for what it is of."""
    found: Counter[EntityId] = Counter()
    for fact in graph:
        found.update(members(fact))
    for entity in graph.entities:
        found.update(owners(graph, entity))
    return found


def part(graph: KnowledgeGraph, entities: Iterable[EntityId], facts: Iterable[FactId]) -> KnowledgeGraph:
    """Return the graph of these entities and facts, and what carries them. O(size of `graph`).

    The owners of offices come along, and so do the statements that assert or deny one of the facts.
    """
    chosen = {fact: graph.facts[fact] for fact in facts}
    for fact in graph:
        if isinstance(fact, Statement) and not chosen.keys().isdisjoint(fact.asserts | fact.denies):
            chosen[fact.id] = fact
    kept = set(entities).union(*(members(fact) for fact in chosen.values()))
    kept.update(owner for entity in list(kept) for owner in owners(graph, entity))
    return carried(graph, kept, chosen.values())


def carried(graph: KnowledgeGraph, entities: Iterable[EntityId], facts: Iterable[Fact]) -> KnowledgeGraph:
    """Return these entities and facts, with the documents, sentences and mentions that carry them."""
    kept, chosen = set(entities), list(facts)
    proofs = [proof for fact in chosen for proof in fact.evidence]
    sentences, documents = {p.sentence for p in proofs}, {p.document for p in proofs}
    found = KnowledgeGraph(document for name, document in graph.documents.items() if name in documents)
    for entity in sorted(kept & graph.entities.keys()):
        found.add(graph.entities[entity])
    for sentence in sorted(sentences & graph.sentences.keys()):
        found.add(graph.sentences[sentence])
    for fact in chosen:
        found.add(fact)
    for mention in graph.mentions:
        if mention.entity in kept and mention.document in documents:
            found.add(mention)
    return found


def around(graph: KnowledgeGraph, name: str, hops: int = 2) -> KnowledgeGraph:
    """Return what lies within `hops` facts of `name`; `hops` 0 is the entity alone.

    Countries are reached but not walked through, unless one is the start: else two hops are everything.
    """
    start = find(graph, name)
    touching, offices = facts_by_entity(graph), offices_by_owner(graph)
    seen, facts, border = {start}, set[FactId](), [start]
    for _ in range(hops):
        reached: dict[EntityId, None] = {}
        for entity in border:
            for fact in touching[entity]:
                facts.add(fact.id)
                reached.update(dict.fromkeys(members(fact)))
            reached.update(dict.fromkeys([*owners(graph, entity), *offices[entity]]))
        border = [entity for entity in reached if entity not in seen and not is_country(graph, entity)]
        seen.update(reached)
    return part(graph, seen, facts)


def between(graph: KnowledgeGraph, one: str, other: str) -> KnowledgeGraph:
    """Return all shortest ways from one name to the other, over facts and what offices belong to.

    Empty when nothing joins them. O(entities + facts).
    """
    start, goal = find(graph, one), find(graph, other)
    touching = facts_by_entity(graph)
    there, back = distances(graph, touching, start), distances(graph, touching, goal)
    if goal not in there:
        return part(graph, [start, goal], [])
    length = there[goal]
    on_way = {entity for entity in there if entity in back and there[entity] + back[entity] == length}
    facts = [fact.id for fact in graph if len({there[m] for m in members(fact) if m in on_way}) > 1]
    return part(graph, on_way, facts)


def country(graph: KnowledgeGraph, name: str) -> KnowledgeGraph:
    """Return the facts that somebody or something of a country takes part in."""
    land = find(graph, name)
    belongs = countries(graph)
    inside = {entity for entity in graph.entities if land in belongs[entity]}
    facts = [fact.id for fact in graph if not inside.isdisjoint(members(fact))]
    return part(graph, inside, facts)


def best_connected(graph: KnowledgeGraph, limit: int) -> KnowledgeGraph:
    """Return the `limit` entities with the most facts, and the facts that lie wholly among them."""
    degree = degrees(graph)
    known = graph.entities.keys() | degree.keys()
    kept = set(sorted(known, key=lambda entity: (-degree[entity], entity))[:limit])
    return carried(graph, kept, (fact for fact in graph if kept.issuperset(members(fact))))


def is_country(graph: KnowledgeGraph, entity: EntityId) -> bool:
    """Tell whether an entity is a country."""
    found = graph.entities.get(entity)
    return isinstance(found, Entity) and found.kind is Kind.COUNTRY


def facts_by_entity(graph: KnowledgeGraph) -> defaultdict[EntityId, list[Fact]]:
    """Return the facts of each entity, by id."""
    found: defaultdict[EntityId, list[Fact]] = defaultdict(list)
    for fact in graph:
        for entity in members(fact):
            found[entity].append(fact)
    return found


def offices_by_owner(graph: KnowledgeGraph) -> defaultdict[EntityId, list[EntityId]]:
    """Return the offices of each country and organization, by id."""
    found: defaultdict[EntityId, list[EntityId]] = defaultdict(list)
    for entity in sorted(graph.entities):
        for owner in owners(graph, entity):
            found[owner].append(entity)
    return found


def distances(
    graph: KnowledgeGraph, touching: defaultdict[EntityId, list[Fact]], start: EntityId
) -> dict[EntityId, int]:
    """Return how many facts away from `start` each entity is."""
    offices = offices_by_owner(graph)
    found, queue = {start: 0}, deque([start])
    while queue:
        entity = queue.popleft()
        near = [other for fact in touching.get(entity, []) for other in members(fact)]
        for other in [*near, *owners(graph, entity), *offices.get(entity, [])]:
            if other not in found:
                found[other] = found[entity] + 1
                queue.append(other)
    return found
