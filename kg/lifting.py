"""Rows read from a store, as a graph: what `kg.rows.lower` wrote, without loss."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from kg.graph import KnowledgeGraph
from kg.model import (
    Citation,
    DocId,
    Entity,
    EntityId,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    EvidenceId,
    FactId,
    Kind,
    Mention,
    MentionForm,
    Office,
    Polarity,
    Predicate,
    Role,
    Sentence,
    SentenceId,
    Statement,
    StatementKind,
    Tenure,
    TenureStatus,
    Triple,
)
from kg.schema import Node, Relationship

Id = TypeVar("Id", bound=str)
FACT_LABELS = ("Tenure", "Event", "Statement")


class Links:
    """Relationships by type, from their source and from their target."""

    def __init__(self, relationships: Iterable[Relationship]) -> None:
        """Sort the rows. O(n)."""
        self.sources: dict[tuple[str, str], list[Relationship]] = defaultdict(list)
        self.targets: dict[tuple[str, str], list[Relationship]] = defaultdict(list)
        self.spanning: list[Relationship] = []
        for row in relationships:
            if row.type == "MENTIONED_IN" or row.type in Predicate.__members__:
                self.spanning.append(row)
            else:
                self.sources[row.type, row.source].append(row)
                self.targets[row.type, row.target].append(row)

    def after(self, type_: str, source: str) -> list[str]:
        """Return the targets of relationships of `type_` that leave `source`."""
        return [row.target for row in self.sources.get((type_, source), ())]

    def before(self, type_: str, target: str) -> list[str]:
        """Return the sources of relationships of `type_` that reach `target`."""
        return [row.source for row in self.targets.get((type_, target), ())]

    def optional(self, type_: str, source: str) -> EntityId | None:
        """Return the one target, if there is one."""
        found = self.after(type_, source)
        return EntityId(found[0]) if found else None


def lift(nodes: Iterable[Node], relationships: Iterable[Relationship]) -> KnowledgeGraph:
    """Return the graph that these rows were made of; documents in the order of `position`, if they have one.

    `HOLDS` is left out: it is derived from tenures.
    """
    tables: dict[str, list[Node]] = defaultdict(list)
    for row in nodes:
        tables[row.labels[0]].append(row)
    links = Links(relationships)
    graph = KnowledgeGraph()
    documents = sorted(tables["Document"], key=lambda n: n.properties.get("position", 0))
    for row in documents:
        graph.add(citation(row))
    for kind in Kind:
        for row in tables[kind]:
            graph.add(office(row, links) if kind is Kind.OFFICE else entity(row, kind))
    for row in tables["Sentence"]:
        graph.add(sentence(row, links))
    evidence = {EvidenceId(row.id): read_evidence(row, links, graph) for row in tables["Evidence"]}
    for label in FACT_LABELS:
        for row in tables[label]:
            names = links.after("EVIDENCED_BY", row.id)
            graph.add(FACTS[label](row, links, frozenset(evidence[EvidenceId(name)] for name in names)))
    for link in links.spanning:
        if link.type == "MENTIONED_IN":
            for mention in mentions(link):
                graph.add(mention)
        else:
            graph.add(triple(link, evidence))
    return graph


def citation(row: Node) -> Citation:
    """Return a document."""
    p = row.properties
    published = date.fromisoformat(p["published"]) if p.get("published") else None
    names = {name: p[name] for name in ("key", "title", "url", "publisher", "lang", "sha256")}
    return Citation(id=DocId(row.id), published=published, **names)


def entity(row: Node, kind: Kind) -> Entity:
    """Return a person, organization, country or place."""
    p = row.properties
    aliases = frozenset(p.get("aliases") or ())
    return Entity(EntityId(row.id), kind, p["name"], aliases, p.get("code"), p.get("wikidata"))


def office(row: Node, links: Links) -> Office:
    """Return an office, with its owners in order."""
    owners = sorted(links.sources.get(("OF", row.id), ()), key=lambda r: r.properties["position"])
    of = tuple(EntityId(owner.target) for owner in owners)
    return Office(
        EntityId(row.id), row.properties["title"], of, frozenset(row.properties.get("aliases") or ())
    )


def sentence(row: Node, links: Links) -> Sentence:
    """Return a sentence."""
    p = row.properties
    [document] = links.after("IN", row.id)
    return Sentence(DocId(document), p["start_char"], p["end_char"], p["text"])


def read_evidence(row: Node, links: Links, graph: KnowledgeGraph) -> Evidence:
    """Return an evidence; its document is its sentence's."""
    p = row.properties
    [name] = links.after("IN", row.id)
    sentence = SentenceId(name)
    place = graph.sentences[sentence].document, p["start_char"], p["end_char"], p["exact"]
    return Evidence(*place, sentence, p["rule"], float(p["confidence"]))


def tenure(row: Node, links: Links, evidence: frozenset[Evidence]) -> Tenure:
    """Return a tenure."""
    p = row.properties
    [holder], [post] = links.before("HAD", row.id), links.after("IN_OFFICE", row.id)
    span = TenureStatus(p["status"]), p.get("since"), p.get("until")
    days = frozenset(date.fromisoformat(day) for day in p.get("as_of") or ())
    return Tenure(EntityId(holder), EntityId(post), *span, frozenset(p.get("titles") or ()), days, evidence)


def event(row: Node, links: Links, evidence: frozenset[Evidence]) -> Event:
    """Return an event."""
    p = row.properties
    took_part = links.targets.get(("TOOK_PART", row.id), ())
    who = frozenset((Role(r.properties["role"]), EntityId(r.source)) for r in took_part)
    status, span = EventStatus(p["status"]), (p.get("since"), p.get("until"))
    return Event(EventKind(p["type"]), status, who, links.optional("AT", row.id), *span, evidence)


def statement(row: Node, links: Links, evidence: frozenset[Evidence]) -> Statement:
    """Return a statement. Plain relations that it asserts or denies are named in properties."""
    p = row.properties
    [speaker] = links.before("SAID", row.id)
    said = StatementKind(p["kind"]), p["content"], Polarity(p["polarity"]), p["direct"], p["cue"]
    about = ids(EntityId(name) for name in links.after("ABOUT", row.id))
    asserts = [*links.after("ASSERTS", row.id), *(p.get("asserted_relations") or ())]
    denies = [*links.after("DENIES", row.id), *(p.get("denied_relations") or ())]
    sides = ids(map(FactId, asserts)), ids(map(FactId, denies))
    to = links.optional("TO", row.id)
    return Statement(EntityId(speaker), *said, to, p.get("date"), about, *sides, evidence)


def ids(names: Iterable[Id]) -> frozenset[Id]:
    """Return the set of `names`."""
    return frozenset(names)


def triple(row: Relationship, evidence: Mapping[EvidenceId, Evidence]) -> Triple:
    """Return a plain relation."""
    p = row.properties
    found = frozenset(evidence[EvidenceId(name)] for name in p.get("evidence") or ())
    ends = EntityId(row.source), Predicate(row.type), EntityId(row.target)
    return Triple(*ends, p.get("since"), p.get("until"), found)


def mentions(row: Relationship) -> Iterator[Mention]:
    """Yield the mentions that one relationship carries."""
    p = row.properties
    for start, end, text, form in zip(p["start_chars"], p["end_chars"], p["texts"], p["forms"], strict=True):
        yield Mention(DocId(row.target), start, end, text, EntityId(row.source), MentionForm(form))


FACTS: dict[str, Any] = {"Tenure": tenure, "Event": event, "Statement": statement}
