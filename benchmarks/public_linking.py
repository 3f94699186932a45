"""Our answer to sets of links: a name's article is guessed from the name of its entity.

The set links noun phrases, so a name's span is that of the phrase that it heads (`public_phrases`). A capital
that stands for a government is linked as the capital; a town that the text puts into a state of the US by
both names, as that encyclopedia titles it; a name with a large "The" before it within a sentence, with it.
"""

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from benchmarks.public_phrases import LOC, ORG, PER, Name, whole
from kg.graph import KnowledgeGraph
from kg.languages import pack_of
from kg.model import Document, Entity, Kind, Mention, MentionForm
from kg.pipeline import graphs
from kg.resolution import profiles, resolve

KINDS = {Kind.PERSON: PER, Kind.ORGANIZATION: ORG, Kind.PLACE: LOC, Kind.COUNTRY: LOC}
Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the links of a record, in order."""
    [graph] = graphs([Document(record["text"], key=record["id"])], nlp)
    graph = resolve(profiles(graph)).renamed(graph)
    return {"id": record["id"], "links": sorted(links(graph, nlp(record["text"])))}


def links(graph: KnowledgeGraph, doc: Doc) -> Iterator[list[Any]]:
    """Yield a link for each name: where its phrase is, and the article of its entity."""
    named = {name: mention for mention in graph.mentions if (name := tokens(mention, doc, graph)) is not None}
    starts = {name.start: name for name in sorted(named)}
    longer = titles(named, starts, doc)
    for name, mention in sorted(named.items(), key=lambda pair: pair[0]):
        for start, end, *_ in whole(doc, name, starts):
            last = doc[end - 1]
            article = longer.get(mention.entity) or title(mention, graph)
            yield [doc[start].idx, last.idx + len(last), "wikipedia", article]


def titles(named: dict[Name, Mention], starts: dict[int, Name], doc: Doc) -> dict[str, str]:
    """Return longer titles: of towns said to be in a state of the US, and of names that "The" begins."""
    found: dict[str, str] = {}
    states = pack_of("en").subdivisions
    for name, mention in named.items():
        behind = starts.get(name.end + 1)
        state = doc[behind.start : behind.end].text if behind and doc[name.end].text == "," else ""
        before = doc[name.start - 1] if name.start else None
        if name.label == LOC and states.get(state.lower(), "").startswith("US-"):
            found[mention.entity] = f"{mention.text}, {state}".replace(" ", "_")
        elif name.label == ORG and before is not None and before.text == "The" and not before.is_sent_start:
            found[mention.entity] = f"The {mention.text}".replace(" ", "_")
    return found


def tokens(mention: Mention, doc: Doc, graph: KnowledgeGraph) -> Name | None:
    """Return the tokens of a name, None of other mentions."""
    entity = graph.entities[mention.entity]
    span = doc.char_span(mention.start, mention.end)
    if mention.form is not MentionForm.NAME or span is None or not isinstance(entity, Entity):
        return None
    return Name(span.start, span.end, KINDS[entity.kind], entity.kind is Kind.COUNTRY)


def title(mention: Mention, graph: KnowledgeGraph) -> str:
    """Return the title of an article for an entity: its name; its own for a capital used for a government."""
    entity = graph.entities[mention.entity]
    assert isinstance(entity, Entity)
    seat = (
        entity.kind is Kind.ORGANIZATION
        and mention.entity.endswith("/government")
        and " " not in mention.text
    )
    name = mention.text if seat else entity.name
    city, _, last = name.rpartition(" ")
    return f"{city.rstrip(',')},_D.C." if last in ("DC", "D.C.") and city else name.replace(" ", "_")
