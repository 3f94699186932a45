"""A graph as a folder of Parquet files, which a build writes whole: to read, not to change.

`nodes/label=…` and `relationships/type=…`, a column a property.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kg.errors import LoadError
from kg.graph import KnowledgeGraph
from kg.rows import Node, Relationship, Row, lift
from kg.schema import BOOKKEEPING, NODE_PROPERTIES, TYPE_PROPERTIES, label_of, labels_of
from loaders.base import Closing, Result, Written
from loaders.batches import Lowered
from loaders.parquet_writing import FolderWriting

NO_STORE = "holds Parquet files, and answers no queries: `kg export` reads it, `kg build` writes it whole"


class ParquetLoader(Closing):
    """The graph in `folder`: a path, or the address of a folder that pyarrow can open.

    With `read_only` there must be one already.
    """

    def __init__(self, folder: str, *, read_only: bool = True) -> None:
        try:
            from pyarrow import ArrowInvalid, fs
        except ImportError as error:
            raise LoadError("Parquet needs pyarrow: pip install 'newskg[parquet]'") from error
        self.folder, self.path = folder, folder
        try:
            self.files: Any = fs.LocalFileSystem()
            if "://" in folder:
                self.files, self.path = fs.FileSystem.from_uri(folder)
        except (ArrowInvalid, OSError) as error:
            raise LoadError(f"{folder}: {error}") from error
        if read_only and self.files.get_file_info(f"{self.path}/nodes").type is not fs.FileType.Directory:
            raise LoadError(f"no graph at {folder}: `kg build INPUT --to parquet://{folder}`")

    @contextmanager
    def anew(self) -> Iterator[FolderWriting]:
        """Give what writes a new graph, which takes the place of the one that is there once it is whole."""
        if "://" in self.folder:
            raise LoadError(f"{self.folder} is written by a cluster: `--engine spark`")
        try:
            with closing(FolderWriting(Path(self.folder))) as writing:
                yield writing
        except (OSError, sqlite3.Error) as error:
            raise LoadError(f"{self.folder}: {error}") from error

    def rows(self) -> Iterator[Row]:
        """Yield all that is there, bookkeeping too, nodes first. Memory: a batch of rows."""
        for label in NODE_PROPERTIES:
            yield from self.nodes(label)
        for type_ in TYPE_PROPERTIES:
            yield from self.relationships(type_)

    def read(self) -> KnowledgeGraph:
        """Return the whole graph, documents in the order of their ids."""
        nodes = (row for label in NODE_PROPERTIES.keys() - BOOKKEEPING for row in self.nodes(label))
        links = (row for type_ in TYPE_PROPERTIES.keys() - BOOKKEEPING for row in self.relationships(type_))
        return lift(nodes, links)

    def nodes(self, label: str) -> Iterator[Node]:
        """Yield the nodes of a label."""
        for record in self.records("nodes", "label", label):
            identity = record.pop("id")
            yield Node(labels_of(identity), identity, record)

    def relationships(self, type_: str) -> Iterator[Relationship]:
        """Yield the relationships of a type."""
        for record in self.records("relationships", "type", type_):
            source, target = record.pop("source"), record.pop("target")
            if type_ == "HOLDS" and "as_of" in record:
                [record["as_of"]] = record["as_of"]
            yield Relationship(type_, label_of(source), source, label_of(target), target, record)

    def records(self, table: str, key: str, value: str) -> Iterator[dict[str, Any]]:
        """Yield the records of one part of a table, without what has no value."""
        from pyarrow import dataset, fs

        folder = f"{self.path}/{table}/{key}={value}"
        if self.files.get_file_info(folder).type is not fs.FileType.Directory:
            return
        for batch in dataset.dataset(folder, filesystem=self.files, format="parquet").to_batches():
            for record in batch.to_pylist():
                yield {name: x for name, x in record.items() if x is not None}

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False
    ) -> Result:
        """Raise LoadError: files answer no queries."""
        raise LoadError(f"{self.folder} {NO_STORE}")

    def write(self, *graphs: KnowledgeGraph) -> Written:
        """Raise LoadError: a build writes these files, all of them."""
        raise LoadError(f"{self.folder} {NO_STORE}")

    def take(self, batches: Iterable[Lowered]) -> Written:
        """Raise LoadError: a build writes these files, all of them."""
        raise LoadError(f"{self.folder} {NO_STORE}")

    def forget(self, *documents: str) -> Written:
        """Raise LoadError: a build writes these files, all of them."""
        raise LoadError(f"{self.folder} {NO_STORE}")
