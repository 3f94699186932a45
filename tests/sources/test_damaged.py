"""Files of every kind with damage in them: a reader gives whole documents, or a reason in one line."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import codec
from kg.errors import InputError, KgError
from kg.graph import KnowledgeGraph
from kg.resolution import read_catalogue, read_decisions
from kg.sources import SOURCES, read
from kg.sources.base import clean
from tests.fuzzing import TIMES, damaged
from tests.sources.test_archives import RECORDS
from tests.sources.test_sources import PAGE
from tests.strategies import graphs

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Example</title><item>
<title>Handover</title><link>https://a.example/1</link><guid>1</guid>
<pubDate>Tue, 01 Oct 2024 09:00:00 GMT</pubDate>
<description>&lt;p&gt;Mark Rutte took office on Tuesday.&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>
<entry><id>2</id><title>Talks</title><updated>2024-10-01T09:00:00Z</updated>
<content type="html">&lt;p&gt;They met in Brussels.&lt;/p&gt;</content></entry></feed>"""
LINES = """{"id": "a", "date": "2024-10-01", "title": "T", "text": "Mark Rutte took office."}
{"text": "They met."}
"""
GOOD = {
    ".txt": "Mark Rutte took office as “Secretary General”.\r\nJens Stoltenberg left.".encode(),
    ".html": PAGE.encode(),
    ".htm": PAGE.encode("utf-16"),
    ".jsonl": LINES.encode(),
    ".rss": FEED.encode(),
    ".xml": FEED.encode(),
    ".atom": ATOM.encode(),
    ".warc": b"".join(RECORDS),
}
PACKED: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}
CASES = [(f"fuzz{suffix}{end}", pack(data)) for suffix, data in GOOD.items() for end, pack in PACKED.items()]


def lenient(examples: int) -> settings:
    """Return settings: so many examples, each in the folder of the test."""
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=examples * TIMES, deadline=None, suppress_health_check=quiet)


def test_every_reader_is_fuzzed() -> None:
    assert GOOD.keys() == SOURCES.keys()


@pytest.mark.parametrize(("name", "good"), CASES, ids=[name for name, _ in CASES])
def test_undamaged_files_are_read(tmp_path: Path, name: str, good: bytes) -> None:
    (tmp_path / name).write_bytes(good)
    assert list(read([tmp_path / name], strict=True))


@pytest.mark.parametrize(("name", "good"), CASES, ids=[name for name, _ in CASES])
@lenient(25)
@given(data=st.data())
def test_damaged_files_are_read_or_reported(
    tmp_path: Path, name: str, good: bytes, data: st.DataObject
) -> None:
    path = tmp_path / name
    path.write_bytes(data.draw(damaged(good)))
    skipped: list[InputError] = []
    for document in read([path], skipped=skipped.append):
        assert document.text.strip()
        assert document.key
        assert clean(document.text) == document.text
        document.text.encode()
    for error in skipped:
        assert error.source.startswith(str(path))
        assert "\n" not in str(error)


@pytest.mark.parametrize("letter", [b"\x80", b"\0"])
def test_a_feed_whose_encoding_is_none_is_reported(tmp_path: Path, letter: bytes) -> None:
    (tmp_path / "a.rss").write_bytes(FEED.encode().replace(b"utf-8", letter + b"utf-8"))
    (tmp_path / "b.rss").write_text(FEED, encoding="utf-8")
    skipped: list[InputError] = []
    assert [document.title for document in read([tmp_path], skipped=skipped.append)] == ["Handover"]
    assert [error.source for error in skipped] == [str(tmp_path / "a.rss")]


def test_a_feed_that_its_parser_trips_over_is_reported(tmp_path: Path) -> None:
    torn = FEED.replace("<link>https://a.example/1</link>", "<link </item>https://a.example/1</link>")
    (tmp_path / "a.rss").write_text(torn, encoding="utf-8")
    (tmp_path / "b.rss").write_text(FEED, encoding="utf-8")
    skipped: list[InputError] = []
    assert [document.title for document in read([tmp_path], skipped=skipped.append)] == ["Handover"]
    assert [error.source for error in skipped] == [str(tmp_path / "a.rss")]


@pytest.mark.parametrize("year", ["202020202024", "99999", "twenty"])
def test_an_entry_whose_year_is_none_has_no_date(tmp_path: Path, year: str) -> None:
    (tmp_path / "a.rss").write_text(FEED.replace("Oct 2024", f"Oct {year}"), encoding="utf-8")
    assert [document.published for document in read([tmp_path], strict=True)] == [None]


@lenient(30)
@given(data=st.data(), graph=graphs())
def test_damaged_graphs_are_read_or_refused(data: st.DataObject, graph: KnowledgeGraph) -> None:
    lines = "\n".join(codec.to_lines(graph)).encode()
    broken = data.draw(damaged(lines)).decode("utf-8", "replace").split("\n")
    found = told(lambda: codec.from_lines(broken))
    if found is not None:
        assert codec.from_lines(codec.to_lines(found)) == found


TABLES: dict[str, tuple[Callable[[Path], object], str]] = {
    "known.csv": (read_catalogue, "id,kind,name,aliases\nQ57792,Person,Mark Rutte,Rutte|M. Rutte\n"),
    "known.jsonl": (read_catalogue, '{"id": "Q57792", "name": "Mark Rutte", "aliases": ["Rutte"]}\n'),
    "decisions": (read_decisions, "# checked\nmerge person/mark-rutte person/m-rutte\nsplit person/li-wei\n"),
}


@pytest.mark.parametrize("name", TABLES)
@lenient(30)
@given(data=st.data())
def test_damaged_tables_are_read_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    reader, good = TABLES[name]
    path = tmp_path / name
    path.write_text(good, encoding="utf-8")
    assert told(lambda: reader(path)) is not None
    path.write_bytes(data.draw(damaged(good.encode())))
    told(lambda: reader(path))


T = TypeVar("T")


def told(read_it: Callable[[], T]) -> T | None:
    """Return what is read; None where it is refused, in one line."""
    try:
        return read_it()
    except KgError as error:
        refusal = str(error)
    assert refusal
    assert "\n" not in refusal
    return None
