"""How fast a graph gets into Neo4j: ours, the naive way, other libraries; the offline import is the bound.

`python -m benchmarks.loading --peers-python PYTHON --apoc FOLDER` starts one server, on which all load in
turn, each into an empty database: `documents` made-up articles by us (7,400 are 200,000 nodes and 1,000,000
relationships), the first `sample` of them by the others. FOLDER holds APOC's jars, which the others need.
Beside seconds it tells processor time, the server's and the client's together: that counts on a busy machine.
Writes results/loading.json.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import neo4j

from benchmarks.articles import articles
from benchmarks.machine import described, peak_mb
from kg.rows import Node, Row
from loaders import Loader, open_loader
from loaders.files.csv import write_csv
from tests.loaders.neo4j_server import Installation

NEO4J = "5.26.30"
WRITE = 500
"""Documents a call of `write`, as `kg build` makes them."""
EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS"
PEERS = Path(__file__).with_name("loading_peers.py")
RESULT = Path(__file__).parent / "results" / "loading.json"


def say(text: str) -> None:
    """Print a line of progress."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")


def loaded(uri: str, documents: int) -> dict[str, Any]:
    """Load articles and return what it took; making them is not counted. Memory is told at each tenth."""
    parts = articles(documents)
    seconds, cpu, rows, memory = 0.0, 0.0, 0, []
    with open_loader(uri) as store:
        for number, batch in enumerate(iter(lambda: list(islice(parts, WRITE)), [])):
            start, used = time.perf_counter(), time.process_time()
            written = store.write(*batch)
            seconds, cpu = seconds + time.perf_counter() - start, cpu + time.process_time() - used
            rows += written.nodes_created + written.relationships_created
            memory.append(peak_mb())
            done = number * WRITE + len(batch)
            say(f"ours: {done} documents, {rows} rows, {seconds:.0f} s, peak {memory[-1]} MB")
    return {"rows": rows, "seconds": round(seconds, 1), "client_cpu_s": round(cpu, 1), "peak_mb": memory}


def counted(uri: str) -> dict[str, int]:
    """Return how many nodes and relationships the server holds, without what only the loaders use."""
    with open_loader(uri, read_only=True) as store:
        nodes = store.query("MATCH (n) WHERE NOT n:Store RETURN count(n)").rows[0][0]
        return {"nodes": nodes, "relationships": store.query("MATCH ()-[r]->() RETURN count(r)").rows[0][0]}


def emptied(uri: str) -> None:
    """Empty the database; the loader's constraints go too, so that others find none that helps or hinders."""
    with open_loader(uri) as store:
        store.query(EMPTY, write=True)
        for show, drop in (("CONSTRAINTS", "CONSTRAINT"), ("INDEXES", "INDEX")):
            rule = "WHERE type <> 'LOOKUP'" if drop == "INDEX" else ""
            for [name] in store.query(f"SHOW {show} YIELD * {rule} RETURN name").rows:
                store.query(f"DROP {drop} `{name}`", write=True)


def plain(row: Row) -> dict[str, Any]:
    """Return a row as the other libraries' environment reads it."""
    values = {key: value for key, value in row.properties.items() if value is not None}
    if isinstance(row, Node):
        return {"id": row.id, "label": row.labels[0], "properties": values}
    return {"type": row.type, "source": row.source, "target": row.target, "properties": values}


