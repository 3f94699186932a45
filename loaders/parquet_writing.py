"""Documents' graphs → one graph as a folder of Parquet files, in memory that hardly grows with the graph.

Rows that several documents have meet in a temporary file of SQLite, in the order of their ids.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loaders.flat import LINKS, NODES, Flat, united, widened

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 4_000
"""Rows of a label or type that wait in memory; with more, a part of the file is written.

What is known of the parts is held until the end: some hundred bytes a column of each, without statistics.
"""
SCHEMA = """
pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-16000;
create table row (node integer, type text, source text, target text, key text, data blob);
"""
SHARED = "select * from row order by node desc, type, source, target, key, data"


class FolderWriting:
    """Writes a new graph to `folder`, beside the one that is there until `finish` puts it in its place.

    Documents come in the order of their ids, which is that of their positions.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.next = folder, folder / ".next"
        self.stack = ExitStack()
        shutil.rmtree(self.next, ignore_errors=True)
        self.stack.callback(shutil.rmtree, self.next, ignore_errors=True)
        self.db = self.stack.enter_context(closing(sqlite3.connect("", isolation_level=None)))
        self.db.executescript(SCHEMA)
        self.db.execute("begin")
        self.tables: dict[tuple[bool, str], Table] = {}

    def add(self, rows: Iterable[Flat]) -> None:
        """Add the rows of one document."""
        shared = []
        for own, *row in rows:
            if own:
                self.write(tuple(row))
            else:
                shared.append(row)
        self.db.executemany("insert into row values (?, ?, ?, ?, ?, ?)", shared)

    def write(self, row: Flat) -> None:
        """Write one row, whole, to the table of its label or type."""
        kind = bool(row[0]), row[1]
        if kind not in self.tables:
            self.tables[kind] = self.stack.enter_context(closing(Table(self.next, *kind)))
        self.tables[kind].add(widened(row))

    def finish(self) -> tuple[int, int]:
        """Write what is shared, let the new graph take its place; return its nodes and relationships."""
        for key, rows in groupby(self.db.execute(SHARED), key=lambda row: row[:5]):
            self.write(united(key, (row[5] for row in rows)))
        for table in self.tables.values():
            table.close()
        for name in ("nodes", "relationships"):
            (self.next / name).mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.next / name).rename(self.folder / name)
        counts = Counter[bool]()
        for (node, _), table in self.tables.items():
            counts[node] += table.count
        return counts[True], counts[False]

    def close(self) -> None:
        """Let go of what was not finished."""
        self.stack.close()


class Table:
    """One file of the rows of a label or type."""

    def __init__(self, folder: Path, node: bool, type_: str) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        table, by, ends, properties = (
            ("nodes", "label", ("id",), NODES)
            if node
            else ("relationships", "type", ("source", "target"), LINKS)
        )
        path = folder / table / f"{by}={type_}"
        path.mkdir(parents=True)
        self.schema: pa.Schema = pa.schema([*((end, pa.string()) for end in ends), *types(properties)])
        self.writer: Any = parquet.ParquetWriter(path / "part-0.parquet", self.schema, write_statistics=False)
        self.rows: list[Flat] = []
        self.count = 0

    def add(self, row: Flat) -> None:
        """Add one row, its label or type first."""
        self.rows.append(row[1:])
        self.count += 1
        if len(self.rows) >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        import pyarrow as pa

        if self.rows:
            columns = zip(*self.rows, strict=True)
            values = [pa.array(column, f.type) for column, f in zip(columns, self.schema, strict=True)]
            self.writer.write_table(pa.Table.from_arrays(values, schema=self.schema))
            self.rows = []

    def close(self) -> None:
        """Write what waits, and end the file. Safe to call again."""
        self.flush()
        self.writer.close()


def types(properties: Mapping[str, str]) -> "Iterator[tuple[str, pa.DataType]]":
    """Yield properties with their types in Arrow."""
    import pyarrow as pa

    plain = {"string": pa.string(), "long": pa.int64(), "double": pa.float64(), "boolean": pa.bool_()}
    for name, kind in properties.items():
        of = plain[kind.removeprefix("array<").removesuffix(">")]
        yield name, pa.list_(of) if kind.startswith("array") else of
