"""`kg update`: add documents to a stored graph."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import Building, CatalogueFile, CorpusFile, Jobs, ReportFile, To
from kg.cli.output import FILES, AnyLanguage, Dated, DryRun, Lang
from kg.errors import LoadError


def update(
    to: To,
    inputs: Annotated[
        list[Path] | None, typer.Argument(help=f"{FILES} None: only decide anew who is who.")
    ] = None,
    date: Dated = None,
    lang: Lang = "en",
    any_language: AnyLanguage = False,
    jobs: Jobs = 1,
    corpus: CorpusFile = None,
    catalogue: CatalogueFile = None,
    report: ReportFile = None,
    dry_run: DryRun = False,
) -> None:
    """Add documents to a stored graph; the result is that of building it from all of them.

    With no documents, decisions on who is who that were made since are carried out.

    kg update today.jsonl --to news.kg
    """
    from kg.corpus import corpus_of

    path = corpus_of(to, corpus)
    if not path.is_file():
        raise LoadError(f"no corpus at {path}: build the store first, `kg build INPUT --to {to}`")
    Building(to, date, lang, any_language, jobs, path, catalogue, report, dry_run).run(inputs or [])
