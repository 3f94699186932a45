"""Takes a document out of a store: what it alone supported goes, what others say too stays as they say it.

Every other part still says in `STATES` what it says of an entity or fact, so what is left is exactly what the
others would have made without this document.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby

from kg.errors import InputError
from kg.rows import Node, Relationship
from kg.schema import ENTITY_LABELS, label_of, node, relationship
from loaders import cypher
from loaders.base import Written
from loaders.cypher import parameters, shape
from loaders.merging import Properties, joined
from loaders.rows import Record, Rows, identified, with_properties

SIDES = (("ABOUT", "about"), ("ASSERTS", "asserts"), ("DENIES", "denies"))


def document_named(rows: Rows, name: str) -> str:
    """Return the id of the document with this id, key or address.

    Raises:
        InputError: there is none, or more than one.
    """
    if label_of_or_none(name) == "Part":
        return name
    found = [record["id"] for record in rows.run(cypher.DOCUMENTS, [{"id": name}]).records]
    if not found:
        raise InputError(name, "no document of this store has this id, key or address")
    if len(found) > 1:
        raise InputError(name, f"{len(found)} documents have this key: say which, {', '.join(found)}")
    return str(found[0])


def label_of_or_none(name: str) -> str | None:
    """Return the label that an id says, if it is one."""
    try:
        return label_of(name)
    except InputError:
        return None


class Forgetting:
    """Takes one part out, and counts what went and what changed."""

    def __init__(self, rows: Rows, part: str) -> None:
        self.rows, self.part, self.label = rows, part, label_of(part)
        self.written = Written()

    def forget(self) -> Written:
        """Take it out. Cost: what the part says, times how many others say something of the same."""
        stated = [r["id"] for r in self.rows.run(cypher.stated(self.label), [{"id": self.part}]).records]
        kept = self.kept(stated)
        proof = self.rows.run(cypher.PROOF, [{"id": self.part}]).records
        evidence = sorted({r["evidence"] for r in proof if r["evidence"]})
        relations = self.relations(evidence)
        holders = self.rows.run(cypher.HELD, identified([n for n in stated if label_of(n) == "Tenure"]))
        self.delete([*evidence, *sorted({r["sentence"] for r in proof})])
        self.delete([name for name in stated if name not in kept])
        self.delete([self.part])
        self.renew(kept)
        self.renew_relations(relations, set(evidence))
        self.renew_holders(holders.records)
        return self.written

    def kept(self, stated: list[str]) -> dict[str, list[Properties]]:
        """Return what others say of what this part states, by id; what nobody else states is absent."""
        said: defaultdict[str, list[Properties]] = defaultdict(list)
        for label, names in by_label(stated):
            asked = [{**row, "part": self.part} for row in identified(names)]
            for record in self.rows.run(cypher.others(label), asked).records:
                name = names[record.pop("index")]
                said[name].append({k: value for k, value in record.items() if value is not None})
        return dict(said)

    def relations(self, evidence: list[str]) -> list[Record]:
        """Return the plain relations that this part supports; `unproven`: another part states it so."""
        stated = {
            r["id"]: r["unproven"] for r in self.rows.run(cypher.UNPROVEN.format("Document"), []).records
        }
        stated |= {r["id"]: r["unproven"] for r in self.rows.run(cypher.UNPROVEN.format("Part"), []).records}
        mine = {"id": self.part, "evidence": evidence, "unproven": stated.pop(self.part, None) or []}
        others = {name for names in stated.values() for name in names}
        found = self.rows.run(cypher.supported(self.label), [mine]).records
        return [{**record, "unproven": record["key"] in others} for record in found]

    def delete(self, names: list[str]) -> None:
        """Delete nodes with all that hangs on them."""
        for label, some in by_label(names):
            answer = self.rows.run(cypher.delete(label), identified(some))
            self.written += Written(0, 0, 0, 0, answer.nodes_deleted, answer.relationships_deleted)

    def renew(self, kept: dict[str, list[Properties]]) -> None:
        """Write what others say of entities and facts."""
        for label, names in by_label(sorted(kept)):
            nodes = [renewed(name, kept[name]) for name in names]
            stored = self.rows.stored((label,), nodes)
            pairs = [({**stored[i], **row.properties}, stored[i], row) for i, row in enumerate(nodes)]
            changed = [
                row for new, old, row in pairs if {k: v for k, v in new.items() if v is not None} != old
            ]
            self.rows.merge((label,), changed, change=True)
            self.written += Written(nodes_changed=len(changed))
        self.renew_owners({n: said for n, said in kept.items() if label_of(n) == "Office"})
        self.renew_sides({n: said for n, said in kept.items() if label_of(n) == "Statement"})

    def renew_owners(self, offices: dict[str, list[Properties]]) -> None:
        """Write where offices belong by what others say: the least of their answers."""
        before = dict(zip(offices, map(tuple, self.rows.owners(list(offices))), strict=True))
        known = {name: [tuple(p["of"]) for p in said if p.get("of")] for name, said in offices.items()}
        after = {name: min(answers, default=()) for name, answers in known.items()}
        self.written += self.rows.move({n: (before[n], after[n]) for n in offices if before[n] != after[n]})

    def renew_sides(self, statements: dict[str, list[Properties]]) -> None:
        """Delete what statements are about, assert or deny by the word of this part alone."""
        for type_, name in SIDES:
            said = ((s, sorted({x for p in ps for x in p.get(name) or ()})) for s, ps in statements.items())
            rows: list[Record] = [{"id": s, "kept": targets} for s, targets in said]
            gone = self.rows.run(cypher.unlink_others(type_), rows).relationships_deleted
            self.written += Written(relationships_deleted=gone)

    def renew_relations(self, relations: list[Record], gone: set[str]) -> None:
        """Take evidence off plain relations, and delete those that nothing else supports."""
        dropped, changed = [], []
        for record in relations:
            left = [name for name in record["evidence"] if name not in gone]
            row = relationship(
                record["type"], record["source"], record["target"], id=record["key"], evidence=left
            )
            if not left and not record["unproven"]:
                dropped.append(row)
            elif left != record["evidence"]:
                changed.append(row)
        self.unlink(dropped)
        self.change(changed)

    def renew_holders(self, holders: list[Record]) -> None:
        """Derive `HOLDS` anew from the tenures that are left."""
        days: defaultdict[int, list[str | None]] = defaultdict(list)
        asked = [{"index": i, **pair} for i, pair in enumerate(holders)]
        for record in self.rows.run(cypher.HOLDING, asked).records:
            days[record["index"]] += record["as_of"] or [None]
        rows = [relationship("HOLDS", pair["source"], pair["target"]) for pair in holders]
        self.unlink([row for i, row in enumerate(rows) if i not in days])
        last = ((row, max(filter(None, days[i]), default=None)) for i, row in enumerate(rows) if i in days)
        self.change([with_properties(row, {"as_of": day}) for row, day in last])

    def unlink(self, links: list[Relationship]) -> None:
        """Delete relationships."""
        for kind, group in groupby(sorted(links, key=shape), shape):
            answer = self.rows.run(cypher.unlink(kind), [parameters(row) for row in group])
            self.written += Written(relationships_deleted=answer.relationships_deleted)

    def change(self, links: list[Relationship]) -> None:
        """Set properties of relationships that differ from what is stored."""
        for kind, group in groupby(sorted(links, key=shape), shape):
            rows = list(group)
            stored = self.rows.stored(kind, rows)
            changed = [
                r for i, r in enumerate(rows) if any(stored[i].get(k) != v for k, v in r.properties.items())
            ]
            self.rows.merge(kind, changed, change=True)
            self.written += Written(relationships_changed=len(changed))


def by_label(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the ids of each label."""
    for label, group in groupby(sorted(names, key=lambda n: (label_of(n), n)), label_of):
        yield label, list(group)


def renewed(name: str, said: list[Properties]) -> Node:
    """Return a node with all that follows from what parts say of it; None for what none says."""
    label = label_of(name)
    both: Properties = reduce(lambda stored, new: joined(new, stored), said, {})
    if label in ENTITY_LABELS:
        words = ("title",) if label == "Office" else ("name", "wikidata", "code")
        values = {word: both.get(word) for word in words} | {"aliases": both.get("aliases") or []}
    elif label == "Tenure":
        values = {word: both.get(word) or [] for word in ("titles", "as_of")}
    elif label == "Statement":
        sides = (("asserted_relations", "asserts"), ("denied_relations", "denies"))
        plain = (
            (one, [x for x in both.get(other) or () if x.startswith("relation/")]) for one, other in sides
        )
        values = {one: ids or None for one, ids in plain}
    else:
        values = {}
    return with_properties(node(name), values)
