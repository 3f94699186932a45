"""The trained encoder: what it finds, and that nothing but the text decides it."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from kg.encoder import LABELS, Encoder, ScoredSpan
from kg.encoder.tokens import row, split, windows

SPEECH = (
    "German Chancellor Olaf Scholz met Japanese Prime Minister Fumio Kishida in Tokyo in April 2022. "
    "Scholz said that the European Union would stand by Ukraine."
)
LETTERS = (
    "Jens Stoltenberg, a former prime minister of Norway, led NATO until October 2024.\n\n"
    "Mark Rutte, who had governed the Netherlands since 2010, took over from him in Brussels.\n\n"
    "The World Health Organization, led by Tedros Adhanom Ghebreyesus of Ethiopia, has its seat in Geneva.\n"
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def named(text: str, spans: list[ScoredSpan]) -> set[tuple[str, str]]:
    return {(text[s.start : s.end], s.label) for s in spans}


def texts() -> Iterator[str]:
    yield SPEECH
    yield LETTERS
    yield ""
    yield SPEECH + "\n" + LETTERS * 3
    yield "Narendra Modi visited Kigali in July 2018."


def test_people_bodies_places_nationalities_and_titles_are_found(encoder: Encoder) -> None:
    [spans] = encoder.spans([SPEECH])
    assert named(SPEECH, spans) >= {
        ("Olaf Scholz", "PER"),
        ("Fumio Kishida", "PER"),
        ("Tokyo", "LOC"),
        ("European Union", "ORG"),
        ("Ukraine", "LOC"),
        ("German", "NAT"),
        ("Japanese", "NAT"),
        ("Prime Minister", "TITLE"),
    }


def test_a_months_name_is_no_mention(encoder: Encoder) -> None:
    [spans] = encoder.spans([SPEECH])
    assert not any("April" in text for text, _ in named(SPEECH, spans))


def test_spans_are_in_order_and_never_overlap(encoder: Encoder) -> None:
    for text, spans in zip(texts(), encoder.spans(list(texts())), strict=True):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip() == text[span.start : span.end]
            assert span.label in LABELS
            assert 0 <= span.score <= 1


def test_a_text_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    together = encoder.spans(list(texts()))
    alone = [encoder.spans([text])[0] for text in texts()]
    backwards = encoder.spans(list(texts())[::-1])[::-1]
    assert together == alone == backwards


def test_a_text_does_not_depend_on_the_number_of_threads(encoder: Encoder) -> None:
    assert Encoder(threads=2).spans(list(texts())) == encoder.spans(list(texts()))


def test_no_threads_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Encoder(threads=0)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "...", "\u200b", "\ufeff"])
def test_a_text_without_words_has_no_mentions(encoder: Encoder, text: str) -> None:
    assert encoder.spans([text]) == [[]]


@pytest.mark.parametrize("text", ["a", "It rained.", "and so on and so forth, until it was over", "? ! ?"])
def test_a_text_without_names_has_no_mentions(encoder: Encoder, text: str) -> None:
    assert encoder.spans([text]) == [[]]


def test_words_of_no_name_are_dropped_on_the_way(encoder: Encoder) -> None:
    text = (
        "After long talks in the night, the two sides were said to be near to what Angela Merkel had wanted."
    )
    pieces = split(text, encoder.tokenizer)
    [window] = windows(pieces, encoder.limit)
    ids, shapes, first = row(pieces, window, encoder.cls, encoder.sep)
    [logits] = encoder.session.run(None, {"ids": ids[None], "shapes": shapes[None], "first": first})
    dropped = logits[0, :, 1:].max(axis=1) == logits.min()
    words = [text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)]
    assert sum(dropped) > len(words) / 2
    assert not dropped[words.index("Angela")]
    assert not dropped[words.index("Merkel")]


def test_no_texts_give_no_lists(encoder: Encoder) -> None:
    assert encoder.spans([]) == []


def test_offsets_count_characters_behind_emoji_and_accents(encoder: Encoder) -> None:
    text = "👩‍👩‍👧‍👦🇪🇺 Luiz Inácio Lula da Silva arrived in Brasília; São Paulo’s mayor e\u0301tait là."
    found = {text for text, _ in named(text, encoder.spans([text])[0])}
    assert found >= {"Luiz Inácio Lula da Silva", "Brasília"}


def test_capitals_hide_no_name(encoder: Encoder) -> None:
    text = "EMMANUEL MACRON MEETS XI JINPING IN BEIJING"
    assert named(text, encoder.spans([text])[0]) >= {("EMMANUEL MACRON", "PER"), ("BEIJING", "LOC")}


def test_a_dateline_is_a_place(encoder: Encoder) -> None:
    text = "NAIROBI, Kenya — President William Ruto opened parliament on Thursday."
    assert named(text, encoder.spans([text])[0]) >= {
        ("NAIROBI", "LOC"),
        ("Kenya", "LOC"),
        ("William Ruto", "PER"),
    }


def test_a_long_document_is_found_as_its_parts_are(encoder: Encoder) -> None:
    text = LETTERS * 40
    [spans] = encoder.spans([text])
    rutte = [s.start for s in spans if text[s.start : s.end] == "Mark Rutte" and s.label == "PER"]
    assert len(rutte) == 40
    assert {b - a for a, b in pairwise(rutte)} == {len(LETTERS)}


def test_a_text_without_a_place_to_cut_is_read_to_its_end(encoder: Encoder) -> None:
    text = "and then we went on and on " * 300 + "to Copenhagen with Mette Frederiksen"
    found = named(text, encoder.spans([text])[0])
    assert ("Copenhagen", "LOC") in found
    assert ("Mette Frederiksen", "PER") in found
