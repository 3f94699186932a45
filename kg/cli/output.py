"""Where commands print: data to stdout, progress and messages to stderr."""

import json
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kg.errors import InputError
from kg.model import Document

if TYPE_CHECKING:
    from kg.sources import Meter

log = Console(stderr=True)
From = Annotated[str, typer.Option("--from", help="Store to read: a path, neo4j://… or bolt://…")]
FILES = "Files (.txt, .html, .jsonl, .rss, .atom, .warc, each also .gz or .zst), folders, quoted patterns."
Inputs = Annotated[list[Path], typer.Argument(help=FILES)]
AnyLanguage = Annotated[
    bool, typer.Option("--any-language", help="Read texts too that seem to be in another language.")
]
Lang = Annotated[str, typer.Option(help="Language of the texts.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")]
Dated = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Date of documents that give none, as 2018-07-13."),
]


SHOWN = 50
"""How many lines of what is skipped are printed; all are counted."""


class Skipped:
    """Counts what could not be read, and prints the first of it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        """Print one line for one document or file."""
        self.count += 1
        if self.count <= SHOWN:
            note(f"skipped {error}", "yellow")
        elif self.count == SHOWN + 1:
            note("skipped more, which are counted and not shown", "yellow")


def write_report(path: Path, skipped: Iterable[tuple[str, str]], copies: Iterable[tuple[str, str]]) -> None:
    """Write what was skipped and which documents are copies, one JSON object a line."""
    lines = [{"type": "skipped", "source": source, "reason": reason} for source, reason in skipped]
    lines += [{"type": "copy", "document": document, "of": origin} for document, origin in copies]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")


def note(message: str, style: str = "") -> None:
    """Print one line to stderr as it is, without markup."""
    log.print(message, style=style, markup=False, highlight=False, soft_wrap=True)


def day(value: datetime | None) -> date | None:
    """Return the day of a command line's date."""
    return value.date() if value else None


def documents(
    inputs: Iterable[Path],
    published: datetime | None,
    skipped: Callable[[InputError], None],
    lang: str = "en",
    any_language: bool = False,
    meter: "Meter | None" = None,
) -> Iterator[Document]:
    """Yield the documents of the inputs, without those in another language unless that is asked for."""
    from kg.languages import pack_of
    from kg.sources import read
    from kg.sources.language import in_language

    pack = pack_of(lang)
    found = read(inputs, published=day(published), skipped=skipped, meter=meter)
    return found if any_language else in_language(found, pack, skipped)


class Interrupts:
    """Remembers Ctrl-C, since a library's callback may swallow the exception that it raises."""

    def __init__(self) -> None:
        self.seen = False

    def listen(self) -> None:
        """Take over the signal; it raises KeyboardInterrupt as before."""
        signal.signal(signal.SIGINT, self.note)

    def note(self, _number: int, _frame: object) -> None:
        """Remember the signal and raise."""
        self.seen = True
        raise KeyboardInterrupt

    def stop_if_seen(self) -> None:
        """Raise again what was swallowed."""
        if self.seen:
            raise KeyboardInterrupt


interrupts = Interrupts()


def tracked(items: Iterator[Document], what: str) -> Iterator[Document]:
    """Yield the items, with a bar of how many and how fast on a terminal; stop at Ctrl-C."""
    if not log.is_terminal:
        for item in items:
            interrupts.stop_if_seen()
            yield item
        interrupts.stop_if_seen()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=log, transient=True) as progress:
        task = progress.add_task(what, total=None)
        for item in items:
            interrupts.stop_if_seen()
            yield item
            progress.advance(task)


def emit(text: str) -> None:
    """Write data to stdout; a lone surrogate is written as `?`."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
