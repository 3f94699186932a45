"""`kg show`: draw a stored graph as one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import From, note

Output = Annotated[Path, typer.Option("-o", "--output", help="The HTML file to write.")]


def show(
    store: From,
    output: Output,
    view: Annotated[str, typer.Option(help="What the page opens on: network or timeline.")] = "network",
    around: Annotated[
        str | None, typer.Option(help="Only what is near this person, office or country.")
    ] = None,
    hops: Annotated[int, typer.Option(min=1, help="How near, for --around.")] = 2,
    between: Annotated[
        tuple[str, str] | None, typer.Option(help="Only what joins these two, as --between A B.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Only what touches this country (ISO 3166, as RU).")
    ] = None,
) -> None:
    """Write the graph as one HTML page that opens offline, with evidence on every edge.

    kg show --from news.kg -o news.html

    kg show --from news.kg --around "Angela Merkel" --hops 1 -o merkel.html
    """
    from kg import views
    from loaders import open_loader

    with open_loader(store, read_only=True) as opened:
        graph = opened.read()
    if around is not None:
        graph = views.around(graph, around, hops)
    if between is not None:
        graph = views.between(graph, *between)
    if country is not None:
        graph = views.country(graph, country)
    views.to_html(graph, output, view=view)
    note(f"{output}: {len(graph.entities)} entities, {len(graph)} facts; open it in a browser")
