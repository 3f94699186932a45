"""A language pack: the words, countries and model of one language, read from data files beside the code."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class Words(list[str]):
    """A list of words of a pack, in their order, in which a word is found at once."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self.known = frozenset(self)

    def __contains__(self, word: object) -> bool:
        return word in self.known


@dataclass(frozen=True)
class Country:
    """A state: its ISO 3166-1 alpha-2 code, its usual short name, what it and its people are called."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """All that differs between languages. `words` is the TOML file as it stands.

    Packs are told apart by identity, so that tables made of one can be cached.
    """

    code: str
    model: str
    words: Mapping[str, Any]

    def section(self, name: str) -> Mapping[str, Any]:
        """Return one table of the pack's words."""
        table: Mapping[str, Any] = self.words[name]
        return table

    def set(self, section: str, name: str) -> frozenset[str]:
        """Return one list of words as a set."""
        words = self.section(section)[name]
        return words.known if isinstance(words, Words) else frozenset(words)

    @property
    def speech(self) -> Mapping[str, Any]:
        """Return the words of saying, from the file `<language>_speech.toml`; empty where there is none."""
        return self.section("speech")

    @property
    def events(self) -> Mapping[str, Any]:
        """Return the words of events, from the file `<language>_events.toml`; empty where there is none."""
        return self.section("events")

    @property
    def coreference(self) -> Mapping[str, Any]:
        """Return what tells whom descriptions and pronouns mean, from `<language>_coreference.toml`."""
        return self.section("coreference")

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Return the countries by code."""
        rows = [Country(*parts) for parts in map(_country, _rows("countries.tsv"))]
        return {row.code: row for row in rows}

    @cached_property
    def country_names(self) -> dict[tuple[str, ...], str]:
        """Return the code of each country by the words of each of its names."""
        return _words_to_code((c.code, (c.name, *c.names)) for c in self.countries.values())

    @cached_property
    def demonyms(self) -> dict[tuple[str, ...], str]:
        """Return the code of each country by the words of each nationality word."""
        return _words_to_code((c.code, c.demonyms) for c in self.countries.values())

    @cached_property
    def capitals(self) -> dict[str, str]:
        """Return the code of each country by the lower-case name of its capital."""
        return {name.lower(): c.code for c in self.countries.values() for name in c.capitals}

    @cached_property
    def subdivisions(self) -> dict[str, str]:
        """Return ISO 3166-2 codes by the lower-case names of states and provinces."""
        return {row[1].lower(): row[0] for row in _rows("subdivisions.tsv")}

    @cached_property
    def same_body(self) -> dict[str, str]:
        """Return the name that a body goes by, by each of its names in lower case."""
        groups: Sequence[Sequence[str]] = self.section("bodies")["same"]
        return {name.lower(): group[0] for group in groups for name in group}


def _rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _country(row: list[str]) -> tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    row = row + [""] * (5 - len(row))
    names, demonyms, capitals = (tuple(x for x in cell.split(",") if x) for cell in row[2:5])
    return row[0], row[1], names, demonyms, capitals


def _words_to_code(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[tuple[str, ...], str]:
    return {tuple(name.split()): code for code, names in pairs for name in names}


def read_pack(path: Path) -> LanguagePack:
    """Return the pack that a TOML file holds."""
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    for part in ("speech", "events", "coreference"):
        file = path.with_name(f"{path.stem}_{part}.toml")
        words[part] = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return LanguagePack(words["code"], words["model"], _listed(words))


def _listed(value: Any) -> Any:
    """Return what a TOML file holds with its lists of words as `Words`."""
    if isinstance(value, dict):
        return {name: _listed(part) for name, part in value.items()}
    if isinstance(value, list):
        return Words(value) if all(isinstance(x, str) for x in value) else [_listed(x) for x in value]
    return value
