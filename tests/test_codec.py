"""JSON Lines lose nothing, and the same graph gives the same bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.codec import from_lines, to_lines
from kg.errors import InputError
from kg.graph import KnowledgeGraph
from tests.strategies import graphs, shuffled


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_reading_gives_back_what_was_written(graph: KnowledgeGraph) -> None:
    assert from_lines(to_lines(graph)) == graph


@settings(max_examples=30, deadline=None)
@given(graphs(), st.integers(0, 9))
def test_bytes_do_not_depend_on_the_order_of_building(graph: KnowledgeGraph, seed: int) -> None:
    assert list(to_lines(graph)) == list(to_lines(shuffled(graph, seed)))


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_a_record_is_one_line(graph: KnowledgeGraph) -> None:
    assert all("\n" not in line and "\r" not in line for line in to_lines(graph))


@pytest.mark.parametrize("line", ["{", "[]", "1", '{"type": "king"}', '{"type": "entity", "id": 3}', "{}"])
def test_a_line_that_is_no_record_is_named(line: str) -> None:
    with pytest.raises(InputError, match="line 2"):
        from_lines(["", line])
