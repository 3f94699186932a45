"""What holds for every fact of every text: offsets reproduce the evidence, ids resolve, order is free."""

import random
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg import codec
from kg.graph import KnowledgeGraph
from kg.model import Document
from kg.pipeline import graphs

TEXTS = (
    "US President Joe Biden met Chinese President Xi Jinping in San Francisco on Wednesday.",
    "“We will not leave,” Ukrainian President Volodymyr Zelenskyy told the BBC. He denied having left.",
    "Swedish Prime Minister Ulf Kristersson said that Sweden would join NATO.\n\nThe Kremlin condemned it.",
)
pieces = st.sampled_from(
    (
        "President",
        "Joe Biden",
        " said ",
        "“",
        "”",
        '"',
        "the Kremlin",
        "\n\n",
        "met",
        " not ",
        "💥",
        "\u202e",
        "’s ",
        ".",
    )
)
noise = st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=40).map(" ".join)


def documents() -> list[Document]:
    return [Document(text, key=f"t{i}", published=date(2023, 11, 16)) for i, text in enumerate(TEXTS)]


def assert_sound(graph: KnowledgeGraph, document: Document) -> None:
    for fact in graph:
        assert fact.evidence
        for evidence, sentence in graph.evidence(fact.id):
            assert document.text[evidence.start : evidence.end] == evidence.exact
            assert document.text[sentence.start : sentence.end] == sentence.text
            assert sentence.start <= evidence.start < evidence.end <= sentence.end
            assert 0 < evidence.confidence <= 1
    for mention in graph.mentions:
        assert document.text[mention.start : mention.end] == mention.text
        assert mention.entity in graph.entities
    assert codec.from_lines(codec.to_lines(graph)) == graph


def test_offsets_reproduce_the_text(nlp: Language) -> None:
    found = list(documents())
    for document, graph in zip(found, graphs(found, nlp), strict=True):
        assert len(graph) > 0
        assert_sound(graph, document)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise)
def test_any_text_gives_a_sound_graph(nlp: Language, text: str) -> None:
    document = Document(text, key="noise")
    [graph] = graphs([document], nlp)
    assert_sound(graph, document)


def test_two_orders_of_documents_give_the_same_bytes(nlp: Language) -> None:
    found = documents()
    shuffled = found[:]
    random.Random(1).shuffle(shuffled)
    one, other = KnowledgeGraph(), KnowledgeGraph()
    for graph in graphs(found, nlp):
        one.update(graph)
    for graph in graphs(shuffled, nlp):
        other.update(graph)
    assert list(codec.to_lines(one)) == list(codec.to_lines(other))
