"""Graphs of small articles, made by hand: who is named, who holds what, when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kg.entities.reading import slug
from kg.graph import KnowledgeGraph
from kg.model import (
    Document,
    Entity,
    EntityId,
    Evidence,
    Kind,
    Mention,
    MentionForm,
    Office,
    Sentence,
    Tenure,
    TenureStatus,
)

COUNTRIES = {
    "fi": "Finland",
    "ru": "Russia",
    "us": "United States",
    "gb": "United Kingdom",
    "kp": "North Korea",
}


def article(
    key: str,
    named: Iterable[str] = (),
    held: Iterable[tuple[str, str, str]] = (),
    published: date | None = date(2019, 5, 1),
    status: TenureStatus = TenureStatus.CURRENT,
) -> KnowledgeGraph:
    """Return a graph that names entities ("Jane Doe", "country/fi", "organization/us/senate=US Senate").

    `held` are person, title and body; an empty body is one that the text does not name.
    """
    held = list(held)
    names = [*named, *(name for name, _, _ in held), *(body for _, _, body in held if body)]
    ids = {name: entity_of(name) for name in dict.fromkeys(names)}
    text = ". ".join([*(e.name for e in ids.values()), *(title for _, title, _ in held), key])
    document = Document(text, key=key, published=published)
    citation = document.citation()
    graph = KnowledgeGraph([citation, sentence := Sentence(citation.id, 0, len(text), text)])
    for entity in ids.values():
        graph.add(replace(entity, aliases=frozenset([entity.name])))
        start = text.index(entity.name)
        stop = start + len(entity.name)
        graph.add(Mention(citation.id, start, stop, entity.name, entity.id, MentionForm.NAME))
    for name, title, body in held:
        of = (ids[body].id,) if body else ()
        where = "-".join(of[0].split("/")[1:]) if of else "unknown"
        office = Office(EntityId(f"office/{where}/{slug(title)}"), title, of, frozenset([title]))
        graph.add(office)
        proof = Evidence(citation.id, 0, len(text), text, sentence.id, "test", 0.95)
        graph.add(
            Tenure(
                ids[name].id,
                office.id,
                status,
                as_of=frozenset([published] if published else []),
                evidence=frozenset([proof]),
            )
        )
    return graph


def entity_of(name: str) -> Entity:
    """Return the entity that a name or an id with a name means; a name without id is a person's."""
    identity, _, label = name.partition("=")
    kind = identity.partition("/")[0].capitalize()
    if kind not in list(Kind):
        return Entity(EntityId(f"person/{slug(name)}"), Kind.PERSON, name)
    tail = identity.rpartition("/")[2]
    code = tail.upper() if kind == Kind.COUNTRY else None
    return Entity(EntityId(identity), Kind(kind), label or COUNTRIES.get(tail, tail.title()), code=code)
