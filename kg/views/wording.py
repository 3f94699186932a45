"""Facts in a few English words, for labels and lists. What is not known to have happened says so."""

from kg.graph import KnowledgeGraph
from kg.model import (
    EntityId,
    Event,
    EventKind,
    EventStatus,
    Fact,
    Office,
    Predicate,
    Role,
    Statement,
    StatementKind,
    Tenure,
    TenureStatus,
    Triple,
)

EVENTS: dict[EventKind, tuple[str, str]] = {
    EventKind.MEET: ("meeting", "met"),
    EventKind.VISIT: ("visit", "visited"),
    EventKind.CALL: ("call", "spoke with"),
    EventKind.INVITE: ("invitation", "invited"),
    EventKind.AGREE: ("agreement", "agreed with"),
    EventKind.NEGOTIATE: ("negotiation", "negotiated with"),
    EventKind.APPOINT: ("appointment", "appointed"),
    EventKind.DISMISS: ("dismissal", "dismissed"),
    EventKind.RESIGN: ("resignation", "resigned"),
    EventKind.ELECT: ("election", "elected"),
    EventKind.SANCTION: ("sanctions", "sanctioned"),
    EventKind.SUE: ("lawsuit", "sued"),
    EventKind.ARREST: ("arrest", "arrested"),
    EventKind.CONVICT: ("conviction", "convicted"),
    EventKind.ATTACK: ("attack", "attacked"),
    EventKind.KILL: ("killing", "killed"),
    EventKind.WITHDRAW: ("withdrawal", "withdrew"),
    EventKind.PROTEST: ("protest", "protested"),
    EventKind.VOTE: ("vote", "voted"),
    EventKind.SUMMIT: ("summit", "summit"),
}
TOWARDS: dict[EventKind, str] = {
    EventKind.MEET: "with",
    EventKind.VISIT: "to",
    EventKind.CALL: "with",
    EventKind.AGREE: "with",
    EventKind.NEGOTIATE: "with",
    EventKind.SANCTION: "against",
    EventKind.SUE: "against",
    EventKind.ATTACK: "on",
    EventKind.PROTEST: "against",
}
"""What stands between the noun and whom it was done to, when nobody says who did it; else "of"."""
SAID: dict[StatementKind, str] = {
    StatementKind.SAY: "said",
    StatementKind.CLAIM: "claimed",
    StatementKind.DENY: "denied",
    StatementKind.CONFIRM: "confirmed",
    StatementKind.PROMISE: "promised",
    StatementKind.DEMAND: "demanded",
    StatementKind.ACCUSE: "accused",
    StatementKind.QUESTION: "asked",
}
RELATED: dict[Predicate, str] = {
    Predicate.MEMBER_OF: "is a member of",
    Predicate.CITIZEN_OF: "is a citizen of",
    Predicate.OF_COUNTRY: "belongs to",
    Predicate.PART_OF: "is part of",
    Predicate.LOCATED_IN: "is in",
    Predicate.RELATIVE_OF: "is a relative of",
    Predicate.BORN_IN: "was born in",
    Predicate.EDUCATED_AT: "studied at",
    Predicate.FOUNDED: "founded",
    Predicate.SUCCEEDED: "succeeded",
}
STANDING: dict[str, str] = {
    TenureStatus.CURRENT: "held",
    TenureStatus.ACTING: "held",
    TenureStatus.FORMER: "past",
    TenureStatus.DESIGNATE: "ahead",
    TenureStatus.CANDIDATE: "ahead",
    EventStatus.HELD: "held",
    EventStatus.PLANNED: "ahead",
    EventStatus.PROPOSED: "ahead",
    EventStatus.ALLEGED: "doubted",
    EventStatus.DENIED: "doubted",
    EventStatus.CANCELLED: "doubted",
}
"""How a fact is drawn: it is so, it was so, it lies ahead, or it is not known to be so."""
LONGEST = 60


def name_of(graph: KnowledgeGraph, entity: EntityId | None) -> str:
    """Return what an entity is called; an id that the graph does not describe stands for itself."""
    if entity is None:
        return ""
    found = graph.entities.get(entity)
    if isinstance(found, Office):
        return office_name(graph, found)
    return found.name if found else str(entity)


def office_name(graph: KnowledgeGraph, office: Office) -> str:
    """Return the title and, in brackets, what it is of."""
    of = [name_of(graph, owner) for owner in office.of[:1] if owner != office.id]
    return f"{office.title} ({of[0]})" if of else office.title


def shorten(text: str, longest: int = LONGEST) -> str:
    """Return `text`, cut at `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def wrap(text: str, width: int = 18) -> str:
    """Return `text` in lines of about `width` characters, at most three of them."""
    lines = [""]
    for word in (shorten(part, width + 8) for part in shorten(text).split()):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines[:3])


def related(predicate: Predicate) -> str:
    """Return a relation as words between two names."""
    return RELATED.get(predicate) or str(predicate).replace("_", " ").lower()


def words(graph: KnowledgeGraph, fact: Fact) -> str:
    """Return one line for a fact."""
    match fact:
        case Tenure():
            return f"{name_of(graph, fact.holder)}, {name_of(graph, fact.office)}"
        case Triple():
            return f"{name_of(graph, fact.subject)} {related(fact.predicate)} {name_of(graph, fact.object)}"
        case Event():
            return event_words(graph, fact)
        case Statement():
            to = f" to {name_of(graph, fact.to)}" if fact.to else ""
            quote = f"“{fact.content}”" if fact.direct else fact.content
            return f"{name_of(graph, fact.speaker)} {SAID[fact.kind]}{to}: {quote}"


def event_words(graph: KnowledgeGraph, event: Event) -> str:
    """Return who did what to whom, where. A verb in the past is used of what happened only."""
    noun, verb = EVENTS[event.kind]
    people = sorted((role, name_of(graph, who)) for role, who in event.participants)
    members = [name for role, name in people if role is Role.MEMBER]
    first = [name for role, name in people if role is Role.AGENT]
    second = [name for role, name in people if role in (Role.TARGET, Role.HOST)]
    if not (first or second) and len(members) == 2 and event.status is EventStatus.HELD:
        first, second, members = members[:1], members[1:], []
    status = "" if event.status is EventStatus.HELD else f"{event.status} "
    if second and not (first or members):
        line = f"{status}{noun} {TOWARDS.get(event.kind, 'of')} {', '.join(second)}"
    elif status:
        who = " → ".join(", ".join(side) for side in (first + members, second) if side)
        line = f"{status}{noun}: {who}"
    elif first and second:
        line = f"{', '.join(first)} {verb} {', '.join(second + members)}"
    else:
        line = f"{noun}: {', '.join(first + members + second)}"
    place = f", {name_of(graph, event.place)}" if event.place else ""
    return line[:1].upper() + line[1:] + place


def event_label(event: Event) -> str:
    """Return the label of an event drawn as a node."""
    noun = EVENTS[event.kind][0]
    second = [str(event.since)] if event.since else []
    second += [] if event.status is EventStatus.HELD else [str(event.status)]
    return "\n".join([noun, *([" · ".join(second)] if second else [])])
