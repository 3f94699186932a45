"""The articles on the page: whole or as kept sentences, names and facts marked, to the graph and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from typer.testing import CliRunner

from kg.cli.app import app
from kg.graph import KnowledgeGraph
from kg.model import Document, Entity, EntityId, Evidence, Kind, Mention, MentionForm, Sentence, Tenure
from kg.views.reading import WHOLE_LIMIT, document_records, joined, texts_of
from loaders import open_loader
from tests.views.browser import Opened
from tests.views.talks import DOCUMENT, TENURES, TEXT

Open = Callable[..., Opened]


def nodes(graph: KnowledgeGraph) -> dict[EntityId, str]:
    """Return ids of nodes."""
    return {entity: str(entity) for entity in graph.entities}


def test_a_text_is_known_by_its_hash(talks: KnowledgeGraph) -> None:
    other = Document(TEXT + " ", key="talks")
    same = Document(TEXT, key="renamed")
    assert texts_of(talks, [other]) == {}
    assert texts_of(talks, [other, same]) == {DOCUMENT.citation().id: TEXT}


def test_marks_lie_on_the_text(talks: KnowledgeGraph) -> None:
    [record] = document_records(talks, nodes(talks), texts_of(talks, [DOCUMENT]))
    assert record["passages"] == [(0, TEXT)]
    names = {TEXT[start:end] for start, end, _ in record["mentions"]}
    assert {"Russian Defense Minister", "Russian", "Sergei Shoigu", "The Pentagon"} <= names


def test_without_texts_the_kept_sentences_stand_in_order(talks: KnowledgeGraph) -> None:
    del talks.sentences[next(s for s in talks.sentences.values() if "Trump" in s.text).id]
    [record] = document_records(talks, nodes(talks), {})
    assert not record["whole"]
    assert [start for start, _ in record["passages"]] == sorted(start for start, _ in record["passages"])
    assert all(TEXT[start : start + len(text)] == text for start, text in record["passages"])
    assert any(text.startswith("US President Donald Trump will meet") for _, text in record["passages"])


def test_passages_that_overlap_are_one() -> None:
    assert joined([(3, "defg"), (0, "abcd"), (3, "de"), (9, "j")]) == [(0, "abcdefg"), (9, "j")]


def test_beyond_the_limit_only_sentences_are_kept(talks: KnowledgeGraph) -> None:
    texts = {DOCUMENT.citation().id: "x" * (WHOLE_LIMIT + 1)}
    [record] = document_records(talks, nodes(talks), texts)
    assert not record["whole"]


def test_show_takes_the_articles_again(talks: KnowledgeGraph, tmp_path: Path) -> None:
    with open_loader(str(tmp_path / "talks.kg")) as store:
        store.write(talks)
    (tmp_path / "talks.txt").write_text(TEXT, encoding="utf-8")
    page = tmp_path / "talks.html"
    options = [
        "--from",
        str(tmp_path / "talks.kg"),
        "-o",
        str(page),
        "--title",
        "Talks & denials",
        "--limit",
        "15",
    ]
    result = CliRunner().invoke(
        app, ["show", *options, "--view", "reading", "--texts", str(tmp_path / "talks.txt")]
    )
    assert result.exit_code == 0, result.output
    html = page.read_text("utf-8")
    assert "<title>Talks &amp; denials</title>" in html
    assert '"whole":true' in html
    assert "best-connected" in html
    missing = CliRunner().invoke(app, ["show", *options, "--texts", str(tmp_path / "gone.txt")])
    assert missing.exit_code == 1
    assert "gone.txt" in missing.output


@pytest.mark.model
def test_articles_that_were_built_are_read_again(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "President Sauli Niinistö met Jens Stoltenberg in Helsinki.\n", encoding="utf-8"
    )
    store, page = str(tmp_path / "news.kg"), tmp_path / "news.html"
    assert CliRunner().invoke(app, ["build", str(tmp_path / "note.txt"), "--to", store]).exit_code == 0
    for view, whole in (("reading", "true"), ("network", "false")):
        result = CliRunner().invoke(app, ["show", "--from", store, "-o", str(page), "--view", view])
        assert result.exit_code == 0, result.output
        assert f'"whole":{whole}' in page.read_text("utf-8")
    (tmp_path / "note.txt").unlink()
    assert (
        CliRunner().invoke(app, ["show", "--from", store, "-o", str(page), "--view", "reading"]).exit_code
        == 0
    )
    assert '"whole":false' in page.read_text("utf-8")


@pytest.mark.browser
def test_names_and_facts_are_marked_and_lead_to_the_graph_and_back(
    talks: KnowledgeGraph, opened: Open
) -> None:
    found = opened(talks, view="reading", texts=[DOCUMENT])
    page = found.page
    article = page.locator("#reading article")
    expect(article.locator(".tag.doubted")).to_have_text("denied")
    expect(article.locator(".tag.ahead")).to_have_text("planned")
    plain = """(p) => {
      p.querySelectorAll(".tag").forEach((tag) => tag.replaceChildren());
      return p.textContent;
    }"""
    assert article.locator("p").last.evaluate(plain) == TEXT
    article.locator(".named", has_text="Sergei Shoigu").first.click()
    expect(page.locator("#panel h2")).to_have_text("Sergei Shoigu")
    expect(article.locator(".named.chosen")).to_have_count(2)
    page.click("#to-graph")
    expect(page.locator("#graph")).to_be_visible()
    expect(page.locator("#panel h2")).to_have_text("Sergei Shoigu")
    page.click("#back")
    expect(page.locator("#reading")).to_be_visible()
    expect(article.locator(".named.chosen")).to_have_count(2)
    assert found.errors == []


@pytest.mark.browser
def test_evidence_is_found_again_in_its_article(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks, texts=[DOCUMENT]).page
    page.fill("#search", "Jim Mattis, secretary of defense")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="read on").click()
    expect(page.locator("#reading")).to_be_visible()
    assert "".join(page.locator(".told.chosen").all_text_contents()) == "Defense Secretary Jim Mattis"
    page.locator(".told.doubted", has_text="had invited").first.click()
    expect(page.locator("#panel")).to_contain_text("Denied invitation")


@pytest.mark.browser
def test_without_texts_the_page_says_that_sentences_are_left_out(talks: KnowledgeGraph, opened: Open) -> None:
    page = opened(talks, view="reading").page
    expect(page.locator("#reading .note")).to_contain_text("--texts")
    page.locator("#reading .named").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Department of Defense")


@pytest.mark.browser
def test_offsets_count_characters_beyond_the_first_plane(opened: Open) -> None:
    text = "\U0001f5de\ufe0f Extra! President Sauli Niinistö spoke. \U0001f44f\n\nNiinistö left."
    document = Document(text, key="flags", title="Flags")
    cited = document.citation()
    who = EntityId("person/sauli-niinisto")
    graph = KnowledgeGraph([cited, Entity(who, Kind.PERSON, "Sauli Niinistö")])
    for at in (text.index("Sauli"), text.rindex("Niinistö")):
        word = "Sauli Niinistö" if text[at] == "S" else "Niinistö"
        graph.add(Mention(cited.id, at, at + len(word), word, who, MentionForm.NAME))
    start, end = text.index("President"), text.index(" spoke")
    sentence = Sentence(cited.id, start, text.index(" \U0001f44f"), text[start : text.index(" \U0001f44f")])
    proof = Evidence(cited.id, start, end, text[start:end], sentence.id, "by hand", 0.9)
    graph.add(sentence)
    held = TENURES[2]
    graph.add(Tenure(who, held.office, held.status, evidence=frozenset([proof])))
    page = opened(graph, view="reading", texts=[document]).page
    assert page.locator("#reading .named").all_text_contents() == ["Sauli Niinistö", "Niinistö"]
    assert "".join(page.locator(".told").all_text_contents()) == "President Sauli Niinistö"
    marked = page.evaluate("KG.visible().facts.map((fact) => fact.evidence[0].mark)")
    assert marked == ["President Sauli Niinistö"]
