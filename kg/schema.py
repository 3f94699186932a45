"""The schema in a store: labels, types and properties (public API, `docs/adr/0001`), and rows made of them.

The first part of an id says the label: "person/jim-mattis" is a `Person`. No property is ever named `end`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.errors import InputError
from kg.model import Kind, Predicate

LABELS = {
    "document": "Document",
    "part": "Part",
    "person": "Person",
    "organization": "Organization",
    "country": "Country",
    "place": "Place",
    "office": "Office",
    "sentence": "Sentence",
    "tenure": "Tenure",
    "event": "Event",
    "statement": "Statement",
    "evidence": "Evidence",
}
ENTITY_LABELS = frozenset(Kind)
NODE_PROPERTIES: dict[str, tuple[str, ...]] = {
    "Document": (
        *("key", "url", "publisher", "title", "lang", "published", "sha256"),
        *("position", "load", "digests", "unproven"),
    ),
    "Part": ("digests", "unproven"),
    "Person": ("name", "aliases", "wikidata", "code"),
    "Organization": ("name", "aliases", "wikidata", "code"),
    "Country": ("name", "aliases", "wikidata", "code"),
    "Place": ("name", "aliases", "wikidata", "code"),
    "Office": ("title", "aliases"),
    "Sentence": ("start_char", "end_char", "text"),
    "Tenure": ("status", "since", "until", "titles", "as_of"),
    "Event": ("type", "plover", "cameo", "status", "since", "until"),
    "Statement": (
        *("kind", "content", "polarity", "direct", "cue", "date"),
        *("asserted_relations", "denied_relations"),
    ),
    "Evidence": ("start_char", "end_char", "exact", "rule", "confidence"),
}
"""What a node carries beside its `id`, in the order in which nodes are written."""
PLAIN = ("id", "since", "until", "evidence")
TYPE_PROPERTIES: dict[str, tuple[str, ...]] = {
    "IN": (),
    "OF": ("position",),
    "HAD": (),
    "IN_OFFICE": (),
    "TOOK_PART": ("role",),
    "AT": (),
    "SAID": (),
    "TO": (),
    "ABOUT": (),
    "ASSERTS": (),
    "DENIES": (),
    "EVIDENCED_BY": (),
    "MENTIONED_IN": ("start_chars", "end_chars", "texts", "forms"),
    "STATES": (
        *("name", "title", "aliases", "wikidata", "code", "of", "titles", "as_of"),
        *("about", "asserts", "denies"),
    ),
    **dict.fromkeys(Predicate, PLAIN),
    "HOLDS": ("as_of",),
}
"""What a relationship carries, in the order in which relationships are written."""
LISTS = frozenset(
    {"aliases", "titles", "as_of", "evidence", "start_chars", "end_chars", "texts", "forms", "of", "about"}
    | {"asserts", "denies", "asserted_relations", "denied_relations", "digests", "unproven"}
)
"""Properties that are lists."""
NUMBERS = {
    **dict.fromkeys(("start_char", "end_char", "start_chars", "end_chars", "position", "load"), "long"),
    "confidence": "double",
    "direct": "boolean",
}
"""Properties that are no text, and their type as stores name it."""
BOOKKEEPING = frozenset({"Part", "STATES"})
"""What a store keeps beside the graph: which document says what (`kg.parts`)."""
KEYS: dict[str, str] = {"TOOK_PART": "role", **dict.fromkeys(Predicate, "id")}
"""The property that tells apart relationships of one type between the same two nodes; others have but one."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node, by its labels (the first says what it is) and id."""

    labels: tuple[str, ...]
    id: str
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship between two nodes, each by its first label and id."""

    type: str
    source_label: str
    source: str
    target_label: str
    target: str
    properties: Mapping[str, Any] = field(default_factory=dict)


Row = Node | Relationship


def label_of(identity: str) -> str:
    """Return the label that an id says.

    Raises:
        InputError: the id starts with no known kind.
    """
    try:
        return LABELS[identity.partition("/")[0]]
    except KeyError:
        raise InputError(identity, f"an id starts with one of {', '.join(LABELS)}") from None


def labels_of(identity: str) -> tuple[str, ...]:
    """Return the labels of the node with this id: entities and offices carry `Entity` too."""
    label = label_of(identity)
    return (label, "Entity") if label in ENTITY_LABELS else (label,)


def node(identity: str, **properties: object) -> Node:
    """Return a node without the properties that have no value."""
    return Node(labels_of(identity), identity, {k: v for k, v in properties.items() if v is not None})


def relationship(type_: str, source: str, target: str, **properties: object) -> Relationship:
    """Return a relationship without the properties that have no value."""
    known = {key: value for key, value in properties.items() if value is not None}
    return Relationship(type_, label_of(source), source, label_of(target), target, known)


def office_relationships(office: str, of: Sequence[str]) -> Iterator[Relationship]:
    """Yield where an office belongs; `position` keeps the order, narrowest first."""
    for position, owner in enumerate(of):
        yield relationship("OF", office, owner, position=position)
