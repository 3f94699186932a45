"""A graph as rows of nodes and relationships, the one form that loaders see; `lift` undoes `lower`.

A property without a value is left out of its row.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.lifting import lift
from kg.model import (
    Citation,
    Entity,
    EntityId,
    Event,
    Evidence,
    EvidenceId,
    Fact,
    FactId,
    Kind,
    Office,
    Statement,
    Tenure,
    TenureStatus,
    Triple,
)
from kg.schema import (
    NODE_PROPERTIES,
    TYPE_PROPERTIES,
    Node,
    Relationship,
    Row,
    label_of,
    node,
    office_relationships,
    relationship,
)
from kg.vocabulary import CAMEO, PLOVER

__all__ = ["Node", "Relationship", "Row", "lift", "lower"]
NODE_ORDER = {label: place for place, label in enumerate(NODE_PROPERTIES)}
TYPE_ORDER = {type_: place for place, type_ in enumerate(TYPE_PROPERTIES)}


def lower(graph: KnowledgeGraph) -> Iterator[Row]:
    """Yield the rows of `graph`, kind by kind, nodes before relationships. O(size of the graph).

    Raises:
        InputError: an id does not fit its kind, or something is named that the graph does not hold.
    """
    evidence, proofs = evidence_of(graph)
    check(graph, evidence.values())
    yield from (document_node(document) for document in graph.documents.values())
    entities = sorted(graph.entities.values(), key=lambda e: node_order(e.id))
    yield from (entity_node(entity) for entity in entities)
    for name in sorted(graph.sentences):
        sentence = graph.sentences[name]
        yield node(name, start_char=sentence.start, end_char=sentence.end, text=sentence.text)
    names = sorted((n for n, fact in graph.facts.items() if not isinstance(fact, Triple)), key=node_order)
    yield from (fact_node(name, graph.facts[name]) for name in names)
    for identity in sorted(evidence):
        e = evidence[identity]
        place = {"start_char": e.start, "end_char": e.end, "exact": e.exact}
        yield node(identity, **place, rule=e.rule, confidence=e.confidence)
    yield from sorted(relationships(graph, evidence, proofs), key=shape_order)


def node_order(identity: str) -> tuple[int, str]:
    """Return the place of a node in the order of writing: by label, then by id."""
    return NODE_ORDER[label_of(identity)], identity


def evidence_of(graph: KnowledgeGraph) -> tuple[dict[EvidenceId, Evidence], dict[FactId, list[EvidenceId]]]:
    """Return all evidence by id, and the ids of each fact's: computed once, for an id is a hash."""
    evidence, proofs = {}, {}
    for name, fact in graph.facts.items():
        found = {e.id: e for e in fact.evidence}
        evidence.update(found)
        proofs[name] = sorted(found)
    return evidence, proofs


def shape_order(row: Relationship) -> tuple[int, str, str]:
    """Return the place of a relationship in the order of writing: by type, then by labels of its ends."""
    return TYPE_ORDER[row.type], row.source_label, row.target_label


def check(graph: KnowledgeGraph, evidence: Iterable[Evidence]) -> None:
    """Refuse a graph that names what it does not hold: a store would lose the fact without a word."""
    for entity in graph.entities.values():
        if (kind := entity.kind if isinstance(entity, Entity) else Kind.OFFICE) != label_of(entity.id):
            raise InputError(entity.id, f"the id does not fit the kind {kind}")
        if isinstance(entity, Office):
            need(entity.id, entity.of, graph.entities)
    for sentence in graph.sentences.values():
        need(sentence.id, (sentence.document,), graph.documents)
    for mention in graph.mentions:
        need(f"mention {mention.text!r}", (mention.entity,), graph.entities)
        need(f"mention {mention.text!r}", (mention.document,), graph.documents)
    for found in evidence:
        need(found.id, (found.sentence,), graph.sentences)
    for fact in graph:
        need(fact.id, entities_of(fact), graph.entities)
        if isinstance(fact, Statement):
            need(fact.id, fact.asserts | fact.denies, graph.facts)


def need(who: str, names: Any, table: Mapping[Any, object]) -> None:
    """Raise unless everything that `who` names is in `table`."""
    missing = sorted(name for name in names if name not in table)
    if missing:
        raise InputError(who, f"names {missing[0]!r}, which the graph does not hold")


def entities_of(fact: Fact) -> list[EntityId]:
    """Return the ids of all entities that a fact names."""
    match fact:
        case Triple():
            return [fact.subject, fact.object]
        case Tenure():
            return [fact.holder, fact.office]
        case Event():
            return [entity for _, entity in fact.participants] + ([fact.place] if fact.place else [])
        case Statement():
            return [fact.speaker, *fact.about] + ([fact.to] if fact.to else [])


def document_node(document: Citation) -> Node:
    """Return the node of a document."""
    published = document.published.isoformat() if document.published else None
    text = {name: getattr(document, name) for name in ("key", "url", "publisher", "title", "lang", "sha256")}
    return node(document.id, **text, published=published)


