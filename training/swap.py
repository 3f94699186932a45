"""Documents with other names in them: names from all regions in all contexts, at no cost in labels."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.data import OTHER, Labelled, LabelledSpan

SWAPPED = ("PER", "ORG", "LOC")
ORGANIZATIONS = Path(__file__).parent / "organizations.txt"
RANKED = 0.06  # share of the full names of people that get a rank before them
BARE = 0.2  # share of the titles between a body and its holder that are left out
LISTED = 0.08  # share of the swapped organizations that become "A, B and C"
FROM_LIST = 0.4  # share of the swapped organizations that organizations.txt gives
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
class Pool:
    """Names by label and number of words, sorted; organizations of all regions, the short forms apart."""

    names: dict[tuple[str, int], list[str]]
    organizations: list[str]
    initials: list[str]


def name_pool(documents: list[Labelled]) -> Pool:
    """Collect the names of the documents, and those of the list."""
    names: dict[tuple[str, int], set[str]] = defaultdict(set)
    for document in documents:
        for s, e, labels in document.spans:
            surface = document.text[s:e]
            if len(labels) == 1 and labels[0] in SWAPPED and "\n" not in surface and surface[0].isupper():
                names[labels[0], len(surface.split())].add(surface)
    lines = ORGANIZATIONS.read_text(encoding="utf-8").splitlines()
    listed = sorted({line for line in lines if line and not line.startswith("#")})
    return Pool(
        {key: sorted(surfaces) for key, surfaces in names.items()},
        [name for name in listed if not name.isupper()],
        [name for name in listed if name.isupper()],
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

    def _other(self, surface: str, labels: tuple[str, ...]) -> list[str]:
        if labels == OTHER:
            return [self._event(surface)]
        if len(labels) != 1:
            return [surface]
        if labels[0] != "ORG":
            return [self._pick(self.pool.names.get((labels[0], len(surface.split())), [surface]))]
        several = self.random.random() < LISTED
        return [self._organization(surface) for _ in range(int(self.random.integers(2, 5)) if several else 1)]

    def _organization(self, surface: str) -> str:
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
