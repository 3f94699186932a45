"""The waist: everything left of it makes a `KnowledgeGraph`, everything right of it reads one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from kg.model import (
    Citation,
    DocId,
    Entity,
    EntityId,
    Event,
    Evidence,
    Fact,
    FactId,
    Item,
    Mention,
    Office,
    Sentence,
    SentenceId,
    Statement,
    Tenure,
    Triple,
)

Key = TypeVar("Key", bound=str)
Value = TypeVar("Value")
Node = TypeVar("Node", Entity, Office)


class KnowledgeGraph:
    """Entities, offices and facts, with the documents, sentences and mentions that carry them.

    `a | b` is associative, commutative and idempotent: order and partition of documents never change the
    graph. Iterating yields the facts by id. Documents keep the order in which they were first added (it is
    not part of equality).
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self.documents: dict[DocId, Citation] = {}
        self.entities: dict[EntityId, Entity | Office] = {}
        self.sentences: dict[SentenceId, Sentence] = {}
        self.mentions: set[Mention] = set()
        self.facts: dict[FactId, Fact] = {}
        for item in items:
            self.add(item)

    def add(self, item: Item) -> None:
        """Add one thing, merging it with what has the same id. O(size of the thing)."""
        ADD[type(item)](self, item)

    def update(self, other: "KnowledgeGraph") -> None:
        """Add all of `other`. O(size of `other`)."""
        for document in other.documents.values():
            self._add_document(document)
        self.sentences |= other.sentences
        self.mentions |= other.mentions
        for entity in other.entities.values():
            self._add_entity(entity)
        for name, fact in other.facts.items():
            self.add_fact(name, fact)

    def __or__(self, other: "KnowledgeGraph") -> "KnowledgeGraph":
        merged = KnowledgeGraph()
        merged.update(self)
        merged.update(other)
        return merged

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KnowledgeGraph):
            return NotImplemented
        return self._compared() == other._compared()

    __hash__ = None  # type: ignore[assignment]

    def _compared(self) -> tuple[object, ...]:
        facts = {key: values(fact) for key, fact in self.facts.items()}
        return self.documents, self.entities, self.sentences, self.mentions, facts

    def items(self) -> Iterator[Item]:
        """Yield documents (in order of first adding), entities, sentences, mentions and facts, each by id."""
        yield from self.documents.values()
        yield from by_id(self.entities)
        yield from by_id(self.sentences)
        yield from sorted(self.mentions, key=lambda m: (m.document, m.start, m.end, m.entity, m.form))
        yield from self

    def __iter__(self) -> Iterator[Fact]:
        yield from by_id(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def __repr__(self) -> str:
        sizes = (len(self.documents), len(self.entities), len(self.facts))
        return "KnowledgeGraph({} documents, {} entities, {} facts)".format(*sizes)

    def _repr_html_(self) -> str:
        from kg.reprs import graph_html

        return graph_html(self)

    def evidence(self, fact: FactId) -> list[tuple[Evidence, Sentence]]:
        """Return the evidence of a fact with its sentences, in order of document and place.

        Raises:
            KeyError: the graph has no such fact.
        """
        found = sorted(self.facts[fact].evidence, key=lambda e: (e.document, e.start, e.end, e.id))
        return [(evidence, self.sentences[evidence.sentence]) for evidence in found]

    def _add_document(self, document: Citation) -> None:
        known = self.documents.get(document.id)
        self.documents[document.id] = document if known is None else least(known, document)

    def _add_sentence(self, sentence: Sentence) -> None:
        self.sentences[sentence.id] = sentence

    def _add_mention(self, mention: Mention) -> None:
        self.mentions.add(mention)

    def _add_entity(self, entity: Entity | Office) -> None:
        known = self.entities.get(entity.id)
        merged = entity if known is None else joined(known, entity)  # type: ignore[type-var]
        self.entities[entity.id] = merged

    def _add_fact(self, fact: Fact) -> None:
        self.add_fact(fact.id, fact)

    def add_fact(self, name: FactId, fact: Fact) -> None:
        """Add a fact whose id is known: to make one is to hash all that it says."""
        known = self.facts.get(name)
        self.facts[name] = fact if known is None else united(known, fact)


ADD: dict[type, Callable[[KnowledgeGraph, Any], None]] = {
    Citation: KnowledgeGraph._add_document,
    Sentence: KnowledgeGraph._add_sentence,
    Mention: KnowledgeGraph._add_mention,
    Entity: KnowledgeGraph._add_entity,
    Office: KnowledgeGraph._add_entity,
    **dict.fromkeys(Fact.__args__, KnowledgeGraph._add_fact),
}


def by_id(table: Mapping[Key, Value]) -> Iterator[Value]:
    """Yield the values in the order of their ids."""
    return (table[key] for key in sorted(table))


def least(one: Citation, other: Citation) -> Citation:
    """Return one of two records of a document, the same one whatever the order."""
    return min(one, other, key=repr)


def joined(one: Node, other: Node) -> Node:
    """Return one node out of two with the same id: all aliases, the least of every other value."""
    changes: dict[str, Any] = {"aliases": one.aliases | other.aliases}
    for field in fields(one):
        if field.name not in ("id", "aliases"):
            known = [x for x in (getattr(one, field.name), getattr(other, field.name)) if x]
            changes[field.name] = min(known) if known else getattr(one, field.name)
    return replace(one, **changes)


def united(one: Fact, other: Fact) -> Fact:
    """Return one fact out of two that are equal: the union of all that equality leaves out."""
    sets = [field.name for field in fields(one) if not field.compare]
    return replace(one, **{name: getattr(one, name) | getattr(other, name) for name in sets})


def values(fact: Fact) -> tuple[object, ...]:
    """Return all values of a fact, evidence included."""
    return (type(fact), *(getattr(fact, field.name) for field in fields(fact)))


def members(fact: Fact) -> list[EntityId]:
    """Return the entities that a fact joins, the acting one first, without doubles."""
    match fact:
        case Tenure():
            found = [fact.holder, fact.office]
        case Triple():
            found = [fact.subject, fact.object]
        case Event():
            found = [who for _, who in sorted(fact.participants)]
            found += [fact.place] if fact.place else []
        case Statement():
            found = [fact.speaker, *([fact.to] if fact.to else []), *sorted(fact.about)]
    return list(dict.fromkeys(found))


def best(fact: Fact) -> float:
    """Return the highest confidence of a fact's evidence; 0 with none."""
    return max((evidence.confidence for evidence in fact.evidence), default=0.0)
