import tomllib
from pathlib import Path

import pytest
from spacy.language import Language

from kg.model import Office, Tenure, TenureStatus
from tests.conftest import graph_of

CORPUS = Path(__file__).parent.parent / "corpus"
CASES = tomllib.loads((CORPUS / "tenures.toml").read_text(encoding="utf-8"))["case"]


NOT_IN_OFFICE = tomllib.loads((CORPUS / "not_in_office.toml").read_text(encoding="utf-8"))["sentences"]


def rows(nlp: Language, text: str) -> set[str]:
    graph = graph_of(nlp, text)
    found = set()
    for fact in graph:
        if isinstance(fact, Tenure):
            office = graph.entities[fact.office]
            assert isinstance(office, Office)
            of = ", ".join(getattr(graph.entities[body], "name", "") for body in office.of)
            holder = getattr(graph.entities[fact.holder], "name", "")
            found.add(f"{holder} | {min(fact.titles)} | {of} | {fact.status}")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_tenures_of_a_sentence(nlp: Language, case: dict[str, list[str] | str]) -> None:
    assert rows(nlp, str(case["text"])) == set(case["tenures"])


@pytest.mark.parametrize("text", NOT_IN_OFFICE, ids=lambda text: text[:60])
def test_nobody_is_in_office_who_is_not(nlp: Language, text: str) -> None:
    assert not [row for row in rows(nlp, text) if row.endswith("| current")]


def test_one_office_for_all_its_wordings(nlp: Language) -> None:
    text = "UK defence secretary Ben Wallace spoke. Ben Wallace, Secretary of Defence of the UK, left."
    graph = graph_of(nlp, text)
    assert len({fact.office for fact in graph if isinstance(fact, Tenure)}) == 1


def test_the_dates_of_a_tenure_keep_their_precision(nlp: Language) -> None:
    graph = graph_of(nlp, "Angela Merkel served as chancellor of Germany from 2005 to 2021.")
    [tenure] = [fact for fact in graph if isinstance(fact, Tenure)]
    assert (tenure.since, tenure.until, tenure.status) == ("2005", "2021", TenureStatus.FORMER)


def test_a_dead_holder_is_former(nlp: Language) -> None:
    graph = graph_of(nlp, "Shinzo Abe, the prime minister of Japan, died on Friday.")
    assert {fact.status for fact in graph if isinstance(fact, Tenure)} == {TenureStatus.FORMER}
