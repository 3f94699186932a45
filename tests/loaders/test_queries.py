"""Every named query gives the same answer on every store: what a reader of the two samples expects."""

from pathlib import Path
from typing import Any

import pytest

from kg.model import Event, Statement, Tenure, Triple
from loaders import Loader, open_loader
from loaders.queries import QUERIES, UnknownQuery, named_query
from tests.loaders.samples import FIRST, HELSINKI, LATER

RELATION, MEETING, MEDDLING = (
    next(fact.id for fact in HELSINKI if isinstance(fact, kind) and test(fact))
    for kind, test in (
        (Triple, lambda fact: True),
        (Event, lambda fact: fact.status == "held"),
        (Event, lambda fact: fact.status == "denied"),
    )
)
TENURE = next(fact.id for fact in LATER if isinstance(fact, Tenure))
SECOND_MEETING = next(fact.id for fact in LATER if isinstance(fact, Event))
DENIAL = next(fact.id for fact in HELSINKI if isinstance(fact, Statement) and fact.kind == "deny")
NIINISTO = ["president", "Sauli Niinistö", "current", None, None]
SUCCESSION = [
    "succeeded",
    "Niinistö succeeded Tarja Halonen.",
    "Talks in Helsinki",
    "",
    "2018-07-16",
    "sample",
    0.9,
]
CASES: list[tuple[str, dict[str, Any], list[list[Any]]]] = [
    ("holders", {"country": "FI", "date": "2018-12-24"}, [NIINISTO]),
    ("holders", {"country": "fi", "date": "2019-08-21"}, [NIINISTO]),
    ("holders", {"country": "FI", "date": "2019-08-22"}, []),
    ("holders", {"country": "FI", "date": "2018-07-15"}, []),
    (
        "career",
        {"person": "Niinistö"},
        [["president", "Finland", "current", None, None, ["2018-07-16", "2019-08-21"]]],
    ),
    ("successions", {}, [["Sauli Niinistö", "Tarja Halonen", None, RELATION]]),
    (
        "meetings",
        {"person": "Sauli Niinistö"},
        [
            ["Vladimir Putin", "MEET", "2018-07-16", "Helsinki", MEETING],
            ["Vladimir Putin", "MEET", "2019-08-21", "Helsinki", SECOND_MEETING],
        ],
    ),
    ("meetings", {"person": "person/tarja-halonen"}, []),
    (
        "statements",
        {"speaker": "Putin", "about": "Russia"},
        [["deny", "negative", "Russia had meddled", None, DENIAL]],
    ),
    ("statements", {"speaker": "Putin", "about": "Finland"}, []),
    ("disputes", {}, [["United States", "Russia meddled", "Vladimir Putin", "Russia had meddled", MEDDLING]]),
    ("evidence", {"fact": RELATION}, [SUCCESSION]),
    (
        "evidence",
        {"fact": MEETING},
        [["met", FIRST.partition(" Putin denied")[0], "Talks in Helsinki", "", "2018-07-16", "sample", 0.9]],
    ),
    (
        "path",
        {"from": "Tarja Halonen", "to": "Sauli Niinistö"},
        [[["Tarja Halonen", "Sauli Niinistö"], ["SUCCEEDED"], 1]],
    ),
    (
        "loads",
        {},
        [[1, 1, "2018-07-16", "2018-07-16"], [2, 1, "2019-08-21", "2019-08-21"]],
    ),
    (
        "changes",
        {"after": 1, "until": 2},
        [
            [TENURE, "confirmed", "current", ["Sauli Niinistö"], 2],
            [SECOND_MEETING, "new", "held", ["Sauli Niinistö", "Vladimir Putin"], 1],
        ],
    ),
    ("changes", {"after": 2, "until": 3}, []),
    (
        "find",
        {"text": "niinis"},
        [["person/sauli-niinisto", "Sauli Niinistö", ["Niinistö"]]],
    ),
    ("find", {"text": "PRESID"}, [["office/fi/president", "president", []]]),
]


@pytest.mark.parametrize(("name", "values", "expected"), CASES)
def test_a_named_query_answers_alike_everywhere(
    store_uri: str, name: str, values: dict[str, Any], expected: list[list[Any]]
) -> None:
    query = named_query(name)
    assert set(values) == set(query.parameters)
    for graph in (HELSINKI, LATER):
        with open_loader(store_uri) as loader:
            loader.write(graph)
    with open_loader(store_uri, read_only=True) as loader:
        assert loader.query(query.cypher, values).rows == expected


def test_the_path_between_two_people_is_the_shortest(loader: Loader) -> None:
    loader.write(HELSINKI)
    answer = loader.query(named_query("path").cypher, {"from": "Putin", "to": "Halonen"})
    assert answer.rows == []
    answer = loader.query(named_query("path").cypher, {"from": "Putin", "to": "Tarja Halonen"})
    [[chain, links, length]] = answer.rows
    assert chain == ["Vladimir Putin", "MEET", "Sauli Niinistö", "Tarja Halonen"]
    assert links == ["TOOK_PART", "TOOK_PART", "SUCCEEDED"]
    assert length == 3


def test_every_named_query_has_a_test_and_a_place_in_the_manual() -> None:
    assert {name for name, _, _ in CASES} == set(QUERIES)
    manual = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
    for name, query in QUERIES.items():
        assert f"## `{name}`" in manual
        assert f"```cypher\n{query.cypher}\n```" in manual


def test_an_unknown_name_lists_those_that_are() -> None:
    with pytest.raises(UnknownQuery, match="holders"):
        named_query("kings")
