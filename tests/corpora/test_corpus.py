"""The corpus file, and that a store brought up to date by it is the store that one build makes."""

import random
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg import codec
from kg.corpus import Corpus, corpus_of, delivery, reading
from kg.corpus import corpus as corpus_file
from kg.corpus.copies import LEAST_WORDS, alike, bands, sketch
from kg.corpus.reading import Read, read_batch, reading_of
from kg.errors import InputError, LoadError
from kg.model import Document
from kg.resolution import NONE, Decisions, resolve
from loaders import open_loader, parquet_writing
from loaders.parquet import ParquetLoader
from tests.corpora.articles import articles

WORDS = [f"word{number}" for number in range(2000)]
random.seed(11)
AGENCY = " ".join(random.choices(WORDS, k=400))


def read(documents: Sequence[Document], nlp: Language) -> list[Read]:
    return [
        one
        for start in range(0, len(documents), 16)
        for one in read_batch(documents[start : start + 16], nlp)
    ]


@pytest.fixture(scope="module")
def reads(nlp: Language) -> list[Read]:
    return read(articles(16), nlp)


def delivered(folder: Path, steps: Sequence[Sequence[Read]], decisions: Decisions = NONE) -> list[str]:
    """Return the lines of a store to which documents came step by step."""
    with Corpus(folder / "news.corpus") as corpus, open_loader(str(folder / "news.kg")) as store:
        for step in steps:
            corpus.put(step)
            for _ in delivery.deliver(corpus, store, resolve(corpus.profiles(), decisions)):
                pass
        return list(codec.to_lines(store.read()))


@pytest.fixture(scope="module")
def whole(reads: list[Read], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return delivered(tmp_path_factory.mktemp("whole"), [reads])


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_documents_in_any_order_and_portions_make_the_same_store(
    reads: list[Read], whole: list[str], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(reads))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(reads) - 1), max_size=3)))
    steps = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(reads)], strict=True)]
    with TemporaryDirectory() as folder:
        assert delivered(Path(folder), [*steps, mixed[:2]]) == whole


def put_whole(folder: Path, jobs: int = 1) -> Generator[int, None, None]:
    """Write the graph of a corpus as Parquet; yield how many documents are in it."""
    with Corpus(folder / "news.corpus") as corpus, open_loader(f"parquet://{folder}/news") as store:
        assert isinstance(store, ParquetLoader)
        for count, _ in delivery.deliver_whole(corpus, store, resolve(corpus.profiles()), jobs):
            yield count


def exported(folder: Path) -> list[str]:
    """Return the lines of a graph in Parquet, sorted."""
    with open_loader(f"parquet://{folder}/news", read_only=True) as store:
        return sorted(codec.to_lines(store.read()))


