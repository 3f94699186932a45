"""Merging graphs: order and partition of documents never change the result."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import KnowledgeGraph
from kg.model import FactId
from tests.strategies import graphs, shuffled


@settings(max_examples=30, deadline=None)
@given(graphs(), graphs(), graphs())
def test_merge_is_order_free_and_repeatable(a: KnowledgeGraph, b: KnowledgeGraph, c: KnowledgeGraph) -> None:
    assert a | b == b | a
    assert (a | b) | c == a | (b | c)
    assert a | a == a


@settings(max_examples=30, deadline=None)
@given(graphs(), st.integers(0, 9))
def test_the_order_of_adding_does_not_matter(graph: KnowledgeGraph, seed: int) -> None:
    assert shuffled(graph, seed) == graph


@settings(max_examples=30, deadline=None)
@given(graphs(), graphs())
def test_documents_keep_the_order_of_first_reading(a: KnowledgeGraph, b: KnowledgeGraph) -> None:
    assert list((a | b).documents) == list(dict.fromkeys([*a.documents, *b.documents]))


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_every_evidence_comes_with_the_sentence_around_it(graph: KnowledgeGraph) -> None:
    for fact in graph:
        found = graph.evidence(fact.id)
        assert {evidence for evidence, _ in found} == fact.evidence
        for evidence, sentence in found:
            offset = evidence.start - sentence.start
            assert sentence.text[offset : offset + len(evidence.exact)] == evidence.exact


def test_evidence_of_an_unknown_fact_is_an_error() -> None:
    with pytest.raises(KeyError):
        KnowledgeGraph().evidence(FactId("tenure/0"))
