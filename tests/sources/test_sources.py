"""Files of every kind into documents, and what can't be read into one clear line."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Document
from kg.sources import SOURCES, read
from kg.sources.base import MAX_CHARS, clean

PAGE = """<!doctype html><html><head><title>Handover at NATO</title>
<meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2024-10-01T09:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Handover at NATO</h1>
<p>Mark Rutte took office as Secretary General of NATO on Tuesday, succeeding Jens Stoltenberg.</p>
<p>The ceremony was held at the headquarters in Brussels, where both men spoke to ambassadors.</p></article>
<footer>All rights reserved</footer></body></html>"""


def one(path: Path, data: bytes | str, published: date | None = None) -> Document:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    [document] = read([path], published=published, strict=True)
    return document


def reason(path: Path, data: bytes | str) -> str:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(InputError) as caught:
        list(read([path], strict=True))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_plain_text_takes_its_key_from_the_file_and_its_date_from_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    document = one(path, "Angela Merkel met Emmanuel Macron.\r\nIn Paris.\r", date(2018, 7, 13))
    assert document.text == "Angela Merkel met Emmanuel Macron.\nIn Paris.\n"
    assert (document.key, document.source) == ("note", str(path))
    assert document.published == date(2018, 7, 13)


def test_a_page_gives_its_article_with_title_date_and_publisher(tmp_path: Path) -> None:
    document = one(tmp_path / "page.html", PAGE, date(2000, 1, 1))
    assert "Mark Rutte took office" in document.text
    assert "All rights reserved" not in document.text
    assert (document.title, document.publisher) == ("Handover at NATO", "The Example")
    assert document.published == date(2024, 10, 1)


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("Mark Rutte", "José Müller")
    assert "José Müller" in one(tmp_path / "page.htm", page.encode("windows-1252")).text


def test_json_lines_carry_id_title_date_and_address(tmp_path: Path) -> None:
    record = {"id": 7, "title": "T", "date": "2018-07-13T08:00:00Z", "url": "https://a.example/", "text": "X"}
    path = tmp_path / "a.jsonl"
    document = one(path, json.dumps(record) + "\n\n")
    assert document == Document("X", "7", "T", "https://a.example/", "", "en", f"{path}:1", date(2018, 7, 13))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("suffix", [".txt", ".jsonl"])
def test_marked_encodings_are_read(tmp_path: Path, encoding: str, suffix: str) -> None:
    text = "Dalia Grybauskaitė met Kersti Kaljulaid: “Good”."
    data = text if suffix == ".txt" else json.dumps({"text": text}, ensure_ascii=False) + "\n"
    assert one(tmp_path / f"a{suffix}", data.encode(encoding)).text == text


BAD = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \n\t ", "empty"),
    ("a.txt", "José".encode("latin-1"), "not UTF-8"),
    ("a.txt", b"\xff\xfea", "not UTF-16"),
    ("a.txt", b"\x7fELF\0\0\1", "binary"),
    ("a.txt", b"x" * (MAX_CHARS + 1), "too long"),
    ("a.pdf", b"%PDF-1.7", "unknown suffix"),
    ("a", b"text", "unknown suffix"),
    ("a.html", b"Just some text, 1 < 2.", "not HTML"),
    ("a.html", b"<html><body></body></html>", "no article"),
    ("a.html", b"", "empty"),
    ("a.jsonl", b"", "empty"),
    ("a.jsonl", b"\n \n", "empty"),
    ("a.jsonl", b"\x89PNG\r\n\x1a\n\0\0", "not"),
    ("a.jsonl", b'{"text": "cut', "not a JSON record"),
    ("a.jsonl", b'["text"]', "not a JSON record"),
    ("a.jsonl", b'{"title": "no text"}', "text"),
    ("a.jsonl", b'{"text": 5}', "text"),
    ("a.jsonl", b'{"text": "\xff"}', "UTF-8"),
    ("a.jsonl", b'{"text": "  "}', "no text"),
    ("a.jsonl", b'{"text": "x", "date": "last week"}', "last week"),
    ("a.jsonl", b"[" * 100_000, "not a JSON record"),
]


@pytest.mark.parametrize(("name", "data", "part"), BAD)
def test_what_can_not_be_read_is_named_with_its_reason(
    tmp_path: Path, name: str, data: bytes, part: str
) -> None:
    assert part in reason(tmp_path / name, data)


def test_the_rest_is_read_and_every_skipped_line_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "one"}\nnot json\n{"text": "two"}\n')
    (tmp_path / "b.txt").write_bytes(b"\0\1")
    (tmp_path / "c.txt").write_text("three")
    skipped: list[InputError] = []
    missing = tmp_path / "missing.txt"
    texts = [document.text for document in read([missing, tmp_path], skipped=skipped.append)]
    assert texts == ["one", "two", "three"]
    places = [str(missing), f"{tmp_path / 'a.jsonl'}:2", str(tmp_path / "b.txt")]
    assert [error.source for error in skipped] == places


def test_a_caller_who_asks_for_nothing_is_warned(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match=r"missing\.txt: no such file"):
        assert list(read([tmp_path / "missing.txt"])) == []


def test_a_file_of_another_kind_is_given_up_after_ten_lines(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("GET / 200\n" * 1000)
    skipped: list[InputError] = []
    assert list(read([path], skipped=skipped.append)) == []
    assert len(skipped) == 11


def test_folders_are_read_in_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", ".hidden/x.txt", "notes.md", "c.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    assert [document.text for document in read([tmp_path])] == ["a/z.txt", "b.txt", "c.TXT"]


def test_a_folder_with_nothing_to_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file in this folder"):
        list(read([tmp_path], strict=True))


def test_json_lines_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "first"}\n' + "broken\n" * 3)
    assert next(read([path], strict=True)).text == "first"


@given(st.text())
def test_clean_text_has_one_kind_of_line_break_and_can_be_written(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert cleaned.splitlines() == cleaned.removesuffix("\n").split("\n") if cleaned else True
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("mark", ["\u00ad", "\ufeff"])
def test_a_soft_hyphen_is_left_out(mark: str) -> None:
    assert clean(f"Kofi An{mark}nan of Ghana{mark}.") == "Kofi Annan of Ghana."


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u200f", "\u202a", "\u2069"])
def test_what_nobody_sees_is_no_part_of_a_word_and_moves_none(mark: str) -> None:
    assert clean(f"Kofi Annan{mark} of{mark} Ghana") == "Kofi Annan  of  Ghana"


@pytest.mark.parametrize("text", ["क्\u200dष", "👩\u200d🔬", "Kofi\u00a0Annan"])
def test_what_joins_or_parts_is_kept(text: str) -> None:
    assert clean(text) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(data=st.binary(), suffix=st.sampled_from(sorted(SOURCES)))
def test_no_bytes_break_a_reader(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(data)
    skipped: list[InputError] = []
    documents = list(read([path], skipped=skipped.append))
    assert documents or skipped
    assert all(document.text.strip() for document in documents)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(text=st.text(min_size=1), title=st.text(), key=st.text(min_size=1))
def test_any_json_string_is_read_or_reported(tmp_path: Path, text: str, title: str, key: str) -> None:
    path = tmp_path / "fuzz.jsonl"
    path.write_text(json.dumps({"id": key, "title": title, "text": text}) + "\n")
    skipped: list[InputError] = []
    documents = list(read([path], skipped=skipped.append))
    assert [document.text for document in documents] == ([clean(text)] if clean(text).strip() else [])
    assert len(documents) + len(skipped) == 1
