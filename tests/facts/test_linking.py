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