def one_by_one(server: Any, rows: list[Row], limit: int) -> dict[str, Any]:
    """Write each row in a transaction of its own, the naive way."""
    auth = server.user, server.password
    nodes = [row for row in rows if isinstance(row, Node)][: limit // 2]
    known = {row.id: row.labels[0] for row in nodes}
    ends = (row for row in rows if not isinstance(row, Node) and {row.source, row.target} <= known.keys())
    links: list[Any] = list(islice(ends, limit // 2))
    with neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver, driver.session() as session:
        for label in set(known.values()):
            session.run(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        start = time.perf_counter()
        for row in nodes:
            merge = f"MERGE (n:{row.labels[0]} {{id: $id}}) SET n += $properties"
            session.run(merge, id=row.id, properties=dict(row.properties)).consume()
        for row in links:
            match = f"MATCH (a:{row.source_label} {{id: $a}}) MATCH (b:{row.target_label} {{id: $b}})"
            merge = f"{match} MERGE (a)-[r:{row.type}]->(b) SET r += $properties"
            session.run(merge, a=row.source, b=row.target, properties=dict(row.properties)).consume()
        return rate(len(nodes) + len(links), time.perf_counter() - start)


def cpu_s(process: int) -> float:
    """Return the processor time that the server, this process and its ended children have used."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    here = os.times()
    ours = here.user + here.system + here.children_user + here.children_system
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + ours


def timed(server: int, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what `work` returns, with its processor time."""
    before = cpu_s(server)
    result = work()
    used = cpu_s(server) - before
    per = {"rows_per_cpu_s": round(result["rows"] / used)} if result.get("rows") else {}
    return {**result, "cpu_s": round(used, 1), **per}


def rate(rows: int, seconds: float) -> dict[str, Any]:
    """Return rows, seconds and rows a second."""
    return {"rows": rows, "seconds": round(seconds, 1), "rows_per_s": round(rows / seconds)}


def peer(python: str, name: str, file: Path, rows: int) -> dict[str, Any]:
    """Load the rows of a file by another library."""
    done = subprocess.run(
        [python, str(PEERS), name, str(file)], capture_output=True, text=True, check=False, timeout=3600
    )
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1][:300]}
    return rate(rows, float(done.stdout.split()[-1]))


def offline(store: Loader, folder: Path) -> dict[str, Any]:
    """Import all rows of a store into a new database by the server's own tool."""
    start = time.perf_counter()
    write_csv(store.rows(), folder / "csv")
    exported = time.perf_counter() - start
    installation = Installation(folder / "offline", NEO4J, heap="1g")
    os.chdir(folder / "csv")
    start = time.perf_counter()
    said = installation.run_admin("database", "import", "full", "neo4j", "@import.args")
    seconds = time.perf_counter() - start
    counts = [
        int(line.split()[0]) for line in said.splitlines() if line.endswith((" nodes", " relationships"))
    ]
    return {**rate(sum(counts), seconds), "export_s": round(exported, 1)}


def measured(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield each result by name."""
    installation = Installation(folder / "home", NEO4J, heap="1g")
    if options.apoc:
        plugins = shutil.copytree(options.apoc, folder / "home" / "plugins")
        with (folder / "home" / "conf" / "neo4j.conf").open("a") as conf:
            conf.write("dbms.security.procedures.unrestricted=apoc.*\n")
        installation.classpath = f"{plugins}/*{os.pathsep}{installation.classpath}"
    server = installation.start()
    process = installation.process.pid if installation.process else 0
    os.environ |= {"NEO4J_URI": server.uri, "NEO4J_USER": server.user, "NEO4J_PASSWORD": server.password}
    versions = [options.peers_python, "-m", "pip", "list", "--format", "json"]
    try:
        loaded(server.uri, options.sample)  # a server that has just started is several times slower
        emptied(server.uri)
        sample = timed(process, lambda: loaded(server.uri, options.sample))
        yield (
            "ours_sample",
            {**sample, **rate(sample["rows"], sample["seconds"]), "graph": counted(server.uri)},
        )
        with open_loader(server.uri, read_only=True) as store:
            rows = list(store.rows())
        file = folder / "rows.jsonl"
        file.write_text("".join(json.dumps(plain(row)) + "\n" for row in rows), encoding="utf-8")
        count = len(rows)
        emptied(server.uri)
        yield "one_merge_a_transaction", timed(process, lambda: one_by_one(server, rows, options.single))
        if options.peers_python:
            listed = subprocess.run(versions, capture_output=True, text=True, check=True).stdout
            yield (
                "peer_versions",
                {p["name"]: p["version"] for p in json.loads(listed) if "neo4j" in p["name"]},
            )
            for name in ("neo4j-graphrag", "langchain-neo4j", "llama-index"):
                emptied(server.uri)
                result = timed(process, lambda p=name: peer(options.peers_python, p, file, count))
                yield name, {**result, "graph": counted(server.uri)}
        rows = []
        emptied(server.uri)
        sample = timed(process, lambda: loaded(server.uri, options.sample))  # as warm as for the last of them
        yield "ours_sample_after", {**sample, **rate(sample["rows"], sample["seconds"])}
        emptied(server.uri)
        yield from whole(server.uri, process, options.documents, folder)
    finally:
        installation.stop()


def whole(uri: str, process: int, documents: int, folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield what all documents take: at first, again, and by the offline import."""
    first = timed(process, lambda: loaded(uri, documents))
    yield "ours", {**first, **rate(first["rows"], first["seconds"]), "graph": counted(uri)}
    again = timed(process, lambda: loaded(uri, documents))
    yield "ours_again", {**again, "times_faster": round(first["seconds"] / again["seconds"], 1)}
    with open_loader(uri, read_only=True) as store:
        yield "offline_import", offline(store, folder)


def main() -> None:
    """Measure, and write each result as soon as it is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=7400)
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--single", type=int, default=2000, help="rows that go one by one")
    parser.add_argument("--peers-python", help="Python with neo4j-graphrag, langchain-neo4j, llama-index")
    parser.add_argument("--apoc", help="folder with APOC's jars")
    options = parser.parse_args()
    result: dict[str, Any] = described() | {"neo4j": NEO4J, "driver": version("neo4j"), "heap": "1g"}
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measured(options, Path(folder)):
            result[name] = value
            say(f"{name}: {value}")
            RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
