"""What all mappings share: names grouped into entities, and the form of a label record."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.languages import pack_of

Record = dict[str, Any]
FAMILIES = ("entities", "tenures", "relations", "events", "statements")


class Unavailable(Exception):
    """A peer is not installed here; says how to get it."""


@dataclass
class Cluster:
    """The names of one entity as a peer gives them, with the types that it votes for."""

    surfaces: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, kind: str | None = None) -> None:
        """Add a surface; `kind` is a type of the labels, None for a description."""
        self.surfaces.append(text)
        if kind:
            self.kinds[kind] += 1


def empty(key: str) -> Record:
    """Return the record of an article in which nothing was found."""
    return {"id": key} | {family: [] for family in FAMILIES}


def code_of(name: str) -> str | None:
    """Return the country that a name or nationality word stands for. The table is ours: peers have none."""
    pack = pack_of("en")
    words = tuple(name.removeprefix("the ").removeprefix("The ").replace(".", "").split())
    return pack.country_names.get(words) or pack.demonyms.get(words)


def entity(name: str, cluster: Cluster) -> Record:
    """Return an entity: its longest name, the type most often given, a code where it is a country."""
    surfaces = sorted(set(cluster.surfaces), key=lambda text: (-len(text), text))
    kind = cluster.kinds.most_common(1)[0][0]
    code = next((code for text in surfaces if (code := code_of(text))), None) if kind == "Country" else None
    row = {"e": name, "type": kind, "name": surfaces[0], "surfaces": surfaces}
    return row | ({"code": code} if code else {})


def by_text(found: Iterable[tuple[str, str]]) -> Mapping[str, Cluster]:
    """Return clusters of (name, kind): names that are equal are one entity, as no better is said."""
    clusters: defaultdict[str, Cluster] = defaultdict(Cluster)
    for text, kind in found:
        clusters[text].add(text, kind)
    return clusters


def log(message: str) -> None:
    """Say how far a long run is."""
    sys.stderr.write(message + "\n")
