"""Events: what happened comes out as held, what did not or not yet never does."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from kg.graph import KnowledgeGraph
from kg.model import Document, Event, EventStatus, Tenure, TenureStatus
from kg.pipeline import graphs

CORPUS = Path(__file__).parent.parent / "corpus"
DAY = date(2018, 7, 13)


def corpus(name: str) -> dict[str, Any]:
    """Return a file of sentences."""
    return tomllib.loads((CORPUS / name).read_text(encoding="utf-8"))


NEVER = corpus("never_happened.toml")
MORE = corpus("never_happened_2.toml")
IN_OFFICE = (TenureStatus.CURRENT, TenureStatus.ACTING)
HAPPENED = corpus("events.toml")


def read(text: str, nlp: Language) -> KnowledgeGraph:
    """Return the graph of a text of `DAY`."""
    [graph] = graphs([Document(text, published=DAY)], nlp)
    return graph


def events(graph: KnowledgeGraph) -> list[Event]:
    """Return the events of a graph."""
    return [fact for fact in graph if isinstance(fact, Event)]


@pytest.mark.parametrize("text", [*NEVER["sentences"], *NEVER["office"], *MORE["sentences"], *MORE["office"]])
def test_what_did_not_happen_is_never_held(nlp: Language, text: str) -> None:
    """No held event comes out of what is denied, refused, planned, hoped, conditional or called off."""
    held = [event for event in events(read(text, nlp)) if event.status is EventStatus.HELD]
    assert held == []


@pytest.mark.parametrize("text", [*NEVER["office"], *MORE["office"]])
def test_who_never_held_an_office_does_not_hold_it(nlp: Language, text: str) -> None:
    """No current tenure of the person named comes out of what did not happen."""
    current = [fact for fact in read(text, nlp) if isinstance(fact, Tenure) and fact.status in IN_OFFICE]
    assert current == []


@pytest.mark.parametrize("row", MORE["held"], ids=lambda row: str(row["text"]))
def test_what_happened_is_held_in_words_of_like_shape(nlp: Language, row: dict[str, str]) -> None:
    """What never happened is not kept out at the cost of what did."""
    held = {str(event.kind) for event in events(read(row["text"], nlp)) if event.status is EventStatus.HELD}
    assert row["kind"] in held


@pytest.mark.parametrize("text", MORE["current"])
def test_who_is_in_office_holds_it_in_words_of_like_shape(nlp: Language, text: str) -> None:
    """Nor is whoever holds an office."""
    assert any(isinstance(fact, Tenure) and fact.status in IN_OFFICE for fact in read(text, nlp))


@pytest.mark.parametrize("row", [*HAPPENED["held"], *HAPPENED["other"]], ids=lambda row: str(row["text"]))
def test_an_event_has_its_status_people_date_and_place(nlp: Language, row: dict[str, Any]) -> None:
    """The event that the sentence tells comes out once, with all that the text says of it."""
    graph = read(row["text"], nlp)
    wanted = row["event"]
    found = [event for event in events(graph) if event.kind == wanted["kind"]]
    assert [str(event.status) for event in found] == [wanted["status"]]
    [event] = found
    names = {getattr(graph.entities[entity], "name", "") for _, entity in event.participants}
    assert names >= set(wanted["who"])
    assert event.since == wanted.get("since")
    place = graph.entities[event.place] if event.place else None
    assert getattr(place, "name", None) == wanted.get("place", getattr(place, "name", None))


def test_evidence_is_the_text_itself(nlp: Language) -> None:
    """Offsets of evidence reproduce the text."""
    text = "A summer.\n\nVladimir Putin met Angela Merkel in Sochi on Wednesday."
    [event] = events(read(text, nlp))
    for evidence in event.evidence:
        assert text[evidence.start : evidence.end] == evidence.exact


def test_a_verb_and_a_noun_of_one_meeting_are_one_event(nlp: Language) -> None:
    """`met` and `the meeting between` tell of one happening."""
    text = (
        "Vladimir Putin met Angela Merkel in Sochi on Wednesday. "
        "The meeting between Vladimir Putin and Angela Merkel lasted two hours."
    )
    [event] = events(read(text, nlp))
    assert len(event.evidence) == 2


@pytest.mark.parametrize(
    "text", ["", " ", "met", "MET MET MET " * 300, "\ufffd🙂 met 🙂", "(" * 2000, "to meet " * 500]
)
def test_odd_text_says_nothing(nlp: Language, text: str) -> None:
    """Text without sense has no events, and no errors."""
    assert events(read(text, nlp)) == []
