"""Entities, facts and documents as plain records: all that the page's panels, filters and timeline read."""

from collections.abc import Iterable
from typing import Any

from kg.graph import KnowledgeGraph, members
from kg.model import (
    DocId,
    Entity,
    EntityId,
    Event,
    Evidence,
    Fact,
    FactId,
    Kind,
    Office,
    Predicate,
    Sentence,
    Statement,
    Tenure,
    Triple,
)
from kg.views.wording import STANDING, name_of, words

Record = dict[str, Any]
FAMILIES: dict[type, str] = {Tenure: "tenure", Event: "event", Triple: "relation", Statement: "statement"}
BELONGS = (Predicate.CITIZEN_OF, Predicate.OF_COUNTRY, Predicate.LOCATED_IN, Predicate.PART_OF)


def owners(graph: KnowledgeGraph, entity: EntityId) -> tuple[EntityId, ...]:
    """Return what an office belongs to."""
    found = graph.entities.get(entity)
    return found.of if isinstance(found, Office) else ()


def countries(graph: KnowledgeGraph) -> dict[EntityId, set[EntityId]]:
    """Return for each entity the countries that its offices and relations tie it to. O(facts)."""
    nations = {name for name, e in graph.entities.items() if isinstance(e, Entity) and e.kind is Kind.COUNTRY}
    found = {name: {name} & nations for name in graph.entities}
    links = [(name, owner) for name in graph.entities for owner in owners(graph, name)]
    facts = list(graph)
    links += [(f.subject, f.object) for f in facts if isinstance(f, Triple) and f.predicate in BELONGS]
    links += [(f.holder, f.office) for f in facts if isinstance(f, Tenure)]
    for _ in range(3):  # person → office → ministry → country
        for lower, upper in links:
            found.setdefault(lower, set()).update(found.get(upper, set()))
    return found


def evidence_record(evidence: Evidence, sentence: Sentence | None, document: int) -> Record:
    """Return where the evidence and its sentence are; the text is that of the document."""
    found = {"document": document, "start": evidence.start, "end": evidence.end}
    found |= (
        {"from": sentence.start, "to": sentence.end}
        if sentence
        else {"from": evidence.start, "to": evidence.end}
    )
    return found | {"rule": evidence.rule, "confidence": round(evidence.confidence, 3)}


def dates(graph: KnowledgeGraph, fact: Fact) -> Record:
    """Return since and until as the text gives them, and the first and last day on which it was reported."""
    seen = {str(day) for day in fact.as_of} if isinstance(fact, Tenure) else set()
    cited = (graph.documents.get(e.document) for e in fact.evidence)
    seen |= {str(c.published) for c in cited if c and c.published}
    reported = [min(seen), max(seen)] if seen else []
    if isinstance(fact, Statement):
        return {"since": fact.date, "until": None, "reported": reported}
    return {"since": fact.since, "until": fact.until, "reported": reported}


def standing(fact: Fact) -> str:
    """Return how far a fact counts as one: held, past, ahead, doubted or (of statements) said."""
    match fact:
        case Tenure() | Event():
            return STANDING[fact.status]
        case Triple():
            return "held"
        case Statement():
            return "said"


def own_values(fact: Fact) -> Record:
    """Return the values that only one family of facts has."""
    match fact:
        case Tenure():
            return {"status": str(fact.status), "titles": sorted(fact.titles)}
        case Triple():
            return {"status": "stated", "predicate": str(fact.predicate)}
        case Event():
            return {"status": str(fact.status), "kind": str(fact.kind)}
        case Statement():
            said = {"kind": str(fact.kind), "content": fact.content, "direct": fact.direct, "cue": fact.cue}
            return {"status": str(fact.kind), "polarity": str(fact.polarity), **said}


def fact_record(
    graph: KnowledgeGraph, fact: Fact, ids: dict[EntityId, str], files: dict[DocId, int]
) -> Record:
    """Return a fact; `ids` are the ids of nodes on the page."""
    found = sorted(fact.evidence, key=lambda e: (-e.confidence, e.document, e.start, e.id))
    proofs = [evidence_record(e, graph.sentences.get(e.sentence), files.get(e.document, -1)) for e in found]
    return {
        "id": fact.id,
        "family": FAMILIES[type(fact)],
        "standing": standing(fact),
        "words": words(graph, fact),
        "nodes": [ids[who] for who in members(fact) if who in ids],
        "confidence": max((p["confidence"] for p in proofs), default=0.0),
        "evidence": proofs,
        **dates(graph, fact),
        **own_values(fact),
    }


def link_claims(facts: Iterable[Fact], records: dict[FactId, Record]) -> None:
    """Write on each fact which statements assert and deny it, and on each statement what it is about."""
    for fact in facts:
        if isinstance(fact, Statement):
            for name, sides in (("asserted", fact.asserts), ("denied", fact.denies)):
                for target in sorted(sides & records.keys()):
                    records[target].setdefault(f"{name}_by", []).append(fact.id)
                    records[fact.id].setdefault(f"{name}_facts", []).append(target)


def entity_record(graph: KnowledgeGraph, entity: EntityId, node: str, lands: list[str]) -> Record:
    """Return an entity; `lands` are the nodes of its countries."""
    found = graph.entities.get(entity)
    record = {"id": node, "key": entity, "name": name_of(graph, entity), "countries": lands}
    if isinstance(found, Entity):
        return record | {
            "kind": str(found.kind),
            "aliases": sorted(found.aliases - {found.name}),
            "code": found.code,
            "wikidata": found.wikidata,
        }
    return record | {"kind": str(Kind.OFFICE), "aliases": sorted(found.aliases) if found else []}
