"""Hypothesis strategies: graphs that hold all they name, small enough to meet each other by chance."""

import random
from datetime import date

from hypothesis import strategies as st

from kg.graph import KnowledgeGraph
from kg.model import (
    Document,
    Entity,
    EntityId,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    Fact,
    Kind,
    Mention,
    MentionForm,
    Office,
    PartialDate,
    Polarity,
    Predicate,
    Role,
    Sentence,
    Statement,
    StatementKind,
    Tenure,
    TenureStatus,
    Triple,
)

TEXT = "Sauli Niinistö hosted Vladimir Putin in Helsinki. Finland's president met both guests. He denied it."
SENTENCES = ((0, 49), (50, 87), (88, 101))
HOSTILE = (
    *(
        "`",
        "'",
        '"',
        "\\",
        "}) DETACH DELETE n //",
        "$rows",
        "{name}",
        "\x00",
        "\u202eabc",
        "🇫🇮",
        "\n\r\u2028",
        "",
    ),
    *("2018-06-14", "true", "null", "1", "NaN"),
)
names = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
partial_dates = st.none() | st.sampled_from(
    [PartialDate("2018"), PartialDate("2018-06"), PartialDate("2018-06-14")]
)
documents = st.builds(
    Document,
    text=st.sampled_from([TEXT, TEXT + " Later."]),
    key=st.sampled_from(["a", "b", "`c'"]),
    title=names,
    url=names,
    publisher=names,
    published=st.none() | days,
)
PEOPLE = [EntityId(f"person/{name}") for name in ("sauli-niinisto", "vladimir-putin", "o'neil`")]
LANDS = [EntityId("country/fi"), EntityId("country/ru"), EntityId("organization/un")]
PLACES = [EntityId("place/helsinki"), EntityId("country/fi")]
POSTS = [EntityId("office/fi/president"), EntityId("office/un/envoy")]
BODIES = [*PEOPLE, *LANDS, PLACES[0]]


def entity(identity: EntityId, words: list[str]) -> Entity | Office:
    """Return an entity with this id, of the kind that it says, made of some of `words`."""
    name, *others = words or [identity]
    aliases = frozenset(others)
    if identity.startswith("office/"):
        owners = [owner for owner in LANDS if len(name) % 3 == len(owner) % 3]
        return Office(identity, name, tuple(owners), aliases)
    kind = Kind(identity.partition("/")[0].capitalize())
    return Entity(identity, kind, name, aliases, wikidata=f"Q{len(name)}" if others else None)


def evidences(sentences: list[Sentence]) -> st.SearchStrategy[frozenset[Evidence]]:
    """Return sets of evidence that lies in these sentences."""

    def within(sentence: Sentence, length: int, rule: str, confidence: float) -> Evidence:
        length = min(length, len(sentence.text))
        exact, stop = sentence.text[:length], sentence.start + length
        return Evidence(sentence.document, sentence.start, stop, exact, sentence.id, rule, confidence)

    rules, sure = st.sampled_from(["apposition", "verb"]), st.sampled_from([0.0, 0.5, 0.9, 1.0])
    one = st.builds(within, st.sampled_from(sentences), st.integers(1, 60), rules, sure)
    return st.frozensets(one, max_size=3)


def simple_facts(proof: st.SearchStrategy[frozenset[Evidence]]) -> st.SearchStrategy[Fact]:
    """Return relations, tenures and events."""
    bodies = st.sampled_from(BODIES)
    triples = st.builds(
        Triple, bodies, st.sampled_from(Predicate), bodies, partial_dates, partial_dates, proof
    )
    tenures = st.builds(
        Tenure,
        st.sampled_from(PEOPLE),
        st.sampled_from(POSTS),
        st.sampled_from(TenureStatus),
        partial_dates,
        partial_dates,
        st.frozensets(names, max_size=2),
        st.frozensets(days, max_size=2),
        proof,
    )
    who = st.frozensets(st.tuples(st.sampled_from(Role), bodies), max_size=3)
    place = st.none() | st.sampled_from(PLACES)
    status = st.sampled_from(EventStatus)
    events = st.builds(
        Event, st.sampled_from(EventKind), status, who, place, partial_dates, partial_dates, proof
    )
    return triples | tenures | events


def statements(
    facts: list[Fact], proof: st.SearchStrategy[frozenset[Evidence]]
) -> st.SearchStrategy[Statement]:
    """Return statements about some of these facts."""
    known = (
        st.frozensets(st.sampled_from([fact.id for fact in facts]), max_size=2)
        if facts
        else st.just(frozenset())
    )
    bodies = st.sampled_from(BODIES)
    return st.builds(
        Statement,
        bodies,
        st.sampled_from(StatementKind),
        names,
        st.sampled_from(Polarity),
        st.booleans(),
        names,
        st.none() | bodies,
        partial_dates,
        st.frozensets(bodies, max_size=2),
        known,
        known,
        proof,
    )


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """Return graphs of up to two documents, with every entity that their facts name."""
    everybody = [*BODIES, *POSTS]
    known = draw(st.dictionaries(st.sampled_from(everybody), st.lists(names, max_size=3), max_size=4))
    graph = KnowledgeGraph(entity(name, known.get(name, [])) for name in everybody)
    texts = draw(st.lists(documents, min_size=1, max_size=2))
    sentences = []
    for document in texts:
        citation = document.citation()
        graph.add(citation)
        for start, end in SENTENCES:
            sentences.append(Sentence(citation.id, start, end, document.text[start:end]))
            graph.add(sentences[-1])
        for start, end in draw(st.sets(st.tuples(st.integers(0, 9), st.integers(10, 20)), max_size=3)):
            name, form = draw(st.sampled_from([*BODIES, *POSTS])), draw(st.sampled_from(MentionForm))
            graph.add(Mention(citation.id, start, end, document.text[start:end], name, form))
    proof = evidences(sentences)
    facts = draw(st.lists(simple_facts(proof), max_size=4))
    spoken = draw(st.lists(statements(facts, proof), max_size=3))
    for fact in [*facts, *spoken]:
        graph.add(fact)
    return graph


def shuffled(graph: KnowledgeGraph, seed: int) -> KnowledgeGraph:
    """Return the same graph, built in another order."""
    items = list(graph.items())
    random.Random(seed).shuffle(items)
    return KnowledgeGraph(items)
