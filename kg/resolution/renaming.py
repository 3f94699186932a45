"""Rewrites one document's graph under the names that entities have across documents."""

from collections.abc import Mapping
from dataclasses import replace

from kg.graph import KnowledgeGraph, members
from kg.model import (
    Entity,
    EntityId,
    Event,
    Fact,
    FactId,
    Item,
    Mention,
    Office,
    Statement,
    Tenure,
    Triple,
)

Names = Mapping[EntityId, EntityId]
"""Old id → new id; what is absent keeps its id."""


def renamed(
    graph: KnowledgeGraph, names: Names, nodes: Mapping[EntityId, Entity | Office] | None = None
) -> KnowledgeGraph:
    """Return `graph` with entities under new ids; facts that become one are united. O(size of `graph`).

    `nodes` say by new id what a node is called and whom an office belongs to, whatever this document says.
    A relation whose two ends become one entity says nothing any more, and is left out.
    """
    nodes = nodes or {}
    if not nodes and not any(names.get(key, key) != key for key in graph.entities):
        return graph
    names = {old: new for old, new in names.items() if old != new}
    ids, facts = {}, {}
    for key, fact in graph.facts.items():
        facts[key] = fact if names.keys().isdisjoint(members(fact)) else moved_fact(fact, names)
        if not loops(facts[key]):
            ids[key] = key if facts[key] is fact else facts[key].id
    result = KnowledgeGraph(moved(item, names) for item in graph.items() if not isinstance(item, Fact))
    for key, new in ids.items():
        result.add_fact(new, relinked(facts[key], ids))
    for name, entity in list(result.entities.items()):
        result.entities[name] = labelled(entity, nodes.get(name))
    return completed(result, nodes)


def labelled(entity: Entity | Office, node: Entity | Office | None) -> Entity | Office:
    """Return an entity with the name that it has across documents."""
    match entity, node:
        case Office(), Office():
            aliases = entity.aliases | {entity.title} - {node.title}
            return replace(entity, title=node.title, of=node.of, aliases=aliases)
        case Entity(), Entity():
            aliases = entity.aliases | {entity.name} - {node.name}
            wikidata = node.wikidata or entity.wikidata
            return replace(entity, name=node.name, aliases=aliases, wikidata=wikidata)
    return entity


def completed(graph: KnowledgeGraph, nodes: Mapping[EntityId, Entity | Office]) -> KnowledgeGraph:
    """Add the owners of offices that only other documents name."""
    owners = {
        owner for office in graph.entities.values() if isinstance(office, Office) for owner in office.of
    }
    for owner in sorted(owners - graph.entities.keys()):
        graph.add(nodes[owner])
    return graph


def loops(fact: Fact) -> bool:
    """Tell whether a relation joins an entity with itself."""
    return isinstance(fact, Triple) and fact.subject == fact.object


def relinked(fact: Fact, ids: Mapping[FactId, FactId]) -> Fact:
    """Return a statement with the new ids of the facts that it asserts or denies; others as they are."""
    if not isinstance(fact, Statement):
        return fact
    asserts, denies = (frozenset(ids[x] for x in side if x in ids) for side in (fact.asserts, fact.denies))
    return replace(fact, asserts=asserts, denies=denies)


def moved(item: Item, names: Names) -> Item:
    """Return what is no fact with every entity id replaced."""
    match item:
        case Entity() if item.id in names:
            return replace(item, id=names[item.id])
        case Office():
            of = tuple(dict.fromkeys(names.get(x, x) for x in item.of))
            return replace(item, id=names.get(item.id, item.id), of=of)
        case Mention() if item.entity in names:
            return replace(item, entity=names[item.entity])
        case _:
            return item


def moved_fact(fact: Fact, names: Names) -> Fact:
    """Return the fact with every entity id replaced."""

    def new(old: EntityId) -> EntityId:
        return names.get(old, old)

    match fact:
        case Triple():
            return replace(fact, subject=new(fact.subject), object=new(fact.object))
        case Tenure():
            return replace(fact, holder=new(fact.holder), office=new(fact.office))
        case Event():
            who = frozenset((role, new(entity)) for role, entity in fact.participants)
            return replace(fact, participants=who, place=fact.place and new(fact.place))
        case Statement():
            about = frozenset(new(entity) for entity in fact.about)
            return replace(fact, speaker=new(fact.speaker), to=fact.to and new(fact.to), about=about)
