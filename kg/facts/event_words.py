"""The words of a language pack that tell of events: frames of verbs and nouns, and what makes a status."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from kg.languages import LanguagePack
from kg.model import EventKind, EventStatus, Role

EFFECTS = ("plan", "propose", "fail", "deny", "alleged", "succeed", "cancel")
SYMMETRIC = frozenset(
    {EventKind.MEET, EventKind.CALL, EventKind.AGREE, EventKind.NEGOTIATE, EventKind.SUMMIT}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb or noun tells, and which part the words around it play; the pack's file says it in full."""

    kind: EventKind
    words: tuple[str, ...]
    roles: Mapping[str, Role]
    least: int = 1
    needs: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    phrase: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    status: EventStatus | None = None
    people_kind: EventKind | None = None
    people: bool = False
    people_targets: bool = False
    bodies: bool = False
    bodies_targets: bool = False
    clubs: bool = False
    office: bool = False
    passive: bool = False
    infinitive: bool = False
    told: bool = False
    legislatures: bool = False
    chambers: bool = False
    citizens: bool = False
    states: bool = False
    places: bool = False
    others: bool = False
    alone: bool = False
    rival: bool = False
    absent: bool = False
    regions: bool = False
    stands: bool = False
    electoral: bool = False
    family: str = ""
    owners: bool = False
    declared: bool = False
    troops: bool = False
    purpose: bool = False
    given: bool = False
    each: Role | None = None
    but: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    or_with: tuple[str, ...] = ()


def frame(row: Mapping[str, Any]) -> Frame:
    """Return the frame that a table of the pack's file describes."""
    values: dict[str, Any] = dict(row)
    for name in ("words", "needs", "goes", "or_with"):
        values[name] = tuple(row.get(name, ()))
    for name in ("objects", "only", "through", "phrase", "particle", "near", "but", "without"):
        values[name] = frozenset(row.get(name, ()))
    values["kind"] = EventKind(row["kind"])
    values["roles"] = {word: Role(role) for word, role in row["roles"].items()}
    values["each"] = Role(row["each"]) if "each" in row else None
    values["status"] = EventStatus(row["status"]) if "status" in row else None
    values["people_kind"] = EventKind(row["people_kind"]) if "people_kind" in row else None
    return Frame(**values)


class EventWords:
    """The frames by word, and the lists as sets."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.verbs = by_word(tables.get("verbs", ()))
        self.nouns = by_word(tables.get("nouns", ()))
        self._sets = {
            section: {name: frozenset(words) for name, words in tables.get(section, {}).items()}
            for section in ("groups", "status", "setting")
        }
        listed = ((word, name) for name in EFFECTS for word in self._sets["status"].get(name, ()))
        self._effects: dict[str, str] = {}
        for word, name in listed:
            self._effects.setdefault(word, name)

    @cached_property
    def listed(self) -> frozenset[str]:
        """Return the words of which one stands in all that tells of an event."""
        return frozenset({*self.verbs, *self.nouns, *self._sets["groups"].get("elect", ())})

    def has(self, name: str, word: str, section: str = "status") -> bool:
        """Tell whether a list of the pack has a word."""
        return word in self._sets[section].get(name, ())

    def effect(self, word: str) -> str:
        """Return what a governing word makes of an event: the first list that has it, "" for none."""
        return self._effects.get(word, "")


@cache
def event_words(pack: LanguagePack) -> EventWords:
    """Return the words of a pack, made once."""
    return EventWords(pack.events)


def by_word(rows: Any) -> dict[str, list[Frame]]:
    """Return the frames of each word in the order of the file."""
    found: defaultdict[str, list[Frame]] = defaultdict(list)
    for row in rows:
        built = frame(row)
        for word in built.words:
            found[word].append(built)
    return dict(found)
