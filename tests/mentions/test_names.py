"""Names at the edges of a text."""

import pytest
from spacy.language import Language

from kg.model import Entity, EntityId
from tests.conftest import graph_of

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("name", "code"), [("US", "us"), ("Guinea", "gn"), ("Bosnia", "ba"), ("Congo", "cd")]
)
def test_a_country_may_be_the_last_word(nlp: Language, name: str, code: str) -> None:
    graph = graph_of(nlp, f"The talks moved from Geneva to {name}")
    assert EntityId(f"country/{code}") in graph.entities


@pytest.mark.parametrize("name", ["Moon Jae-in", "Ban Ki-moon", "Lee Nak-yon"])
def test_a_given_name_with_a_hyphen_stays_whole(nlp: Language, name: str) -> None:
    graph = graph_of(nlp, f"South Korean President {name} met Angela Merkel in Berlin.")
    assert name in {entity.name for entity in graph.entities.values() if isinstance(entity, Entity)}


def test_what_a_hyphen_binds_to_a_name_is_no_name(nlp: Language) -> None:
    graph = graph_of(nlp, "Angela Merkel criticized a Macron-led plan. President Emmanuel Macron smiled.")
    names = {entity.name for entity in graph.entities.values() if isinstance(entity, Entity)}
    assert not any("led" in name for name in names)
