"""Documents as they are read: their text, or the sentences that the graph keeps, and who is named where.

A graph keeps no text (ADR 0005), so the text comes from the same files again, known by its hash.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.graph import KnowledgeGraph
from kg.model import Citation, DocId, Document, EntityId, Mention

Record = dict[str, Any]
Texts = Mapping[DocId, str]
WHOLE_LIMIT = 3_000_000
"""Characters of whole texts on a page; of further documents it has the kept sentences."""


def texts_of(graph: KnowledgeGraph, documents: Iterable[Document]) -> Texts:
    """Return the texts of those documents that `graph` was made of, by their hash; others are passed over."""
    wanted: defaultdict[str, list[DocId]] = defaultdict(list)
    for cited in graph.documents.values():
        wanted[cited.sha256].append(cited.id)
    return {name: document.text for document in documents for name in wanted.get(document.sha256, ())}


def document_records(graph: KnowledgeGraph, nodes: Mapping[EntityId, str], texts: Texts) -> list[Record]:
    """Return the documents in their order, with passages, and mentions of what is on the page (`nodes`).

    Offsets count characters of the document. O(sentences + mentions).
    """
    kept, named = sentences_of(graph), mentions_of(graph)
    left, found = WHOLE_LIMIT, []
    for cited in graph.documents.values():
        text = texts.get(cited.id)
        whole = text is not None and len(text) <= left
        left -= len(text) if text is not None and whole else 0
        passages = [(0, text)] if text is not None and whole else joined(kept[cited.id])
        marks = [
            [m.start, m.end, nodes[m.entity]]
            for m in sorted(named[cited.id], key=lambda m: (m.start, -m.end, m.entity, m.form))
            if m.entity in nodes and any(at <= m.start and m.end <= at + len(part) for at, part in passages)
        ]
        found.append(source(cited) | {"whole": whole, "passages": passages, "mentions": marks})
    return found


def source(cited: Citation) -> Record:
    """Return what names a document."""
    return {
        "title": cited.title or cited.key or str(cited.id),
        "url": cited.url,
        "publisher": cited.publisher,
        "published": str(cited.published) if cited.published else "",
    }


def mentions_of(graph: KnowledgeGraph) -> defaultdict[DocId, list[Mention]]:
    """Return the mentions in each document."""
    found: defaultdict[DocId, list[Mention]] = defaultdict(list)
    for mention in graph.mentions:
        found[mention.document].append(mention)
    return found


def sentences_of(graph: KnowledgeGraph) -> defaultdict[DocId, list[tuple[int, str]]]:
    """Return the kept sentences of each document; evidence whose sentence is not kept stands for itself."""
    found: defaultdict[DocId, list[tuple[int, str]]] = defaultdict(list)
    for sentence in graph.sentences.values():
        found[sentence.document].append((sentence.start, sentence.text))
    for fact in graph:
        for proof in fact.evidence:
            if proof.sentence not in graph.sentences:
                found[proof.document].append((proof.start, proof.exact))
    return found


def joined(passages: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return passages in order, those that overlap as one."""
    found: list[tuple[int, str]] = []
    for start, text in sorted(passages, key=lambda part: (part[0], -len(part[1]), part[1])):
        last, before = found[-1] if found else (0, "")
        if found and start < last + len(before):
            found[-1] = (last, before + text[max(0, last + len(before) - start) :])
        else:
            found.append((start, text))
    return found
