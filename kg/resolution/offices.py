"""Offices: one by body and title; where no text names the body, by who holds it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise

from kg.model import DocId, EntityId, Kind
from kg.resolution.decisions import Decisions
from kg.resolution.evidence import Pair, Summary
from kg.resolution.matching import DECIDED, Union
from kg.resolution.profiles import Profile
from kg.resolution.workspace import Workspace

UNKNOWN = "office/unknown"


def place_offices(space: Workspace, decisions: Decisions) -> None:
    """Give every office of every document its id, once bodies and people have theirs. O(n log n)."""
    space.db.execute(
        "create table office (key text, document text, id text, name text, title text, owners text)"
    )
    rows = (keyed(profile, space, decisions) for profile in space.profiles(Kind.OFFICE))
    space.run("insert into office values (?, ?, ?, ?, ?, ?)", rows)
    unit, union = space.next_unit(), Union()
    forced: defaultdict[int, list[int]] = defaultdict(list)
    query = "select * from office order by key, document, id"
    for key, group in groupby(space.rows(query), key=lambda row: row[0]):
        found = list(group)
        space.add_unit(unit, counted(key, found), [])
        space.place((row[1], row[2], unit, Pair(0.0, ("same office",))) for row in found)
        for row in found:
            for number in decisions.of(DocId(row[1]), EntityId(row[2]))[1]:
                forced[number].append(unit)
        unit += 1
    for number, units in sorted(forced.items()):
        for one, other in pairwise(units):
            if union.find(one) != union.find(other):
                union.join(one, other)
                space.merged(one, other, Pair(DECIDED, (f"decision: {decisions.sorted[number]}",)))
    space.cluster(Kind.OFFICE, union.find)


def counted(key: str, rows: Sequence[Sequence[str]]) -> Summary:
    """Return the summary of an office."""
    least = min(f"{row[1]} {row[2]}" for row in rows)
    documents = len({row[1] for row in rows})
    names, locals_, owners = (Counter(row[n] for row in rows) for n in (4, 3, 5))
    return Summary(Kind.OFFICE, key, names, locals_, documents, least, owners=owners)


def keyed(profile: Profile, space: Workspace, decisions: Decisions) -> tuple[str, ...]:
    """Return a row: the key of an office across documents, where it is, its id, title and owners there."""
    owners = tuple(dict.fromkeys(space.name(profile.document, owner) for owner in profile.of))
    holders = {space.name(profile.document, holder) for holder in profile.holders}
    body = owners[0] if owners else None
    if body is None and len(holders) == 1:
        body = stated_elsewhere(profile.key, min(holders), space)
        owners = (body,) if body else ()
    if body is not None:
        name = f"office/{'-'.join(body.split('/')[1:])}/{profile.key}"
        key = f"{body} {profile.key}"
    else:
        name = f"{UNKNOWN}/{profile.key}"
        key = f"{UNKNOWN} {profile.key} {next(iter(holders)) if len(holders) == 1 else profile.document}"
    apart, _ = decisions.of(profile.document, profile.id)
    key += "".join(f" {one}" for one in apart)
    return key, profile.document, profile.id, name, profile.name, " ".join(owners)


def stated_elsewhere(title: str, holder: EntityId, space: Workspace) -> EntityId | None:
    """Return the body of the one office of this title that documents give a person, if there is but one."""
    offices = {office for candidate in space.candidate(holder) for office in candidate.offices}
    parted = (office.partition("|") for office in offices)
    bodies = {body for body, _, words in parted if body and words == title}
    return EntityId(bodies.pop()) if len(bodies) == 1 else None
