"""Mentions → events: mentions of one happening become one, the fullest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.facts.event_mentions import Happening
from kg.facts.event_told import ALLEGED, CANCELLED, DENIED, HELD, PLANNED, PROPOSED
from kg.model import EntityId, EventKind, PartialDate

RANK = {DENIED: 0, CANCELLED: 1, HELD: 2, PLANNED: 3, ALLEGED: 4, PROPOSED: 5}


def merged(mentions: Iterable[Happening]) -> Iterator[list[Happening]]:
    """Yield groups of mentions of one happening, the fullest first. O(mentions): looks at 50 at most."""
    groups: list[list[Happening]] = []
    index: defaultdict[tuple[EventKind, EntityId], list[int]] = defaultdict(list)
    for mention in sorted(mentions, key=fullness):
        near = sorted({n for _, entity in mention.parts for n in index[mention.kind, entity][:50]})
        home = next((n for n in near if same(groups[n], mention)), None)
        if home is None:
            home = len(groups)
            groups.append([])
            for _, entity in mention.parts:
                index[mention.kind, entity].append(home)
        groups[home].append(mention)
    yield from sorted(groups, key=lambda group: group[0].order)


def fullness(mention: Happening) -> tuple[bool, int, int, float, int]:
    """Order mentions: told before mentioned, dated, by how many take part, surest, first."""
    dated = (mention.since is not None) + (mention.place is not None)
    return (mention.standing.weak, -len(mention.parts), -dated, -mention.confidence, mention.order)


def same(group: list[Happening], other: Happening) -> bool:
    """Tell whether a mention is of the happening of a group."""
    first = group[0]
    if first.family != other.family:
        return False
    who, others = {e for _, e in first.parts}, {e for _, e in other.parts}
    nested = first.parts <= other.parts or other.parts <= first.parts
    if not nested or not agree(first.since, other.since):
        return False
    told = not first.standing.weak and not other.standing.weak
    if first.kind is EventKind.VOTE and not first.family and who != others and told:
        return False
    if first.place and other.place and first.place != other.place:
        return False
    if first.status is other.status:
        return True
    if other.standing.weak or first.standing.weak:
        return True
    statuses = {first.status, other.status}
    if DENIED in statuses:
        rest = other if first.status is DENIED else first
        return rest.status in (ALLEGED, PROPOSED) or rest.standing.attributed
    if CANCELLED in statuses:
        return statuses <= {CANCELLED, PLANNED, PROPOSED}
    return statuses in ({PLANNED, PROPOSED}, {HELD, ALLEGED}) or (
        statuses == {HELD, PLANNED} and first.since is not None and first.since == other.since
    )


def agree(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether two dates may be of one day: one is missing or holds the other."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def told_together(group: list[Happening]) -> Happening:
    """Return the fullest mention with the date, place and status that the group knows."""
    strong = [m for m in group if not m.standing.weak] or group
    first = min(strong, key=lambda m: RANK[m.status])
    dates = sorted((m.since for m in group if m.since), key=lambda d: (-len(d), d))
    places = [m.place for m in group if m.place]
    parts = max((m.parts for m in group), key=len)
    return replace(
        group[0],
        standing=first.standing,
        parts=parts,
        since=dates[0] if dates else None,
        place=places[0] if places else None,
    )
