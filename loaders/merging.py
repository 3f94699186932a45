"""How a row meets what is stored of it: the same merge as in `kg.graph`, on properties."""

from collections.abc import Mapping
from typing import Any

from kg.graph import least
from kg.lifting import citation
from kg.rows import Node, Relationship, Row
from kg.schema import KEYS

Properties = Mapping[str, Any]
DIGESTS = 8
"""Versions of a document that are known again; all are in the store."""
SPANS = ("start_chars", "end_chars", "texts", "forms")
MERGED = frozenset(
    {"Document", "Person", "Organization", "Country", "Place", "Office", "Tenure", "Statement"}
    | {"MENTIONED_IN", "HOLDS", "STATES"}
    | {type_ for type_, key in KEYS.items() if key == "id"}
)
"""Labels and types that a second load may change; all others follow from their id."""


def merged(row: Row, stored: Properties) -> Properties:
    """Return the properties to store, out of a row and what is stored of it (None removes a value)."""
    if isinstance(row, Relationship):
        return merged_relationship(row, stored)
    if row.labels[0] == "Document":
        return merged_document(row, stored)
    return joined(row.properties, stored)


def merged_document(row: Node, stored: Properties) -> Properties:
    """Return the properties of a document: one of two records of it, and what the store remembers of it."""
    digests = [*(stored.get("digests") or ()), *(row.properties.get("digests") or ())]
    unproven = {*(stored.get("unproven") or ()), *(row.properties.get("unproven") or ())}
    kept = {"digests": list(dict.fromkeys(digests))[-DIGESTS:]}
    kept |= {"unproven": sorted(unproven)} if unproven else {}
    kept |= {name: stored[name] for name in ("position", "load") if name in stored}
    known, new = citation(Node(row.labels, row.id, stored)), citation(row)
    if least(known, new) == known:
        return {**stored, **kept}
    return {**dict.fromkeys(stored), **row.properties, **kept}


def merged_relationship(row: Relationship, stored: Properties) -> Properties:
    """Return the properties of a relationship: all evidence, all mentions, the last date of holding."""
    if row.type == "MENTIONED_IN":
        spans = {*zip(*(stored[name] for name in SPANS), strict=True)}
        spans |= {*zip(*(row.properties[name] for name in SPANS), strict=True)}
        return dict(zip(SPANS, map(list, zip(*sorted(spans), strict=True)), strict=True))
    if row.type == "STATES":
        of = [p["of"] for p in (stored, row.properties) if p.get("of")]
        return {**joined(row.properties, stored), **({"of": min(of)} if of else {})}
    if row.type == "HOLDS":
        days = [p["as_of"] for p in (stored, row.properties) if p.get("as_of")]
        return {"as_of": max(days)} if days else {}
    return joined(row.properties, stored)


def joined(new: Properties, stored: Properties) -> Properties:
    """Return all values of lists, and the least known of every other value."""
    result = dict(stored)
    for name, value in new.items():
        old = stored.get(name)
        if isinstance(value, list):
            result[name] = sorted({*value, *(old or ())})
        elif not old or (value and value < old):
            result[name] = value
    return result
