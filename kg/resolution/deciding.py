"""What people decide of entities → lines of the file of decisions, in words that outlive every rebuild."""

from collections.abc import Iterable, Iterator

from kg.errors import InputError
from kg.model import DocId, EntityId
from kg.resolution.decisions import Decision, Decisions, Reference, Verb
from kg.resolution.resolution import Merge, Resolution


def to_merge(names: Iterable[EntityId], resolution: Resolution) -> Decision:
    """Return the decision that these entities are one.

    Raises:
        InputError: an id is unknown, the kinds differ, or it is one entity already.
    """
    names = sorted(set(names))
    if len({name.partition("/")[0] for name in names}) > 1:
        raise InputError(" and ".join(names), "entities of different kinds are never one")
    if len(names) < 2:
        raise InputError(names[0], "is one entity already")
    found = sorted({steady(resolution.merge(name), resolution) for name in names})
    return Decision(Verb.MERGE, tuple(found))


def steady(merge: Merge, resolution: Resolution) -> Reference:
    """Return what means an entity: its id in documents, that of one document where others have it too."""
    for member in merge.members:
        if resolution.bearers(member.reference) == [merge.entity]:
            return Reference(member.reference)
    member = merge.members[0]
    return Reference(member.reference, min(member.documents))


def to_split(name: EntityId, documents: Iterable[DocId], resolution: Resolution) -> Decision:
    """Return the decision that an entity is several: that of `documents` another one.

    Without documents each of its ids there is one of its own; if it has but one, each document's.

    Raises:
        InputError: the id is unknown, a document does not name it, or there is nothing to split.
    """
    merge, chosen = resolution.merge(name), frozenset(documents)
    found = {Reference(m.reference, d) for m in merge.members for d in m.documents if d in chosen}
    for document in sorted(chosen - {reference.document for reference in found}):
        raise InputError(document, f"does not name {name}")
    if not chosen:
        found = {Reference(member.reference) for member in merge.members}
        if len(found) == 1:
            [member] = merge.members
            found = {Reference(member.reference, document) for document in member.documents}
            if len(found) == 1:
                raise InputError(name, "one document names it: there is nothing to split")
    return Decision(Verb.SPLIT, tuple(sorted(found)))


def lines_on(
    names: Iterable[EntityId], verb: Verb, decisions: Decisions, resolution: Resolution
) -> Iterator[Decision]:
    """Yield the decisions of one verb that speak of all these entities, under any id that they had."""
    sides = [meant(name, resolution) for name in names]
    for line in decisions.sorted:
        said = {reference.id for reference in line.references}
        if line.verb is verb and all(said & side for side in sides):
            yield line


def meant(name: EntityId, resolution: Resolution) -> frozenset[EntityId]:
    """Return the ids by which documents may have named an entity: also one that a decision has taken away."""
    kind, tail, *_ = name.split("/")
    plain = frozenset([name, EntityId(f"{kind}/{tail}")])
    try:
        return plain | {member.reference for member in resolution.merge(name).members}
    except InputError:
        return plain
