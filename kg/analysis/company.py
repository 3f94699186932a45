"""Who is named together: in one sentence that carries a fact."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.analysis.convert import is_country
from kg.graph import KnowledgeGraph
from kg.model import DocId, EntityId, Sentence, SentenceId


@dataclass(frozen=True, slots=True)
class Together:
    """Two who are named in the same sentences, and how many documents these are from."""

    one: EntityId
    other: EntityId
    documents: int
    sentences: tuple[SentenceId, ...]


def company(graph: KnowledgeGraph) -> Iterator[Together]:
    """Yield each pair named in a sentence, most sentences first; countries are left out.

    To be named together is no fact: it says where to look. Counted are the sentences that the graph keeps,
    those that carry facts. O(mentions log sentences + pairs).
    """
    pairs: defaultdict[tuple[EntityId, EntityId], set[Sentence]] = defaultdict(set)
    for sentence, named in named_in(graph).items():
        for pair in combinations(sorted(who for who in named if not is_country(graph, who)), 2):
            pairs[pair].add(sentence)
    for (one, other), found in sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        documents = {sentence.document for sentence in found}
        yield Together(one, other, len(documents), tuple(sorted(sentence.id for sentence in found)))


def named_in(graph: KnowledgeGraph) -> dict[Sentence, set[EntityId]]:
    """Return who is named in each sentence. Sentences of a document don't overlap."""
    kept: defaultdict[DocId, list[Sentence]] = defaultdict(list)
    for sentence in graph.sentences.values():
        kept[sentence.document].append(sentence)
    for sentences in kept.values():
        sentences.sort(key=lambda sentence: sentence.start)
    starts = {document: [s.start for s in sentences] for document, sentences in kept.items()}
    found: defaultdict[Sentence, set[EntityId]] = defaultdict(set)
    for mention in graph.mentions:
        place = bisect_right(starts.get(mention.document, []), mention.start) - 1
        if place >= 0 and mention.end <= (sentence := kept[mention.document][place]).end:
            found[sentence].add(mention.entity)
    return found
