"""FollowTheMoney entities, one JSON object a line, for the tools of investigators (Aleph, OpenSanctions).

Persons, organizations, positions and who occupied them, memberships, families, successions, and the articles
that say so. Somebody who only stands for an office or is named to it does not occupy it, and is left out.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kg.graph import KnowledgeGraph
from kg.model import (
    Citation,
    Entity,
    Evidence,
    Kind,
    Office,
    Predicate,
    Tenure,
    TenureStatus,
    Triple,
    digest,
)

Record = dict[str, Any]
SCHEMATA = {Kind.PERSON: "Person", Kind.ORGANIZATION: "Organization", Kind.COUNTRY: "PublicBody"}
OCCUPIED = {TenureStatus.CURRENT: "current", TenureStatus.ACTING: "current", TenureStatus.FORMER: "ended"}
JOINED = {
    Predicate.MEMBER_OF: ("Membership", "member", "organization"),
    Predicate.SUCCEEDED: ("Succession", "successor", "predecessor"),
    Predicate.RELATIVE_OF: ("Family", "person", "relative"),
}
"""Relations that FollowTheMoney has: schema, and the properties that hold both ends."""


def write_ftm(graph: KnowledgeGraph, path: Path) -> None:
    """Write the entities of a graph."""
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.writelines(json.dumps(x, ensure_ascii=False) + "\n" for x in ftm_entities(graph))


def ftm_entities(graph: KnowledgeGraph) -> Iterator[Record]:
    """Yield documents, then persons, bodies and positions, then what joins them."""
    for document in graph.documents.values():
        yield article(document)
    known = {name for name, entity in graph.entities.items() if schema_of(entity)}
    for name in sorted(known):
        yield party(graph.entities[name], graph)
    for fact in graph:
        match fact:
            case Tenure() if fact.status in OCCUPIED and fact.holder.startswith("person/"):
                yield occupancy(fact, graph)
            case Triple() if fact.predicate in JOINED and {fact.subject, fact.object} <= known:
                yield from joined(fact, graph)


def record(identity: str, schema: str, **properties: object) -> Record:
    """Return an entity; its id is ours, hashed, since only letters, digits, `-` and `.` are allowed there."""
    values = {key: x if isinstance(x, list) else [x] for key, x in properties.items() if x}
    return {"id": ftm_id(identity), "schema": schema, "properties": values}


def ftm_id(identity: str) -> str:
    """Return the id that stands for one of ours."""
    return f"{identity.partition('/')[0]}-{digest(identity)}"


def schema_of(entity: Entity | Office) -> str | None:
    """Return what an entity is there; places are no entity."""
    return "Position" if isinstance(entity, Office) else SCHEMATA.get(entity.kind)


def article(document: Citation) -> Record:
    """Return a document."""
    web = document.url if document.url.startswith(("http://", "https://")) else ""
    texts = {"title": document.title or document.key, "sourceUrl": web, "publisher": document.publisher}
    published = document.published.isoformat() if document.published else None
    return record(document.id, "Article", **texts, publishedAt=published)


def party(entity: Entity | Office, graph: KnowledgeGraph) -> Record:
    """Return a person, body or position."""
    schema = str(schema_of(entity))
    aliases = sorted(entity.aliases)
    if isinstance(entity, Entity):
        code = entity.code.lower() if entity.code else None
        more = {"country": code} if schema != "Person" else {}
        return record(entity.id, schema, name=entity.name, alias=aliases, wikidataId=entity.wikidata, **more)
    owners = [graph.entities[name] for name in entity.of]
    codes = [owner.code.lower() for owner in owners if isinstance(owner, Entity) and owner.code]
    bodies = [ftm_id(owner.id) for owner in owners if schema_of(owner) == "Organization"]
    names = ", ".join(owner.name for owner in owners if isinstance(owner, Entity))
    title = f"{entity.title} ({names})" if names else entity.title
    return record(entity.id, schema, name=title, alias=aliases, country=codes, organization=bodies[:1])


def occupancy(fact: Tenure, graph: KnowledgeGraph) -> Record:
    """Return who occupied a position, when."""
    ends = {"holder": ftm_id(fact.holder), "post": ftm_id(fact.office)}
    days = [day.isoformat() for day in sorted(fact.as_of)] if fact.status is not TenureStatus.FORMER else []
    span = {"startDate": fact.since, "endDate": fact.until, "date": days}
    return record(fact.id, "Occupancy", **ends, status=OCCUPIED[fact.status], **span, **proof(fact, graph))


def joined(fact: Triple, graph: KnowledgeGraph) -> Iterator[Record]:
    """Yield a relation, if both ends are what it joins there."""
    schema, one, other = JOINED[fact.predicate]
    kinds = {one: fact.subject, other: fact.object}
    person, body = fact.subject.startswith("person/"), fact.object.startswith("organization/")
    if (schema == "Membership" and not body) or (schema == "Family" and not person):
        return
    ends = {key: ftm_id(name) for key, name in kinds.items()}
    known = {"relationship": "relative"} if schema == "Family" else {}
    yield record(
        fact.id, schema, **ends, **known, startDate=fact.since, endDate=fact.until, **proof(fact, graph)
    )


def proof(fact: Tenure | Triple, graph: KnowledgeGraph) -> dict[str, list[str]]:
    """Return the articles that say so, and their sentences."""

    def order(evidence: Evidence) -> tuple[date, str, int]:
        return graph.documents[evidence.document].published or date.min, evidence.document, evidence.start

    found = sorted(fact.evidence, key=order)
    texts = dict.fromkeys(graph.sentences[e.sentence].text for e in found)
    return {"proof": [*dict.fromkeys(ftm_id(e.document) for e in found)], "summary": [*texts]}
