"""Long texts are parsed in pieces: nothing is lost, and what reads the whole document still does."""

import subprocess
import sys

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.entities import read
from kg.facts import docs, graph_of
from kg.mentions.parsing import BATCH, cuts, parsed, portions
from kg.model import Document, EntityId

TEXT = """Emmanuel Macron, the president of France, met Olaf Scholz in Berlin. They spoke for an hour.

Germany's chancellor said on Monday that the talks were useful. Macron returned to Paris.

Scholz will visit Kyiv next week, a spokesman said. "It is time," he added.
"""
MEMORY = """
import resource
from kg.facts import docs
from kg.mentions.parsing import parsed
from kg.model import Document
from kg.pipeline import load_pipeline

nlp = load_pipeline()
for name in ("kg_encoder", "kg_names"):
    nlp.disable_pipe(name)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
text = "Angela Merkel met Emmanuel Macron in Berlin on Monday, officials said. " * 4000
[doc] = parsed(docs([Document(text)], nlp), nlp)
assert doc.text == text
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def in_pieces_of(nlp: Language, most: int, text: str = TEXT) -> Doc:
    """Return a text parsed in pieces of so many tokens."""
    [doc] = parsed(docs([Document(text, key="long")], nlp), nlp, most)
    return doc


def annotations(doc: Doc) -> list[tuple[object, ...]]:
    """Return what the model says of each token."""
    names = [
        "text",
        "whitespace_",
        "tag_",
        "pos_",
        "dep_",
        "lemma_",
        "is_sent_start",
        "ent_type_",
        "ent_iob_",
    ]
    return [(t.head.i, str(t.morph), *(getattr(t, name) for name in names)) for t in doc]


@pytest.mark.parametrize("most", [10, 20, 40])
def test_pieces_make_up_the_text(nlp: Language, most: int) -> None:
    doc = in_pieces_of(nlp, most)
    assert doc.text == TEXT
    assert doc.user_data["document"].key == "long"
    assert all(token.sent.start <= token.head.i < token.sent.end for token in doc)


def test_paragraphs_are_read_as_they_are_alone(nlp: Language) -> None:
    doc, start = in_pieces_of(nlp, 25), 0
    for paragraph in TEXT.split("\n\n"):
        [alone] = parsed(docs([Document(paragraph)], nlp), nlp)
        part = doc[start : start + len(alone)].as_doc()
        assert annotations(part)[1:] == annotations(alone)[1:]
        start += len(alone) + 1
    assert start == len(doc) + 1


def test_a_surname_is_that_of_another_piece(nlp: Language) -> None:
    doc = in_pieces_of(nlp, 25)
    reading = read(doc)
    people = {who for who in reading.entities if who.startswith("person/")}
    assert people == {EntityId("person/emmanuel-macron"), EntityId("person/olaf-scholz")}
    assert len(reading.of_entity(EntityId("person/emmanuel-macron"))) >= 2
    assert graph_of(doc).documents


@pytest.mark.parametrize("text", ["word " * 50, "x" * 5000, "\n\n" * 60, "no end of it, " * 30, ""])
def test_what_has_no_sentences_is_cut_too(nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)
    pieces = list(cuts(doc, 20))
    assert all(end - start <= 20 for start, end in pieces)
    assert [i for start, end in pieces for i in range(start, end)] == list(range(len(doc)))


def test_short_documents_are_read_together_up_to_a_size(nlp: Language) -> None:
    made = [nlp.make_doc("word " * size) for size in (5, 5, 30, 1, 9, 1, *[1] * (BATCH + 1))]
    sizes = [[len(doc) for doc in portion] for portion in portions(made, 10)]
    assert sizes == [[5, 5], [30], [1, 9], [1] * 10, [1] * 8]
    assert [len(portion) for portion in portions(made, 1000)] == [BATCH, len(made) - BATCH]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_length_of_a_text() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 280, f"{done.stdout.strip()} MB for 280,000 characters; in one piece, some 700"
