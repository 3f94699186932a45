"""Decisions of people: they hold whatever is rebuilt, and what is taken back leaves no trace."""

from pathlib import Path

import pytest

from kg.codec import to_lines
from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import DocId, EntityId
from kg.resolution import Decision, Decisions, Resolution, Verb, profiles, read_decisions, resolve
from kg.resolution.deciding import lines_on, to_merge, to_split
from kg.resolution.decisions import noted, withdrawn
from tests.resolution.articles import article

PARTS = [
    article("1", ["Ann Lee", "Robert Stone"], [("Sergei Shoigu", "minister", "country/ru")]),
    article("2", ["Ann Lee", "Bob Stone"], [("Sergey Shoigu", "minister", "country/ru")]),
    article("3", ["Ann Lee", "organization/acme=Acme"]),
]
LATER = article("4", ["Ann Lee", "Sergey Shoigu", "Bob Stone"])
SHOIGU, STONE = EntityId("person/sergei-shoigu"), EntityId("person/robert-stone")


def resolved(decisions: Decisions, parts: list[KnowledgeGraph]) -> Resolution:
    return resolve((profile for part in parts for profile in profiles(part)), decisions)


def built(file: Path, parts: list[KnowledgeGraph]) -> list[str]:
    """Return the bytes of the graph of all documents, under the decisions of a file."""
    resolution = resolved(read_decisions(file), parts)
    whole = KnowledgeGraph()
    for part in parts:
        whole.update(resolution.renamed(part))
    return list(to_lines(whole))


def people(lines: list[str]) -> set[str]:
    return {line.split('"')[7] for line in lines if line.startswith('{"type":"entity","id":"person/')}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.kg.corpus.decisions"


def test_a_merge_holds_for_later_documents_and_is_undone_without_a_trace(file: Path) -> None:
    before, later = built(file, PARTS), built(file, [*PARTS, LATER])
    line = to_merge([STONE, EntityId("person/bob-stone")], resolved(Decisions(), PARTS))

    assert noted(file, line, "the same man\nsays the editor")
    assert not noted(file, line)
    assert len(people(built(file, PARTS))) == len(people(before)) - 1
    assert len(people(built(file, [*PARTS, LATER]))) == len(people(later)) - 1
    resolution = resolved(read_decisions(file), PARTS)
    [found] = lines_on([STONE, EntityId("person/bob-stone")], Verb.MERGE, read_decisions(file), resolution)
    assert withdrawn(file, found)
    assert file.read_text(encoding="utf-8") == ""
    assert built(file, PARTS) == before
    assert built(file, [*PARTS, LATER]) == later


def test_a_split_parts_the_names_that_were_merged(file: Path) -> None:
    before = built(file, PARTS)
    assert "person/sergey-shoigu" not in people(before)

    noted(file, to_split(SHOIGU, [], resolved(Decisions(), PARTS)))
    after = people(built(file, [*PARTS, LATER]))
    assert {"person/sergei-shoigu", "person/sergey-shoigu"} <= after
    resolution = resolved(read_decisions(file), PARTS)
    for line in list(lines_on([SHOIGU], Verb.SPLIT, read_decisions(file), resolution)):
        withdrawn(file, line)
    assert built(file, PARTS) == before


def test_a_split_takes_one_document_s_person_out(file: Path) -> None:
    before = resolved(Decisions(), PARTS)
    ann = EntityId("person/ann-lee")
    [second] = PARTS[1].documents
    noted(file, to_split(ann, [second], before))
    after = resolved(read_decisions(file), PARTS)

    names = [after.names(document)[ann] for part in PARTS for document in part.documents]
    assert names[0] == names[2] != names[1]


def test_the_order_of_the_lines_does_not_matter() -> None:
    lines = (
        Decision(
            Verb.MERGE,
            to_merge([STONE, EntityId("person/bob-stone")], resolved(Decisions(), PARTS)).references,
        ),
        to_split(SHOIGU, [], resolved(Decisions(), PARTS)),
    )
    assert Decisions(lines).sorted == Decisions(lines[::-1]).sorted


def test_a_merge_is_explained() -> None:
    merge = next(m for m in resolved(Decisions(), PARTS).merges if m.entity == SHOIGU)
    assert [(m.reference, len(m.documents)) for m in merge.members] == [
        ("person/sergei-shoigu", 1),
        ("person/sergey-shoigu", 1),
    ]
    assert "same office: minister of country/ru" in merge.members[0].reasons


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("join person/a person/b", "begins with"),
        ("merge person/a", "too few"),
        ("merge person/a office/b", "not office and person"),
        ("split human/a", "no entity"),
        ("split person/", "no entity"),
    ],
)
def test_a_line_that_is_no_decision_is_named(file: Path, line: str, reason: str) -> None:
    file.write_text(f"# first\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=reason) as error:
        read_decisions(file)
    assert f"{file}:3" in str(error.value)


def test_what_can_t_be_decided_is_said() -> None:
    resolution = resolved(Decisions(), PARTS)
    acme = EntityId("organization/acme")
    with pytest.raises(InputError, match="no entity has this id"):
        to_merge([STONE, EntityId("person/nobody")], resolution)
    with pytest.raises(InputError, match="different kinds"):
        to_merge([STONE, acme], resolution)
    with pytest.raises(InputError, match="nothing to split"):
        to_split(acme, [], resolution)
    with pytest.raises(InputError, match="does not name"):
        to_split(acme, [DocId("document/0")], resolution)
