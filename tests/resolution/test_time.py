"""Documents of different dates tell who held an office when, and contradict each other in the open."""

from datetime import date
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.model import Tenure, TenureStatus
from kg.resolution import profiles, resolve
from loaders import open_loader
from loaders.queries import named_query
from tests.resolution.articles import article

PRESIDENT = ("president", "country/fi")


def report(key: str, name: str, day: date, status: TenureStatus = TenureStatus.CURRENT) -> KnowledgeGraph:
    return article(key, ["country/fi"], [(name, *PRESIDENT)], day, status)


REPORTS = [
    report("talks", "Sauli Niinistö", date(2018, 7, 16)),
    report("visit", "Sauli Niinisto", date(2023, 4, 4)),
    report("oath", "Alexander Stubb", date(2024, 3, 1)),
    report("mistake", "Niinistö", date(2024, 5, 2)),
    report("summit", "Alex Stubb", date(2024, 6, 15)),
    report("memoir", "Sauli Niinistö", date(2024, 9, 9), TenureStatus.FORMER),
]
NIINISTO, STUBB = "Sauli Niinistö", "Alexander Stubb"


@pytest.fixture(scope="module")
def whole() -> KnowledgeGraph:
    resolution = resolve(profile for part in REPORTS for profile in profiles(part))
    graph = KnowledgeGraph()
    for part in REPORTS:
        graph.update(resolution.renamed(part))
    return graph


@pytest.fixture(scope="module")
def store(whole: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("store") / "news.kg"
    with open_loader(str(path)) as opened:
        opened.write(whole)
    return str(path)


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("2018-07-15", set()),
        ("2018-07-16", {NIINISTO}),
        ("2021-01-01", {NIINISTO}),
        ("2024-04-01", {NIINISTO, STUBB}),
        ("2024-05-20", {STUBB}),
        ("2024-06-16", set()),
    ],
)
def test_who_held_an_office_on_a_day(store: str, day: str, holders: set[str]) -> None:
    query = named_query("holders")
    with open_loader(store, read_only=True) as opened:
        rows = opened.query(query.cypher, {"country": "FI", "date": day}).records()
    assert {row["person"] for row in rows} == holders


def test_what_contradicts_is_kept_with_its_documents(whole: KnowledgeGraph) -> None:
    held = {(str(fact.holder), fact.status): fact for fact in whole if isinstance(fact, Tenure)}
    assert {who for who, _ in held} == {"person/sauli-niinisto", "person/alexander-stubb"}
    current = held["person/sauli-niinisto", TenureStatus.CURRENT]
    keys = {whole.documents[evidence.document].key for evidence in current.evidence}
    assert keys == {"talks", "visit", "mistake"}
    assert max(current.as_of) == date(2024, 5, 2)
    former = held["person/sauli-niinisto", TenureStatus.FORMER]
    assert {whole.documents[evidence.document].key for evidence in former.evidence} == {"memoir"}


def test_nobody_is_retired_for_lack_of_mention(whole: KnowledgeGraph) -> None:
    [stubb] = [f for f in whole if isinstance(f, Tenure) and f.holder == "person/alexander-stubb"]
    assert stubb.until is None
    assert stubb.as_of == {date(2024, 3, 1), date(2024, 6, 15)}