def test_parquet_holds_the_graph_that_a_store_holds(
    reads: list[Read], whole: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(parquet_writing, "ROWS", 5)
    for part in (reads[8:], reads[:8]):
        with Corpus(tmp_path / "news.corpus") as corpus:
            corpus.put(part)
        assert sum(put_whole(tmp_path)) == len(corpus_documents(tmp_path))
    assert exported(tmp_path) == sorted(whole)


def test_several_processes_write_the_parquet_that_one_writes(
    reads: list[Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(delivery, "BATCH", 3)
    written = []
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        with Corpus(folder / "news.corpus") as corpus:
            corpus.put(reads)
        assert [*put_whole(folder, jobs)] == [3, 3, 3, 3, 3, 1, 0]
        files = (path for path in (folder / "news").rglob("*") if path.is_file())
        written.append({path.relative_to(folder): path.read_bytes() for path in files})
    assert written[0] == written[1] != {}


def corpus_documents(folder: Path) -> list[str]:
    with Corpus(folder / "news.corpus", read_only=True) as corpus:
        return list(corpus.by_id())


def test_parquet_that_is_interrupted_stays_as_it_was(
    reads: list[Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    with Corpus(tmp_path / "news.corpus") as corpus:
        corpus.put(reads[:4])
    list(put_whole(tmp_path))
    before = exported(tmp_path)
    monkeypatch.setattr(delivery, "BATCH", 2)
    with Corpus(tmp_path / "news.corpus") as corpus:
        corpus.put(reads)
    stopped = put_whole(tmp_path)
    assert next(stopped) == 2
    stopped.close()
    assert exported(tmp_path) == before
    assert not (tmp_path / "news" / ".next").exists()


def test_parquet_is_not_rehearsed_nor_there_unless_written(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(LoadError, match="rehearsed"):
        open_loader(f"parquet://{tmp_path}/news", dry_run=True)
    with pytest.raises(LoadError, match="kg build INPUT"):
        open_loader(f"parquet://{tmp_path}/news", read_only=True)
    assert corpus_of("parquet://news") == Path("news.corpus")


def test_variants_of_a_name_became_one(whole: list[str]) -> None:
    people = [line for line in whole if '"type":"entity","id":"person/' in line and "Shoigu" in line]
    assert len(people) == 1


def test_what_is_interrupted_while_it_is_written_goes_on(
    reads: list[Read], whole: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "BATCH", 3)
    with Corpus(tmp_path / "news.corpus") as corpus, open_loader(str(tmp_path / "news.kg")) as store:
        corpus.put(reads)
        batches = delivery.deliver(corpus, store, resolve(corpus.profiles()))
        assert [next(batches)[0] for _ in "ab"] == [3, 3]
        del batches
        assert len(corpus.stored()) == 3
    assert delivered(tmp_path, [[]]) == whole


def test_several_processes_make_the_rows_that_one_makes(
    reads: list[Read], whole: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "BATCH", 3)
    with Corpus(tmp_path / "news.corpus") as corpus, open_loader(str(tmp_path / "news.kg")) as store:
        corpus.put(reads)
        found = list(delivery.deliver(corpus, store, resolve(corpus.profiles()), jobs=2))
        assert [count for count, _ in found] == [3, 3, 3, 3, 3, 1]
        assert list(codec.to_lines(store.read())) == whole
    with Corpus(tmp_path / "news.corpus") as corpus, open_loader(str(tmp_path / "again.kg")) as store:
        assert list(delivery.deliver(corpus, store, resolve(corpus.profiles()))) == found


def test_a_store_that_was_lost_is_made_again(reads: list[Read], whole: list[str], tmp_path: Path) -> None:
    assert delivered(tmp_path, [reads]) == whole
    (tmp_path / "news.kg").unlink()
    assert delivered(tmp_path, [[]]) == whole


def test_what_is_dropped_was_never_there(reads: list[Read], tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    kept = delivered(tmp_path / "other", [reads[3:]])
    delivered(tmp_path, [reads])
    with Corpus(tmp_path / "news.corpus") as corpus, open_loader(str(tmp_path / "news.kg")) as store:
        corpus.drop([one.document for one in reads[:3]])
        store.forget(*(one.document for one in reads[:3]))
    assert delivered(tmp_path, [[]]) == kept


def test_nothing_is_read_twice_unless_it_changed(reads: list[Read], tmp_path: Path) -> None:
    document = articles(1)[0]
    with Corpus(tmp_path / "c") as corpus:
        corpus.put(reads)
        assert len(corpus) == 16
        assert corpus.has(reading_of(document))
        assert corpus.has(reading_of(replace(document, source="elsewhere")))
        assert not corpus.has(reading_of(replace(document, text=document.text + ".")))
        assert not corpus.has(reading_of(replace(document, published=None)))


def test_other_rules_read_anew(
    reads: list[Read], nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = articles(1)[0]
    with Corpus(tmp_path / "c") as corpus:
        corpus.put(reads)
        for module in (reading, corpus_file):
            monkeypatch.setattr(module, "fingerprint", lambda: "other rules")
        assert not corpus.has(reading_of(document))
        corpus.put(read([document], nlp))
        assert len(list(corpus.ask("select 1 from document where id = ?", reads[0].document))) == 1


def test_readings_of_one_text_are_joined(nlp: Language, tmp_path: Path) -> None:
    document = articles(1)[0]
    pair = read([document, replace(document, title="A title")], nlp)
    exports = []
    for name, order in (("one", pair), ("other", pair[::-1])):
        (tmp_path / name).mkdir()
        exports.append(delivered(tmp_path / name, [order[:1], order[1:]]))
    assert exports[0] == exports[1]


def test_skipped_documents_keep_their_reason_until_they_are_read(reads: list[Read], tmp_path: Path) -> None:
    with Corpus(tmp_path / "c") as corpus:
        corpus.skip([InputError("test:0", "empty"), InputError("b", "cut off")])
        corpus.put([replace(reads[1], source="x", reason="killed")])
        assert list(corpus.skipped()) == [("b", "cut off"), ("test:0", "empty"), ("x", "killed")]
        corpus.put(reads[:1])
        assert list(corpus.skipped()) == [("b", "cut off"), ("x", "killed")]


def test_a_dry_run_leaves_the_file_alone(reads: list[Read], tmp_path: Path) -> None:
    with Corpus(tmp_path / "c") as corpus:
        corpus.put(reads[:2])
    before = (tmp_path / "c").read_bytes()
    with Corpus(tmp_path / "c", dry_run=True) as corpus:
        corpus.put(reads)
        assert len(corpus) == 16
    assert (tmp_path / "c").read_bytes() == before


@pytest.mark.parametrize("content", [b"no database " * 100, b"SQLite format 3\0" + bytes(20)])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c").write_bytes(content)
    with pytest.raises(LoadError, match="c:"):
        Corpus(tmp_path / "c")


def test_a_server_needs_a_corpus_file_of_its_own() -> None:
    assert corpus_of("news.kg") == corpus_of("embedded:news.kg") == Path("news.kg.corpus")
    assert corpus_of("bolt://x", Path("y")) == Path("y")
    with pytest.raises(LoadError, match="--corpus"):
        corpus_of("bolt://x")


def edited(text: str, words: int) -> str:
    """Return a copy with a byline, other words at its start, and its end cut."""
    return " ".join(["By", "our", "staff", *text.split()[words:-words]])


def test_copies_are_told_from_other_articles() -> None:
    made = sketch(AGENCY)
    assert alike(made, sketch(edited(AGENCY, 10)))
    assert set(bands(made)) & set(bands(sketch(edited(AGENCY, 10))))
    assert not alike(made, sketch(" ".join(random.choices(WORDS, k=400))))
    assert not alike(made, sketch(edited(AGENCY, 150)))
    assert sketch("word " * (LEAST_WORDS - 1)) == b""


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(8)))
def test_copies_are_found_in_any_order(order: list[int]) -> None:
    other = " ".join(random.Random(3).choices(WORDS, k=300))
    texts = [edited(AGENCY, 12 * n) for n in range(1, 6)] + [other, edited(other, 5), " ".join(WORDS[:200])]
    reads = [Read(f"document/{n}", str(n), str(n), b"-", b"-", sketch(text)) for n, text in enumerate(texts)]  # type: ignore[arg-type]
    with TemporaryDirectory() as folder, Corpus(Path(folder) / "c") as corpus:
        for number in order:
            corpus.put([reads[number]])
        found = list(corpus.copies())
        assert found == [(f"document/{n}", "document/0") for n in range(1, 5)] + [
            ("document/6", "document/5")
        ]
        corpus.drop(["document/0"])  # type: ignore[list-item]
        assert list(corpus.copies())[:3] == [(f"document/{n}", "document/1") for n in range(2, 5)]
