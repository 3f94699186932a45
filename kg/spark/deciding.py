"""Who is who, by joins: what `kg.resolution.resolve` decides, with the same functions, on many machines.

Candidates are written `name TAB decision TAB number`, so that they sort as `resolve` numbers them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.model import Kind
from kg.resolution import Catalogue, Decisions
from kg.resolution.evidence import Pair, Summary
from kg.resolution.matching import Matcher, Union, decided, joined
from kg.resolution.naming import entity_of, told_apart
from kg.resolution.parting import Parting
from kg.resolution.resolving import FREQUENT, STAGES
from kg.resolution.workspace import to_bytes, to_profile, to_summary
from kg.spark.components import components
from kg.spark.pairs import pairs, sharing
from kg.spark.tables import Rows, Shelf, grouped, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PROFILE = "document string, id string, kind string, grp string, data binary"
PARTED = "tag string, unit string, text string, more string, data binary"
"""A candidate with its summary; a key of it; a document and an id that are it; what forces it."""
ENTITY = "cluster string, id string, kind string, documents long, least string, data binary"


@dataclass
class Deciding:
    """Tables that grow while kinds are resolved one after the other.

    `names` are `document, id, name` of every entity that has its name across documents; `entities` as ENTITY;
    `offices` are `name, office` of all who hold some.
    """

    shelf: Shelf
    profiles: "DataFrame"
    decisions: Decisions
    catalogue: Catalogue | None
    names: "DataFrame"
    entities: "DataFrame"
    offices: "DataFrame"


def decide(reads: "DataFrame", shelf: Shelf, decisions: Decisions, catalogue: Catalogue | None) -> Deciding:
    """Return the names and the entities that all entities of documents have across documents."""
    from kg.spark.offices import place_offices

    profiles = shelf.keep(profiles_of(reads), "profiles", ["kind"])
    common = frequencies(profiles)
    names = shelf.table([], "document string, id string, name string")
    entities, offices = shelf.table([], ENTITY), shelf.table([], "name string, office string")
    state = Deciding(shelf, profiles, decisions, catalogue, names, entities, offices)
    for kind, matcher in STAGES:
        resolve_kind(state, kind, matcher(common))
    place_offices(state)
    return state


def profiles_of(reads: "DataFrame") -> "DataFrame":
    """Return the profiles of all documents; of several of one entity of one document the least."""
    from pyspark.sql import functions as f

    def work(rows: Rows) -> Iterator[tuple[Any, ...]]:
        from kg.corpus.reading import unpacked_profiles

        for profiles, graph in rows:
            for p in unpacked_profiles((profiles, graph)):
                yield p.document, p.id, str(p.kind), p.key, to_bytes(p)

    unpacked = mapped(reads.select("profiles", "graph"), work, PROFILE)
    least = f.min_by(f.struct("kind", "grp", "data"), "data").alias("least")
    return unpacked.groupBy("document", "id").agg(least).select("document", "id", "least.*")


def frequencies(profiles: "DataFrame") -> dict[str, int]:
    """Return documents by entity, and people by given name and surname, where there are many."""
    from pyspark.sql import functions as f

    people = profiles.where("kind = 'Person' and instr(grp, ' ') > 0").select("grp").distinct()
    given = people.select(f.concat(f.lit("given "), f.substring_index("grp", " ", 1)).alias("id"))
    surnames = people.select(f.concat(f.lit("surname "), f.substring_index("grp", " ", -1)).alias("id"))
    counted = profiles.select("id").union(given).union(surnames).groupBy("id").count()
    return {row[0]: int(row[1]) for row in counted.where(f.col("count") >= FREQUENT).collect()}


def resolve_kind(state: Deciding, kind: Kind, matcher: Matcher) -> None:
    """Resolve the entities of one kind, and add their names and nodes to the tables."""
    from pyspark.sql import functions as f

    shelf = state.shelf
    parted = shelf.keep(candidates(state, kind, matcher), "parted", ["tag"])
    units = parted.where("tag = 'unit'").select("unit", "data")
    forced = parted.where("tag = 'forced'").select("unit", f.col("text").alias("why"))
    near = shelf.keep(sharing(parted), "near")
    found = near if near.isEmpty() else shelf.keep(pairs(near, parted, units, matcher), "pairs")
    clusters = shelf.keep(joined_units(shelf, found, forced, units, matcher), "clusters")
    clustered = in_clusters(units, clusters)
    entities = shelf.keep(named(clustered, state.catalogue), "entities")
    places = parted.where("tag = 'place'").select(
        f.col("text").alias("document"), f.col("more").alias("id"), "unit"
    )
    add_names(state, places, clustered.select("cluster", "unit"), entities)
    state.offices = state.offices.union(offices_of(clustered, entities))


def in_clusters(units: "DataFrame", clusters: "DataFrame") -> "DataFrame":
    """Return `cluster, unit, data` of candidates: those that are joined with none are a cluster each."""
    from pyspark.sql import functions as f

    cluster = f.coalesce("cluster", "unit").alias("cluster")
    return units.join(clusters, "unit", "left").select(cluster, "unit", "data")


def add_names(state: Deciding, places: "DataFrame", units: "DataFrame", entities: "DataFrame") -> None:
    """Add the names that entities of documents have, and the entities, to the tables."""
    from pyspark.sql import functions as f

    ids = units.join(entities.select("cluster", f.col("id").alias("name")), "cluster")
    names = places.join(ids, "unit").select("document", "id", "name")
    state.names = state.names.union(state.shelf.keep(names, "names"))
    state.entities = state.entities.union(entities)


def candidates(state: Deciding, kind: Kind, matcher: Matcher) -> "DataFrame":
    """Return the candidates of one kind as PARTED: what profiles of one name fall into."""
    from pyspark.sql import functions as f

    decisions, catalogue = state.decisions, state.catalogue
    known = state.names.groupBy("document").agg(
        f.collect_list(f.concat_ws("\t", "id", "name")).alias("known")
    )
    profiles = state.profiles.where(f.col("kind") == str(kind)).select("document", "id", "grp", "data")
    given = profiles.join(known, "document", "left")

    def work(key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[Any, ...]]:
        names: dict[tuple[str, str], str] = {}

        def unpacked() -> Iterator[Any]:
            for _, document, _, data, known in rows:
                for pair in () if known is None else known:
                    old, new = pair.split("\t")
                    names[document, old] = new
                yield to_profile(data)

        parting = Parting(kind, matcher, decisions, catalogue, lambda d, x: names.get((d, x), x))  # type: ignore[arg-type,return-value]
        number, last = -1, ""
        for candidate in parting.candidates(unpacked()):
            apart = "".join(candidate.total.apart)
            number = number + 1 if apart == last else 0
            last = apart
            unit = "\t".join((key[0], apart, f"{number:09d}"))
            yield "unit", unit, "", "", to_bytes(candidate.total)
            yield from (("key", unit, name, "", b"") for name in candidate.keys)
            yield from (("place", unit, d, name, b"") for d, name, _ in candidate.members)
            yield from (("forced", unit, why, "", b"") for why in candidate.forced)

    return grouped(given, ["grp"], ["document", "id"], work, PARTED)


def joined_units(
    shelf: Shelf, found: "DataFrame", forced: "DataFrame", units: "DataFrame", matcher: Matcher
) -> "DataFrame":
    """Return `unit, cluster` of the candidates that are joined with others: component by component."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    schema = "unit string, cluster string"
    window = Window.partitionBy("why").orderBy("unit")
    chain = forced.distinct().select(f.col("unit").alias("one"), f.lead("unit").over(window).alias("other"))
    edges = found.select("one", "other").union(chain.where("other is not null"))
    if edges.isEmpty():
        return shelf.table([], schema)
    roots = components(edges, shelf).toDF("unit", "root")
    summaries = roots.join(units, "unit").selectExpr(
        "root", "0 as tag", "unit as one", "'' as other", "0D as score", "data"
    )
    fitting = found.join(roots, found["one"] == roots["unit"]).selectExpr(
        "root", "1 as tag", "one", "other", "score", "cast(null as binary) as data"
    )
    reasons = forced.join(roots, "unit").selectExpr(
        "root", "2 as tag", "unit as one", "why as other", "0D as score", "cast(null as binary) as data"
    )
    rows = summaries.union(fitting).union(reasons)
    return grouped(rows, ["root"], ["tag", "one", "other"], partial(joined_component, matcher), schema)


