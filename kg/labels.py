"""A graph as labelled articles: one record a document, for scoring against hand labels."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg.graph import KnowledgeGraph, members
from kg.model import (
    DocId,
    Entity,
    EntityId,
    Event,
    Evidence,
    Fact,
    Mention,
    MentionForm,
    Office,
    Statement,
    Tenure,
    Triple,
)

Record = dict[str, Any]


def to_labels(graph: KnowledgeGraph) -> Iterator[Record]:
    """Yield one record a document, in the order in which they were first read. O(facts + mentions)."""
    mentions: defaultdict[DocId, list[Mention]] = defaultdict(list)
    for mention in sorted(graph.mentions, key=lambda m: (m.document, m.start, m.end, m.entity)):
        mentions[mention.document].append(mention)
    facts: defaultdict[DocId, list[tuple[Fact, Evidence]]] = defaultdict(list)
    for fact in graph:
        first = {e.document: e for e in sorted(fact.evidence, key=lambda e: (-e.start, e.id))}
        for document, evidence in first.items():
            facts[document].append((fact, evidence))
    for document, citation in graph.documents.items():
        record: Record = {
            "id": citation.key,
            "entities": entities(mentions[document], [f for f, _ in facts[document]], graph),
        }
        record |= {name: [] for name in ("tenures", "relations", "events", "statements")}
        for fact, evidence in sorted(facts[document], key=lambda pair: (pair[1].start, pair[0].id)):
            name, row = lowered(fact, evidence, graph)
            record[name].append(row)
        yield record


def entities(mentions: list[Mention], facts: list[Fact], graph: KnowledgeGraph) -> list[Record]:
    """Return the entities of a document with the strings that name them there, none for those implied."""
    surfaces: defaultdict[EntityId, dict[str, MentionForm]] = defaultdict(dict)
    for mention in mentions:
        surfaces[mention.entity].setdefault(mention.text, mention.form)
    for fact in facts:
        for name in sorted(members(fact)):
            entity = graph.entities[name]
            for used in entity.of if isinstance(entity, Office) else (name,):
                surfaces[used].update({})
    rows = []
    for name, texts in surfaces.items():
        entity = graph.entities[name]
        if isinstance(entity, Entity):
            row = {"e": name, "type": str(entity.kind), "name": entity.name, "surfaces": list(texts)}
            rows.append(row | ({"code": entity.code} if entity.code else {}))
    return rows


def lowered(fact: Fact, evidence: Evidence, graph: KnowledgeGraph) -> tuple[str, Record]:
    """Return the family of a fact and its row."""
    sentence = graph.sentences[evidence.sentence].text
    match fact:
        case Tenure():
            return "tenures", tenure(fact, evidence, sentence, graph)
        case Triple():
            row = {"subject": fact.subject, "predicate": str(fact.predicate), "object": fact.object}
            return "relations", row | {"evidence": sentence}
        case Event():
            return "events", event(fact, sentence)
        case Statement():
            row = {"speaker": fact.speaker, "kind": str(fact.kind), "cue": fact.cue, "content": fact.content}
            return "statements", row | {"direct": fact.direct, "to": fact.to, "evidence": sentence}


def tenure(fact: Tenure, evidence: Evidence, sentence: str, graph: KnowledgeGraph) -> Record:
    """Return the row of a tenure, its title as this document words it."""
    office = graph.entities[fact.office]
    titles = sorted(fact.titles, key=lambda t: (t not in evidence.exact, t not in sentence, t))
    of = list(office.of) if isinstance(office, Office) else []
    row = {"person": fact.holder, "title": titles[0] if titles else "", "of": of}
    dates = {"since": fact.since, "until": fact.until}
    return row | {"status": str(fact.status)} | dates | {"evidence": sentence}


def event(fact: Event, sentence: str) -> Record:
    """Return the row of an event."""
    who = [{"entity": entity, "role": str(role)} for role, entity in sorted(fact.participants)]
    row = {"type": str(fact.kind), "participants": who, "place": fact.place}
    return row | {"when": fact.since, "status": str(fact.status), "evidence": sentence}
