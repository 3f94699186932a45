"""What one document alone says: the unit in which a store takes a graph in, and forgets it.

A part is a graph of one document, or of none (what is known beside all documents). `STATES` keeps in a store
what a part says of each entity and fact, so that it can be taken back exactly.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import codec
from kg.graph import KnowledgeGraph, members
from kg.model import (
    DocId,
    Entity,
    EntityId,
    Fact,
    Office,
    Statement,
    Tenure,
    Triple,
)
from kg.schema import Node, Relationship, node, relationship

VERSION = "1"
"""Of the rows that a part is written as: another one makes every part be written anew."""


def split(graph: KnowledgeGraph) -> Iterator[KnowledgeGraph]:
    """Yield the parts of a graph; joined they are the graph. O(size of the graph).

    Evidence and mentions say what belongs to a document. What a union has mixed (aliases, wordings, dates)
    goes to every document that has the entity or fact: write documents' graphs one by one where that matters.
    """
    if len(graph.documents) == 1:
        yield graph
        return
    parts = {name: KnowledgeGraph([citation]) for name, citation in graph.documents.items()}
    for sentence in graph.sentences.values():
        parts[sentence.document].add(sentence)
    for mention in graph.mentions:
        parts[mention.document].add(mention)
        add_entity(parts[mention.document], graph, mention.entity)
    for fact in graph:
        for document in sorted({e.document for e in fact.evidence}):
            add_fact(parts[document], graph, fact, document)
    yield from parts.values()
    rest = beside(graph, parts.values())
    if rest.entities or rest.facts:
        yield rest


def beside(graph: KnowledgeGraph, parts: Iterable[KnowledgeGraph]) -> KnowledgeGraph:
    """Return what is in no part."""
    entities, facts = set(graph.entities), set(graph.facts)
    for part in parts:
        entities -= part.entities.keys()
        facts -= part.facts.keys()
    rest = KnowledgeGraph()
    for name in sorted(entities):
        add_entity(rest, graph, name)
    for fact in sorted(facts):
        add_fact(rest, graph, graph.facts[fact], None)
    return rest


def add_entity(part: KnowledgeGraph, graph: KnowledgeGraph, name: EntityId) -> None:
    """Add an entity and, if it is an office, what it belongs to."""
    if name not in part.entities:
        entity = graph.entities[name]
        part.add(entity)
        for owner in entity.of if isinstance(entity, Office) else ():
            add_entity(part, graph, owner)


def add_fact(part: KnowledgeGraph, graph: KnowledgeGraph, fact: Fact, document: DocId | None) -> None:
    """Add a fact with the evidence of one document, and all that it names."""
    if fact.id in part.facts:
        return
    part.add(replace(fact, evidence=frozenset(e for e in fact.evidence if e.document == document)))
    for name in members(fact):
        add_entity(part, graph, name)
    for other in fact.asserts | fact.denies if isinstance(fact, Statement) else ():
        add_fact(part, graph, graph.facts[other], document)


def lines_of(part: KnowledgeGraph) -> str:
    """Return all that a part says. O(size of the part)."""
    return "\n".join(codec.to_lines(part))


def digest_of(lines: str) -> str:
    """Return 32 hexadecimal digits that depend on all that a part says."""
    return hashlib.sha256(f"{VERSION}\n{lines}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def part_id(part: KnowledgeGraph, digest: str) -> str:
    """Return the id of the node that stands for a part: its document's, if it has one."""
    return next(iter(part.documents), f"part/{digest}")


def part_node(part: KnowledgeGraph, digest: str) -> Node:
    """Return what a store remembers of a part, to know it again and to take it back."""
    unproven = sorted(n for n, fact in part.facts.items() if isinstance(fact, Triple) and not fact.evidence)
    return node(part_id(part, digest), digests=[digest], unproven=unproven or None)


def stated(part: KnowledgeGraph, name: str) -> Iterator[Relationship]:
    """Yield what the part with this id says of each entity and of each fact that is no plain relation."""
    for entity in part.entities.values():
        yield relationship("STATES", name, entity.id, **names(entity))
    for key, fact in part.facts.items():
        if not isinstance(fact, Triple):
            yield relationship("STATES", name, key, **extras(fact))


def names(entity: Entity | Office) -> dict[str, object]:
    """Return all values of an entity."""
    aliases = sorted(entity.aliases) or None
    if isinstance(entity, Office):
        return {"title": entity.title, "aliases": aliases, "of": list(entity.of) or None}
    return {"name": entity.name, "aliases": aliases, "wikidata": entity.wikidata, "code": entity.code}


def extras(fact: Fact) -> dict[str, list[str] | None]:
    """Return what a fact's id leaves out, evidence aside."""
    match fact:
        case Tenure():
            days = sorted(day.isoformat() for day in fact.as_of)
            return {"titles": sorted(fact.titles) or None, "as_of": days or None}
        case Statement():
            sides = {"asserts": fact.asserts, "denies": fact.denies}
            return {name: sorted(ids) or None for name, ids in {"about": fact.about, **sides}.items()}
        case _:
            return {}
