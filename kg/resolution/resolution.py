"""A resolution: which entities of which documents are one, as what, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import msgspec

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import DocId, Entity, EntityId, Kind, Office, digest
from kg.resolution.renaming import renamed
from kg.resolution.workspace import NAMES, Workspace


@dataclass(frozen=True, slots=True)
class Member:
    """One of the names that were found to be one entity: in how many documents, and why it is taken for it.

    `reference` is the id that documents give it; `documents` their ids.
    """

    reference: EntityId
    documents: tuple[DocId, ...]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """An entity of several documents or names, with what it is made of, the most frequent first."""

    entity: EntityId
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """Each id of an entity in a document with the one that it has across documents, and the nodes of these.

    Owners of an office that only other documents name are among the nodes, each as id, kind and bytes.
    """

    names: tuple[tuple[EntityId, EntityId], ...]
    nodes: tuple[tuple[str, str, bytes], ...]

    @property
    def digest(self) -> str:
        """Return what changes when the document's graph under these names does."""
        return digest(msgspec.msgpack.encode((self.names, self.nodes)))

    def renamed(self, graph: KnowledgeGraph) -> KnowledgeGraph:
        """Return the document's graph with these ids and names. O(size of `graph`)."""
        nodes = {EntityId(name): node_of(name, kind, data) for name, kind, data in self.nodes}
        return renamed(graph, dict(self.names), nodes)


class Resolution:
    """What `resolve` returns. It lives in a temporary file, which goes when it does."""

    def __init__(self, space: Workspace) -> None:
        self.space = space

    def names(self, document: DocId) -> Mapping[EntityId, EntityId]:
        """Return the id that each entity of a document has across documents."""
        rows = self.space.rows(f"{NAMES} where place.document = ?", document)
        return {EntityId(old): EntityId(new) for old, new in rows}

    def naming(self, document: DocId) -> "Naming":
        """Return what the entities of a document are across documents."""
        query = f"{NODES} join place using (unit) where place.document = ?"
        found = {name: row for name, *row in self.space.rows(query, document)}
        offices = [node_of(name, *row) for name, row in found.items() if row[0] == Kind.OFFICE]
        for owner in {owner for office in offices for owner in getattr(office, "of", ())} - found.keys():
            found |= {name: row for name, *row in self.space.rows(NODE, owner)}
        nodes = tuple((name, *row) for name, row in sorted(found.items()))
        return Naming(tuple(sorted(self.names(document).items())), nodes)

    def node(self, identity: EntityId) -> Entity | Office:
        """Return the node of an entity across documents, without aliases.

        Raises:
            InputError: no entity has this id.
        """
        for name, *row in self.space.rows(NODE, identity):
            return node_of(name, *row)
        raise InputError(identity, "no entity has this id: `kg merges` and the store have the ids")

    def renamed(self, graph: KnowledgeGraph) -> KnowledgeGraph:
        """Return one document's graph with the ids and names that its entities have across documents."""
        for document in graph.documents:
            graph = self.naming(document).renamed(graph)
        return graph

    @property
    def merges(self) -> Iterator[Merge]:
        """Yield what is made of several documents' entities, by id."""
        query = "select id from entity where documents > 1 order by id"
        return (self.merge(EntityId(name)) for (name,) in self.space.rows(query))

    def merge(self, identity: EntityId) -> Merge:
        """Return what an entity is made of.

        Raises:
            InputError: no entity has this id.
        """
        node = self.node(identity)
        joins = {
            unit: (score, reasons)
            for one, other, score, reasons in self.space.rows(JOINS, identity)
            for unit in (one, other)
        }
        members = []
        for name, rows in groupby(self.space.rows(PLACES, identity), key=lambda row: row[0]):
            found = list(rows)
            told = {joins[unit] for *_, unit in found if unit in joins}
            told = told or {(score, reasons) for _, _, score, reasons, _ in found if reasons}
            score, reasons = min(told, default=(0.0, ""))
            documents = tuple(DocId(row[1]) for row in found)
            members.append(Member(EntityId(name), documents, score, tuple(filter(None, reasons.split("; ")))))
        members.sort(key=lambda member: (-len(member.documents), member.reference))
        return Merge(identity, node.title if isinstance(node, Office) else node.name, tuple(members))

    def bearers(self, reference: EntityId) -> list[EntityId]:
        """Return the entities that documents give this id."""
        query = """
        select distinct entity.id from place join unit using (unit)
        join entity on entity.cluster = unit.cluster where place.id = ? order by 1
        """
        return [EntityId(name) for (name,) in self.space.rows(query, reference)]


NODE = "select id, kind, data from entity where id = ?"
NODES = """
select entity.id, entity.kind, entity.data from entity join unit on unit.cluster = entity.cluster
"""
PLACES = """
select place.id, place.document, place.score, place.reasons, place.unit from place join unit using (unit)
join entity on entity.cluster = unit.cluster where entity.id = ? order by place.id, place.document
"""
JOINS = """
select merge.* from merge join unit using (unit) join entity on entity.cluster = unit.cluster
where entity.id = ? order by merge.score
"""


def node_of(identity: str, kind: str, data: bytes) -> Entity | Office:
    """Return the node that a row of the workspace holds."""
    cls: type[Entity | Office] = Office if kind == Kind.OFFICE else Entity
    return replace(msgspec.msgpack.decode(data, type=cls), id=EntityId(identity))
