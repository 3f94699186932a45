"""How two are joined: the shortest way over facts that happened, each step with its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.analysis.convert import ties
from kg.graph import KnowledgeGraph
from kg.model import EntityId, FactId


@dataclass(frozen=True, slots=True)
class Step:
    """One step from an entity to the next, and the facts that join them."""

    start: EntityId
    end: EntityId
    facts: tuple[FactId, ...]


def path(graph: KnowledgeGraph, one: EntityId, other: EntityId, countries: bool = False) -> Iterator[Step]:
    """Yield the steps from `one` to `other`, none when nothing joins them. O(edges log nodes).

    Of ways equally short the one with the most weight of evidence is taken. With `countries` they lead
    through countries too, and from an office held to the country or body that it is of.
    """
    tied = ties(graph, countries=countries, owners=countries)
    if one not in tied or other not in tied or not nx.has_path(tied, one, other):
        return
    heaviest = max(edge["weight"] for _, _, edge in tied.edges(data=True))

    def cost(_start: str, _end: str, edge: dict[str, float]) -> float:
        return float(1 - edge["weight"] / (heaviest * len(tied)))

    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(tied))
    ordered.add_edges_from(sorted(tied.edges(data=True), key=lambda edge: edge[:2]))
    way = nx.dijkstra_path(ordered, one, other, weight=cost)
    for start, end in pairwise(way):
        yield Step(EntityId(start), EntityId(end), ordered.edges[start, end]["facts"])
