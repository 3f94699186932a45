"""The copy of a parsed Doc says what spaCy says, of every token, of every stretch of some."""

import pytest
from spacy.language import Language

from kg.mentions.copying import to_read

TEXTS = (
    'Angela Merkel, who led Germany until 2021, said:  "I won\'t run again." She met Macron in Paris.\n\n'
    "The U.S. hasn't paid its 3.5 million dollars, has it? No; it can't.",
    "",
    " \n ",
    "Yes",
)
VALUES = ("i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "whitespace_")
FLAGS = ("is_alpha", "is_digit", "is_punct", "is_quote", "is_sent_start", "is_space", "is_title", "is_upper")
TREES = ("children", "lefts", "rights", "subtree", "ancestors")
ENDS = ("head", "left_edge", "right_edge")


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_as_spacy_has_them(nlp: Language, text: str) -> None:
    parsed = nlp(text)
    doc = to_read(parsed)
    assert (doc.text, len(doc)) == (parsed.text, len(parsed))
    for ours, theirs in zip(doc, parsed, strict=True):
        for name in VALUES:
            assert getattr(ours, name) == getattr(theirs, name), name
        for name in (*FLAGS, "like_num"):
            assert getattr(ours, name) == bool(getattr(theirs, name)), name
        for name in TREES:
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name
        for name in ENDS:
            assert getattr(ours, name).i == getattr(theirs, name).i, name
        assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)
        assert ours.morph.strip("_") == str(theirs.morph)


@pytest.mark.parametrize("text", TEXTS)
def test_stretches_are_as_spacy_has_them(nlp: Language, text: str) -> None:
    parsed = nlp(text)
    doc = to_read(parsed)
    assert [(s.start, s.end) for s in doc.sents] == [(s.start, s.end) for s in parsed.sents]
    for name, spans in parsed.spans.items():
        theirs = [(s.start, s.end, s.label_, s.kb_id_) for s in spans]
        assert [(s.start, s.end, s.label_, s.kb_id_) for s in doc.spans[name]] == theirs
    for start in range(-2, len(doc) + 2):
        for end in range(start - 1, min(start + 7, len(doc) + 2)):
            ours, span = doc[start:end], parsed[start:end]
            assert (ours.start, ours.end, ours.text, len(ours)) == (
                span.start,
                span.end,
                span.text,
                len(span),
            )
            assert doc.said(start, end) == (span.text if start >= 0 else "") or end < 0
            if len(span):
                assert (ours.root.i, ours[-1].i, ours[1:].text) == (span.root.i, span[-1].i, span[1:].text)
                covering = doc.covering(span.start_char, span.end_char)
                assert (covering.start, covering.end) == (span.start, span.end)
