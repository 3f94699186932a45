"""A resolved Doc → facts. FACTS: the finders in the order they run; one graph comes out of each document."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.entities import read
from kg.facts.base import Finder
from kg.facts.collect import collected
from kg.facts.events import events
from kg.facts.linking import linked
from kg.facts.relations import relations
from kg.facts.statements import statements
from kg.facts.tenures import tenures
from kg.graph import KnowledgeGraph
from kg.mentions.parsing import parsed
from kg.model import Document

FACTS: tuple[Finder, ...] = (tenures, relations, events, statements)


def graphs_of(documents: Iterable[Document], nlp: Language) -> Iterator[KnowledgeGraph]:
    """Yield one graph a document, in their order. Memory: that of some documents, or of one long one."""
    return map(graph_of, parsed(docs(documents, nlp), nlp))


def docs(documents: Iterable[Document], nlp: Language) -> Iterator[Doc]:
    """Yield tokenized Docs that carry their Document."""
    for document in documents:
        doc = nlp.make_doc(document.text)
        doc.user_data["document"] = document
        yield doc


def graph_of(doc: Doc) -> KnowledgeGraph:
    """Return the graph of one parsed Doc: its entities, mentions and facts with their evidence."""
    reading = read(doc)
    facts = [fact for finder in FACTS for fact in finder(reading)]
    return collected(reading, linked(facts, doc.text))
