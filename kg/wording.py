"""A fact as one line of English, for people who look at a terminal."""

from kg.graph import KnowledgeGraph
from kg.model import EntityId, Event, Fact, Office, Statement, Tenure, Triple


def sentence_of(fact: Fact, graph: KnowledgeGraph) -> str:
    """Return what a fact says, with its status: never a denied thing without the word."""
    match fact:
        case Tenure():
            dates = f" {fact.since or ''}–{fact.until or ''}" if fact.since or fact.until else ""
            return f"{name(fact.holder, graph)}: {name(fact.office, graph)} ({fact.status}{dates})"
        case Event():
            who = ", ".join(f"{name(e, graph)} ({role})" for role, e in sorted(fact.participants))
            place = f" in {name(fact.place, graph)}" if fact.place else ""
            when = f" on {fact.since}" if fact.since else ""
            return f"{fact.kind} {fact.status}{place}{when}: {who}"
        case Statement():
            to = f" to {name(fact.to, graph)}" if fact.to else ""
            return f"{name(fact.speaker, graph)} ({fact.kind}{to}): {fact.content}"
        case Triple():
            return f"{name(fact.subject, graph)} {fact.predicate} {name(fact.object, graph)}"


def name(entity: EntityId, graph: KnowledgeGraph) -> str:
    """Return the name of an entity, or the title of an office with what it is of."""
    found = graph.entities[entity]
    if isinstance(found, Office):
        of = ", ".join(name(body, graph) for body in found.of)
        return f"{found.title} of {of}" if of else found.title
    return found.name
