"""`kg analyze`: ask a stored graph what no single fact says."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.output import From, day, emit, note
from kg.cli.query import table

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only for changes: a day.")]


def analyze(
    name: Annotated[str, typer.Argument(help="The analysis; docs/analysis.md has them all.")],
    store: From,
    between: Annotated[
        tuple[str, str] | None, typer.Option(help="The two ends of a path, as --between A B.")
    ] = None,
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, typer.Option(min=1, help="The most findings to print.")] = 1000,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a finding, with ids.")] = False,
) -> None:
    """Ask a stored graph: timelines, successions, meetings, brokers, disputes, exchanges, changes, path.

    Only what happened counts: nothing planned, alleged or denied joins anybody to anybody.

    kg analyze timelines --from news.kg

    kg analyze path --between "Angela Merkel" "Olaf Scholz" --from news.kg

    kg analyze changes --since 2022-10-01 --until 2022-10-31 --from news.kg --json
    """
    from loaders import open_loader

    wanted = chosen(name, between, day(since), day(until))
    with open_loader(store, read_only=True) as opened:
        graph = opened.read()
    findings = wanted(graph)
    found = list(islice(findings, limit))
    if not found:
        note(f"{name}: nothing in {store}" + (" joins {!r} and {!r}".format(*between) if between else ""))
    elif json:
        import msgspec

        for finding in found:
            emit(msgspec.json.encode(finding).decode())
    else:
        from kg.analysis import columns

        cells = columns(found, graph)
        table(list(cells), [list(row) for row in zip(*cells.values(), strict=True)])
    if next(findings, None) is not None:
        note(f"{name}: the first {limit:,}; --limit shows more", "yellow")


def chosen(
    name: str, ends: tuple[str, str] | None, since: date | None, until: date | None
) -> "Callable[[KnowledgeGraph], Iterator[Any]]":
    """Return the analysis, with its options.

    Raises:
        UnknownAnalysis: no analysis has this name.
        BadParameter: an option does not belong to it, or a path has no ends.
    """
    from kg.analysis import ANALYSES, UnknownAnalysis, changes, path
    from kg.views.selection import find

    if name not in {*ANALYSES, "path"}:
        raise UnknownAnalysis(name, {*ANALYSES, "path"})
    if (name == "path") != (ends is not None):
        raise typer.BadParameter("path needs --between A B, and nothing else takes it")
    if (since or until) and name != "changes":
        raise typer.BadParameter(f"--since and --until are for changes, not for {name}")
    if name == "changes":
        return lambda graph: changes(graph, since or date.min, until or date.max)
    if ends is not None:
        one, other = ends
        return lambda graph: path(graph, find(graph, one), find(graph, other), countries=True)
    return ANALYSES[name]
