"""Other systems' answers in the words of the public sets, and CoreNLP's kept from run to run."""

import json
from pathlib import Path

import pytest

from benchmarks.peers import answers
from benchmarks.peers.kbp import related

CHAIN = [{"text": "Olaf Scholz"}, {"text": "he"}, {"text": "Scholz"}]


def answer(subject: str, relation: str, object_: str) -> dict[str, object]:
    """Return CoreNLP's answer with one KBP triple in it, and one chain."""
    triple = {"subject": subject, "relation": relation, "object": object_}
    return {"sentences": [{"kbp": [triple]}], "corefs": {"1": CHAIN}}


def told(subject: str, relation: str, object_: str) -> set[tuple[str, str, str]]:
    """Return the relations of one KBP triple, each end by its first name."""
    rows = related(answer(subject, relation, object_), None)["relations"]
    return {(row["subj"][0], row["rel"], row["obj"][0]) for row in rows}


def test_membership_is_also_the_narrower_one() -> None:
    party, army = "Social Democratic Party", "British Army"
    assert ("Scholz", "member_of_party", party) in told("Scholz", "per:employee_or_member_of", party)
    assert ("Wilson", "military_branch", army) in told("Wilson", "per:employee_or_member_of", army)
    assert ("Wilson", "employed_by", army) in told("Wilson", "per:employee_or_member_of", army)


def test_ends_change_places_where_the_set_has_them_the_other_way() -> None:
    assert ("Anna", "parent", "Ben") in told("Ben", "per:children", "Anna")
    assert ("SPD", "crossre:named", "Social Democrats") in told(
        "Social Democrats", "org:alternate_names", "SPD"
    )


def test_an_end_goes_by_all_names_of_its_chain() -> None:
    [row] = related(answer("Scholz", "per:origin", "German"), None)["relations"]
    assert row == {"subj": ["Scholz", "Olaf Scholz", "he"], "rel": "citizen_of", "obj": ["German"]}


def test_a_text_is_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def annotate(texts: list[Path], folder: Path) -> None:
        for path in texts:
            asked.append(path.read_text("utf-8"))
            (folder / f"{path.name}.json").write_text(json.dumps({"text": asked[-1]}), encoding="utf-8")

    monkeypatch.setattr(answers, "annotate", annotate)
    answers.ask(["one", "two", "one"], tmp_path)
    assert answers.known("two", tmp_path) == {"text": "two"}
    answers.place("two", tmp_path).write_text('{"text": "tw', encoding="utf-8")  # stopped as it wrote
    answers.ask(["one", "two"], tmp_path)
    assert asked == ["one", "two", "two"]
