"""What a resolution keeps out of memory: profiles, candidates and names in a temporary SQLite file."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

import msgspec

from kg.model import DocId, EntityId, Kind
from kg.resolution.evidence import Pair, Summary
from kg.resolution.profiles import Profile

SCHEMA = """
create table profile (document text, id text, kind text, grp text, data blob,
                      primary key (document, id)) without rowid;
create table place (document text, id text, unit integer, score real, reasons text,
                    primary key (document, id)) without rowid;
create table unit (unit integer primary key, kind text, data blob, cluster integer);
create table key (kind text, key text, unit integer, name text);
create table near (one integer, other integer, primary key (one, other)) without rowid;
create table fit (one integer, other integer, score real, reasons text);
create table merge (unit integer, other integer, score real, reasons text);
create table entity (cluster integer primary key, id text, kind text, documents integer, least text,
                     data blob);
create table frequency (id text primary key, documents integer) without rowid;
"""
NAMES = """
select place.id, entity.id from place join unit on unit.unit = place.unit
join entity on entity.cluster = unit.cluster
"""
FREQUENCIES = """
insert into frequency select id, count(*) from profile group by id;
insert into frequency select 'given ' || substr(grp, 1, instr(grp, ' ') - 1), count(distinct grp) from profile
where kind = 'Person' and instr(grp, ' ') group by 1;
insert into frequency select 'surname ' || last_word(grp), count(distinct grp) from profile
where kind = 'Person' and instr(grp, ' ') group by 1;
"""
BATCH = 500
ENCODER = msgspec.msgpack.Encoder(order="deterministic")
PROFILES = msgspec.msgpack.Decoder(Profile)
SUMMARIES = msgspec.msgpack.Decoder(Summary)
NEAR = """
insert or ignore into near select a.unit, b.unit from (
    select key from key where kind = ?1 group by key
    having min(name) <> max(name) and count(*) * (count(*) - 1) / 2 <= ?2
) as block
cross join key as a on a.kind = ?1 and a.key = block.key
cross join key as b on b.kind = ?1 and b.key = block.key and b.unit > a.unit and b.name <> a.name
"""


def to_bytes(value: object) -> bytes:
    """Return a profile, a summary or a node as bytes, the same ones always."""
    return ENCODER.encode(value)


def to_profile(data: bytes) -> Profile:
    """Return the profile that bytes hold."""
    return PROFILES.decode(data)


def to_summary(data: bytes) -> Summary:
    """Return the summary that bytes hold."""
    return SUMMARIES.decode(data)


class Workspace:
    """Tables on disk, dropped when the object is; memory is SQLite's cache of about 16 MB."""

    def __init__(self) -> None:
        self.db = sqlite3.connect("", isolation_level=None)
        self.db.executescript("pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-16000;")
        self.db.executescript(SCHEMA)
        self.db.create_function("last_word", 1, lambda name: name.rpartition(" ")[2], deterministic=True)
        self.db.execute("begin")

    def add(self, profiles: Iterable[Profile]) -> None:
        """Write profiles; of several of one entity of one document the least is kept. O(n log n)."""
        rows = ((p.document, p.id, p.kind, p.key, to_bytes(p)) for p in profiles)
        insert = """
        insert into profile values (?, ?, ?, ?, ?) on conflict do update
        set kind = excluded.kind, grp = excluded.grp, data = excluded.data where excluded.data < data
        """
        while batch := list(islice(rows, BATCH)):
            self.db.executemany(insert, batch)
        self.db.execute("create index by_group on profile (kind, grp, document, id)")
        self.db.execute("create index by_key on key (kind, key, unit, name)")
        self.db.execute("create index by_cluster on unit (cluster)")
        self.db.execute("create index by_unit on place (unit, document)")
        self.db.execute("create index by_id on entity (id)")
        self.db.executescript(FREQUENCIES)
        self.db.execute("begin")  # a script ends the transaction that it finds

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a query."""
        yield from self.db.execute(query, values)

    def run(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row."""
        self.db.executemany(query, rows)

    def groups(self, kind: Kind) -> Iterator[tuple[str, Iterator[Profile]]]:
        """Yield the profiles of each name of one kind, by document and id, to be taken before the next."""
        query = "select grp, data from profile where kind = ? order by grp, document, id"
        for name, rows in groupby(self.db.execute(query, (kind,)), key=lambda row: row[0]):
            yield str(name), (to_profile(data) for _, data in rows)

    def profiles(self, kind: Kind) -> Iterator[Profile]:
        """Yield the profiles of one kind, by document and id."""
        query = "select data from profile where kind = ? order by document, id"
        return (to_profile(data) for (data,) in self.db.execute(query, (kind,)))

    def frequencies(self, least: int) -> dict[str, int]:
        """Return documents by entity, and people by given name and surname, where there are so many."""
        return dict(self.db.execute("select * from frequency where documents >= ?", (least,)))

    def next_unit(self) -> int:
        """Return the number of the next candidate."""
        [(last,)] = self.db.execute("select max(unit) from unit")
        return int(last or 0) + 1

    def add_units(self, units: Iterable[tuple[int, Summary, Iterable[str]]]) -> None:
        """Write candidates, each with its number and its keys."""
        keys: list[tuple[str, str, int, str]] = []

        def rows() -> Iterator[tuple[int, str, bytes, int]]:
            for number, total, own in units:
                keys.extend((total.kind, key, number, total.key) for key in own)
                yield number, total.kind, to_bytes(total), number

        self.run("insert into unit values (?, ?, ?, ?)", rows())
        self.run("insert into key values (?, ?, ?, ?)", keys)

    def place(self, rows: Iterable[tuple[str, str, int, Pair]]) -> None:
        """Write which candidate entities of documents belong to, and why."""
        values = ((doc, name, unit, pair.score, "; ".join(pair.reasons)) for doc, name, unit, pair in rows)
        self.run("insert into place values (?, ?, ?, ?, ?)", values)

    def merged(self, one: int, other: int, pair: Pair) -> None:
        """Write that two candidates were joined, and why."""
        row = (one, other, pair.score, "; ".join(pair.reasons))
        self.db.execute("insert into merge values (?, ?, ?, ?)", row)

    def unit(self, number: int) -> Summary:
        """Return the summary of one candidate."""
        [(data,)] = self.db.execute("select data from unit where unit = ?", (number,))
        return to_summary(data)

    def together(self, one: int, other: int) -> bool:
        """Tell whether one document has entities of both candidates."""
        query = """
        select 1 from place as a cross join place as b on b.document = a.document
        where a.unit = ? and b.unit = ? limit 1
        """
        return self.db.execute(query, (one, other)).fetchone() is not None

    def cluster(self, kind: Kind, cluster_of: Callable[[int], int]) -> None:
        """Write the cluster of each candidate of one kind."""
        units = [unit for (unit,) in self.db.execute("select unit from unit where kind = ?", (kind,))]
        changed = ((root, unit) for unit in units if (root := cluster_of(unit)) != unit)
        self.run("update unit set cluster = ? where unit = ?", changed)

    def clusters(self, kind: Kind) -> Iterator[tuple[int, list[Summary]]]:
        """Yield the candidates of each cluster of one kind."""
        query = "select cluster, data from unit where kind = ? order by cluster, unit"
        for cluster, rows in groupby(self.rows(query, kind), key=lambda row: row[0]):
            yield cluster, [to_summary(data) for _, data in rows]

    def offices(self, identity: EntityId) -> set[str]:
        """Return the offices of the candidates that an entity is made of."""
        query = "select unit.data from unit join entity using (cluster) where entity.id = ?"
        return {
            office for (data,) in self.db.execute(query, (identity,)) for office in to_summary(data).offices
        }

    def near(self, kind: Kind, most: int) -> Iterator[tuple[int, int]]:
        """Yield the pairs of candidates of different names that share a key that has at most `most` pairs."""
        self.db.execute("delete from near")
        self.db.execute(NEAR, (kind, most))
        return self.rows("select one, other from near order by one, other")

    def fitting(self, rows: Iterable[tuple[int, int, Pair]]) -> None:
        """Write the pairs of one kind that fit."""
        self.db.execute("delete from fit")
        values = ((one, other, pair.score, "; ".join(pair.reasons)) for one, other, pair in rows)
        self.run("insert into fit values (?, ?, ?, ?)", values)

    def chains(self, chain_of: Callable[[int], int]) -> Iterator[dict[tuple[int, int], Pair]]:
        """Yield the pairs that fit, those together whose candidates are of one chain."""
        self.db.create_function("chain_of", 1, chain_of)
        query = "select chain_of(one), fit.* from fit order by 1, one, other"
        for _, rows in groupby(self.rows(query), key=lambda row: row[0]):
            yield {(one, other): Pair(score, tuple(told.split("; "))) for _, one, other, score, told in rows}

    def name(self, document: DocId, identity: EntityId) -> EntityId:
        """Return the name that an entity of a document has across documents, its own while it has none."""
        query = f"{NAMES} where place.document = ? and place.id = ?"
        row = self.db.execute(query, (document, identity)).fetchone()
        return EntityId(row[1]) if row else identity
