"""What notebooks show: names and evidence as text, never as markup."""

from dataclasses import replace

from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Kind, Statement
from tests.views.talks import CLAIM, items

HOSTILE = "<script>alert(1)</script>"


def test_a_graph_shows_counts_and_facts_in_words() -> None:
    shown = KnowledgeGraph(items())._repr_html_()
    assert '<td style="text-align:left">Statement</td>' in shown
    assert "Joseph Dunford" in shown
    assert KnowledgeGraph()._repr_html_().startswith("<b>KnowledgeGraph</b>")


def test_a_fact_shows_what_it_quotes() -> None:
    shown = CLAIM._repr_html_()
    assert CLAIM.id in shown
    assert all(evidence.exact in shown.replace("&#x27;", "'") for evidence in CLAIM.evidence)


def test_strings_of_documents_are_escaped() -> None:
    entity = Entity(EntityId("person/x"), Kind.PERSON, HOSTILE, frozenset([HOSTILE]))
    said: Statement = replace(CLAIM, content=HOSTILE, cue=HOSTILE)
    graph = KnowledgeGraph([*items(), said])
    for shown in (entity._repr_html_(), said._repr_html_(), graph._repr_html_()):
        assert "<script" not in shown
