"""Cypher text of the stores, written once. Names come from the schema alone; every value is a parameter."""

from collections.abc import Iterator

from kg.model import Predicate
from kg.rows import Node, Row
from kg.schema import ENTITY_LABELS, KEYS, LABELS, NODE_PROPERTIES, TYPE_PROPERTIES

Shape = tuple[str, ...]
"""What rows of one statement share: a node's label, or a relationship's type, source and target label."""


def shape(row: Row) -> Shape:
    """Return what decides the statement of a row."""
    if isinstance(row, Node):
        return (row.labels[0],)
    return row.type, row.source_label, row.target_label


def checked(kind: Shape) -> Shape:
    """Return `kind` if all its names are of the schema, so that nothing else becomes Cypher text."""
    label_set = set(LABELS.values())
    known = kind[0] in (NODE_PROPERTIES if len(kind) == 1 else TYPE_PROPERTIES)
    if not known or not label_set.issuperset(kind[1:]):
        raise AssertionError(f"not of the schema: {kind!r}")
    return kind


def constraints() -> Iterator[str]:
    """Yield what makes ids unique and lookups fast, safe to run again."""
    for label in NODE_PROPERTIES:
        name = f"{label.lower()}_id"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"


def indexes() -> Iterator[str]:
    """Yield indexes that only a server has: dates, names, and full text."""
    for label, name in (("Tenure", "since"), ("Event", "since"), ("Statement", "date"), ("Event", "type")):
        yield f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
    yield "CREATE INDEX entity_id IF NOT EXISTS FOR (n:Entity) ON (n.id)"
    yield "CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.title, n.aliases]"
    yield "CREATE FULLTEXT INDEX contents IF NOT EXISTS FOR (n:Statement) ON EACH [n.content]"


def returned(variable: str, names: tuple[str, ...]) -> str:
    """Return the properties to fetch. Each is named: `properties(n)` differs between stores."""
    return "".join(f", {variable}.{name} AS {name}" for name in names)


def ends(kind: Shape) -> str:
    """Return the match of both ends of a relationship by label and id."""
    _, source, target = kind
    return f"MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}})"


def edge(type_: str) -> str:
    """Return the pattern of a relationship, with the property that tells it apart."""
    key = KEYS.get(type_)
    return f"[r:{type_} {{{key}: row.key}}]" if key else f"[r:{type_}]"


def merge(kind: Shape, *, change: bool) -> str:
    """Return the statement that writes rows of this shape; without `change` it leaves existing ones alone."""
    kind = checked(kind)
    when = "" if change else "ON CREATE "
    if len(kind) == 1:
        label = kind[0]
        marked = f" {when}SET n:Entity" if label in ENTITY_LABELS else ""
        merge = f"MERGE (n:{label} {{id: row.id}}){marked}"
        return f"UNWIND $rows AS row {merge} {when}SET n += row.properties"
    merge = f"MERGE (a)-{edge(kind[0])}->(b)"
    return f"UNWIND $rows AS row {ends(kind)} {merge} {when}SET r += row.properties"


def create(label: str) -> str:
    """Return the statement that makes nodes that are not there yet."""
    both = f"{checked((label,))[0]}:Entity" if label in ENTITY_LABELS else label
    return f"UNWIND $rows AS row CREATE (n:{both} {{id: row.id}}) SET n += row.properties"


def create_inside(label: str, outer: str) -> str:
    """Return the statement that makes nodes inside others: sentences of documents, evidence of sentences."""
    made = f"CREATE (n:{checked((label,))[0]} {{id: x.id}})-[:IN]->(o) SET n += x.properties"
    return f"UNWIND $rows AS row MATCH (o:{checked((outer,))[0]} {{id: row.id}}) UNWIND row.rows AS x {made}"


def create_links(kind: Shape, *, outgoing: bool) -> str:
    """Return the statement that makes relationships that are not there yet.

    All that leave one node, or reach it, are made together: twice as fast as pair by pair.
    """
    type_, source, target = checked(kind)
    one, other = (source, target) if outgoing else (target, source)
    ends = f"MATCH (a:{one} {{id: row.id}}) UNWIND row.rows AS x MATCH (b:{other} {{id: x.id}})"
    made = f"(a)-[r:{type_}]->(b)" if outgoing else f"(b)-[r:{type_}]->(a)"
    properties = " SET r += x.properties" if TYPE_PROPERTIES[type_] else ""
    return f"UNWIND $rows AS row {ends} CREATE {made}{properties}"


def fetch(kind: Shape) -> str:
    """Return the statement that reads what is stored of rows of this shape, by their `index`."""
    kind = checked(kind)
    if len(kind) == 1:
        names = returned("n", NODE_PROPERTIES[kind[0]])
        return f"UNWIND $rows AS row MATCH (n:{kind[0]} {{id: row.id}}) RETURN row.index AS index{names}"
    type_, source, target = kind
    names = returned("r", TYPE_PROPERTIES[type_])
    pattern = f"(a:{source} {{id: row.source}})-{edge(type_)}->(b:{target} {{id: row.target}})"
    return f"UNWIND $rows AS row MATCH {pattern} RETURN row.index AS index{names}"


