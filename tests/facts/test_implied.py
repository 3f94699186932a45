"""What weights find beside rules: what is implied, nothing that is denied or planned."""

import json
import math
from datetime import date
from itertools import product

import pytest
from spacy.language import Language

from kg.entities import read
from kg.facts.implied import scored, spanning
from kg.facts.implied.features import Features, kinds_of
from kg.facts.implied.pairs import SIGNATURES, Scene
from kg.facts.implied.weights import NEWS as NEWS_ONLY
from kg.facts.implied.weights import WEIGHTS, load_weights
from kg.model import Document, Predicate, Triple
from tests.conftest import graph_of

NEWS = date(2024, 5, 15)
FOUND = [
    (
        "Bergen lies on the west coast of Norway. Stavanger is south of Bergen.",
        "Bergen | LOCATED_IN | Norway",
    ),
    ("Marimekko is a company based in Helsinki, Finland.", "Marimekko | LOCATED_IN | Helsinki"),
]
NOT = [
    "Anna Lindh wants to join the Green Party. Anna Lindh plans to study at Uppsala University.",
    "Carl Bildt did not found the Moderate Party.",
    "Ljubljana is not in Croatia. Zagreb is not the capital of Serbia.",
    "If Kaja Kallas studied at Oxford University, nobody knew it.",
    "Erna Solberg denied that she had studied at Oxford University.",
    "Kamprad was not born in Denmark. Kamprad never moved to Denmark.",
    "It is alleged that Olof Palme was a member of the Liberal Party.",
    "Tarja Halonen refused to join the National Coalition Party.",
]


def learned(nlp: Language, text: str, published: date | None) -> set[str]:
    graph = graph_of(nlp, text, published)
    name = {key: getattr(entity, "name", "") for key, entity in graph.entities.items()}
    triples = [fact for fact in graph if isinstance(fact, Triple)]
    for fact in triples:
        for evidence in fact.evidence:
            assert text[evidence.start : evidence.end] == evidence.exact
    return {
        f"{name[fact.subject]} | {fact.predicate} | {name[fact.object]}"
        for fact in triples
        if any(evidence.rule.startswith("learned.") for evidence in fact.evidence)
    }


@pytest.mark.parametrize(("text", "fact"), FOUND)
def test_what_no_rule_reads_is_found(nlp: Language, text: str, fact: str) -> None:
    assert fact in learned(nlp, text, None)


@pytest.mark.parametrize(("text", "published"), list(product(NOT, (None, NEWS))))
def test_what_is_denied_or_planned_is_not(nlp: Language, text: str, published: date | None) -> None:
    assert learned(nlp, text, published) == set()


def test_news_says_what_it_means(nlp: Language) -> None:
    text = "Marimekko is a company based in Helsinki, Finland."
    assert learned(nlp, text, NEWS) < learned(nlp, text, None)


def test_continents_and_oceans_lie_in_no_country(nlp: Language) -> None:
    reading = read(nlp("She flew from Nairobi over Asia, the Middle East and the Pacific Ocean to Lima."))
    seen = Scene(reading).seen
    lying = {key: spanning(one, reading) for key, one in seen.items()}
    assert lying == {
        "place/nairobi": False,
        "place/asia": True,
        "place/middle-east": True,
        "place/pacific-ocean": True,
        "place/lima": False,
    }


@pytest.mark.parametrize("news", [False, True])
def test_weights_are_those_of_this_code(news: bool) -> None:
    weights, table = load_weights(news), json.loads(WEIGHTS.read_text(encoding="utf-8"))
    possible = {predicate for found in SIGNATURES.values() for predicate in found}
    assert set(weights.bias) == set(weights.least) == possible - {Predicate.SUCCEEDED}
    assert all(0.5 <= least <= 1 for least in weights.least.values())
    assert {"PER-ORG", "LOC-CTY", "n:LOC-CTY"} <= set(table["weights"])
    known = {(kinds_of(*kinds), name) for kinds, names in SIGNATURES.items() for name in names}
    assert known >= set(weights.joint)


@pytest.mark.parametrize("news", [False, True])
def test_a_chance_is_that_of_all_features(nlp: Language, news: bool) -> None:
    """The weights, told apart by what they hang on, add up to those of `Features.of` in the file."""
    doc = nlp.make_doc(
        "Marimekko is a company based in Helsinki, Finland. Armi Ratia founded Marimekko in 1951."
    )
    doc.user_data["document"] = Document(doc.text, published=NEWS if news else None)
    reading, weights = read(nlp(doc)), load_weights(news)
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    features, found = Features(Scene(reading), []), list(scored(reading, [], weights))
    assert found
    for pair, predicate, sure in found:
        own = set(features.of(pair))
        rows = [table["weights"].get(text, {}) for text in own]
        rows += [table["weights"].get(NEWS_ONLY + text, {}) for text in own if news]
        i = str(table["predicates"].index(predicate))
        total = weights.bias[predicate] + sum(row.get(i, 0) for row in rows)
        assert sure == pytest.approx(1 / (1 + math.exp(-total)))


@pytest.mark.parametrize("news", [False, True])
def test_none_is_left_out_that_could_be_likely_enough(nlp: Language, news: bool) -> None:
    """What is told without looking at both entities of a pair leaves out only what falls short anyway."""
    doc = nlp.make_doc(
        "Equinor of Stavanger was founded in 1972. Norway owns most of it. The Storting in Oslo agreed. "
        "Anders Opedal leads the company. Bergen has a refinery; the University of Bergen trains engineers."
    )
    doc.user_data["document"] = Document(doc.text, published=NEWS if news else None)
    reading, weights = read(nlp(doc)), load_weights(news)
    scene = Scene(reading)
    features = Features(scene, [])
    told = {(pair.one.entity, name, pair.other.entity) for pair, name, _ in scored(reading, [], weights)}
    left = 0
    for pair in scene.pairs():
        kinds, texts = kinds_of(pair.one.kind, pair.other.kind), features.joint(pair)
        for name in weights.asked[kinds]:
            alone = weights.one(features.side("1", pair.one), name)
            alone += weights.other(features.side("2", pair.other), features.beside(pair.other), kinds, name)
            if (pair.one.entity, name, pair.other.entity) not in told:
                left += 1
                assert weights.chance(alone, kinds, texts, name) < weights.least[name]
    assert left
