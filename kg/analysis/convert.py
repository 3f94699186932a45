"""A graph for NetworkX: entities and events as nodes, what joins them as keyed edges."""

from collections.abc import Sequence
from itertools import combinations
from math import prod

import networkx as nx

from kg.graph import KnowledgeGraph, best
from kg.model import (
    DocId,
    Entity,
    EntityId,
    Event,
    EventStatus,
    Fact,
    Kind,
    Office,
    Statement,
    Tenure,
    TenureStatus,
    Triple,
)

HELD = (TenureStatus.CURRENT, TenureStatus.ACTING, TenureStatus.FORMER)


def to_networkx(graph: KnowledgeGraph) -> "nx.MultiDiGraph[str]":
    """Return `graph` for NetworkX, nodes and edges in the order of ids. O(entities + facts).

    Nodes carry `kind` and `name`, events also `status`. Edges are keyed by the id of their fact and carry
    `type`, `status`, `happened`, `since`, `until`, `evidence` (how many sentences say so; one that several
    documents print, as copies of an agency's text do, counts once) and `confidence` (the best).
    """
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for key in sorted(graph.entities):
        entity = graph.entities[key]
        if isinstance(entity, Entity):
            found.add_node(key, kind=str(entity.kind), name=entity.name)
        else:
            found.add_node(key, kind=str(Kind.OFFICE), name=entity.title)
    for key in sorted(graph.entities):
        for owner in getattr(graph.entities[key], "of", ()):
            values = {"status": "stated", "happened": True, "since": None, "until": None}
            found.add_edge(key, owner, key="of", type="OF", evidence=0, confidence=1.0, **values)
    for fact in graph:
        add_fact(found, fact, len({graph.sentences[e.sentence].text for e in fact.evidence}))
    for node in found:
        found.nodes[node].setdefault("kind", str(Kind.ORGANIZATION))
        found.nodes[node].setdefault("name", node)
    return found


def add_fact(found: "nx.MultiDiGraph[str]", fact: Fact, sentences: int) -> None:
    """Add the edges of one fact, and the node of an event."""
    if isinstance(fact, Event):
        found.add_node(fact.id, kind="Event", name=str(fact.kind), status=str(fact.status))
    for start, end, kind in edges(fact):
        found.add_edge(start, end, key=fact.id, type=kind, evidence=sentences, **values(fact))


def edges(fact: Fact) -> Sequence[tuple[str, str, str]]:
    """Return start, end and type of each edge of a fact."""
    match fact:
        case Tenure():
            return [(fact.holder, fact.office, "HAD")]
        case Triple():
            return [(fact.subject, fact.object, str(fact.predicate))]
        case Event():
            found: list[tuple[str, str, str]] = [
                (who, fact.id, "TOOK_PART") for _, who in sorted(fact.participants)
            ]
            return [*found, (fact.id, fact.place, "AT")] if fact.place else found
        case Statement():
            to = [(fact.speaker, fact.to, "SAID_TO")] if fact.to else []
            return to + [(fact.speaker, who, "SAID_ABOUT") for who in sorted(fact.about) if who != fact.to]


def values(fact: Fact) -> dict[str, str | int | float | bool | None]:
    """Return the attributes of the edges of a fact, but for its type and evidence."""
    dated = fact.date if isinstance(fact, Statement) else fact.since
    return {
        "status": status(fact),
        "happened": happened(fact),
        "since": dated,
        "until": None if isinstance(fact, Statement) else fact.until,
        "confidence": best(fact),
    }


def attested(fact: Fact) -> float:
    """Return how sure a fact is, its documents taken as independent: one minus the product of their doubts.

    A document counts once, by its best evidence; 0.5 with no evidence.
    """
    sources: dict[DocId, float] = {}
    for proof in fact.evidence:
        sources[proof.document] = max(proof.confidence, sources.get(proof.document, 0.0))
    doubt = prod(1 - sources[document] for document in sorted(sources))
    return round(1 - doubt, 6) if sources else 0.5


def status(fact: Fact) -> str:
    """Return the status of a fact; of a statement its kind."""
    match fact:
        case Tenure() | Event():
            return str(fact.status)
        case Statement():
            return str(fact.kind)
        case Triple():
            return "stated"


def happened(fact: Fact) -> bool:
    """Tell whether a fact counts as one: an event held, an office held now or before, a relation stated."""
    match fact:
        case Event():
            return fact.status is EventStatus.HELD
        case Tenure():
            return fact.status in HELD
        case Triple():
            return True
        case Statement():
            return False


def ties(graph: KnowledgeGraph, countries: bool = False, owners: bool = False) -> "nx.Graph[str]":
    """Return who is joined to whom by what happened: an edge a pair, with `weight` and `facts` (their ids).

    The weight is the sum of how well each fact is attested. Countries are left out unless `countries`, for
    every path is short through a country. O(facts · members²).
    Two holders of one office are joined over the office; with `owners`, an office that somebody held to what
    it is of.
    """
    found: nx.Graph[str] = nx.Graph()
    for fact in graph:
        if not happened(fact):
            continue
        ends = sorted(set(joined(fact)))
        kept = [end for end in ends if countries or not is_country(graph, end)]
        found.add_nodes_from(kept)
        pairs = list(combinations(kept, 2))
        if owners and isinstance(fact, Tenure):
            office = graph.entities.get(fact.office)
            pairs += [(fact.office, of) for of in (office.of if isinstance(office, Office) else ())]
        weight = attested(fact)
        for one, other in pairs:
            known = found.get_edge_data(one, other) or {"weight": 0.0, "facts": ()}
            facts = (*known["facts"], fact.id)
            found.add_edge(one, other, weight=round(known["weight"] + weight, 6), facts=facts)
    return found


def joined(fact: Fact) -> list[EntityId]:
    """Return the entities that a fact joins, its place apart."""
    match fact:
        case Tenure():
            return [fact.holder, fact.office]
        case Triple():
            return [fact.subject, fact.object]
        case Event():
            return [who for _, who in fact.participants]
        case Statement():
            return []


def is_country(graph: KnowledgeGraph, key: EntityId) -> bool:
    """Tell whether an entity is a country."""
    found = graph.entities.get(key)
    return isinstance(found, Entity) and found.kind is Kind.COUNTRY
