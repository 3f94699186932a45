"""Where commands print: data to stdout, progress and messages to stderr."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg.errors import InputError
from kg.model import Document

log = Console(stderr=True)
From = Annotated[str, typer.Option("--from", help="Store to read: a path, neo4j://… or bolt://…")]
Inputs = Annotated[list[Path], typer.Argument(help="Files (.txt, .html, .jsonl) or folders of them.")]
Lang = Annotated[str, typer.Option(help="Language of the texts.")]
Dated = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Date of documents that give none, as 2018-07-13."),
]


class Skipped:
    """Counts and prints what could not be read."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        """Print one line for one document or file."""
        self.count += 1
        note(f"skipped {error}", "yellow")


def note(message: str, style: str = "") -> None:
    """Print one line to stderr as it is, without markup."""
    log.print(message, style=style, markup=False, highlight=False, soft_wrap=True)


def day(value: datetime | None) -> date | None:
    """Return the day of a command line's date."""
    return value.date() if value else None


def documents(
    inputs: Iterable[Path], published: datetime | None, skipped: Callable[[InputError], None]
) -> Iterator[Document]:
    """Yield the documents of the inputs."""
    from kg.sources import read

    return read(inputs, published=day(published), skipped=skipped)


def tracked(items: Iterator[Document], what: str) -> Iterator[Document]:
    """Yield the items, with a bar of how many and how fast on a terminal."""
    if not log.is_terminal:
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=log, transient=True) as progress:
        task = progress.add_task(what, total=None)
        for item in items:
            yield item
            progress.advance(task)


def emit(text: str) -> None:
    """Write data to stdout; a lone surrogate is written as `?`."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
