"""Clusters → ids and names: the most frequent full name, told apart by a digest where two have the same."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice

from kg.model import Entity, EntityId, Kind, Office, digest
from kg.resolution.catalogue import Catalogue
from kg.resolution.evidence import Summary, merged
from kg.resolution.workspace import Workspace, to_bytes

BATCH = 1000


def name_clusters(kind: Kind, space: Workspace, catalogue: Catalogue | None) -> None:
    """Write the id and the node of each cluster of one kind.

    Of several with one id the one of the most documents keeps it; the others' end in a digest of their first
    document, so that they stay as they are when others come.
    """
    rows = labelled(kind, space, catalogue)
    insert = "insert into entity values (?, ?, ?, ?, ?, ?)"
    while batch := list(islice(rows, BATCH)):
        space.run(insert, batch)
    query = "select id, cluster, least from entity where kind = ? order by id, documents desc, least"
    changed = []
    for name, group in groupby(space.rows(query, kind), key=lambda row: row[0]):
        _, *others = group
        changed += [(told_apart(name, least), cluster) for _, cluster, least in others]
    space.run("update entity set id = ? where cluster = ?", changed)


def told_apart(name: str, least: str) -> str:
    """Return the id of an entity where a larger one has the same."""
    return f"{name}/{digest(least)[:8]}"


def labelled(kind: Kind, space: Workspace, catalogue: Catalogue | None) -> Iterator[tuple[object, ...]]:
    """Yield a row for each cluster."""
    for cluster, parts in space.clusters(kind):
        yield (cluster, *entity_of(parts, catalogue))


def entity_of(parts: Iterable[Summary], catalogue: Catalogue | None) -> tuple[str, str, int, str, bytes]:
    """Return id, kind, documents, first name and node of the entity that candidates are."""
    total = merged(sorted(parts, key=lambda s: s.order))
    node = to_bytes(label(total, catalogue))
    return ranked(total.locals), total.kind, total.documents, total.least, node


def label(total: Summary, catalogue: Catalogue | None) -> Entity | Office:
    """Return the node of a cluster, without id and aliases."""
    entry = catalogue.entries[total.known] if catalogue and total.known else None
    name = entry.name if entry else ranked(total.names)
    if total.kind is Kind.OFFICE:
        owners = {key: n for key, n in total.owners.items() if key} or {"": 1}
        return Office(EntityId(""), name, tuple(EntityId(x) for x in ranked(owners).split()))
    code = total.key.upper() if total.kind is Kind.COUNTRY else None
    return Entity(EntityId(""), total.kind, name, code=code, wikidata=entry.wikidata if entry else None)


def ranked(counts: Mapping[str, int]) -> str:
    """Return the most frequent of several names, those of several words or of a known body first."""

    def order(name: str) -> tuple[bool, bool, int, int, str]:
        plain = name.startswith("office/unknown/"), not any(c in name for c in " -")
        return *plain, -counts[name], -len(name), name

    return min(counts, key=order)
