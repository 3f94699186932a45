"""`kg merges`, `kg merge`, `kg split`: carried out by `kg update`, and taken back without a trace."""

import json
from pathlib import Path

from tests.cli.test_commands import kg

ARTICLES = (
    ("a", "2019-05-01", "Russian defense minister Sergei Shoigu met the Finnish president, Sauli Niinistö."),
    ("b", "2019-06-01", "Russian defence minister Sergey Shoigu visited Beijing."),
)


def people(store: Path) -> set[str]:
    return set(kg("query", "MATCH (p:Person) RETURN p.id", "--from", store).stdout.split()[1:])


def test_decisions_hold_until_they_are_taken_back(tmp_path: Path) -> None:
    source, store = tmp_path / "news.jsonl", tmp_path / "news.kg"
    lines = [json.dumps({"id": key, "date": day, "text": text}) for key, day, text in ARTICLES]
    source.write_text("\n".join(lines), encoding="utf-8")
    kg("build", source, "--to", store)
    before = kg("export", "--from", store, "--format", "jsonl").stdout
    assert "same office" in kg("merges", "--from", store).stdout
    assert "person/sergey-shoigu" not in people(store)

    kg("split", "person/sergei-shoigu", "--to", store)
    kg("update", "--to", store)
    assert {"person/sergei-shoigu", "person/sergey-shoigu"} <= people(store)
    kg("split", "person/sergei-shoigu", "--undo", "--to", store)
    kg("update", "--to", store)
    assert kg("export", "--from", store, "--format", "jsonl").stdout == before
    assert (
        "no entity" in kg("merge", "person/nobody", "person/sauli-niinisto", "--to", store, status=1).stderr
    )
