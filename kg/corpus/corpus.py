"""The corpus file: what was read of each document, so that nothing is read twice, and what its store has."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.corpus.copies import alike, bands
from kg.corpus.fingerprint import fingerprint
from kg.corpus.reading import Read, united, unpacked_profiles
from kg.errors import InputError, LoadError
from kg.graph import KnowledgeGraph
from kg.model import DocId
from kg.resolution import Profile

FORM = 1
SCHEMA = f"""
create table document (
    id text not null, reading text not null, position integer not null, source text not null,
    version text not null, graph blob not null, profiles blob not null, primary key (id, reading)
);
create index document_reading on document (reading);
create index document_position on document (position);
create table stored (id text primary key, digest text not null) without rowid;
create table skipped (source text primary key, reason text not null) without rowid;
create table sketch (id text primary key, data blob not null, origin text not null) without rowid;
create index sketch_origin on sketch (origin);
create table band (key integer not null, id text not null, primary key (key, id)) without rowid;
pragma user_version = {FORM};
"""


class Corpus:
    """The documents that a store is made of. Each `put` is whole or absent, whenever the process ends."""

    def __init__(self, path: Path, *, read_only: bool = False, dry_run: bool = False) -> None:
        self.path = path
        if read_only and not path.is_file():
            raise LoadError(f"no corpus at {path}: `kg build` makes it beside the store")
        with self.errors():
            self.db = connected(path, read_only, dry_run)
            [form] = self.db.execute("pragma user_version").fetchone()
            if form == 0 and not read_only:
                self.db.executescript(f"begin; {SCHEMA} commit;")
            elif form != FORM:
                raise LoadError(f"{path} is not a corpus of this version: build to another file")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn errors of the file into ours, each in one line."""
        try:
            yield
        except sqlite3.Error as error:
            raise LoadError(f"{self.path}: {error}: what was read before is kept") from error

    def ask(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that a query finds."""
        with self.errors():
            yield from self.db.execute(query, values)

    def __len__(self) -> int:
        return int(next(self.ask("select count(distinct id) from document"))[0])

    def has(self, reading: str) -> bool:
        """Tell whether a document was read as it is now."""
        return next(self.ask("select 1 from document where reading = ?", reading), None) is not None

    def put(self, batch: Iterable[Read]) -> None:
        """Keep what was read of documents, or why it was not: all of the batch, or after an error nothing."""
        with self.errors(), self.db:
            for read in batch:
                if read.reason:
                    self.set_aside(read.source, read.reason)
                else:
                    self.keep(read)

    def keep(self, read: Read) -> None:
        """Keep one document, inside a transaction."""
        [position] = self.db.execute("select coalesce(max(position), 0) + 1 from document").fetchone()
        older = "delete from document where id = ? and version <> ?"
        self.db.execute(older, (read.document, fingerprint()))
        row = (read.document, read.reading, position, read.source, fingerprint(), read.graph, read.profiles)
        self.db.execute("insert or ignore into document values (?, ?, ?, ?, ?, ?, ?)", row)
        self.db.execute("delete from stored where id = ?", (read.document,))
        self.db.execute("delete from skipped where source = ?", (read.source,))
        if read.sketch:
            self.compare(read.document, read.sketch)

    def compare(self, document: DocId, made: bytes) -> None:
        """Put a document among its copies: the least id of all that are alike, by links, is their origin."""
        self.db.execute("insert or ignore into sketch values (?, ?, ?)", (document, made, document))
        keys = bands(made)
        marks = ", ".join("?" * len(keys))
        query = f"select distinct id, data, origin from band join sketch using (id) where key in ({marks})"
        origins = {origin for _, data, origin in self.db.execute(query, keys) if alike(made, data)} | {
            document
        }
        for origin in origins - {min(origins)}:
            self.db.execute("update sketch set origin = ? where origin = ?", (min(origins), origin))
        self.db.executemany("insert or ignore into band values (?, ?)", [(key, document) for key in keys])

    def drop(self, documents: Iterable[DocId]) -> None:
        """Let go of documents, as if they had never been read."""
        with self.errors(), self.db:
            for name in documents:
                group = "select id, data from sketch where origin = (select origin from sketch where id = ?)"
                copies = self.db.execute(group, (name,)).fetchall()
                for table in ("document", "stored", "sketch", "band"):
                    self.db.execute(f"delete from {table} where id = ?", (name,))
                copies = [(copy, made) for copy, made in copies if copy != name]
                self.db.executemany("update sketch set origin = id where id = ?", [(c,) for c, _ in copies])
                for copy, made in copies:
                    self.compare(copy, made)

    def skip(self, errors: Iterable[InputError]) -> None:
        """Keep why things were left out."""
        with self.errors(), self.db:
            for error in errors:
                self.set_aside(error.source, error.reason)

    def set_aside(self, source: str, reason: str) -> None:
        """Keep why something was left out, inside a transaction."""
        self.db.execute("insert or replace into skipped values (?, ?)", (source, reason))

    def sources(self) -> Iterator[str]:
        """Yield where documents were read from, in the order in which they first were."""
        query = "select source from document group by source order by min(position)"
        return (source for (source,) in self.ask(query))

    def skipped(self) -> Iterator[tuple[str, str]]:
        """Yield what was left out, and why, by source."""
        return self.ask("select source, reason from skipped order by source")

    def copies(self) -> Iterator[tuple[DocId, DocId]]:
        """Yield documents that are copies, each with the one of least id among them."""
        return self.ask("select id, origin from sketch where id <> origin order by origin, id")

    def documents(self) -> Iterator[DocId]:
        """Yield the documents in the order in which they were first read."""
        query = "select id from document group by id order by min(position)"
        return (DocId(name) for (name,) in self.ask(query))

    def by_id(self) -> Iterator[DocId]:
        """Yield the documents in the order of their ids."""
        return (DocId(name) for (name,) in self.ask("select distinct id from document order by id"))

    def graph(self, document: DocId) -> KnowledgeGraph:
        """Return what was read of one document: of all its readings, where titles or dates differ."""
        return united(self.packed(document))

    def packed(self, document: DocId) -> list[bytes]:
        """Return the graphs of all readings of one document, as they are kept."""
        return [
            data for (data,) in self.ask("select graph from document where id = ? order by reading", document)
        ]

    def graphs(self) -> Iterator[KnowledgeGraph]:
        """Yield one graph a document, in the order in which they were first read."""
        return map(self.graph, list(self.documents()))

    def profiles(self) -> Iterator[Profile]:
        """Yield the profiles of all documents."""
        for row in self.ask("select profiles, graph from document"):
            yield from unpacked_profiles((row[0], row[1]))

    def stored(self) -> dict[DocId, str]:
        """Return under which digest the store was given each document; those that it may lack are absent."""
        return {DocId(name): digest for name, digest in self.ask("select id, digest from stored")}

    def store(self, digests: dict[DocId, str]) -> None:
        """Note that the store was given documents."""
        with self.errors(), self.db:
            self.db.executemany("insert or replace into stored values (?, ?)", list(digests.items()))

    def unstore(self, documents: Iterable[DocId]) -> None:
        """Note that what the store has of documents is not known any more."""
        with self.errors(), self.db:
            self.db.executemany("delete from stored where id = ?", [(name,) for name in documents])


def connected(path: Path, read_only: bool, dry_run: bool) -> sqlite3.Connection:
    """Return a connection to the file; with `dry_run`, to a copy that goes when it closes."""
    if not dry_run:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}", uri=True)
    copy = sqlite3.connect("")  # a temporary file, which SQLite removes
    if path.is_file():
        with closing(connected(path, read_only=True, dry_run=False)) as original:
            original.backup(copy)
    return copy