def entity_node(entity: Entity | Office) -> Node:
    """Return the node of an entity or office."""
    aliases = sorted(entity.aliases)
    if isinstance(entity, Office):
        return node(entity.id, title=entity.title, aliases=aliases)
    names = {"name": entity.name, "wikidata": entity.wikidata, "code": entity.code}
    return node(entity.id, **names, aliases=aliases)


def fact_node(name: FactId, fact: Fact) -> Node:
    """Return the node of a fact that is no plain relation."""
    match fact:
        case Tenure():
            span = {"status": fact.status.value, "since": fact.since, "until": fact.until}
            as_of = sorted(day.isoformat() for day in fact.as_of)
            return node(name, **span, titles=sorted(fact.titles), as_of=as_of)
        case Event():
            span = {"status": fact.status.value, "since": fact.since, "until": fact.until}
            codes = {"plover": PLOVER[fact.kind], "cameo": CAMEO[fact.kind]}
            return node(name, type=fact.kind.value, **codes, **span)
        case Triple():
            raise TypeError("a plain relation is no node")
        case Statement():
            said = {"content": fact.content, "direct": fact.direct, "cue": fact.cue, "date": fact.date}
            asserted = sorted(x for x in fact.asserts if x.startswith("relation/")) or None
            denied = sorted(x for x in fact.denies if x.startswith("relation/")) or None
            sides = {"asserted_relations": asserted, "denied_relations": denied}
            return node(name, kind=fact.kind.value, polarity=fact.polarity.value, **said, **sides)


def relationships(
    graph: KnowledgeGraph, evidence: Mapping[EvidenceId, Evidence], proofs: Mapping[FactId, list[EvidenceId]]
) -> Iterator[Relationship]:
    """Yield all relationships, in an order that depends on the graph alone."""
    for identity in sorted(graph.sentences):
        yield relationship("IN", identity, graph.sentences[identity].document)
    for found in sorted(evidence):
        yield relationship("IN", found, evidence[found].sentence)
    for name in sorted(graph.entities):
        entity = graph.entities[name]
        if isinstance(entity, Office):
            yield from office_relationships(entity.id, entity.of)
    yield from mention_relationships(graph)
    for fact_id in sorted(graph.facts):
        fact = graph.facts[fact_id]
        yield from fact_relationships(fact_id, fact, proofs[fact_id])
        if not isinstance(fact, Triple):
            yield from (relationship("EVIDENCED_BY", fact_id, name) for name in proofs[fact_id])
    yield from held(fact for fact in graph if isinstance(fact, Tenure))


def mention_relationships(graph: KnowledgeGraph) -> Iterator[Relationship]:
    """Yield one relationship for all mentions of an entity in a document, in order of place."""

    def key(m: Any) -> tuple[str, str]:
        return m.entity, m.document

    ordered = sorted(graph.mentions, key=lambda m: (*key(m), m.start, m.end, m.text, m.form))
    for (entity, document), group in groupby(ordered, key):
        spans = list(group)
        places = {"start_chars": [m.start for m in spans], "end_chars": [m.end for m in spans]}
        words = {"texts": [m.text for m in spans], "forms": [m.form.value for m in spans]}
        yield relationship("MENTIONED_IN", entity, document, **places, **words)


def fact_relationships(name: FactId, fact: Fact, evidence: list[EvidenceId]) -> Iterator[Relationship]:
    """Yield what links a fact to the entities and facts that it is about."""
    match fact:
        case Triple():
            span = {"id": name, "since": fact.since, "until": fact.until}
            yield relationship(fact.predicate.value, fact.subject, fact.object, **span, evidence=evidence)
        case Tenure():
            yield relationship("HAD", fact.holder, name)
            yield relationship("IN_OFFICE", name, fact.office)
        case Event():
            for role, entity in sorted(fact.participants):
                yield relationship("TOOK_PART", entity, name, role=role.value)
            if fact.place:
                yield relationship("AT", name, fact.place)
        case Statement():
            yield relationship("SAID", fact.speaker, name)
            if fact.to:
                yield relationship("TO", name, fact.to)
            yield from (relationship("ABOUT", name, entity) for entity in sorted(fact.about))
            for type_, facts in (("ASSERTS", fact.asserts), ("DENIES", fact.denies)):
                nodes = sorted(other for other in facts if not other.startswith("relation/"))
                yield from (relationship(type_, name, other) for other in nodes)


def held(tenures: Iterator[Tenure]) -> Iterator[Relationship]:
    """Yield `HOLDS` for every tenure that is current, `as_of` the last document that says so."""
    last: dict[tuple[str, str], date | None] = {}
    for tenure in tenures:
        if tenure.status is TenureStatus.CURRENT:
            key = tenure.holder, tenure.office
            days = {*tenure.as_of, last.get(key)} - {None}
            last[key] = max(days, default=None)  # type: ignore[type-var]
    for (holder, office), day in last.items():
        yield relationship("HOLDS", holder, office, as_of=day.isoformat() if day else None)
