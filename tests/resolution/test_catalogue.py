"""A catalogue names entities and helps to merge them; without one nothing is missing."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityId, Kind
from kg.resolution import Catalogue, profiles, read_catalogue, resolve
from tests.resolution.articles import article

CSV = """id,kind,name,aliases,countries,offices
Q193391,Person,Sergei Shoigu,Sergey Kuzhugetovich Shoigu|Сергей Шойгу,RU,minister of defence
Q7820,Organization,World Health Organization,WHO;OMS,,
"""
RECORDS = [
    {"id": "Q1", "kind": "Person", "name": "John Smith", "countries": ["us"], "offices": ["senator"]},
    {"id": "Q2", "kind": "Person", "name": "John Smith", "countries": ["gb"]},
    {"id": "Q3", "name": "Ann Lee", "aliases": ["Anna Maria Berg"]},
]
FTM = [
    {
        "id": "os-1",
        "schema": "Person",
        "caption": "Ann Lee",
        "properties": {"name": ["Ann Lee"], "alias": ["Anna Maria Berg"], "wikidataId": ["Q3"]},
    },
    {"id": "os-2", "schema": "Vessel", "caption": "Berg", "properties": {}},
]


def catalogue(path: Path, text: str) -> Catalogue:
    path.write_text(text, encoding="utf-8")
    return read_catalogue(path)


def lines(records: Sequence[object]) -> str:
    return "\n".join(map(json.dumps, records))


def union(parts: list[KnowledgeGraph], known: Catalogue | None) -> dict[EntityId, Entity]:
    resolution = resolve((p for part in parts for p in profiles(part)), catalogue=known)
    graph = KnowledgeGraph()
    for part in parts:
        graph.update(resolution.renamed(part))
    return {name: e for name, e in graph.entities.items() if isinstance(e, Entity)}


def test_a_csv_file_gives_ids_and_names(tmp_path: Path) -> None:
    known = catalogue(tmp_path / "known.csv", CSV)
    parts = [
        article("1", ["organization/who=WHO"], [("Sergey Kuzhugetovich Shoigu", "minister", "country/ru")]),
        article("2", ["organization/world-health-organization=World Health Organization"]),
        article("3", ["Sergei Shoigu"]),
    ]
    found = union(parts, known)
    [who] = [e for e in found.values() if e.kind is Kind.PERSON]
    [body] = [e for e in found.values() if e.kind is Kind.ORGANIZATION]
    assert (who.name, who.wikidata) == ("Sergei Shoigu", "Q193391")
    assert (body.name, body.wikidata) == ("World Health Organization", "Q7820")


def test_two_entries_of_one_name_are_told_apart_or_left_alone(tmp_path: Path) -> None:
    known = catalogue(tmp_path / "known.jsonl", lines(RECORDS))
    parts = [
        article("1", held=[("John Smith", "senator", "country/us")]),
        article("2", held=[("John Smith", "minister", "country/gb")]),
        article("3", held=[("John Smith", "minister", "country/fi")]),
    ]
    found = [e.wikidata for e in union(parts, known).values() if e.kind is Kind.PERSON]
    assert sorted(map(str, found)) == ["None", "Q1", "Q2"]


def test_a_name_that_several_may_bear_is_nobody_s(tmp_path: Path) -> None:
    known = catalogue(tmp_path / "known.jsonl", lines(RECORDS))
    [who] = union([article("1", ["John Smith"])], known).values()
    assert who.wikidata is None


@pytest.mark.parametrize("records", [RECORDS, FTM], ids=["plain", "FollowTheMoney"])
def test_an_alias_of_the_catalogue_merges(tmp_path: Path, records: list[object]) -> None:
    known = catalogue(tmp_path / "known.jsonl", lines(records))
    parts = [article("1", ["Ann Lee"]), article("2", ["Anna Maria Berg"])]
    assert len(union(parts, None)) == 2
    [who] = union(parts, known).values()
    assert (who.name, who.wikidata) == ("Ann Lee", "Q3")
    assert who.aliases >= {"Anna Maria Berg"}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.jsonl", "{", "a.jsonl:1: no JSON"),
        ("a.jsonl", "[1]", "a JSON object"),
        ("a.jsonl", '{"name": "Ann Lee"}', "needs id and name"),
        ("a.csv", "id,name\nQ1,\n", "a.csv:2: .* needs id and name"),
    ],
)
def test_what_is_no_catalogue_is_named(tmp_path: Path, name: str, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        catalogue(tmp_path / name, text)
    with pytest.raises(InputError, match="no catalogue"):
        read_catalogue(tmp_path / "missing.csv")
