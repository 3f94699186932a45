"""Who clusters with whom."""

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from kg.analysis.convert import ties
from kg.graph import KnowledgeGraph
from kg.model import EntityId


@dataclass(frozen=True, slots=True)
class Community:
    """Entities with more ties among themselves than to others, best tied first."""

    members: tuple[EntityId, ...]


def communities(graph: KnowledgeGraph) -> Iterator[Community]:
    """Yield Louvain's communities of two and more, largest first. About O(edges log nodes)."""
    tied = ties(graph, countries=True)
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(tied))
    for one, other, edge in sorted((min(a, b), max(a, b), e["weight"]) for a, b, e in tied.edges(data=True)):
        ordered.add_edge(one, other, weight=edge)
    found = nx.community.louvain_communities(ordered, weight="weight", seed=7) if ordered else []
    groups = [sorted(group, key=lambda key: (-ordered.degree(key), key)) for group in found if len(group) > 1]
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        yield Community(tuple(EntityId(key) for key in group))
