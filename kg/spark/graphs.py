"""Documents' graphs under common names: what a store is given, one graph a document."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.model import Entity, EntityId, Office
from kg.resolution.renaming import renamed
from kg.resolution.resolution import node_of
from kg.spark.deciding import Deciding
from kg.spark.tables import Rows, grouped, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PART = "document string, graph binary"


def parts(reads: "DataFrame", state: Deciding) -> "DataFrame":
    """Return the graph of each document, packed, with the ids and names that its entities have everywhere."""
    told = state.names.join(bundles(state), "name").selectExpr(
        "document", "1 as tag", "id", "name", "nodes", "cast(null as binary) as graph"
    )
    own = reads.selectExpr(
        "document",
        "0 as tag",
        "reading as id",
        "'' as name",
        "cast(array() as array<binary>) as nodes",
        "graph",
    )
    return grouped(own.union(told), ["document"], ["tag", "id"], part, PART)


def part(key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield the graph of one document: of all its readings, where titles or dates differ."""
    import msgspec

    from kg.corpus.reading import packed, unpacked
    from kg.graph import KnowledgeGraph

    graph, names = KnowledgeGraph(), {}
    nodes: dict[EntityId, Entity | Office] = {}
    for _, tag, old, new, bundle, data in rows:
        if tag == 0:
            graph.update(unpacked(data))
            continue
        names[EntityId(old)] = EntityId(new)
        for row in bundle:
            identity, kind, node = msgspec.msgpack.decode(row)
            nodes[EntityId(identity)] = node_of(identity, kind, node)
    yield key[0], packed(renamed(graph, names, nodes))


def bundles(state: Deciding) -> "DataFrame":
    """Return `name, nodes`: the node of each entity, and of an office those of its owners too."""
    from pyspark.sql import functions as f

    def work(rows: Rows) -> Iterator[tuple[Any, ...]]:
        import msgspec

        for identity, kind, data in rows:
            yield identity, identity, msgspec.msgpack.encode((identity, kind, data))
            node = node_of(identity, kind, data)
            for owner in node.of if isinstance(node, Office) else ():
                yield owner, identity, None

    rows = mapped(state.entities.select("id", "kind", "data"), work, "id string, name string, node binary")
    nodes = rows.where("node is not null").select("id", "node")
    needed = rows.where("node is null or id = name").select("id", "name").distinct()
    return needed.join(nodes, "id").groupBy("name").agg(f.collect_list("node").alias("nodes"))
