"""What is drawn, and how: no browser needed."""

import re
from html import unescape
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.model import EntityId, Event, EventKind, EventStatus, Role
from kg.views import UnknownView, display, to_html
from kg.views.layout import box, places
from kg.views.network import network, within
from kg.views.picture import draw
from kg.views.timeline import lanes
from kg.views.wording import event_words, words, wrap
from tests.views.talks import CLAIM, DENIAL, HELD, INVITED, PLANNED, items


def test_the_same_graph_gives_the_same_bytes(talks: KnowledgeGraph, tmp_path: Path) -> None:
    reverse = KnowledgeGraph(reversed(list(items())))
    to_html(talks, tmp_path / "one.html")
    to_html(reverse, tmp_path / "other.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_the_page_names_no_place_to_fetch_from(talks: KnowledgeGraph) -> None:
    page = unescape(network(talks))
    assert re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?!data:)[^\"]*\"", page) == []
    assert "default-src 'none'" in page
    assert "'unsafe-inline'; img" in page  # styles only
    assert "script-src 'sha256-" in page


def test_a_view_that_is_not_there_is_named(talks: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownView, match="use one of network, reading, timeline"):
        to_html(talks, tmp_path / "x.html", view="globe")


def test_claim_and_denial_both_lead_to_the_event(talks: KnowledgeGraph) -> None:
    edges = [
        edge for edge in draw(talks).edges if edge.end == INVITED.id and edge.role in ("claims", "denies")
    ]
    assert {(edge.role, edge.start) for edge in edges} == {
        ("claims", CLAIM.speaker),
        ("denies", DENIAL.speaker),
    }


def test_only_what_was_held_is_drawn_as_such(talks: KnowledgeGraph) -> None:
    nodes = draw(talks).nodes
    assert nodes[HELD.id].standing == "held"
    assert nodes[PLANNED.id].standing == "ahead"
    assert nodes[INVITED.id].standing == "doubted"
    assert nodes[INVITED.id].label == "invitation\ndenied"


def test_no_past_tense_for_what_did_not_happen(talks: KnowledgeGraph) -> None:
    assert event_words(talks, HELD) == "Joseph Dunford met Valery Gerasimov, Helsinki"
    assert event_words(talks, PLANNED) == "Planned meeting: Donald Trump, Vladimir Putin, Helsinki"
    assert event_words(talks, INVITED) == "Denied invitation: Sergei Shoigu → Jim Mattis"
    assert INVITED.status is EventStatus.DENIED
    assert words(talks, DENIAL).startswith("Department of Defense denied: ")


def test_nodes_and_their_names_do_not_overlap(talks: KnowledgeGraph) -> None:
    picture = draw(talks)
    found = places(picture)
    boxes = [(*found[key], *box(node)) for key, node in picture.nodes.items()]
    for i, (x, y, wide, high) in enumerate(boxes):
        for x2, y2, wide2, high2 in boxes[i + 1 :]:
            assert abs(x - x2) >= (wide + wide2) / 2 or abs(y - y2) >= (high + high2) / 2


def test_above_the_limit_the_best_connected_are_kept(talks: KnowledgeGraph) -> None:
    drawn, picture = within(talks, 12)
    assert len(picture.nodes) <= 12
    assert "country/us" in drawn.entities
    assert "best-connected" in network(talks, limit=12)


def test_a_bar_ends_where_the_last_report_does(talks: KnowledgeGraph) -> None:
    ids = {key: str(key) for key in talks.entities}
    rows = {row["node"]: row["bars"] for row in lanes(talks, ids)["rows"]}
    [shoigu] = rows["office/ru/minister-of-defence"]
    assert (shoigu["end"], shoigu["open_start"], shoigu["open_end"]) == ("2018-07-13", True, True)
    [tillerson] = rows["office/us/secretary-of-state"]
    assert (tillerson["end"], tillerson["open_end"]) == ("2018-03-28", False)


def test_a_notebook_shows_the_page_in_a_sandbox(talks: KnowledgeGraph) -> None:
    html = display(talks)._repr_html_()
    assert html.startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in html
    assert "<script" not in html


def test_a_label_stays_short_whatever_the_name() -> None:
    assert wrap("A" * 1000) == "A" * 25 + "…"
    assert wrap("Joint Chiefs of Staff of the United States").count("\n") <= 2
    assert wrap("") == ""


def test_whom_it_was_done_to_is_not_taken_for_who_did_it(talks: KnowledgeGraph) -> None:
    whom = frozenset([(Role.TARGET, EntityId("country/fi"))])
    assert event_words(talks, Event(EventKind.ATTACK, EventStatus.HELD, whom)) == "Attack on Finland"
    assert (
        event_words(talks, Event(EventKind.SANCTION, EventStatus.PLANNED, whom))
        == "Planned sanctions against Finland"
    )
