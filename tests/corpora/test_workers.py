"""Many processes read what one reads, in the same order, whatever document kills one of them."""

import os
import signal
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.corpus import workers
from kg.corpus.reading import BATCH, Read
from kg.corpus.workers import CHARS, Pool, batches, read_all
from kg.errors import UnknownLanguage
from kg.model import Document
from tests.corpora.articles import articles


class Deadly(str):
    """A text at whose sight a worker ends, as at a fault in a library; harmless where it is not sent."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (7,)


class Unlucky(str):
    """A text whose first worker is killed from outside, of which `mark` tells the second."""

    mark: Path

    def __reduce__(self) -> tuple[object, ...]:
        return killed_once, (str(self), self.mark)


def killed_once(text: str, mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return text


class Stopping(str):
    """A text at whose sight a worker stops for ever, and takes nothing in; harmless where it is not sent."""

    def __reduce__(self) -> tuple[object, ...]:
        return signal.raise_signal, (signal.SIGSTOP,)


def flat(found: Iterable[list[Read]]) -> list[Read]:
    return [read for batch in found for read in batch]


def test_a_batch_is_full_by_documents_or_by_characters() -> None:
    short, long = Document("x" * 10), Document("x" * (CHARS // 2))
    sizes = [len(batch) for batch in batches([*[short] * (BATCH + 1), long, long, long])]
    assert sizes == [BATCH, 3, 1]
    assert list(batches([])) == []


def test_who_never_ends_is_told_though_much_waits_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE_S", 3)
    [good] = articles(1)
    stopping = replace(good, text=Stopping("Stop."), source="stopping")
    long = Document("word " * 300_000, source="long")
    pool = Pool("en", 1)
    try:
        found = flat(pool.run(iter([[stopping], [long], [good]])))
    finally:
        pool.close()
    assert [read.source for read in found] == ["stopping", "long", good.source]
    assert "took too long" in found[0].reason
    assert "could not be read" in found[1].reason
    assert found[2].graph


def test_workers_give_what_one_process_gives_but_for_what_kills_them() -> None:
    documents = articles(3 * BATCH)
    alone = flat(read_all(documents, "en"))
    assert [read.source for read in alone] == [document.source for document in documents]
    deadly = {5}
    poisoned = [replace(d, text=Deadly(d.text)) if n in deadly else d for n, d in enumerate(documents)]
    found = flat(read_all(poisoned, "en", jobs=2))
    assert [n for n, read in enumerate(found) if read.reason] == sorted(deadly)
    assert "exit code 7" in found[5].reason
    assert found[5].source == "test:5"
    rest = [n for n in range(len(documents)) if n not in deadly]
    assert [found[n] for n in rest] == [alone[n] for n in rest]


def test_a_document_is_not_blamed_for_one_killed_worker(tmp_path: Path) -> None:
    documents = articles(2)
    unlucky = Unlucky(documents[0].text)
    unlucky.mark = tmp_path / "killed"
    pool = Pool("en", 1)
    try:
        found = flat(pool.run(iter([[replace(documents[0], text=unlucky)], [documents[1]]])))
    finally:
        pool.close()
    assert unlucky.mark.exists()
    assert found == flat(read_all(documents, "en"))


def test_a_document_that_breaks_the_parser_is_set_aside() -> None:
    good = articles(3)
    found = flat(read_all([*good[:2], Document("word " * 300_000, source="long"), good[2]], "en"))
    assert [read.source for read in found if read.reason] == ["long"]
    assert "could not be read" in found[2].reason
    assert all(read.graph for read in found if not read.reason)


def test_a_language_without_a_pack_is_told_at_once() -> None:
    for jobs in (1, 2):
        with pytest.raises(UnknownLanguage):
            flat(read_all(articles(1), "xx", jobs))
