"""RDF in Turtle, in terms of Wikidata and schema.org: needs rdflib (`pip install newskg[rdf]`).

What is only planned, alleged or denied is no `schema:Event`: it has our own type and its status.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import OWL, PROV, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

from kg.graph import KnowledgeGraph
from kg.model import (
    Citation,
    Entity,
    Event,
    EventStatus,
    Fact,
    Kind,
    Office,
    Predicate,
    Statement,
    Tenure,
    TenureStatus,
    Triple,
)
from kg.vocabulary import WIKIDATA

NEWS = Namespace("urn:newskg:")
TERM = Namespace("urn:newskg:term:")
SCHEMA = Namespace("https://schema.org/")
WD = Namespace("http://www.wikidata.org/entity/")
WDT = Namespace("http://www.wikidata.org/prop/direct/")
P = Namespace("http://www.wikidata.org/prop/")
PS = Namespace("http://www.wikidata.org/prop/statement/")
PQ = Namespace("http://www.wikidata.org/prop/qualifier/")
PREFIXES = {"news": NEWS, "term": TERM, "schema": SCHEMA, "wd": WD, "wdt": WDT, "p": P, "ps": PS, "pq": PQ}
CLASSES = {
    Kind.PERSON: (SCHEMA.Person, WD.Q5),
    Kind.ORGANIZATION: (SCHEMA.Organization, WD.Q43229),
    Kind.COUNTRY: (SCHEMA.Country, WD.Q6256),
    Kind.PLACE: (SCHEMA.Place, WD.Q2221906),
}
HELD = (TenureStatus.CURRENT, TenureStatus.ACTING, TenureStatus.FORMER)
EVENTS = {EventStatus.HELD: SCHEMA.Event, EventStatus.CANCELLED: TERM.CancelledEvent}
DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
Triples = Iterator[tuple[URIRef, URIRef, Any]]


def write_turtle(graph: KnowledgeGraph, path: Path) -> None:
    """Write a graph; the same graph gives the same bytes. Memory: some kilobytes a fact."""
    path.write_text(to_rdf(graph).serialize(format="turtle"), encoding="utf-8", errors="replace")


def to_rdf(graph: KnowledgeGraph) -> Graph:
    """Return the RDF of a graph."""
    rdf = Graph()
    for prefix, namespace in PREFIXES.items():
        rdf.bind(prefix, namespace)
    for document in graph.documents.values():
        add(rdf, citation(document))
    for entity in graph.entities.values():
        add(rdf, office(entity) if isinstance(entity, Office) else body(entity))
    for fact in graph:
        add(rdf, stated(fact, graph))
    return rdf


def add(rdf: Graph, triples: Triples) -> None:
    """Add those triples that have a value."""
    for subject, predicate, value in triples:
        if value is not None:
            rdf.add((subject, predicate, value))


def iri(identity: str) -> URIRef:
    """Return the name of one of our ids."""
    return NEWS[quote(identity, safe="/-", errors="replace")]


def words(text: str | None) -> Literal | None:
    """Return a text, without what XML and so RDF can't hold; None for an empty one."""
    return Literal("".join(c for c in text if c >= " " or c in "\t\n\r")) if text else None


def day(value: str | None) -> Literal | None:
    """Return a date with the precision that it has."""
    return Literal(value, datatype=DATES[len(value)]) if value and len(value) in DATES else None


def citation(document: Citation) -> Triples:
    """Yield a document."""
    name = iri(document.id)
    yield name, RDF.type, SCHEMA.NewsArticle
    texts = {"headline": document.title, "identifier": document.key, "url": document.url}
    for key, text in (texts | {"publisher": document.publisher, "inLanguage": document.lang}).items():
        yield name, SCHEMA[key], words(text)
    yield name, SCHEMA.datePublished, day(document.published.isoformat()) if document.published else None


def body(entity: Entity) -> Triples:
    """Yield a person, organization, country or place."""
    name = iri(entity.id)
    for kind in CLASSES[entity.kind]:
        yield name, RDF.type, kind
    yield name, SCHEMA.name, words(entity.name)
    yield from ((name, SCHEMA.alternateName, words(alias)) for alias in entity.aliases)
    yield name, WDT.P297, words(entity.code)
    yield name, OWL.sameAs, WD[entity.wikidata] if entity.wikidata else None


