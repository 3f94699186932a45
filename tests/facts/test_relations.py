import tomllib
from pathlib import Path

import pytest
from spacy.language import Language

from kg.model import Triple
from tests.conftest import graph_of

CORPUS = Path(__file__).parent.parent / "corpus"
CASES = tomllib.loads((CORPUS / "relations.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_relations_of_a_sentence(nlp: Language, case: dict[str, list[str] | str]) -> None:
    graph = graph_of(nlp, str(case["text"]))
    name = {key: getattr(entity, "name", "") for key, entity in graph.entities.items()}
    triples = [fact for fact in graph if isinstance(fact, Triple)]
    found = {f"{name[t.subject]} | {t.predicate} | {name[t.object]}" for t in triples}
    assert found == set(case["relations"])
