"""Offices, by joins: what `kg.resolution.offices` decides."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.model import DocId, EntityId
from kg.resolution.matching import Union, decided
from kg.resolution.offices import counted, keyed
from kg.resolution.workspace import to_bytes, to_profile
from kg.spark.deciding import Deciding, add_names, in_clusters, named
from kg.spark.tables import Rows, grouped, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

NO_DATA, NO_OFFICES = "cast(null as binary) as data", "cast(array() as array<string>) as offices"
KEYED = "key string, document string, id string, name string, title string, owners string"


def place_offices(state: Deciding) -> None:
    """Give every office of every document its name, once bodies and people have theirs."""
    from pyspark.sql import functions as f

    shelf = state.shelf
    rows = shelf.keep(keys(state), "offices")
    units = grouped(rows.distinct(), ["key"], ["document", "id"], summed, "unit string, data binary")
    units = shelf.keep(units, "units")
    clusters = merged_by_decision(state, rows)
    clustered = in_clusters(units, clusters)
    entities = shelf.keep(named(clustered, state.catalogue), "entities")
    places = rows.select("document", "id", f.col("key").alias("unit"))
    add_names(state, places, clustered.select("cluster", "unit"), entities)


def summed(key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield the summary of the offices of one key."""
    yield key[0], to_bytes(counted(key[0], list(rows)))


def keys(state: Deciding) -> "DataFrame":
    """Return the offices of all documents with their keys, as KEYED."""
    from pyspark.sql import functions as f

    decisions = state.decisions
    profiles = state.profiles.where("kind = 'Office'").select("document", "id", "data")
    links = mapped(profiles, referred, "document string, office string, id string, seat string")
    known = links.join(state.names, ["document", "id"], "left")
    known = known.withColumn("name", f.coalesce("name", "id"))
    seats = (
        known.where("seat <> ''")
        .groupBy("name")
        .agg(f.max_by("seat", f.struct("document", "office")).alias("seat"))
    )
    held = state.offices.groupBy("name").agg(f.collect_set("office").alias("offices"))
    told = known.drop("seat").join(seats, "name", "left").join(held, "name", "left")
    own = f"document, id, 0 as tag, '' as ref, '' as name, '' as seat, {NO_OFFICES}, data".split(", ")
    told = told.selectExpr(
        *["document", "office as id", "1 as tag", "id as ref", "name", "seat", "offices"], NO_DATA
    )
    rows = profiles.selectExpr(*own).union(told)

    def work(_key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[Any, ...]]:
        *_, data = next(rows)
        names: dict[str, EntityId] = {}
        seats: dict[EntityId, str] = {}
        offices: dict[EntityId, list[str]] = {}
        for *_, ref, name, seat, held, _ in rows:
            names[ref] = name
            if seat is not None:
                seats[name] = seat
            offices[name] = [] if held is None else list(held)
        profile = to_profile(data)
        yield keyed(profile, lambda _, x: names.get(x, x), decisions, seats, lambda x: offices.get(x, ()))

    return grouped(rows, ["document", "id"], ["tag"], work, KEYED)


def referred(rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield whom the offices of documents belong to, with the chamber that a body is, and who holds them."""
    for document, name, data in rows:
        profile = to_profile(data)
        for place, owner in enumerate(profile.of):
            chamber = place == 0 and owner.startswith("organization/")
            yield document, name, owner, profile.seat if chamber else ""
        yield from ((document, name, holder, "") for holder in profile.holders)


def merged_by_decision(state: Deciding, rows: "DataFrame") -> "DataFrame":
    """Return `unit, cluster` of the offices that decisions make one with others."""
    decisions = state.decisions

    def work(rows: Rows) -> Iterator[tuple[Any, ...]]:
        for key, document, name in rows:
            for number in decisions.of(DocId(document), EntityId(name))[1]:
                yield key, f"decision: {decisions.sorted[number]}"

    schema = "unit string, cluster string"
    if not decisions.lines:
        return state.shelf.table([], schema)
    told = mapped(rows.select("key", "document", "id"), work, "unit string, why string").distinct().collect()
    names = sorted({row[0] for row in told})
    numbers = {name: number for number, name in enumerate(names)}
    forced: dict[str, set[int]] = {}
    for unit, why in told:
        forced.setdefault(why, set()).add(numbers[unit])
    union = Union()
    for _ in decided(forced, union):
        pass
    return state.shelf.table([(name, names[union.find(n)]) for n, name in enumerate(names)], schema)
