"""Offices: one by body and title; where no text names the body, by who holds it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from kg.model import DocId, EntityId, Kind
from kg.resolution.decisions import Decisions
from kg.resolution.evidence import Pair, Summary
from kg.resolution.matching import Union, decided
from kg.resolution.parting import Namer
from kg.resolution.profiles import Profile
from kg.resolution.workspace import Workspace

UNKNOWN = "unknown"


def place_offices(space: Workspace, decisions: Decisions) -> None:
    """Give every office of every document its id, once bodies and people have theirs. O(n log n)."""
    space.db.execute(
        "create table office (key text, document text, id text, name text, title text, owners text)"
    )
    seats = {
        space.name(profile.document, profile.of[0]): profile.seat
        for profile in space.profiles(Kind.OFFICE)
        if profile.seat and profile.of and profile.of[0].startswith("organization/")
    }
    profiles = space.profiles(Kind.OFFICE)
    rows = (keyed(profile, space.name, decisions, seats, space.offices) for profile in profiles)
    space.run("insert into office values (?, ?, ?, ?, ?, ?)", rows)
    unit, union = space.next_unit(), Union()
    forced: defaultdict[str, set[int]] = defaultdict(set)
    query = "select * from office order by key, document, id"
    for key, group in groupby(space.rows(query), key=lambda row: row[0]):
        found = list(group)
        space.add_units([(unit, counted(key, found), [])])
        space.place((row[1], row[2], unit, Pair(0.0, ("same office",))) for row in found)
        for row in found:
            for number in decisions.of(DocId(row[1]), EntityId(row[2]))[1]:
                forced[f"decision: {decisions.sorted[number]}"].add(unit)
        unit += 1
    for one, other, pair in decided(forced, union):
        space.merged(one, other, pair)
    space.cluster(Kind.OFFICE, union.find)


def counted(key: str, rows: Sequence[Sequence[str]]) -> Summary:
    """Return the summary of an office."""
    least = min(f"{row[1]} {row[2]}" for row in rows)
    documents = len({row[1] for row in rows})
    names, locals_, owners = (Counter(row[n] for row in rows) for n in (4, 3, 5))
    return Summary(Kind.OFFICE, key, names, locals_, documents, least, owners=owners)


def keyed(
    profile: Profile,
    name: Namer,
    decisions: Decisions,
    seats: Mapping[EntityId, str],
    offices_of: Callable[[EntityId], Iterable[str]],
) -> tuple[str, str, str, str, str, str]:
    """Return a row: the key of an office across documents, where it is, its id, title and owners there.

    `seats` are the chambers that bodies are known to be, `offices_of` what a person is known to hold.
    """
    owners = tuple(dict.fromkeys(name(profile.document, owner) for owner in profile.of))
    holders = {name(profile.document, holder) for holder in profile.holders}
    title = profile.key.replace(" ", "-")
    seat = profile.seat or (seats.get(owners[0], owners[0]) if owners else "")
    if not seat and len(holders) == 1:
        seat = stated_elsewhere(title, offices_of(min(holders)))
        owners = (EntityId(seat),) if "/" in seat else ()
    where = "-".join(owners[0].split("/")[1:]) if owners else UNKNOWN
    if not seat:
        seat = f"{UNKNOWN} {min(holders) if len(holders) == 1 else profile.document}"
    apart, _ = decisions.of(profile.document, profile.id)
    key = " ".join((seat, title, *apart))
    return key, profile.document, profile.id, f"office/{where}/{title}", profile.name, " ".join(owners)


def stated_elsewhere(title: str, offices: Iterable[str]) -> str:
    """Return the body or chamber of the one office of this title among those of a person, if any."""
    parted = (office.partition("|") for office in set(offices))
    bodies = {body for body, _, words in parted if body and words == title}
    return bodies.pop() if len(bodies) == 1 else ""
