"""A resolution: which entities of which documents are one, as what, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import msgspec

from kg.graph import KnowledgeGraph
from kg.model import DocId, Entity, EntityId, Kind, Office
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


class Resolution:
    """What `resolve` returns. It lives in a temporary file, which goes when it does."""

    def __init__(self, space: Workspace) -> None:
        self.space = space

    def names(self, document: DocId) -> Mapping[EntityId, EntityId]:
        """Return the id that each entity of a document has across documents."""
        rows = self.space.rows(f"{NAMES} where place.document = ?", document)
        return {EntityId(old): EntityId(new) for old, new in rows}

    def nodes(self, document: DocId) -> Mapping[EntityId, Entity | Office]:
        """Return the nodes that the entities of a document are across documents, by their ids there.

        Owners of an office that only other documents name are among them.
        """
        found = {new: self.node(new) for new in self.names(document).values()}
        owners = {owner for node in found.values() if isinstance(node, Office) for owner in node.of}
        found |= {owner: self.node(owner) for owner in owners - found.keys()}
        return found

    def node(self, identity: EntityId) -> Entity | Office:
        """Return the node of an entity across documents, without aliases.

        Raises:
            KeyError: no entity has this id.
        """
        row = self.space.db.execute("select kind, data from entity where id = ?", (identity,)).fetchone()
        if row is None:
            raise KeyError(identity)
        cls: type[Entity | Office] = Office if row[0] == Kind.OFFICE else Entity
        return replace(msgspec.msgpack.decode(row[1], type=cls), id=identity)

    def renamed(self, graph: KnowledgeGraph) -> KnowledgeGraph:
        """Return one document's graph with the ids and names that its entities have across documents."""
        for document in graph.documents:
            graph = renamed(graph, self.names(document), self.nodes(document))
        return graph

    @property
    def merges(self) -> Iterator[Merge]:
        """Yield what is made of several names or documents, by id."""
        query = "select id, cluster, data from entity where documents > 1 order by id"
        for identity, cluster, _ in self.space.rows(query):
            yield self.merge(EntityId(identity), cluster)

    def merge(self, identity: EntityId, cluster: int) -> Merge:
        """Return what an entity is made of."""
        query = """
        select place.id, place.document, place.score, place.reasons, unit.unit from place
        join unit using (unit) where cluster = ? order by place.id, place.document
        """
        why = {
            unit: (score, reasons)
            for one, other, score, reasons in self.space.rows(
                "select merge.* from merge join unit on unit.unit = merge.unit where cluster = ?", cluster
            )
            for unit in (one, other)
        }
        members = []
        for name, rows in groupby(self.space.rows(query, cluster), key=lambda row: row[0]):
            found = list(rows)
            told = {why[row[4]] for row in found if row[4] in why} or {
                (row[2], row[3]) for row in found if row[3]
            }
            score, reasons = min(told, default=(0.0, ""))
            members.append(Member(name, tuple(row[1] for row in found), score, tuple(reasons.split("; "))))
        members.sort(key=lambda member: (-len(member.documents), member.reference))
        return Merge(identity, node_name(self.node(identity)), tuple(members))


def node_name(node: Entity | Office) -> str:
    """Return what people call a node."""
    return node.title if isinstance(node, Office) else node.name
