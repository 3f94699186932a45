"""A graph inside a notebook, with no network: the page in a sandboxed frame."""

from collections.abc import Iterable
from html import escape

from kg.graph import KnowledgeGraph
from kg.model import Document
from kg.views.network import LIMIT, network
from kg.views.reading import texts_of


class Shown:
    """What a notebook shows for a graph; Jupyter asks it for `_repr_html_`."""

    def __init__(self, page: str, height_px: int) -> None:
        self.page, self.height_px = page, height_px

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.page)}" sandbox="allow-scripts allow-downloads allow-popups" '
            f'style="width:100%;height:{self.height_px}px;border:1px solid #8886;border-radius:8px" '
            'title="Graph of people, offices and countries"></iframe>'
        )


def display(
    graph: KnowledgeGraph,
    height_px: int = 640,
    title: str = "",
    limit: int = LIMIT,
    view: str = "network",
    texts: Iterable[Document] = (),
) -> Shown:
    """Return the page of `graph` as the value of a cell. JupyterLab shows it in trusted notebooks only."""
    page = network(graph, title=title, limit=limit, view=view, texts=texts_of(graph, texts))
    return Shown(page, height_px)
