"""The graph as a page to explore: drawing, panels, filters, timeline."""

from types import MappingProxyType
from typing import Any

from kg.graph import KnowledgeGraph
from kg.model import EntityId
from kg.views.layout import places
from kg.views.page import render
from kg.views.picture import Picture, draw
from kg.views.reading import Texts, document_records
from kg.views.records import (
    Record,
    countries,
    entity_record,
    fact_record,
    link_claims,
)
from kg.views.selection import best_connected
from kg.views.timeline import lanes

LIMIT = 2000
"""Nodes on a page; of a larger graph the best-connected part is drawn."""


def network(
    graph: KnowledgeGraph,
    title: str = "",
    limit: int = LIMIT,
    view: str = "network",
    texts: Texts = MappingProxyType({}),
) -> str:
    """Return a self-contained HTML page of `graph` that opens on `view`; `texts` are those of documents.

    Of more than `limit` nodes the best connected are drawn, and the page says so. About 0.3 s for an article,
    2 s for 1,000 nodes; the page itself is 0.7 MB and the facts.
    """
    drawn, picture = within(graph, limit)
    ids = {key: f"n{i}" for i, key in enumerate(picture.nodes)}
    data = page_data(drawn, picture, ids, texts)
    data["notice"] = notice(graph, drawn)
    data["view"] = view
    data["counts"] = {
        "documents": len(graph.documents),
        "entities": len(graph.entities),
        "facts": len(graph.facts),
    }
    return render(vis_nodes(picture, ids), vis_edges(picture, ids), data, title or headline(graph))


def within(graph: KnowledgeGraph, limit: int) -> tuple[KnowledgeGraph, Picture]:
    """Return the graph, or its best-connected part of at most `limit` nodes, and its picture."""
    count = min(limit, len(graph.entities))
    drawn = graph if len(graph.entities) <= limit else best_connected(graph, count)
    picture = draw(drawn)
    while len(picture.nodes) > limit and count > 1:  # events are nodes too
        count = max(1, min(count - 1, count * limit // len(picture.nodes)))
        drawn = best_connected(graph, count)
        picture = draw(drawn)
    return drawn, picture


def headline(graph: KnowledgeGraph) -> str:
    """Return a title for the page."""
    titles = [document.title for document in graph.documents.values() if document.title]
    if len(titles) == 1:
        return titles[0]
    return f"News graph of {len(graph.documents)} documents" if graph.documents else "News graph"


def notice(graph: KnowledgeGraph, drawn: KnowledgeGraph) -> str:
    """Return what the reader must know about what is left out."""
    if not graph.entities and not graph.facts:
        return "This graph is empty: no person, office or country was found."
    if not graph.facts:
        return "No fact joins these names: the texts only name them."
    if drawn is graph:
        return ""
    shown, whole = f"{len(drawn.entities):,}", f"{len(graph.entities):,}"
    return (
        f"Showing the {shown} best-connected of {whole} entities, and the facts among them. "
        "To see others, show the part around a name or of a country."
    )


def page_data(graph: KnowledgeGraph, picture: Picture, ids: dict[str, str], texts: Texts) -> dict[str, Any]:
    """Return entities, facts, documents and timeline as the page reads them."""
    nodes = {EntityId(key): node for key, node in ids.items()}
    files = {name: i for i, name in enumerate(graph.documents)}
    facts = {fact.id: fact_record(graph, fact, nodes, files) for fact in graph}
    link_claims(graph, facts)
    for key, fact in facts.items():
        if str(key) in ids:  # an event is a node of its own
            fact["node"] = ids[key]
    lands = countries(graph)
    entities = [
        entity_record(
            graph, EntityId(key), ids[key], sorted(ids[x] for x in lands.get(EntityId(key), ()) if x in ids)
        )
        for key, node in picture.nodes.items()
        if node.kind != "Event"
    ]
    documents = document_records(graph, nodes, texts)
    return {"entities": entities, "facts": facts, "documents": documents, "timeline": lanes(graph, nodes)}


def vis_nodes(picture: Picture, ids: dict[str, str]) -> list[Record]:
    """Return the nodes for vis-network; colour and shape are the page's, by kind and standing."""
    found = places(picture)
    return [
        {
            "id": ids[key],
            "label": node.label,
            "x": found[key][0],
            "y": found[key][1],
            "kind": node.kind,
            "standing": node.standing,
            "weight": node.weight,
            **({"fact": key} if node.kind == "Event" else {}),
        }
        for key, node in picture.nodes.items()
    ]


def vis_edges(picture: Picture, ids: dict[str, str]) -> list[Record]:
    """Return the edges for vis-network, with the ids of the facts that they show."""
    return [
        {
            "id": f"e{i}",
            "from": ids[edge.start],
            "to": ids[edge.end],
            "role": edge.role,
            "name": edge.label,
            "standing": edge.standing,
            "facts": edge.facts,
        }
        for i, edge in enumerate(picture.edges)
    ]