def joined_component(matcher: Matcher, _key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield the cluster of each candidate of one component."""
    numbers: dict[str, int] = {}
    summaries: list[Summary] = []
    found: dict[tuple[int, int], Pair] = {}
    forced: dict[str, set[int]] = {}
    for _, tag, one, other, score, data in rows:
        if tag == 0:
            numbers[one] = len(summaries)
            summaries.append(to_summary(data))
        elif tag == 1:
            found[numbers[one], numbers[other]] = Pair(score, ())
        else:
            forced.setdefault(other, set()).add(numbers[one])
    union, names = Union(), list(numbers)
    for _ in (*decided(forced, union), *joined(found, union, matcher, summaries.__getitem__)):
        pass
    for number, name in enumerate(names):
        yield name, names[union.find(number)]


def named(units: "DataFrame", catalogue: Catalogue | None) -> "DataFrame":
    """Return the entities that clusters of candidates are, as ENTITY."""

    def node(key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[Any, ...]]:
        identity, kind, *rest = entity_of([to_summary(data) for *_, data in rows], catalogue)
        yield (key[0], identity, str(kind), *rest)

    def apart(key: tuple[Any, ...], rows: Rows) -> Iterator[tuple[Any, ...]]:
        for number, (identity, count, least, cluster, kind, data) in enumerate(rows):
            name = told_apart(identity, least) if number else identity
            yield cluster, name, kind, -count, least, data

    found = grouped(units, ["cluster"], ["unit"], node, ENTITY)
    found = found.selectExpr("id", "-documents as documents", "least", "cluster", "kind", "data")
    return grouped(found, ["id"], ["documents", "least"], apart, ENTITY)


def offices_of(units: "DataFrame", entities: "DataFrame") -> "DataFrame":
    """Return `name, office` of all who hold some."""
    from pyspark.sql import functions as f

    def work(rows: Rows) -> Iterator[tuple[Any, ...]]:
        for cluster, data in rows:
            yield from ((cluster, office) for office in to_summary(data).offices)

    held = mapped(units.select("cluster", "data"), work, "cluster string, office string")
    return held.join(entities.select("cluster", f.col("id").alias("name")), "cluster").select(
        "name", "office"
    )
