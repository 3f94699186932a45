"""Names at the edges of a text."""

import pytest
from spacy.language import Language

from kg.model import EntityId
from tests.conftest import graph_of

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("name", "code"), [("US", "us"), ("Guinea", "gn"), ("Bosnia", "ba"), ("Congo", "cd")]
)
def test_a_country_may_be_the_last_word(nlp: Language, name: str, code: str) -> None:
    graph = graph_of(nlp, f"The talks moved from Geneva to {name}")
    assert EntityId(f"country/{code}") in graph.entities
