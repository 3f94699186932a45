"""`kg build`: read documents and write their graph to a store."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

import typer

from kg.cli.output import AnyLanguage, Dated, DryRun, Inputs, Lang, Skipped, documents, note, tracked
from kg.errors import LoadError
from kg.graph import KnowledgeGraph

BATCH = 500
"""Documents a write: a save of the embedded store costs as much as its size."""

To = Annotated[str, typer.Option("--to", help="Store to write: a path, neo4j://… or bolt://…")]


def build(
    inputs: Inputs,
    to: To,
    date: Dated = None,
    lang: Lang = "en",
    any_language: AnyLanguage = False,
    dry_run: DryRun = False,
) -> None:
    """Read documents and write people, offices, countries and facts to a store. Can be run again.

    kg build articles.jsonl page.html --to news.kg

    kg build note.txt --date 2018-07-13 --to bolt://127.0.0.1:7687
    """
    from kg.pipeline import graphs, load_pipeline
    from loaders import open_loader

    skipped, counted = Skipped(), Counted()
    with open_loader(to, dry_run=dry_run) as store:
        parts = graphs(
            tracked(documents(inputs, date, skipped, lang, any_language), "reading"), load_pipeline(lang)
        )
        try:
            for batch in counted.batches(parts):
                counted.written += store.write(*batch)
        except LoadError:
            note(f"{to}: stopped; the same command goes on from what is stored", "yellow")
            raise
    note(f"{to}: {counted.summary()}{'; dry run, nothing was written' if dry_run else ''}")
    if skipped.count:
        note(f"{skipped.count} skipped, see above", "yellow")
        raise typer.Exit(1)


class Counted:
    """Joins the graphs of documents into batches to write, and counts what went through."""

    def __init__(self) -> None:
        from loaders import Written

        self.documents = self.facts = 0
        self.written = Written()

    def batches(self, parts: Iterator[KnowledgeGraph]) -> Iterator[list[KnowledgeGraph]]:
        """Yield the graphs of at most BATCH documents, so that memory stays that of a batch."""
        while batch := list(islice(parts, BATCH)):
            self.documents += len(batch)
            self.facts += sum(map(len, batch))
            yield batch

    def summary(self) -> str:
        """Return one line on what was read and what was new in the store."""
        read = f"{self.documents:,} documents read, {self.facts:,} facts found"
        new, changed = self.written.nodes_created, self.written.nodes_changed
        links, same = self.written.relationships_created, self.written.parts_unchanged
        before = f"{same:,} of them stored before; " if same else ""
        return (
            f"{read}; {before}store: {new:,} nodes and {links:,} relationships new, {changed:,} nodes changed"
        )
