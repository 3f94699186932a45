"""A catalogue: ids, names and offices that are known beforehand, from a file that people bring.

Read are CSV with a header (`id,kind,name,aliases,countries,offices,wikidata`; several values in a cell are
parted by `|` or `;`), JSON Lines with the same keys, and JSON Lines of FollowTheMoney.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Kind
from kg.resolution.keys import folded, person_name

SCHEMATA = {
    "Person": Kind.PERSON,
    "PublicBody": Kind.ORGANIZATION,
    "Organization": Kind.ORGANIZATION,
    "Company": Kind.ORGANIZATION,
    "LegalEntity": Kind.ORGANIZATION,
    "Position": Kind.OFFICE,
    "Address": Kind.PLACE,
}
"""Kinds by FollowTheMoney schema; entities of others are passed over."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known beforehand of one entity. `countries` are lower-case ISO codes, `offices` titles."""

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    wikidata: str | None = None


@dataclass(frozen=True)
class Catalogue:
    """Entries by id and by the keys of their names. Memory is that of the entries."""

    entries: Mapping[str, Entry]
    by_key: Mapping[tuple[Kind, str], tuple[str, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        table: defaultdict[tuple[Kind, str], set[str]] = defaultdict(set)
        for entry in self.entries.values():
            for name in (entry.name, *entry.aliases):
                table[entry.kind, key_of(entry.kind, name)].add(entry.id)
        object.__setattr__(self, "by_key", {key: tuple(sorted(ids)) for key, ids in table.items()})

    def find(self, kind: Kind, key: str, countries: Iterable[str], offices: Iterable[str]) -> Entry | None:
        """Return the entry of this name that fits countries and titles, None if there are none or several."""
        lands, titles = frozenset(countries), frozenset(map(folded, offices))
        fits = []
        for name in self.by_key.get((kind, key), ()):
            entry = self.entries[name]
            if not (lands and entry.countries and not lands & entry.countries):
                fits.append((len(titles & set(map(folded, entry.offices))), entry))
        most = max((shared for shared, _ in fits), default=0)
        found = [entry for shared, entry in fits if shared == most]
        return found[0] if len(found) == 1 else None


def key_of(kind: Kind, name: str) -> str:
    """Return the key under which documents' names are looked up."""
    return person_name(name).key if kind is Kind.PERSON else folded(name).removeprefix("the ")


def read_catalogue(path: Path) -> Catalogue:
    """Return the catalogue in a file.

    Raises:
        InputError: the file can't be read, or a record lacks id or name; names file and line.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv_rows(file) if path.suffix.lower() == ".csv" else json_rows(file, path)
            found = [entry(row, f"{path}:{line}") for line, row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(str(path), f"no catalogue: {error}") from error
    return Catalogue({one.id: one for one in found if one is not None})


def csv_rows(file: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows of a CSV file with their lines."""
    for line, row in enumerate(csv.DictReader(file), start=2):
        yield line, {key: value for key, value in row.items() if key and value}


def json_rows(file: Iterable[str], path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a JSON Lines file; FollowTheMoney's become plain ones."""
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except ValueError as error:
            raise InputError(f"{path}:{line}", f"no JSON: {error}") from error
        if not isinstance(record, dict):
            raise InputError(f"{path}:{line}", "a record is a JSON object")
        yield line, plain(record) if "schema" in record else record


def plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a FollowTheMoney entity as a plain record; without a kind where we have no such kind."""
    values = record.get("properties", {})
    names = [*([record["caption"]] if record.get("caption") else []), *values.get("name", [])]
    return {
        "id": record.get("id"),
        "kind": SCHEMATA.get(record["schema"], "other"),
        "name": names[0] if names else None,
        "aliases": [*names[1:], *values.get("alias", []), *values.get("weakAlias", [])],
        "countries": [
            *values.get("country", []),
            *values.get("citizenship", []),
            *values.get("nationality", []),
        ],
        "offices": values.get("position", []),
        "wikidata": next(iter(values.get("wikidataId", [])), None),
    }


def entry(row: Mapping[str, Any], source: str) -> Entry | None:
    """Return the entry of a record, None for a kind that graphs don't have."""
    kind = str(row.get("kind") or Kind.PERSON).capitalize()
    if kind not in list(Kind):
        return None
    identity, name = row.get("id") or row.get("wikidata"), row.get("name")
    if not identity or not name:
        raise InputError(source, "a catalogue's record needs id and name")
    wikidata = row.get("wikidata") or (
        identity if str(identity)[:1] == "Q" and str(identity)[1:].isdigit() else None
    )
    return Entry(
        str(identity),
        Kind(kind),
        str(name),
        tuple(listed(row.get("aliases"))),
        frozenset(value.lower() for value in listed(row.get("countries"))),
        frozenset(listed(row.get("offices"))),
        str(wikidata) if wikidata else None,
    )


def listed(value: object) -> list[str]:
    """Return the values of a cell: a list as it is, a text parted at `|` and `;`."""
    if isinstance(value, list):
        return [str(one).strip() for one in value if str(one).strip()]
    return [one.strip() for one in str(value or "").replace(";", "|").split("|") if one.strip()]