def all_nodes(label: str) -> str:
    """Return the statement that reads all nodes of a label."""
    return f"MATCH (n:{checked((label,))[0]}) RETURN n.id AS identity{returned('n', NODE_PROPERTIES[label])}"


def all_relationships(type_: str) -> str:
    """Return the statement that reads all relationships of a type."""
    names = returned("r", TYPE_PROPERTIES[type_])
    return f"MATCH (a)-[r:{type_}]->(b) RETURN a.id AS source, b.id AS target{names}"


def parameters(row: Row, index: int = 0) -> dict[str, object]:
    """Return the row as parameters of `merge`, `create` and `fetch`."""
    if isinstance(row, Node):
        return {"index": index, "id": row.id, "properties": dict(row.properties)}
    key = row.properties.get(KEYS.get(row.type, ""))
    pair = {"source": row.source, "target": row.target, "key": key}
    return {"index": index, **pair, "properties": dict(row.properties)}


OWNERS = (
    "UNWIND $rows AS row MATCH (o:Office {id: row.id})-[r:OF]->(b) "
    "RETURN row.index AS index, b.id AS owner ORDER BY index, r.position"
)
DISOWN = "UNWIND $rows AS row MATCH (o:Office {id: row.id})-[r:OF]->() DELETE r"
LAST = "MATCH (n:Document) RETURN max(n.position) AS position, max(n.load) AS load"
"""Where the next document and the next load are counted from."""
KNOWN = (
    "UNWIND $rows AS row MATCH (n:{} {{id: row.id}}) WHERE row.digest IN n.digests RETURN row.index AS index"
)
"""Which parts are stored as they are: by label of the part's node."""


def stated(label: str) -> str:
    """Return the statement that asks what a part says something of."""
    pattern = f"(d:{checked((label,))[0]} {{id: row.id}})-[:STATES]->(n)"
    return f"UNWIND $rows AS row MATCH {pattern} RETURN n.id AS id"


def others(label: str) -> str:
    """Return the statement that asks what all parts but one say of entities or facts."""
    names = returned("r", TYPE_PROPERTIES["STATES"])
    pattern = f"(n:{checked((label,))[0]} {{id: row.id}})<-[r:STATES]-(o) WHERE o.id <> row.part"
    return f"UNWIND $rows AS row MATCH {pattern} RETURN DISTINCT row.index AS index{names}"


def supported(label: str) -> str:
    """Return the statement that asks for the plain relations that a part supports."""
    links = f"(d:{checked((label,))[0]} {{id: row.id}})-[:STATES]->(a)-[r:{'|'.join(Predicate)}]->(b)"
    return (
        f"UNWIND $rows AS row MATCH {links} "
        "WHERE r.id IN row.unproven OR any(x IN r.evidence WHERE x IN row.evidence) "
        "RETURN type(r) AS type, a.id AS source, b.id AS target, r.id AS key, r.evidence AS evidence"
    )


def delete(label: str) -> str:
    """Return the statement that deletes nodes with their relationships."""
    return f"UNWIND $rows AS row MATCH (n:{checked((label,))[0]} {{id: row.id}}) DETACH DELETE n"


def unlink(kind: Shape) -> str:
    """Return the statement that deletes relationships."""
    type_, source, target = checked(kind)
    pattern = f"(a:{source} {{id: row.source}})-{edge(type_)}->(b:{target} {{id: row.target}})"
    return f"UNWIND $rows AS row MATCH {pattern} DELETE r"


def unlink_others(type_: str) -> str:
    """Return the statement that deletes relationships of statements to all but `kept`."""
    pattern = f"(n:Statement {{id: row.id}})-[r:{type_}]->(x)"
    return f"UNWIND $rows AS row MATCH {pattern} WHERE NOT x.id IN row.kept DELETE r"


DISTRUST = tuple(f"MATCH (n:{label}) REMOVE n.digests" for label in ("Document", "Part"))
"""After an edit by hand nothing is taken as stored, so that the next load mends what is missing."""
DOCUMENTS = (
    "UNWIND $rows AS row MATCH (n:Document) WHERE n.id = row.id OR n.key = row.id OR n.url = row.id "
    "RETURN n.id AS id ORDER BY id"
)
UNPROVEN = "MATCH (n:{}) WHERE n.unproven IS NOT NULL RETURN n.id AS id, n.unproven AS unproven"
PROOF = (
    "UNWIND $rows AS row MATCH (d:Document {id: row.id})<-[:IN]-(s:Sentence) "
    "OPTIONAL MATCH (s)<-[:IN]-(e:Evidence) RETURN s.id AS sentence, e.id AS evidence"
)
HELD = (
    "UNWIND $rows AS row MATCH (t:Tenure {id: row.id}) WHERE t.status = 'current' "
    "MATCH (p)-[:HAD]->(t)-[:IN_OFFICE]->(o:Office) RETURN DISTINCT p.id AS source, o.id AS target"
)
HOLDING = (
    "UNWIND $rows AS row MATCH (o:Office {id: row.target})<-[:IN_OFFICE]-(t:Tenure)<-[:HAD]-(p) "
    "WHERE t.status = 'current' AND p.id = row.source RETURN row.index AS index, t.as_of AS as_of"
)
