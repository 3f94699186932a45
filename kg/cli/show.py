"""`kg show`: draw a stored graph as one HTML page."""

import re
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import From, Skipped, documents, note, tracked

Output = Annotated[Path, typer.Option("-o", "--output", help="The HTML file to write.")]
View = Annotated[str, typer.Option(help="What the page opens on: network, timeline or reading.")]
Texts = Annotated[
    list[Path] | None,
    typer.Option(help="The articles (files or folders), to be read whole on the page. Can be repeated."),
]
Around = Annotated[str | None, typer.Option(help="Only what is near this person, office or country.")]
Hops = Annotated[int, typer.Option(min=1, help="How near, for --around.")]
Between = Annotated[tuple[str, str] | None, typer.Option(help="Only what joins these two, as --between A B.")]
Country = Annotated[str | None, typer.Option(help="Only what touches this country (ISO 3166, as RU).")]
Title = Annotated[str, typer.Option(help="Title of the page.")]
Limit = Annotated[int, typer.Option(min=1, help="The most nodes to draw: the best connected.")]


def show(
    store: From,
    output: Output,
    view: View = "network",
    texts: Texts = None,
    around: Around = None,
    hops: Hops = 2,
    between: Between = None,
    country: Country = None,
    title: Title = "",
    limit: Limit = 2000,
) -> None:
    """Write the graph as one HTML page that opens offline, with evidence on every edge.

    kg show --from news.kg -o news.html

    kg show --from news.kg --around "Angela Merkel" --hops 1 -o merkel.html

    kg show --from news.kg --view reading -o articles.html
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
    skipped = Skipped()
    files = texts or (read_from(store) if view == "reading" else [])
    articles = tracked(documents(files, None, skipped), "reading")
    views.to_html(graph, output, view=view, title=title, limit=limit, texts=articles)
    if between is not None and not len(graph):
        note("no fact joins {!r} and {!r}: the page shows the two alone".format(*between), "yellow")
    note(f"{output}: {len(graph.entities)} entities, {len(graph)} facts; open it in a browser")
    if skipped.count:
        raise typer.Exit(1)


def read_from(store: str) -> list[Path]:
    """Return the files that an embedded store was built from and that are still there, by its corpus."""
    from kg.corpus import Corpus, corpus_of

    if "://" in store or not corpus_of(store).is_file():
        return []
    with Corpus(corpus_of(store), read_only=True) as corpus:
        named = dict.fromkeys(re.sub(r":\d+$", "", source) for source in corpus.sources())
    return [Path(name) for name in named if Path(name).is_file()]
