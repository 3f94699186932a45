import pytest
from spacy.language import Language

from kg.model import Event, Statement
from tests.conftest import graph_of

TEXT = (
    "Turkish president Recep Tayyip Erdoğan claimed that Greece had invited Hakan Fidan to Athens. "
    "Greek Prime Minister Kyriakos Mitsotakis denied that Greece had invited Hakan Fidan to Athens."
)


def test_a_denial_denies_the_claim_of_the_same_words(nlp: Language) -> None:
    graph = graph_of(nlp, TEXT)
    kinds = {str(fact.kind): fact for fact in graph if isinstance(fact, Statement)}
    assert kinds["claim"].id in kinds["deny"].denies


def test_the_denied_event_hangs_on_claim_and_denial(nlp: Language) -> None:
    graph = graph_of(nlp, TEXT)
    kinds = {str(fact.kind): fact for fact in graph if isinstance(fact, Statement)}
    events = {fact.id for fact in graph if isinstance(fact, Event)}
    assert events
    assert kinds["deny"].denies & events
    assert kinds["claim"].asserts & events


def test_no_event_that_is_denied_counts_as_held(nlp: Language) -> None:
    held = [f for f in graph_of(nlp, TEXT) if isinstance(f, Event) and f.status == "held"]
    assert held == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Boris Yeltsin accused Georgia of sheltering rebels. Talks lasted two days. Georgian President "
            "Eduard Shevardnadze rejected the accusation.",
            "sheltering rebels",
        ),
        (
            "Colin Powell claimed that Iraq had hidden weapons, which Tariq Aziz denied.",
            "Iraq had hidden weapons",
        ),
        (
            "Dick Cheney claimed that Iraq had bought uranium. Mohamed ElBaradei refuted the claim.",
            "Iraq had bought uranium",
        ),
    ],
)
def test_a_denial_of_what_was_said_before_denies_it(nlp: Language, text: str, claim: str) -> None:
    said = [fact for fact in graph_of(nlp, text) if isinstance(fact, Statement)]
    [denial] = [fact for fact in said if fact.kind == "deny"]
    [denied] = [fact for fact in said if fact.kind != "deny"]
    assert denied.content == claim
    assert denial.denies >= {denied.id}


@pytest.mark.parametrize(
    "text",
    [
        "Iran denied the accusation.",
        "Vladimir Putin said the sky was blue. Angela Merkel said the sea was. Mark Rutte denied the claims.",
        "Silvio Berlusconi was accused of bribing a judge, which he denied.",
    ],
)
def test_a_denial_of_nobodys_claim_or_of_one_of_several_is_bound_to_none(nlp: Language, text: str) -> None:
    said = [fact for fact in graph_of(nlp, text) if isinstance(fact, Statement)]
    assert [fact.denies for fact in said if fact.kind == "deny"] == [frozenset()]
