"""What the encoder is trained on: labels stay where the words are, and what a set leaves open stays open."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import training.swap
from kg.encoder.decode import TAGS
from kg.encoder.runtime import WEIGHTS
from kg.encoder.tokens import LIMIT
from training.batches import EVERY, Maker, batched, padded
from training.data import (
    MASKED,
    OTHER,
    Labelled,
    add_demonyms,
    is_name,
    match_surfaces,
    newswire,
    related_names,
    texts_of,
)
from training.swap import RANKS, SHORT_TITLES, Swapper, is_plural, lines_of, name_pool

TEXT = (
    "Sanna Marin led the Social Democratic Party of Finland. The 2019 Finnish parliamentary election was won."
)


def spans_of(text: str, *names: tuple[str, str]) -> list[tuple[int, int, tuple[str, ...]]]:
    return sorted((text.index(name), text.index(name) + len(name), (kind,)) for name, kind in names)


@pytest.fixture
def document() -> Labelled:
    spans = spans_of(
        TEXT,
        ("Sanna Marin", "PER"),
        ("Social Democratic Party of Finland", "ORG"),
        ("2019 Finnish parliamentary election", "OTHER"),
    )
    return Labelled("marin", "made up", TEXT, True, True, spans)


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(WEIGHTS / "vocab.txt", seed=1)


def tags_of(row_tags: int) -> set[str]:
    return {tag for i, tag in enumerate(TAGS) if row_tags >> i & 1}


@pytest.mark.parametrize("seed", range(20))
def test_swapped_names_stand_where_their_labels_say(document: Labelled, seed: int) -> None:
    places = Labelled("places", "made up", "Lagos and Kuala Lumpur", True, True, [])
    places = replace(places, spans=spans_of(places.text, ("Lagos", "LOC"), ("Kuala Lumpur", "LOC")))
    copy = Swapper(name_pool([document, places]), 1.0, np.random.default_rng(seed))(document)
    assert copy.spans[0][2] == ("PER",)
    assert copy.spans[-1][2] == OTHER
    election = copy.text[copy.spans[-1][0] : copy.spans[-1][1]]
    assert election != "2019 Finnish parliamentary election"
    assert any(place in election for place in ("Lagos", "Kuala Lumpur"))
    kept = copy.text
    for s, e, _ in reversed(copy.spans):
        assert kept[s:e].strip() == kept[s:e] != ""
        kept = kept[:s] + kept[e:]
    assert kept.startswith(" led the ")
    assert kept.endswith(". The  was won.")


def test_a_rank_is_no_part_of_the_name_after_it(document: Labelled) -> None:
    random = np.random.default_rng(3)
    swap = Swapper(name_pool([document]), 0.0, random)
    copies = [swap(document) for _ in range(200)]
    ranked = [copy for copy in copies if not copy.text.startswith("Sanna")]
    assert ranked
    for copy in copies:
        people = [copy.text[s:e] for s, e, labels in copy.spans if labels == ("PER",)]
        assert people == ["Sanna Marin"]
    titled = [copy.text[s:e] for copy in ranked for s, e, labels in copy.spans if labels == ("TITLE",)]
    assert set(titled) <= set(SHORT_TITLES)


def test_a_title_between_a_body_and_its_holder_is_left_out_of_some_copies() -> None:
    text = "OPEC secretary general Haitham Al Ghais spoke."
    spans = spans_of(text, ("OPEC", "ORG"), ("secretary general", "TITLE"), ("Haitham Al Ghais", "PER"))
    document = Labelled("opec", "made up", text, True, True, spans)
    swap = Swapper(name_pool([document]), 0.0, np.random.default_rng(1))
    copies = [swap(document) for _ in range(50)]
    bare = [copy for copy in copies if len(copy.spans) == 2]
    assert 0 < len(bare) < 50
    for copy in bare:
        (s, e, _), (person, end, _) = copy.spans
        assert (copy.text[s:e], copy.text[e:person], copy.text[person:end]) in {
            ("OPEC", " ", "Haitham Al Ghais"),
            *(("OPEC", f" {rank} ", "Haitham Al Ghais") for rank in RANKS),
        }


@pytest.mark.parametrize(
    ("text", "word", "label"),
    [
        ("The Danes voted.", "Danes", "NAT"),
        ("A Danish vote.", "Danish", "NAT"),
        ("The prime minister left.", "prime minister", "TITLE"),
        ("PRIME MINISTER LEAVES", "PRIME MINISTER", "TITLE"),
        ("Prime Minister Sanna Marin left.", "Prime Minister", "TITLE"),
    ],
)
def test_another_nationality_or_title_has_number_and_case_of_the_first(
    text: str, word: str, label: str
) -> None:
    document = Labelled("word", "made up", text, True, True, spans_of(text, (word, label)))
    swap = Swapper(name_pool([document]), 1.0, np.random.default_rng(2))
    words = [copy.text[s:e] for copy in (swap(document) for _ in range(60)) for s, e, _ in copy.spans]
    assert len(set(words)) > 20
    assert {" " in other for other in words} == {True, False}
    for other in words:
        assert is_plural(other) == is_plural(word) or word.isupper()
        assert (other.islower(), other.isupper()) == (word.islower(), word.isupper())


def test_nationalities_of_two_words_are_no_places() -> None:
    text = "South Korean and North Koreans met Danes in South Korea."
    document = Labelled("two", "made up", text, False, True, spans_of(text, ("South Korean", "LOC")))
    spans = [(text[s:e], labels) for s, e, labels in add_demonyms(document).spans]
    assert spans == [("South Korean", ("NAT",)), ("North Koreans", ("NAT",)), ("Danes", ("NAT",))]


def test_lists_hold_no_name_that_recall_by_region_is_measured_with() -> None:
    folder = Path(training.swap.__file__).parent
    regions = tomllib.loads((folder / "regions.toml").read_text(encoding="utf-8")).values()
    assert {place for region in regions for place in region["places"]}.isdisjoint(lines_of("places.txt"))
    people = {name for region in regions for name in region["people"]}
    pool = name_pool([]).people
    made = {f"{a} {b}" for r in pool for g in r.given for f in r.family for a, b in ((g, f), (f, g))}
    assert people.isdisjoint(made)


def test_articles_kept_back_are_known_whatever_their_white_space(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"
    path.write_text(json.dumps({"text": "One line.\n\nAnother  line."}) + "\n", encoding="utf-8")
    assert texts_of([path]) == {"One line. Another line."}


def test_each_word_has_the_tag_of_its_label(document: Labelled, maker: Maker) -> None:
    [row] = maker.rows(document)
    tags = [tags_of(int(tag)) for tag in row.tags]
    assert tags[:3] == [{"B-PER"}, {"I-PER"}, {"O"}]
    assert {"B-OTHER"} in tags


def test_what_a_set_does_not_label_stays_open(document: Labelled, maker: Maker) -> None:
    [row] = maker.rows(replace(document, id="open", titles=False, others=False))
    assert tags_of(int(row.tags[2])) == {"O", "B-TITLE", "I-TITLE", "B-OTHER", "I-OTHER"}
    masked = replace(document, id="masked", spans=[(0, 11, MASKED)])
    assert next(maker.rows(masked)).tags[0] == EVERY


def test_noise_changes_no_label(document: Labelled, maker: Maker) -> None:
    [clean] = maker.rows(document)
    for _ in range(50):
        noisy = [row for row in maker.augmented(document) if len(row.tags) == len(clean.tags)]
        assert all((row.tags == clean.tags).all() for row in noisy)


def test_no_interview_outweighs_the_news(document: Labelled, maker: Maker) -> None:
    long = replace(document, id="long", text=(TEXT + "\n\n") * 400, spans=[])
    assert sum(1 for _ in maker.rows(long)) > 2 * sum(1 for _ in maker.augmented(long))


def test_a_batch_is_no_larger_than_asked(document: Labelled, maker: Maker) -> None:
    rows = [row for i in range(30) for row in maker.rows(replace(document, id=str(i)))]
    batches = list(batched(rows, 4 * LIMIT, np.random.default_rng(1)))
    assert sum(map(len, batches)) == len(rows)
    for batch in batches:
        ids, shapes, tags = padded(batch)
        assert ids.size <= 4 * LIMIT
        assert ids.shape == shapes.shape == tags.shape


def test_the_longest_surface_wins_and_an_exception_its_place() -> None:
    text = "Jordan borders Israel. Jordan Peterson spoke."
    labels = {"Jordan": ("LOC",), "Jordan Peterson": ("PER",), "Israel": ("LOC",)}
    assert match_surfaces(text, labels, []) == [
        (0, 6, ("LOC",)),
        (15, 21, ("LOC",)),
        (23, 38, ("PER",)),
    ]
    assert match_surfaces(text, labels, [("borders Israel", "Israel", "ORG")])[1] == (15, 21, ("ORG",))


def test_nationality_words_are_no_places() -> None:
    text = "A Kenyan runner met Swedish officials in Nairobi."
    before = Labelled(
        "x", "made up", text, True, True, spans_of(text, ("Swedish", "LOC"), ("Nairobi", "LOC"))
    )
    assert [labels for _, _, labels in add_demonyms(before).spans] == [("NAT",), ("NAT",), ("LOC",)]


def test_a_relation_tells_the_labels_of_its_ends_and_leaves_other_names_open(tmp_path: Path) -> None:
    text = "Marie Curie, born in Warsaw, met Lorentz in Leiden."
    names = {"p": (0, 11), "c": (21, 27)}
    record = {
        "id": "1",
        "text": text,
        "entities": [{"id": k, "mentions": [list(place)]} for k, place in names.items()],
        "relations": [{"subj": "p", "obj": "c", "rel": "born_in"}],
    }
    path = tmp_path / "relations.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    [found] = related_names(path)
    labels = {text[s:e]: labels for s, e, labels in found.spans}
    assert labels["Marie Curie"] == ("PER",)
    assert labels["Warsaw"] == ("LOC",)
    assert labels["Lorentz"] == labels["Leiden"] == MASKED
    assert "born" not in labels


def test_a_surface_with_two_labels_may_be_either(tmp_path: Path) -> None:
    corpus, labels = tmp_path / "corpus.jsonl", tmp_path / "labels.jsonl"
    corpus.write_text(json.dumps({"id": "1", "text": "Georgia plays in Georgia."}), encoding="utf-8")
    labels.write_text(json.dumps({"id": "1", "LOC": ["Georgia"], "ORG": ["Georgia"]}), encoding="utf-8")
    [document] = newswire(labels, corpus)
    assert [labels for _, _, labels in document.spans] == [("LOC", "ORG")] * 2


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Ministry of Defence", True),
        ("the ministry", False),
        ("G7", True),
        ("the Russian defence chief", False),
    ],
)
def test_descriptions_are_no_names(surface: str, name: bool) -> None:
    assert is_name(surface) is name
