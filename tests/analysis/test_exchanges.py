"""Countries stand behind their people and bodies; what is named together is counted; findings make frames."""

from collections.abc import Callable

import pytest

from kg.analysis import columns, company, exchanges, meetings, to_pandas, to_polars
from kg.analysis.frames import Missing
from kg.graph import KnowledgeGraph
from kg.model import (
    Entity,
    EntityId,
    Event,
    EventKind,
    EventStatus,
    Kind,
    Mention,
    MentionForm,
    Office,
    Predicate,
    Role,
    Tenure,
    TenureStatus,
    Triple,
)
from tests.views.talks import DOCUMENT, items

FI, FR, US = (EntityId(f"country/{code}") for code in ("fi", "fr", "us"))
WHO, BODY, OTHER = (
    EntityId("person/alexander-stubb"),
    EntityId("organization/fr/senate"),
    EntityId("person/a-b"),
)
POST = EntityId("office/fi/president")


@pytest.fixture
def graph() -> KnowledgeGraph:
    """Return a president, a chamber and somebody of two countries."""
    return KnowledgeGraph(
        [
            Entity(FI, Kind.COUNTRY, "Finland", code="FI"),
            Entity(FR, Kind.COUNTRY, "France", code="FR"),
            Entity(US, Kind.COUNTRY, "United States", code="US"),
            Entity(WHO, Kind.PERSON, "Alexander Stubb"),
            Entity(OTHER, Kind.PERSON, "A B"),
            Entity(BODY, Kind.ORGANIZATION, "Senate"),
            Office(POST, "president", (FI,)),
            Tenure(WHO, POST, TenureStatus.CURRENT),
            Triple(BODY, Predicate.OF_COUNTRY, FR),
            Triple(OTHER, Predicate.CITIZEN_OF, FR),
            Triple(OTHER, Predicate.CITIZEN_OF, FI),
        ]
    )


def event(kind: EventKind, status: EventStatus, **roles: EntityId) -> Event:
    """Return an event of these participants, by role."""
    return Event(kind, status, frozenset((Role(role), who) for role, who in roles.items()))


def test_a_person_acts_for_the_country_of_the_office(graph: KnowledgeGraph) -> None:
    visit = event(EventKind.VISIT, EventStatus.HELD, agent=WHO, host=BODY)
    graph.add(visit)
    [found] = exchanges(graph)
    assert (found.source, found.target, found.kind, found.mutual) == (FI, FR, "VISIT", False)
    assert found.facts == (visit.id,)


def test_equals_are_mutual(graph: KnowledgeGraph) -> None:
    graph.add(Event(EventKind.MEET, EventStatus.HELD, frozenset((Role.MEMBER, x) for x in (BODY, WHO, US))))
    assert [(x.source, x.target, x.mutual) for x in exchanges(graph)] == [
        (FI, FR, True),
        (FI, US, True),
        (FR, US, True),
    ]


@pytest.mark.parametrize("status", [status for status in EventStatus if status is not EventStatus.HELD])
def test_what_did_not_happen_is_no_exchange(graph: KnowledgeGraph, status: EventStatus) -> None:
    graph.add(event(EventKind.VISIT, status, agent=WHO, host=BODY))
    assert list(exchanges(graph)) == []


def test_who_points_to_two_countries_stands_for_none(graph: KnowledgeGraph) -> None:
    graph.add(event(EventKind.VISIT, EventStatus.HELD, agent=OTHER, host=US))
    assert list(exchanges(graph)) == []


def test_company_is_of_one_sentence() -> None:
    graph = KnowledgeGraph(items())
    citation = DOCUMENT.citation().id
    start = DOCUMENT.text.index("Donald Trump")
    other = EntityId("person/donald-trump")
    graph.add(Mention(citation, start, start + 12, "Donald Trump", other, MentionForm.NAME))
    pairs = {(found.one, found.other): found for found in company(graph)}
    pair = pairs[EntityId("person/jim-mattis"), EntityId("person/sergei-shoigu")]
    assert pair.documents == 1
    assert len(pair.sentences) == 2
    assert not any(other in pair and "person/jim-mattis" in pair for pair in pairs)


@pytest.mark.parametrize("frame", [to_pandas, to_polars])
def test_findings_make_frames_of_names(frame: Callable[..., object]) -> None:
    graph = KnowledgeGraph(items())
    found = frame(meetings(graph), graph)
    assert list(found.columns) == ["one", "other", "facts"]  # type: ignore[attr-defined]
    assert list(found["one"]) == ["Joseph Dunford"]  # type: ignore[index]
    assert list(frame([]).columns) == []  # type: ignore[attr-defined]


def test_ids_stay_without_a_graph() -> None:
    assert columns(meetings(KnowledgeGraph(items())))["other"] == ["person/valery-gerasimov"]


def test_a_frame_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("kg.analysis.frames.import_module", absent)
    with pytest.raises(Missing, match=r"pandas is not installed: pip install 'newskg\[frames\]'"):
        to_pandas([])
