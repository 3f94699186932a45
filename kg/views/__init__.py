"""What people look at: one HTML page that opens from disk, with no network."""

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import NotRegistered
from kg.graph import KnowledgeGraph
from kg.model import Document
from kg.views.network import LIMIT, network
from kg.views.notebook import display
from kg.views.reading import texts_of
from kg.views.selection import UnknownEntity, around, between, country

VIEWS: dict[str, str] = {
    "network": "people, offices, countries and events, joined by facts",
    "timeline": "who held which office when, and what happened",
    "reading": "the articles, with names and facts marked",
}
"""The views of the page, and what each shows."""
SELECTIONS: dict[str, Callable[..., KnowledgeGraph]] = {
    "around": around,
    "between": between,
    "country": country,
}
__all__ = [
    "LIMIT",
    "SELECTIONS",
    "VIEWS",
    "UnknownEntity",
    "around",
    "between",
    "country",
    "display",
    "network",
    "to_html",
]


class UnknownView(NotRegistered):
    """No view has this name."""

    kind = "view"


def to_html(
    graph: KnowledgeGraph,
    path: Path,
    *,
    view: str = "network",
    title: str = "",
    limit: int = LIMIT,
    texts: Iterable[Document] = (),
) -> None:
    """Write `graph` as one self-contained HTML page that opens on `view`; the same graph, the same bytes.

    `texts` are documents that the graph was made of, for the reading view, which otherwise shows the
    sentences that the graph keeps. Of more than `limit` nodes the best-connected part is drawn, and the
    page says so.

    Raises:
        UnknownView: `view` is not in VIEWS.
        OSError: `path` can't be written.
    """
    if view not in VIEWS:
        raise UnknownView(view, VIEWS)
    page = network(graph, title=title, limit=limit, view=view, texts=texts_of(graph, texts))
    path.write_text(page, encoding="utf-8", newline="\n")
