"""What `kg merges`, `kg merge` and `kg split` share: who is who in a store's corpus, and the decisions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.cli.output import note

if TYPE_CHECKING:
    from kg.model import EntityId
    from kg.resolution import Decision, Decisions, Resolution, Verb


@contextmanager
def opened(
    store: str, corpus: Path | None, catalogue: Path | None
) -> Iterator[tuple["Resolution", "Decisions", Path]]:
    """Give who is who in a store's corpus, the decisions, and the file that they are in."""
    from kg.corpus import Corpus, corpus_of, decisions_of
    from kg.resolution import read_catalogue, read_decisions, resolve

    path = corpus_of(store, corpus)
    decisions = read_decisions(decisions_of(path))
    with Corpus(path, read_only=True) as kept:
        known = read_catalogue(catalogue) if catalogue else None
        yield resolve(kept.profiles(), decisions, known), decisions, decisions_of(path)


def written(line: "Decision", file: Path, store: str) -> None:
    """Add a decision to the file, and say how it is carried out."""
    from kg.resolution.decisions import noted

    if not noted(file, line):
        note(f"{file} says so already", "yellow")
    note(f"{line}\nwritten to {file}; `kg update --to {store}` carries it out")


def taken_back(
    names: list["EntityId"],
    verb: "Verb",
    found: tuple["Resolution", "Decisions", Path],
    store: str,
) -> None:
    """Delete the decisions of one verb on all these entities from the file; none is an error."""
    from kg.resolution.deciding import lines_on
    from kg.resolution.decisions import withdrawn

    resolution, decisions, file = found
    lines = list(lines_on(names, verb, decisions, resolution))
    for line in lines:
        withdrawn(file, line)
        note(f"{line}\ntaken out of {file}; `kg update --to {store}` carries it out")
    if not lines:
        note(f"{file} has no decision to {verb} {' and '.join(names)}", "yellow")
        raise typer.Exit(1)
