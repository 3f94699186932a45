"""Compressed files, feeds, crawls, patterns and large folders: what is good is read, the rest is named."""

import gzip
import json
import os
import random
import resource
import time
import tracemalloc
from pathlib import Path

import pytest
import zstandard

from kg.errors import InputError
from kg.languages import pack_of
from kg.model import Document
from kg.sources import Meter, read
from kg.sources.language import in_language

PAGE = """<!doctype html><html><head><title>{name}</title></head><body><article><h1>{name}</h1>
<p>{name} took office on Monday, after a ceremony at the palace with ambassadors.</p>
<p>The new government meets on Wednesday, its spokeswoman said.</p></article></body></html>"""
NAMES = ("Mary Robinson", "Mary McAleese", "Michael Higgins", "Éamon de Valera")


def opened(*paths: Path) -> tuple[list[Document], list[InputError]]:
    skipped: list[InputError] = []
    return list(read(paths, skipped=skipped.append)), skipped


def packed(data: bytes, suffix: str) -> bytes:
    return {"": data, ".gz": gzip.compress(data), ".zst": zstandard.compress(data)}[suffix]


def record(number: int, name: str, length: int = 0, body: bytes = b"") -> bytes:
    body = body or PAGE.format(name=name).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
    head += (
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


RECORDS = [record(number, name) for number, name in enumerate(NAMES)]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_compressed_files_are_read_like_plain_ones(tmp_path: Path, name: str, suffix: str) -> None:
    data = {
        "a.txt": "Text",
        "a.html": PAGE.format(name=NAMES[3]),
        "a.jsonl": '{"text": "x"}\n{"text": "y"}\n',
    }[name]
    (tmp_path / name).write_text(data, encoding="utf-8")
    (tmp_path / f"{name}{suffix}").write_bytes(packed(data.encode(), suffix))
    plain, packed_ = opened(tmp_path / name)[0], opened(tmp_path / f"{name}{suffix}")[0]
    assert [(d.text, d.key) for d in plain] == [(d.text, d.key) for d in packed_]
    assert plain


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_of_a_file_that_is_cut_off_the_whole_lines_are_read(tmp_path: Path, suffix: str) -> None:
    random.seed(5)
    lines = [json.dumps({"text": f"line {n} {random.random()}"}) for n in range(9000)]
    path = tmp_path / f"a.jsonl{suffix}"
    data = packed("\n".join(lines).encode(), suffix)
    path.write_bytes(data[: len(data) * 4 // 5])
    documents, [error] = opened(path)
    assert [d.text for d in documents] == [json.loads(line)["text"] for line in lines[: len(documents)]]
    assert len(documents) > 3000
    assert error.source == str(path)
    assert "cut off" in error.reason


def test_a_compressed_file_of_other_bytes_is_named(tmp_path: Path) -> None:
    for name in ("a.txt.gz", "a.jsonl.zst", "a.html.gz"):
        (tmp_path / name).write_bytes(b"not compressed at all")
        [error] = opened(tmp_path / name)[1]
        assert "damaged" in error.reason


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_pages_of_a_crawl_are_articles(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"crawl.warc{suffix}"
    path.write_bytes(b"".join(packed(r, suffix) for r in RECORDS))
    documents, skipped = opened(path)
    assert [d.title for d in documents] == list(NAMES)
    assert documents[2].url == documents[2].key == "https://a.example/2"
    assert not skipped


def test_answers_that_are_no_pages_are_left_out_silently(tmp_path: Path) -> None:
    image = RECORDS[0].replace(b"text/html; charset=utf-8", b"image/png; charset=utf-8")
    missing = RECORDS[1].replace(b"200 OK", b"404 OK")
    request = RECORDS[2].replace(b"Type: response", b"Type: request_")
    (tmp_path / "a.warc").write_bytes(image + missing + request + RECORDS[3])
    documents, skipped = opened(tmp_path / "a.warc")
    assert [d.title for d in documents] == [NAMES[3]]
    assert not skipped


DAMAGE = {
    "garbage between": [RECORDS[0], b"no record\r\n" * 50, *RECORDS[1:]],
    "said too long": [RECORDS[0], record(9, "Lost", length=3000), *RECORDS[1:]],
    "said too short": [RECORDS[0], record(9, "Lost", length=70), *RECORDS[1:]],
    "said absurd": [RECORDS[0], record(9, "Lost", length=10**15), *RECORDS[1:]],
    "no length": [RECORDS[0], record(9, "Lost").replace(b"Content-Length", b"Content-Width"), *RECORDS[1:]],
    "cut off": [*RECORDS, RECORDS[0][:300]],
    "no article": [*RECORDS, record(9, "", body=b"<html><body></body></html>")],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_broken_records_are_named_and_all_others_read(tmp_path: Path, damage: str) -> None:
    (tmp_path / "a.warc").write_bytes(b"".join(DAMAGE[damage]))
    documents, skipped = opened(tmp_path / "a.warc")
    assert [d.title for d in documents] == list(NAMES)
    assert skipped
    assert all(str(tmp_path / "a.warc") in error.source for error in skipped)


def test_damaged_members_of_a_compressed_crawl_cost_only_themselves(tmp_path: Path) -> None:
    members = [gzip.compress(r) for r in RECORDS]
    bad = bytearray(members[1])
    bad[150:170] = bytes(20)
    (tmp_path / "a.warc.gz").write_bytes(members[0] + bytes(bad) + members[2] + b"xx" * 40 + members[3][:-9])
    documents, skipped = opened(tmp_path / "a.warc.gz")
    assert [d.title for d in documents] == [NAMES[0], NAMES[2], NAMES[3]]
    assert any("damaged" in error.reason for error in skipped)
    assert any("cut off" in error.reason for error in skipped)


def test_a_line_of_two_hundred_megabytes_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'{"text": "first"}\n{"text": "')
        for _ in range(200):
            file.write(b"x" * 2**20)
        file.write(b'"}\n{"text": "last"}\n')
    tracemalloc.start()
    documents, [error] = opened(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [d.text for d in documents] == ["first", "last"]
    assert error.source == f"{path}:2"
    assert "too long a line" in error.reason
    assert peak < 80 * 2**20


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_bomb_of_zeros_stays_small(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(packed(bytes(200 * 2**20), suffix))
    tracemalloc.start()
    [error] = opened(path)[1]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "too large" in error.reason
    assert peak < 300 * 2**20


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Example</title><item><title>Talks &amp;amp; more</title><link>https://a.example/1</link><guid>g1</guid>
<pubDate>Tue, 01 Oct 2024 23:30:00 -0500</pubDate><description>Short.</description><content:encoded><![CDATA[
<p>Mark Rutte met <a href="/x">Jens Stoltenberg</a>.</p><script>alert(1)</script>
<p>They spoke in Brussels.</p>
]]></content:encoded></item><item><title>Empty</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Other</title><entry><title>T</title><id>urn:1</id>
<link href="https://b.example/1"/><updated>2024-10-01T08:00:00Z</updated>
<summary>Kaja Kallas spoke.</summary></entry></feed>"""


def test_entries_of_feeds_are_articles(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS)
    (tmp_path / "b.atom.gz").write_bytes(gzip.compress(ATOM.encode()))
    (tmp_path / "c.xml").write_text("<note>no feed</note>")
    (one, two), skipped = opened(tmp_path)
    assert one.text == "Mark Rutte met Jens Stoltenberg.\n\nThey spoke in Brussels."
    assert (one.key, one.url, one.publisher, str(one.published)) == (
        "g1",
        "https://a.example/1",
        "The Example",
        "2024-10-01",
    )
    assert (two.text, two.key, str(two.published)) == ("Kaja Kallas spoke.", "urn:1", "2024-10-01")
    assert [error.source.rpartition("/")[2] for error in skipped] == ["a.rss:2", "c.xml"]


def test_patterns_name_files_at_any_depth(tmp_path: Path) -> None:
    for name in ("a/x.txt", "a/b/y.txt", "a/b/z.jsonl", "w.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [d.text for d in opened(tmp_path / "**/*.txt")[0]] == ["a/b/y.txt", "a/x.txt", "w.txt"]
    [error] = opened(tmp_path / "**/*.html")[1]
    assert "pattern" in error.reason


def test_a_hundred_thousand_empty_files_take_seconds(tmp_path: Path) -> None:
    for folder in range(10):
        (tmp_path / str(folder)).mkdir()
        for number in range(10_000):
            os.mknod(f"{tmp_path}/{folder}/{number}.txt")
    used = time.process_time()
    count = 0

    def counted(error: InputError) -> None:
        nonlocal count
        count += "empty" in error.reason

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert list(read([tmp_path], skipped=counted)) == []
    assert count == 100_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB
    assert time.process_time() - used < 60


def test_the_meter_reaches_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 9000))
    (tmp_path / "b.txt").write_text("b" * 1000)
    meter = Meter()
    assert sum(1 for _ in read([tmp_path], meter=meter)) == 9001
    assert meter.done == meter.total == sum(path.stat().st_size for path in tmp_path.iterdir())


ENGLISH = "The prime minister met her colleague in Oslo on Monday and said both agreed on it."
OTHERS = [
    "Die Ministerin traf am Montag ihren Kollegen in Oslo und sagte, beide seien sich über alles einig.",
    "De premier ontmoette haar collega in Oslo en zei dat ze het eens waren over de begroting van het land.",
    "Ministeren mødte mandag sin kollega i Oslo og sagde, at begge var enige om alt for de næste år.",
    "La ministre a rencontré lundi son collègue à Oslo et a dit que les deux étaient d'accord sur tout.",
    "部長於週一在奧斯陸會見了她的同事。 " * 20,
]


@pytest.mark.parametrize(("text", "fits"), [(ENGLISH, True), ("Words", True), *((x, False) for x in OTHERS)])
def test_texts_in_other_languages_are_reported(text: str, fits: bool) -> None:
    skipped: list[InputError] = []
    assert bool(list(in_language([Document(text * 4, source="a")], pack_of("en"), skipped.append))) is fits
    assert bool(skipped) is not fits
