"""What is drawn of a graph: entities and events as nodes; tenures, relations, roles and claims as edges."""

from dataclasses import dataclass, field

from kg.graph import KnowledgeGraph, members
from kg.model import (
    Entity,
    EntityId,
    Event,
    Fact,
    FactId,
    Kind,
    Office,
    Role,
    Statement,
    Tenure,
    TenureStatus,
    Triple,
)
from kg.views.records import owners, standing
from kg.views.wording import event_label, name_of, wrap


@dataclass(slots=True)
class Node:
    """A node of the picture; `key` is the id of an entity or event."""

    key: str
    label: str
    kind: str
    standing: str = "held"
    weight: int = 0


@dataclass(slots=True)
class Edge:
    """An edge of the picture. `role` says what it stands for; `facts` carry its evidence."""

    start: str
    end: str
    role: str
    label: str = ""
    standing: str = "held"
    facts: list[FactId] = field(default_factory=list)


@dataclass(slots=True)
class Picture:
    """Nodes by key, and edges."""

    nodes: dict[str, Node]
    edges: list[Edge]


def draw(graph: KnowledgeGraph) -> Picture:
    """Return the nodes and edges of `graph`, ordered by id. O(entities + facts)."""
    nodes: dict[str, Node] = {}
    for entity in sorted(graph.entities):
        nodes[entity] = entity_node(graph, entity)
    for fact in graph:
        for entity in members(fact):
            if entity not in nodes:
                nodes[entity] = entity_node(graph, entity)
        if isinstance(fact, Event):
            nodes[fact.id] = Node(fact.id, event_label(fact), "Event", standing(fact))
    merged: dict[tuple[str, str, str, str, str], Edge] = {}
    for edge in edges(graph):
        if edge.start in nodes and edge.end in nodes and edge.start != edge.end:
            same = (edge.start, edge.end, edge.role, edge.label, edge.standing)
            merged.setdefault(same, Edge(*same)).facts.extend(edge.facts)
    for edge in merged.values():
        edge.facts = list(dict.fromkeys(edge.facts))
        if edge.role != "talk":
            nodes[edge.start].weight += 1
            nodes[edge.end].weight += 1
        elif len(edge.facts) > 1:
            edge.label = f"{edge.label} ({len(edge.facts)})"
    return Picture(nodes, list(merged.values()))


def entity_node(graph: KnowledgeGraph, entity: EntityId) -> Node:
    """Return the node of an entity; an office shows its title, for the edge says of what."""
    found = graph.entities.get(entity)
    if isinstance(found, Office):
        return Node(entity, wrap(found.title[:1].upper() + found.title[1:]), str(Kind.OFFICE))
    kind = found.kind if isinstance(found, Entity) else Kind.ORGANIZATION
    return Node(entity, wrap(name_of(graph, entity)), str(kind))


def edges(graph: KnowledgeGraph) -> list[Edge]:
    """Return all edges, those of one fact together, in the order of ids."""
    stated = {(f.subject, f.object) for f in graph if isinstance(f, Triple)}
    found = []
    for entity in sorted(graph.entities):
        of = owners(graph, entity)
        for owner in of:
            if owner == of[0] or (of[0], owner) not in stated:
                found.append(Edge(entity, owner, "of", "of"))
    for fact in graph:
        found.extend(fact_edges(graph, fact))
    return found


def fact_edges(graph: KnowledgeGraph, fact: Fact) -> list[Edge]:
    """Return the edges that show one fact."""
    how = standing(fact)
    match fact:
        case Tenure():
            label = "" if fact.status is TenureStatus.CURRENT else str(fact.status)
            return [Edge(fact.holder, fact.office, "tenure", label, how, [fact.id])]
        case Triple():
            label = str(fact.predicate).replace("_", " ").lower()
            return [Edge(fact.subject, fact.object, "relation", label, how, [fact.id])]
        case Event():
            return event_edges(fact, how)
        case Statement():
            return statement_edges(graph, fact)


def event_edges(event: Event, how: str) -> list[Edge]:
    """Return an edge for each who took part, towards the targets, and one to the place."""
    found = []
    for role, who in sorted(event.participants):
        ends = (event.id, who) if role in (Role.TARGET, Role.HOST) else (who, event.id)
        name = "member" if role is Role.MEMBER else "part"
        found.append(Edge(ends[0], ends[1], name, "host" if role is Role.HOST else "", how, [event.id]))
    if event.place:
        found.append(Edge(event.id, event.place, "at", "", how, [event.id]))
    return found


def statement_edges(graph: KnowledgeGraph, said: Statement) -> list[Edge]:
    """Return edges to what the statement asserts or denies, and to whom it is for or about."""
    found = []
    for role, targets in (("claims", said.asserts), ("denies", said.denies)):
        for target in sorted(targets & graph.facts.keys()):
            drawn = target_node(graph.facts[target])
            if drawn != said.speaker:
                found.append(Edge(said.speaker, drawn, role, role, "said", [said.id, target]))
    spoken = {**dict.fromkeys(sorted(said.about), "about"), **({said.to: "to"} if said.to else {})}
    return found + [Edge(said.speaker, who, "talk", how, "said", [said.id]) for who, how in spoken.items()]


def target_node(fact: Fact) -> str:
    """Return the node that stands for a fact, or the nearest one when it is drawn as an edge."""
    match fact:
        case Event():
            return fact.id
        case Tenure():
            return fact.office
        case Triple():
            return fact.subject
        case Statement():
            return fact.speaker
