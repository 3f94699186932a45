"""Statements: who said, claimed, denied, promised, demanded what."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.entities import read
from kg.entities.reading import Reading
from kg.facts.speech import speech_spans
from kg.facts.statements import statements
from kg.mentions.quotes import quotes
from kg.model import Document, Polarity, Statement, StatementKind

CASES = tomllib.loads((Path(__file__).parent.parent / "corpus/statements.toml").read_text(encoding="utf-8"))[
    "case"
]


def reading_of(text: str, nlp: Language) -> Reading:
    """Return the resolved reading of a text."""
    doc = nlp.make_doc(text)
    doc.user_data["document"] = Document(text)
    return read(nlp(doc))


@pytest.mark.parametrize("case", CASES, ids=[case["text"].strip()[:60] for case in CASES])
def test_statements_are_those_that_a_reader_finds(nlp: Language, case: dict[str, Any]) -> None:
    reading = reading_of(case["text"].strip(), nlp)
    found = list(statements(reading))
    said = {(name(s.speaker, reading), str(s.kind), s.content, s.direct) for s in found}
    assert said == {tuple(row) for row in case["said"]}
    if "to" in case:
        assert {name(s.to, reading) for s in found if s.to} == set(case["to"])


def name(entity: str, reading: Reading) -> str:
    """Return the name of an entity of the document."""
    return next(found.name for key, found in reading.entities.items() if key == entity)  # type: ignore[union-attr]


def test_content_and_evidence_are_exact_text(nlp: Language) -> None:
    text = 'Kofi Annan denied that he knew of it. "I had no idea," he said.'
    for statement in statements(reading_of(text, nlp)):
        assert statement.content in text
        for evidence in statement.evidence:
            assert text[evidence.start : evidence.end] == evidence.exact
            assert 0 < evidence.confidence <= 1


def test_a_denial_is_negative_and_names_the_claim_that_it_denies(nlp: Language) -> None:
    text = "The Kremlin denied a claim by Theresa May that Russia had poisoned Sergei Skripal."
    found: dict[StatementKind, Statement] = {s.kind: s for s in statements(reading_of(text, nlp))}
    claim, denial = found[StatementKind.CLAIM], found[StatementKind.DENY]
    assert (claim.polarity, denial.polarity) == (Polarity.POSITIVE, Polarity.NEGATIVE)
    assert claim.content == denial.content
    assert denial.denies == {claim.id}


def test_speech_spans_tell_by_whom_and_how_a_verb_is_told(nlp: Language) -> None:
    reading = reading_of("Nikki Haley claimed that Iran had attacked the tankers.", nlp)
    [span] = speech_spans(reading)
    verb = next(t for t in reading.doc if t.text == "attacked")
    assert span.start <= verb.i < span.end
    assert (span.kind, span.direct) == (StatementKind.CLAIM, False)
    assert speech_spans(reading) == [span]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        '"',
        "“",
        '" " "',
        "said",
        '"," said',
        'X: "',
        "“” said “”.",
        "According to",
        ", said,",
        '"\n"\n"',
    ],
)
def test_bad_input_has_no_statements(nlp: Language, text: str) -> None:
    assert list(statements(reading_of(text, nlp))) == []


@pytest.mark.parametrize(
    "piece", ['" ', '"a" said b. ', "Ann Lee said that ", "said , adding , saying ", "“ ” ‘ ’ "]
)
def test_time_grows_with_length_not_with_its_square(nlp: Language, piece: str) -> None:
    seconds = []
    for times in (500, 2000):
        doc = unparsed(piece * times, nlp)
        reading = Reading.of(doc)
        start = time.perf_counter()
        speech_spans(reading)
        seconds.append(time.perf_counter() - start)
    assert seconds[1] < 10 * seconds[0] + 0.5


def unparsed(text: str, nlp: Language) -> Doc:
    """Return a Doc of one sentence in which every token hangs on the first, the worst case for a walk."""
    words = nlp.make_doc(text)
    tags = ["VBD" if t.text in ("said", "saying", "adding") else "NN" for t in words]
    deps = ["ROOT", *["conj"] * (len(words) - 1)]
    spaces = [bool(t.whitespace_) for t in words]
    doc = Doc(words.vocab, [t.text for t in words], spaces, tags=tags, heads=[0] * len(words), deps=deps)
    for token in doc:
        token.lemma_ = {"said": "say", "saying": "say", "adding": "add"}.get(token.text, token.text)
    with_quotes: Doc = quotes(doc)
    return with_quotes
