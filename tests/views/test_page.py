"""The page in a real browser: nothing is fetched, nothing from the data runs, and it can be used."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.graph import KnowledgeGraph
from kg.model import (
    Document,
    Entity,
    EntityId,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    Kind,
    Office,
    PartialDate,
    Polarity,
    Role,
    Sentence,
    Statement,
    StatementKind,
    Tenure,
    TenureStatus,
)
from kg.views import display
from tests.views.browser import Opened
from tests.views.talks import DOCUMENT

pytestmark = pytest.mark.browser
Open = Callable[..., Opened]
HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<!--<script>",
    "javascript:document.title='owned'",
    "__proto__",
    "constructor",
    "{{ 7 * 7 }}{% raw %}",
    "\u2028\u2029'\"\\`${document.title='owned'}",
    '"><svg/onload=document.title="owned">',
    "A" * 1000,
    "\u202etxet desrever",
)


def choose(page: Page, name: str) -> None:
    """Type a name and take the first suggestion."""
    page.fill("#search", name)
    page.keyboard.press("Enter")


def test_the_page_opens_offline_and_asks_for_nothing(talks: KnowledgeGraph, opened: Open) -> None:
    found = opened(talks)
    for button in ("#view-timeline", "#view-network", "#theme", "#zoom-in", "#zoom-fit"):
        found.page.click(button)
    assert [url for url in found.requests if not url.startswith(("file:", "data:"))] == []
    assert found.errors == []


def test_search_suggests_and_opens_what_is_known(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    page.keyboard.press("/")
    page.keyboard.type("shoi")
    first = page.locator("#suggestions li").first
    expect(first).to_contain_text("Sergei Shoigu")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Sergei Shoigu")
    expect(page.locator("#panel")).to_contain_text("minister of defence (Russia)")
    expect(page.locator("#panel")).to_contain_text("as of 2018-07-13")


def test_a_fact_shows_its_sentence_with_the_evidence_marked(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    choose(page, "Jim Mattis")
    page.locator(".fact summary", has_text="secretary of defense").click()
    inside = page.locator(".fact[open]")
    expect(inside.locator("mark")).to_have_text("Defense Secretary Jim Mattis")
    expect(inside.locator("blockquote")).to_contain_text("The Pentagon denied that")
    expect(inside.locator("a")).to_have_attribute("href", "https://news.example/talks")
    expect(inside.locator("cite")).to_contain_text("Pentagon denies an invitation")


def test_both_sides_of_a_dispute_stand_side_by_side(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    card = page.locator(".fact.doubted", has_text="Denied invitation").first
    card.locator("summary").click()
    expect(card.locator(".sides .for")).to_contain_text("Sergei Shoigu")
    expect(card.locator(".sides .against")).to_contain_text("Department of Defense")
    left, right = (card.locator(f".sides .{side}").bounding_box() for side in ("for", "against"))
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]


def test_filters_hide_what_is_not_established(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    page.uncheck("input[name='standing-doubted']")
    assert "Denied invitation" not in page.inner_text("#panel")
    visible = page.evaluate("KG.visible()")
    assert not any(fact["status"] == "denied" for fact in visible["facts"])
    page.fill("#from", "2018-07-15")
    page.dispatch_event("#from", "change")
    assert {fact["since"] for fact in page.evaluate("KG.visible().facts")} == {"2018-07-16"}
    page.click("#reset")
    assert len(page.evaluate("KG.visible().facts")) == len(talks)


def test_the_filter_by_country_keeps_its_people(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    page.select_option("#country", label="Russia")
    names = {entity["name"] for entity in page.evaluate("KG.visible().entities")}
    assert {"Sergei Shoigu", "Vladimir Putin", "Russia"} <= names
    assert "Rex Tillerson" not in names


def test_a_click_on_the_drawing_opens_node_and_edge(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    where = """(name) => {
      const node = [...KG.entities.values()].find((entity) => entity.name === name);
      const at = KG.picture.network.canvasToDOM(KG.picture.network.getPosition(node.id));
      const box = document.getElementById("graph").getBoundingClientRect();
      return [box.x + at.x, box.y + at.y];
    }"""
    node = page.evaluate(where, "Rex Tillerson")
    page.mouse.click(*node)
    expect(page.locator("#panel h2")).to_have_text("Rex Tillerson")
    page.keyboard.press("Escape")
    page.click("#zoom-fit")
    one, other = page.evaluate(where, "Donald Trump"), page.evaluate(where, "president (United States)")
    page.mouse.click((one[0] * 0.55 + other[0] * 0.45), (one[1] * 0.55 + other[1] * 0.45))
    expect(page.locator("#panel h2")).to_have_text("Donald Trump, president (United States)")


def test_the_timeline_shows_bars_and_marks(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks, view="timeline").page
    expect(page.locator("#timeline .bar")).to_have_count(6)
    expect(page.locator("#timeline .point")).to_have_count(2)
    page.locator(".bar.former").click()
    expect(page.locator("#panel")).to_contain_text("until 2018-03")


def test_the_timeline_opens_where_most_dates_lie(opened: Open) -> None:
    pair = frozenset([(Role.MEMBER, EntityId("person/ann-lee")), (Role.MEMBER, EntityId("person/bob-kim"))])
    graph = KnowledgeGraph(Entity(who, Kind.PERSON, str(who)) for _, who in pair)
    for day in ("1961-06-03", *(f"2019-{month:02}-10" for month in range(1, 13))):
        graph.add(Event(EventKind.MEET, EventStatus.HELD, pair, since=PartialDate(day)))
    found = opened(graph, view="timeline")
    expect(found.page.locator("#timeline .lead")).to_contain_text("Fit shows all")
    points = found.page.locator("#timeline .point")
    expect(points.nth(0)).not_to_be_in_viewport()
    expect(points.nth(1)).to_be_in_viewport()
    expect(points.nth(12)).to_be_in_viewport()
    found.page.click("#zoom-fit")
    expect(points.nth(0)).to_be_in_viewport()
    assert found.errors == []


def test_the_keyboard_reaches_nodes_and_panel(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    page.focus("#graph")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#status")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert page.inner_text("#status") != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


def test_what_is_visible_can_be_saved(talks: KnowledgeGraph, opened: Open, tmp_path: Path) -> None:
    page = opened(talks).page
    with page.expect_download() as waiting:
        page.click("#save-json")
    waiting.value.save_as(tmp_path / "graph.json")
    saved = json.loads((tmp_path / "graph.json").read_text("utf-8"))
    assert {fact["id"] for fact in saved["facts"]} == set(talks.facts)
    with page.expect_download() as waiting:
        page.click("#save-png")
    waiting.value.save_as(tmp_path / "graph.png")
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_is_lost_at_double_size(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks, size=(640, 450)).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.click("#toggle-filters")
    expect(page.locator("#country")).to_be_visible()
    choose(page, "Vladimir Putin")
    page.locator("#panel h2").scroll_into_view_if_needed()
    expect(page.locator("#panel h2")).to_be_in_viewport()


def test_the_page_works_inside_a_notebook(talks: KnowledgeGraph, opened: Open) -> None:
    found = opened(talks)
    found.page.set_content(f"<!doctype html><body>{display(talks, texts=[DOCUMENT])._repr_html_()}")
    [frame] = found.page.frames[1:]
    frame.wait_for_function("document.documentElement.dataset.ready")
    frame.click("#view-reading")
    frame.click("#reading .named >> nth=0")
    expect(frame.locator("#panel h2")).to_have_text("Department of Defense")
    assert found.errors == []


def hostile() -> KnowledgeGraph:
    """Return a graph whose every name, title and sentence tries to run."""
    graph = KnowledgeGraph()
    for i, text in enumerate(HOSTILE):
        document = Document(
            f"{text} is here.", key=text, title=text, url=text, publisher=text, published=date(2020, 1, 1)
        )
        cited = document.citation()
        sentence = Sentence(cited.id, 0, len(document.text), document.text)
        proof = frozenset([Evidence(cited.id, 0, len(text), text, sentence.id, text, 0.5)])
        person, office = EntityId(f"person/{text}" if i % 2 else text), EntityId(f"office/{text}")
        graph.add(cited)
        graph.add(sentence)
        graph.add(Entity(person, Kind.PERSON, text, frozenset([text * 2]), text, text))
        graph.add(Office(office, text, (person,)))
        held = Tenure(
            person, office, TenureStatus.CURRENT, as_of=frozenset([date(2020, 1, 1)]), evidence=proof
        )
        event = Event(EventKind.MEET, EventStatus.DENIED, frozenset([(Role.MEMBER, person)]), evidence=proof)
        said = Statement(
            person,
            StatementKind.DENY,
            text,
            Polarity.NEGATIVE,
            True,
            denies=frozenset([event.id]),
            evidence=proof,
        )
        for fact in (held, event, said):
            graph.add(fact)
    return graph


def test_no_name_or_sentence_runs_as_script(opened: Open) -> None:
    found = opened(hostile(), title="</title><script>document.title='owned'</script>")
    page = found.page
    for node in page.evaluate("[...KG.nodes.keys()]"):
        page.evaluate("(id) => KG.panel.open(id)", node)
        for summary in page.locator("#panel .fact summary").all()[:4]:
            summary.click()
    page.click("#view-timeline")
    page.fill("#search", "<")
    assert page.title() == "</title><script>document.title='owned'</script>"
    assert page.locator("#panel img, #panel script, #suggestions img").count() == 0
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.protocol)")
    assert set(links) <= {"file:", "https:", "http:"}
    assert found.errors == []
    assert [url for url in found.requests if not url.startswith(("file:", "data:"))] == []


def test_the_keyboard_alone_reaches_every_control(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.name || document.activeElement.tagName"
            )
        )
    controls = "#search, .views button, .tools button, #filters input, #filters select, #graph, .zoom button"
    wanted = page.locator(controls).evaluate_all(
        "(all) => all.filter((one) => one.offsetParent).map((one) => one.id || one.name)"
    )
    assert set(wanted) <= reached
    assert "SUMMARY" in reached


def test_filters_by_type_and_confidence(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks).page
    page.uncheck("input[name='kind-Office']")
    assert not any(entity["kind"] == "Office" for entity in page.evaluate("KG.visible().entities"))
    page.click("#reset")
    page.fill("#confidence", "0.8")
    kept = page.evaluate("KG.visible().facts")
    assert kept
    assert all(fact["confidence"] >= 0.8 for fact in kept)
    assert len(kept) < len(talks)
