"""Loads rows by another library, in its own environment: `python loading_peers.py NAME ROWS.jsonl`.

Prints the seconds that writing took, without those that reading the file took. Needs APOC on the server.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

BATCH = 1000
Rows = list[dict[str, Any]]


def graphrag(nodes: Rows, links: Rows) -> None:
    """Load by neo4j-graphrag's writer."""
    from neo4j import GraphDatabase
    from neo4j_graphrag.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    made = [Neo4jNode(id=n["id"], label=n["label"], properties=n["properties"]) for n in nodes]
    joined = [
        Neo4jRelationship(
            start_node_id=r["source"], end_node_id=r["target"], type=r["type"], properties=r["properties"]
        )
        for r in links
    ]
    auth = os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"]
    with GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver:
        writer = Neo4jWriter(driver, batch_size=BATCH, clean_db=False)
        asyncio.run(writer.run(Neo4jGraph(nodes=made, relationships=joined)))


def langchain(nodes: Rows, links: Rows) -> None:
    """Load by LangChain's graph store, with its own index on ids."""
    from langchain_neo4j import Neo4jGraph
    from langchain_neo4j.graphs.graph_document import GraphDocument, Node, Relationship

    user, password = os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"]
    store = Neo4jGraph(os.environ["NEO4J_URI"], user, password, refresh_schema=False)
    made = {n["id"]: Node(id=n["id"], type=n["label"], properties=n["properties"]) for n in nodes}
    for first in range(0, len(nodes), BATCH):
        some = list(made.values())[first : first + BATCH]
        store.add_graph_documents([GraphDocument(nodes=some, relationships=[])], baseEntityLabel=True)
    for first in range(0, len(links), BATCH):
        joined = [
            Relationship(
                source=made[r["source"]], target=made[r["target"]], type=r["type"], properties=r["properties"]
            )
            for r in links[first : first + BATCH]
        ]
        store.add_graph_documents([GraphDocument(nodes=[], relationships=joined)], baseEntityLabel=True)


def llamaindex(nodes: Rows, links: Rows) -> None:
    """Load by LlamaIndex's property graph store."""
    from llama_index.core.graph_stores.types import EntityNode, Relation
    from llama_index.graph_stores.neo4j import Neo4jPropertyGraphStore

    user, password = os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"]
    store = Neo4jPropertyGraphStore(user, password, os.environ["NEO4J_URI"], refresh_schema=False)
    store.upsert_nodes(
        [EntityNode(name=n["id"], label=n["label"], properties=n["properties"]) for n in nodes]
    )
    store.upsert_relations(
        [
            Relation(
                label=r["type"], source_id=r["source"], target_id=r["target"], properties=r["properties"]
            )
            for r in links
        ]
    )


PEERS = {"neo4j-graphrag": graphrag, "langchain-neo4j": langchain, "llama-index": llamaindex}


def main(name: str, path: Path) -> None:
    """Load the rows of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    nodes, links = [r for r in rows if "id" in r], [r for r in rows if "id" not in r]
    start = time.perf_counter()
    PEERS[name](nodes, links)
    sys.stdout.write(f"{time.perf_counter() - start}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
