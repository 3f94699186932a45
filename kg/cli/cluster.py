"""`kg build --engine spark`: the same build on the machines of a cluster."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import Skipped, day, note, write_report
from kg.errors import InputError, LoadError


class Engine(StrEnum):
    """What a build runs on."""

    LOCAL = "local"
    SPARK = "spark"


EngineName = Annotated[Engine, typer.Option(help="local: this machine. spark: a cluster, `newskg[spark]`.")]
Master = Annotated[
    str | None,
    typer.Option(help="Where Spark runs: spark://host:7077, yarn, local[4]; as spark-submit says."),
]


def build_on_cluster(
    inputs: list[Path],
    to: str,
    master: str | None,
    published: datetime | None,
    lang: str,
    any_language: bool,
    corpus: Path | None,
    catalogue: Path | None,
    report: Path | None,
) -> None:
    """Read what is new, decide who is who, write the graph; exit with 1 if something was skipped."""
    from kg.corpus import PARQUET, decisions_of
    from kg.languages import pack_of
    from kg.resolution import read_catalogue, read_decisions
    from kg.sources import SOURCES
    from kg.sources.files import files
    from kg.spark.build import SparkBuild
    from kg.spark.session import session

    pack_of(lang)
    folder = corpus_folder(to, corpus)
    skipped = Skipped()
    paths = list(files(inputs, SOURCES, skipped))
    known = read_catalogue(catalogue) if catalogue else None
    decisions = read_decisions(decisions_of(folder))
    spark = session(master)
    try:
        run = SparkBuild(spark, str(folder), lang, any_language)
        built = run.run(
            paths, local_path(to) if to.startswith(PARQUET) else to, day(published), decisions, known
        )
        if report:
            write_report(report, run.skipped(), run.copies())
    finally:
        spark.stop()
    for source, reason in run.left_out:
        skipped(InputError(source, reason))
    note(f"{to}: {built.read:,} documents read; {built.known:,} known before; {built.copies:,} are copies")
    note(f"store: {built.nodes:,} nodes and {built.relationships:,} relationships new")
    if skipped.count:
        raise typer.Exit(1)


def corpus_folder(to: str, chosen: Path | None) -> Path:
    """Return the folder that keeps what was read: as chosen, else beside the store.

    Raises:
        LoadError: a file is there, as the local engine writes it.
    """
    from kg.corpus import PARQUET, corpus_of

    folder = corpus_of(to.removeprefix(PARQUET), chosen).absolute()
    if folder.is_file():
        raise LoadError(f"{folder} is a corpus of the local engine: name a folder with --corpus")
    return folder


def local_path(to: str) -> str:
    """Return the address of a Parquet folder with its path from the root: a cluster works elsewhere."""
    from kg.corpus import PARQUET

    folder = to.removeprefix(PARQUET)
    return to if "://" in folder else f"{PARQUET}{Path(folder).absolute()}"