def office(entity: Office) -> Triples:
    """Yield a post and what it belongs to."""
    name = iri(entity.id)
    yield name, RDF.type, WD.Q4164871
    yield name, SCHEMA.name, words(entity.title)
    yield from ((name, SCHEMA.alternateName, words(alias)) for alias in entity.aliases)
    for owner in entity.of:
        yield name, WDT.P1001 if owner.startswith("country/") else WDT.P2389, iri(owner)


def stated(fact: Fact, graph: KnowledgeGraph) -> Triples:
    """Yield a fact with its sources: each sentence as `rdfs:comment`, each document as its origin."""
    name = iri(fact.id)
    match fact:
        case Tenure():
            yield from tenure(name, fact)
        case Triple():
            yield from relation(name, fact)
        case Event():
            yield from event(name, fact)
        case Statement():
            yield from statement(name, fact)
    for evidence in fact.evidence:
        yield name, PROV.wasDerivedFrom, iri(evidence.document)
        yield name, RDFS.comment, words(graph.sentences[evidence.sentence].text)


def tenure(name: URIRef, fact: Tenure) -> Triples:
    """Yield a tenure as a statement of Wikidata's form; who only stands for an office has P3602, not P39."""
    held = fact.status in HELD
    property_ = "P39" if held else "P3602" if fact.status is TenureStatus.CANDIDATE else None
    yield name, RDF.type, SCHEMA.Role if held else TERM.Expected
    yield name, TERM.status, Literal(fact.status.value)
    if property_ is None:
        yield name, TERM.holder, iri(fact.holder)
        yield name, TERM.office, iri(fact.office)
    else:
        yield iri(fact.holder), P[property_], name
        yield name, PS[property_], iri(fact.office)
    yield name, PQ.P580, day(fact.since)
    yield name, PQ.P582, day(fact.until)
    yield from ((name, PQ.P585, day(date_.isoformat())) for date_ in fact.as_of)


def relation(name: URIRef, fact: Triple) -> Triples:
    """Yield a relation as a statement of Wikidata's form, and as its short form where it has no end."""
    property_ = WIKIDATA[fact.predicate]
    one, other = iri(fact.subject), iri(fact.object)
    if fact.predicate is Predicate.FOUNDED:  # P112 is "founded by"
        one, other = other, one
    yield name, RDF.type, TERM.Relation
    yield one, P[property_], name
    yield name, PS[property_], other
    yield one, WDT[property_], other if fact.until is None else None
    yield name, PQ.P580, day(fact.since)
    yield name, PQ.P582, day(fact.until)


def event(name: URIRef, fact: Event) -> Triples:
    """Yield an event; only one that was held is a `schema:Event`."""
    yield name, RDF.type, EVENTS.get(fact.status, TERM.ReportedEvent)
    yield name, TERM.kind, Literal(fact.kind.value)
    yield name, TERM.status, Literal(fact.status.value)
    for role, who in fact.participants:
        yield name, TERM[role.value], iri(who)
        yield name, SCHEMA.participant, iri(who) if fact.status is EventStatus.HELD else None
    yield name, SCHEMA.location, iri(fact.place) if fact.place else None
    yield name, SCHEMA.startDate, day(fact.since)
    yield name, SCHEMA.endDate, day(fact.until)


def statement(name: URIRef, fact: Statement) -> Triples:
    """Yield what somebody said."""
    yield name, RDF.type, SCHEMA.Claim
    yield name, SCHEMA.author, iri(fact.speaker)
    yield name, SCHEMA.text, words(fact.content)
    yield name, TERM.kind, Literal(fact.kind.value)
    yield name, TERM.polarity, Literal(fact.polarity.value)
    yield name, SCHEMA.recipient, iri(fact.to) if fact.to else None
    yield name, SCHEMA.dateCreated, day(fact.date)
    yield from ((name, SCHEMA.about, iri(who)) for who in fact.about)
    yield from ((name, TERM.asserts, iri(other)) for other in fact.asserts)
    yield from ((name, TERM.denies, iri(other)) for other in fact.denies)
