"""A graph in one file, in this process: no server, no network. ADR 0002 says why this engine.

The graph lives in memory. A write is saved whole, to a new file that then replaces the old one: killed at any
moment, the store holds the old state or the new one. One process writes; others may read the last save.
"""

import contextlib
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import kglite

from kg.errors import LoadError, TransientLoadError
from kg.graph import KnowledgeGraph
from kg.schema import NODE_PROPERTIES
from loaders.base import Result, Written
from loaders.batches import Lowered
from loaders.cypher import DISTRUST, constraints
from loaders.rows import Answer, Run
from loaders.writing import CypherLoader

kglite.set_query_warning_policy("silent")  # "no node has this label": true of every young graph
Value = TypeVar("Value")
QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|//[^\n]*|/\*.*?\*/""", re.DOTALL)
FORBIDDEN = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)


MANY = 300_000
"""Nodes from which a store takes some hundred megabytes of memory to open, and twice that to write."""


class EmbeddedLoader(CypherLoader):
    """The embedded store in the file `path`."""

    def __init__(self, path: Path, *, read_only: bool = False, dry_run: bool = False) -> None:
        super().__init__()
        self.path, self.read_only, self.dry_run = path, read_only, dry_run
        if read_only and not path.is_file():
            raise LoadError(f"no graph at {path}: write one first, `kg build INPUT --to {path}`")
        self.dirty = self.waiting = False
        self.graph = self._open()

    def _open(self) -> Any:
        with self._errors():
            if self.dry_run and not self.path.is_file():
                return kglite.KnowledgeGraph()
            if self.read_only or self.dry_run:
                return kglite.load(str(self.path))
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return kglite.open(str(self.path), durable="off")

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn errors of the engine into ours, each in one line."""
        try:
            yield
        except kglite.WriterLeaseHeldError as error:
            text = f"{self.path} is open for writing in another process: wait until it ends"
            raise TransientLoadError(text) from error
        except kglite.FileFormatError as error:
            raise LoadError(f"{self.path} is not a graph of this store, or it is damaged") from error
        except kglite.ReadOnlyError as error:
            raise LoadError("this query writes: allow it (`--write`), or only read") from error
        except (kglite.KgError, TypeError, ValueError) as error:
            raise LoadError(f"{self.path}: {str(error).splitlines()[0]}") from error
        except OSError as error:
            raise LoadError(f"{self.path}: {error.strerror or error}") from error

    def prepare(self) -> None:
        """Make the constraints; they stay in the file."""
        if self.read_only:
            raise LoadError(f"{self.path} was opened for reading only")
        with self._errors():
            for statement in constraints():
                self.graph.cypher(statement)

    @property
    def large(self) -> bool:
        """Tell whether the store holds so much that another one is better for what is yet to come."""
        return int(self.graph.graph_info()["node_count"]) >= MANY

    def transact(self, work: Callable[[Run], Value]) -> Value:
        """Run `work` on the graph in memory; `write` saves all transactions at once."""
        with self._errors():
            return work(self._run)

    def _run(self, cypher: str, rows: list[dict[str, Any]]) -> Answer:
        answer = self.graph.cypher(cypher, params={"rows": rows})
        stats = answer.stats or {}
        self.dirty = self.dirty or any(stats.values())
        created = stats.get("nodes_created", 0) + stats.get("relationships_created", 0)
        deleted = stats.get("nodes_deleted", 0), stats.get("relationships_deleted", 0)
        return Answer(answer.to_list(), created, *deleted)

    def write(self, *graphs: KnowledgeGraph) -> Written:
        """Merge graphs into the store: all of it, or after an error nothing."""
        return self._saved(lambda: super(EmbeddedLoader, self).write(*graphs))

    def take(self, batches: Iterable[Lowered]) -> Written:
        """Merge rows into the store: all of them, or after an error nothing."""
        return self._saved(lambda: super(EmbeddedLoader, self).take(batches))

    def forget(self, *documents: str) -> Written:
        """Take documents out: all of them, or after an error none."""
        if not self.path.is_file():
            raise LoadError(f"no graph at {self.path}")
        return self._saved(lambda: super(EmbeddedLoader, self).forget(*documents))

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Save once, at the end, what is written meanwhile; what is whole is saved after an error too."""
        self.waiting = True
        try:
            yield
        finally:
            self.waiting = False
            if self.dirty:
                self._save()

    def _saved(self, work: Callable[[], Written]) -> Written:
        """Return what `work` returns, after saving what it changed; with `dry_run` nothing stays changed."""
        try:
            written = work()
            if self.dry_run:
                self._forget()
            elif not self.waiting and (self.dirty or not self.path.is_file()):
                self._save()
        except BaseException:
            self._forget()
            raise
        return written

    def _save(self) -> None:
        with self._errors(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the engine, on what a larger kind of store would lack
            self.graph.save(str(self.path))
        self.dirty = False

    def _forget(self) -> None:
        """Go back to the last saved state."""
        self._detach()
        self.graph = self._open()
        self.dirty = False

    def _detach(self) -> None:
        """Let go of the file as after an error: the engine's own `close` would save what is half-written."""
        error = LoadError("detached")
        self.graph.__exit__(LoadError, error, None)

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False
    ) -> Result:
        """Run one Cypher statement. What it writes is saved before this returns."""
        cypher = QUOTED.sub(without_comment, cypher)
        if FORBIDDEN.search(QUOTED.sub("''", cypher)):
            raise LoadError("LOAD CSV reads files beside the graph: it is not supported here")
        if write and self.read_only:
            raise LoadError(f"{self.path} was opened for reading only")
        try:
            with self._errors():
                self.graph.read_only(not write)
                answer = self.graph.cypher(cypher, params=dict(parameters or {}))
                columns = list(answer.columns)
                rows = [[plain(record[name]) for name in columns] for record in answer.to_list()]
                if write and any((answer.stats or {}).values()):
                    for statement in DISTRUST:
                        self.graph.cypher(statement)
        except LoadError:
            if write:
                self._forget()
            raise
        finally:
            self.graph.read_only(False)
        if write:
            self._save()
        return Result(columns, rows)

    def close(self) -> None:
        """Let go of the file. All that was written is saved already."""
        with self._errors():
            self._detach()


def without_comment(part: re.Match[str]) -> str:
    """Return quoted text as it is, a comment as a blank: the engine knows no `/* */`."""
    text = part.group()
    return " " if text.startswith(("/*", "//")) else text


def plain(value: Any) -> Any:
    """Return a value of the engine as plain data, without the keys that it adds to a node."""
    if isinstance(value, list):
        return [plain(x) for x in value]
    if not isinstance(value, dict):
        return value
    if value.keys() >= {"labels", "properties"}:
        return {"labels": list(value["labels"]), "properties": own(value["labels"][0], value["properties"])}
    if value.keys() >= {"start", "end", "type", "properties"}:
        known = {k: v for k, v in value["properties"].items() if k != "type" and v is not None}
        return {"type": value["type"], "properties": known}
    if value.keys() >= {"nodes", "relationships"}:
        nodes, links = plain(value["nodes"]), plain(value["relationships"])
        return [x for pair in zip(nodes, [*links, None], strict=True) for x in pair if x is not None]
    return {key: plain(x) for key, x in value.items()}


def own(label: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties that were written; the engine adds `type` and `title`."""
    schema = NODE_PROPERTIES.get(label)
    added = set() if schema is None else {"type", "title"} - set(schema)
    return {k: v for k, v in properties.items() if k not in added and v is not None}
