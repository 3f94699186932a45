"""`kg build`: read documents and write their graph to a store."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.cluster import Engine, EngineName, Master, build_on_cluster
from kg.cli.output import AnyLanguage, Dated, DryRun, Inputs, Lang, Skipped, documents, note, write_report
from kg.errors import InputError, LoadError
from kg.model import Document

if TYPE_CHECKING:
    from kg.corpus import Corpus
    from loaders import Loader

To = Annotated[str, typer.Option("--to", help="Store to write: a path, neo4j://…, bolt://…, parquet://PATH")]
Jobs = Annotated[int, typer.Option(min=0, help="Processes that read; 0: one a core.")]
CorpusFile = Annotated[
    Path | None, typer.Option("--corpus", help="Keeps what was read; beside an embedded store by default.")
]
CatalogueFile = Annotated[
    Path | None, typer.Option("--catalogue", help="Entities known beforehand: .csv, .jsonl.")
]
ReportFile = Annotated[
    Path | None, typer.Option("--report", help="Write what was skipped and why, and what copies what, here.")
]

LARGER = "for more than this --to parquet://FOLDER or a server, neo4j://…, takes memory that hardly grows"


def build(
    inputs: Inputs,
    to: To,
    date: Dated = None,
    lang: Lang = "en",
    any_language: AnyLanguage = False,
    jobs: Jobs = 1,
    corpus: CorpusFile = None,
    catalogue: CatalogueFile = None,
    report: ReportFile = None,
    dry_run: DryRun = False,
    engine: EngineName = Engine.LOCAL,
    master: Master = None,
) -> None:
    """Read documents and write people, offices, countries and facts to a store.

    Can be run again, also after it was killed: what was read before is not read again.

    kg build articles.jsonl page.html --to news.kg

    kg build 'crawl/*.warc.gz' --jobs 0 --to bolt://127.0.0.1:7687 --corpus news.corpus

    kg build crawl --jobs 0 --to parquet://news.parquet

    kg build /shared/crawl --engine spark --master spark://host:7077 --to parquet:///shared/news
    """
    if engine is Engine.SPARK:
        if dry_run:
            raise typer.BadParameter("a build on a cluster can't be rehearsed: leave --dry-run out")
        build_on_cluster(inputs, to, master, date, lang, any_language, corpus, catalogue, report)
        return
    Building(to, date, lang, any_language, jobs, corpus, catalogue, report, dry_run).run(inputs)


@dataclass
class Building:
    """One run: what it is asked for, and what it counts."""

    to: str
    published: datetime | None
    lang: str
    any_language: bool
    jobs: int
    corpus: Path | None
    catalogue: Path | None
    report: Path | None
    dry_run: bool
    skipped: "Recorder" = field(init=False)
    known: int = 0
    read: int = 0

    @property
    def processes(self) -> int:
        """Return how many processes work."""
        return self.jobs or os.cpu_count() or 1

    def run(self, inputs: list[Path]) -> None:
        """Read what is new, find who is who, write what has changed; exit with 1 if something was skipped."""
        from kg.corpus import Corpus, corpus_of, decisions_of
        from kg.languages import pack_of
        from loaders import open_loader
        from loaders.embedded import EmbeddedLoader

        pack_of(self.lang)
        path = corpus_of(self.to, self.corpus)
        with (
            open_loader(self.to, dry_run=self.dry_run) as store,
            Corpus(path, dry_run=self.dry_run) as corpus,
        ):
            self.skipped = Recorder(corpus)
            try:
                self.take_in(inputs, corpus)
                summary = self.bring_up_to_date(corpus, store, decisions_of(path))
            except LoadError:
                note(f"{self.to}: stopped; the same command goes on from what is kept", "yellow")
                raise
            large = isinstance(store, EmbeddedLoader) and store.large
            copies = sum(1 for _ in corpus.copies())
            if self.report:
                write_report(self.report, corpus.skipped(), corpus.copies())
        known = f"{self.known:,} known before; " if self.known else ""
        rehearsed = "; dry run, nothing was written" if self.dry_run else ""
        note(f"{self.to}: {self.read:,} documents read; {known}{summary}{rehearsed}")
        if large:
            note(f"{self.to} is held in memory, and is large: {LARGER}", "yellow")
        if copies:
            note(f"{copies:,} documents are copies of others: their words count once")
        if self.skipped.count:
            note(f"{self.skipped.count:,} skipped, see {self.report or 'above'}", "yellow")
            raise typer.Exit(1)

    def take_in(self, inputs: list[Path], corpus: "Corpus") -> None:
        """Read the documents that the corpus does not have yet into it."""
        from kg.cli.progress import paced
        from kg.corpus.workers import read_all
        from kg.sources import Meter

        meter = Meter()
        found = documents(inputs, self.published, self.skipped, self.lang, self.any_language, meter)
        batches = read_all(self.unknown(found, corpus), self.lang, self.processes)
        for batch in paced(((len(batch), batch) for batch in batches), meter, "reading"):
            corpus.put(read for read in batch if not read.reason)
            for read in batch:
                if read.reason:
                    self.skipped(InputError(read.source, read.reason))
            self.read += sum(not read.reason for read in batch)
        self.skipped.keep()

    def unknown(self, found: Iterator[Document], corpus: "Corpus") -> Iterator[Document]:
        """Yield the documents that were not read before as they are now."""
        from kg.corpus.reading import reading_of

        for document in found:
            if corpus.has(reading_of(document)):
                self.known += 1
            else:
                yield document

    def bring_up_to_date(self, corpus: "Corpus", store: "Loader", decisions: Path) -> str:
        """Write what has changed to the store, and return a line on it."""
        from kg.cli.progress import paced
        from kg.corpus.delivery import deliver, deliver_whole
        from kg.resolution import read_catalogue, read_decisions, resolve
        from kg.sources import Meter
        from loaders import Written
        from loaders.parquet import ParquetLoader

        catalogue = read_catalogue(self.catalogue) if self.catalogue else None
        resolution = resolve(corpus.profiles(), read_decisions(decisions), catalogue)
        total = Written()
        found = (
            deliver_whole(corpus, store, resolution, self.processes)
            if isinstance(store, ParquetLoader)
            else deliver(corpus, store, resolution, self.processes)
        )
        for written in paced(found, Meter(), "writing"):
            total += written
        new, links = total.nodes_created, total.relationships_created
        return f"store: {new:,} nodes and {links:,} relationships new, {total.nodes_changed:,} nodes changed"


class Recorder(Skipped):
    """Keeps what is skipped in the corpus, many at a time."""

    def __init__(self, corpus: "Corpus") -> None:
        super().__init__()
        self.corpus = corpus
        self.waiting: list[InputError] = []

    def __call__(self, error: InputError) -> None:
        """Print and keep one line for one document or file."""
        super().__call__(error)
        self.waiting.append(error)
        if len(self.waiting) >= 1000:
            self.keep()

    def keep(self) -> None:
        """Write down what is waiting."""
        self.corpus.skip(self.waiting)
        self.waiting = []
