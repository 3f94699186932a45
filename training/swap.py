"""Documents with other names in them: names from all regions in all contexts, at no cost in labels."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.data import OTHER, Labelled, LabelledSpan

SWAPPED = ("PER", "ORG", "LOC")
HERE = Path(__file__).parent
FILES = {"NAT": ("demonyms.txt", "peoples.txt"), "TITLE": ("titles.txt",)}
RANKED = 0.06  # share of the full names of people that get a rank before them
BARE = 0.2  # share of the titles between a body and its holder that are left out
LISTED = 0.08  # share of the swapped organizations that become "A, B and C"
FROM_LIST = 0.4  # share of the swapped organizations, people and places that the lists of this folder give
OF_PLACE = 0.1  # share of the swapped organizations named after a place
ADHERENT = 0.02  # share of the full names of people with "a Texas Republican" after them
SEVERAL_WORDS = 0.4  # share of the swapped nationality words and titles that get another number of words
# Words before a name that are never part of it; those in the second tuple are titles of offices.
# fmt: off
RANKS = (
    "Gen.", "Lt. Gen.", "Maj. Gen.", "Brig. Gen.", "Brigadier General", "Lieutenant General", "Major General",
    "Col.", "Lt. Col.", "Colonel", "Lt.", "Lieutenant", "Maj.", "Capt.", "Captain", "Sgt.", "Adm.", "Admiral",
    "Rear Admiral", "Air Marshal", "Field Marshal", "Commodore", "Mr.", "Mrs.", "Ms.", "Dr.", "Dr", "Prof.",
    "Professor", "Rev.", "Sheikh", "Mullah", "Ayatollah",
)
# fmt: on
SHORT_TITLES = ("Sen.", "Rep.", "Gov.", "Senator", "Justice", "Judge", "Congressman", "Lt. Gov.")
ELECTIONS = (
    "{year} {place} general election",
    "{year} {place} state election",
    "{year} {place} local elections",
    "{year} {place} mayoral election",
    "{year} {place} by-election",
    "{year} {place} presidential election",
    "{year} {place} parliamentary election",
    "{year} {place} legislative election",
    "{year} {place} independence referendum",
    "{year} European Parliament election in {place}",
    "{place} gubernatorial election, {year}",
)
BODIES = (
    "parliament of {}",
    "Parliament of {}",
    "National Assembly of {}",
    "Government of {}",
    "Supreme Court of {}",
    "Central Bank of {}",
    "Bank of {}",
    "University of {}",
    "Ministry of Defence of {}",
    "Embassy of {}",
    "{} Police",
    "{} Times",
    "{} University",
    "{} City Council",
)
ADHERENTS = ("Democrat", "Republican")
EVENTS = (
    "{place} War",
    "{place} Crisis",
    "{place} Summit",
    "Battle of {place}",
    "Treaty of {place}",
    "{year} invasion of {place}",
    "{year} {place} protests",
    "{year} {place} earthquake",
)


@dataclass(frozen=True, slots=True)
class Region:
    """Names of people in a part of the world."""

    given: list[str]
    family: list[str]
    family_first: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """Names by label and number of words, sorted; organizations of all regions, the short forms apart.

    `words` has nationality words and titles by label and whether they are plural, one word, or several.
    """

    names: dict[tuple[str, int], list[str]]
    words: dict[tuple[str, bool, bool], list[str]]
    organizations: list[str]
    initials: list[str]
    places: list[str]
    people: list[Region]


def lines_of(file: str) -> list[str]:
    """Return the names in a file of this folder, sorted."""
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    return sorted({line for line in lines if line and not line.startswith("#")})


def is_plural(surface: str) -> bool:
    """Tell "Danes" from "Danish"."""
    return surface.endswith("s") and not surface.endswith(("ss", "us"))


def name_pool(documents: list[Labelled]) -> Pool:
    """Collect the names of the documents, and those of the list."""
    names: dict[tuple[str, int], set[str]] = defaultdict(set)
    for document in documents:
        for s, e, labels in document.spans:
            surface = document.text[s:e]
            if len(labels) == 1 and labels[0] in SWAPPED and "\n" not in surface and surface[0].isupper():
                names[labels[0], len(surface.split())].add(surface)
    listed = lines_of("organizations.txt")
    words: dict[tuple[str, bool, bool], list[str]] = defaultdict(list)
    for label, files in FILES.items():
        for word in sorted({line for file in files for line in lines_of(file)}):
            words[label, is_plural(word), " " in word].append(word)
    people = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))
    return Pool(
        {key: sorted(surfaces) for key, surfaces in names.items()},
        dict(words),
        [name for name in listed if not name.isupper()],
        [name for name in listed if name.isupper()],
        lines_of("places.txt"),
        [Region(**names) for _, names in sorted(people.items())],
    )


class Swapper:
    """Copies documents with a share of their names replaced, the same name by the same one all over."""

    def __init__(self, pool: Pool, share: float, random: np.random.Generator) -> None:
        self.pool, self.share, self.random = pool, share, random

    def __call__(self, document: Labelled) -> Labelled:
        """Return a copy."""
        chosen: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        text, at = "", 0
        spans: list[LabelledSpan] = []
        between = self._between(document)
        for i, (s, e, labels) in enumerate(document.spans):
            text += document.text[at:s]
            if i in between and self.random.random() < BARE:
                at = document.spans[i + 1][0]
                continue
            if labels == ("PER",) and " " in document.text[s:e] and self.random.random() < RANKED:
                text, spans = self._ranked(text, spans)
            surface = document.text[s:e]
            key = surface, labels
            if key not in chosen:
                chosen[key] = self._other(surface, labels) if self.random.random() < self.share else [surface]
            for k, name in enumerate(chosen[key]):
                if k:
                    text += " and " if k == len(chosen[key]) - 1 else ", "
                spans.append((len(text), len(text) + len(name), labels))
                text += name
            at = e
            if labels == ("PER",) and " " in surface and self.random.random() < ADHERENT:
                text = self._adherent(text, spans, document.text[e : e + 1])
        text += document.text[at:]
        return Labelled(document.id, document.source, text, document.titles, document.others, spans)

    @staticmethod
    def _between(document: Labelled) -> frozenset[int]:
        """Return which spans are titles right between an organization and a person."""
        spans = document.spans
        return frozenset(
            i
            for i in range(1, len(spans) - 1)
            if [span[2] for span in spans[i - 1 : i + 2]] == [("ORG",), ("TITLE",), ("PER",)]
            and document.text[spans[i - 1][1] : spans[i][0]] == " "
            and document.text[spans[i][1] : spans[i + 1][0]] == " "
        )

    def _ranked(self, text: str, spans: list[LabelledSpan]) -> tuple[str, list[LabelledSpan]]:
        """Put a rank, no part of the name, or a short title before the name to come."""
        if self.random.random() < 0.7:
            return f"{text}{self._pick(RANKS)} ", spans
        title = self._pick(SHORT_TITLES)
        return f"{text}{title} ", [*spans, (len(text), len(text) + len(title), ("TITLE",))]

    def _adherent(self, text: str, spans: list[LabelledSpan], following: str) -> str:
        """Put "a Texas Republican" after a name, where a comma or a space follows; return the text."""
        if following not in (" ", ","):
            return text
        text += ", a "
        for name, label in ((self._pick(self.pool.places), "LOC"), (self._pick(ADHERENTS), "ORG")):
            spans.append((len(text), len(text) + len(name), (label,)))
            text += f"{name} "
        return text[:-1] + ("," if following == " " else "")

    def _other(self, surface: str, labels: tuple[str, ...]) -> list[str]:
        if labels == OTHER:
            return [self._event(surface)]
        if len(labels) != 1:
            return [surface]
        if labels[0] in FILES:
            return [self._word(surface, labels[0])]
        if labels[0] != "ORG":
            if self.random.random() < FROM_LIST and surface[0].isupper():
                return [self._person(surface) if labels[0] == "PER" else self._pick(self.pool.places)]
            return [self._pick(self.pool.names.get((labels[0], len(surface.split())), [surface]))]
        several = self.random.random() < LISTED
        return [self._organization(surface) for _ in range(int(self.random.integers(2, 5)) if several else 1)]

    def _word(self, surface: str, label: str) -> str:
        """Return another nationality word or title, of the same number and in the same case."""
        several = (" " in surface) != (self.random.random() < SEVERAL_WORDS)
        choices = self.pool.words.get((label, is_plural(surface), several))
        if not choices or (surface.isupper() and len(surface) < 6):
            return surface
        word = self._pick(choices)
        if surface.islower():
            return word.lower()
        return word.upper() if surface.isupper() else word

    def _person(self, surface: str) -> str:
        """Return a name of any region: the family name for a single word, a full name for several."""
        region = self.pool.people[int(self.random.integers(len(self.pool.people)))]
        given, family = self._pick(region.given), self._pick(region.family)
        if " " not in surface:
            return family
        return f"{family} {given}" if region.family_first else f"{given} {family}"

    def _organization(self, surface: str) -> str:
        if self.random.random() < OF_PLACE and not surface.isupper():
            return self._pick(BODIES).format(self._pick(self.pool.places))
        if self.random.random() < FROM_LIST:
            return self._pick(self.pool.initials if surface.isupper() else self.pool.organizations)
        return self._pick(self.pool.names.get(("ORG", len(surface.split())), [surface]))

    def _event(self, surface: str) -> str:
        """Put another place and year into the name of an election; a war's or a work's stays."""
        election = re.search(r"\b(election|elections|referendum)$", surface)
        forms = (
            ELECTIONS
            if election
            else EVENTS
            if re.search(r"\b(War|Battle|[Cc]risis|protests?)\b", surface)
            else ()
        )
        if not forms:
            return surface
        place = self._pick(self.pool.names["LOC", 1 if self.random.random() < 0.6 else 2])
        return self._pick(list(forms)).format(place=place, year=self.random.integers(1880, 2026))

    def _pick(self, choices: Sequence[str]) -> str:
        return choices[int(self.random.integers(len(choices)))]
