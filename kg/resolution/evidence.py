"""What is known of one candidate, gathered from profiles, and what of it speaks for or against a merge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log2

from kg.model import Kind

COUNTERS = ("names", "locals", "offices", "countries", "settings", "company", "owners")
KEPT = 60
"""How many companions and names a summary keeps, the most frequent first."""
LIFETIME = 75
"""Years between two documents from which they no longer speak of one person in office."""


FREQUENT = 5
"""Documents up to which being named together tells in full."""


@dataclass(frozen=True, slots=True)
class Pair:
    """How well two candidates fit, and why."""

    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Summary:
    """What documents say of one candidate: each value with the number of documents that say it.

    `key` is the folded name, `initials` those between first name and surname, in order. `offices` are
    "body|title", the body empty where no text names it; `owners` the bodies of an office, joined by spaces.
    `least` is the first of its (document, id), by which ties are broken; `apart` the decisions that keep it
    from others; `known` its id in the catalogue.
    """

    kind: Kind
    key: str = ""
    names: dict[str, int] = field(default_factory=dict)
    locals: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    least: str = ""
    offices: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    settings: dict[str, int] = field(default_factory=dict)
    company: dict[str, int] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    initials: str = ""
    suffix: str = ""
    years: tuple[int, int] | None = None
    generic: bool = False
    apart: tuple[str, ...] = ()
    known: str = ""

    @property
    def order(self) -> tuple[int, str]:
        """Return what candidates are sorted by: the most documents first."""
        return -self.documents, self.least


def merged(parts: Iterable[Summary]) -> Summary:
    """Return the summary of all parts; counters keep their most frequent KEPT. Parts in a fixed order."""
    first, *rest = parts
    total = Summary(first.kind, first.key, apart=first.apart, suffix=first.suffix, generic=first.generic)
    for part in (first, *rest):
        absorb(total, part)
    trim(total)
    return total


def absorb(total: Summary, part: Summary) -> None:
    """Add what is known of a part to the summary of all parts, `trim` left to the caller."""
    for name in COUNTERS:
        counter: dict[str, int] = getattr(total, name)
        if not counter:
            counter |= getattr(part, name)
            continue
        for key, count in getattr(part, name).items():
            counter[key] = counter.get(key, 0) + count
    total.documents += part.documents
    total.least = min(x for x in (total.least, part.least) if x)
    total.initials = max(total.initials, part.initials, key=len)
    total.suffix = total.suffix or part.suffix
    total.generic = total.generic and part.generic
    total.known = total.known or part.known
    years = [y for span in (total.years, part.years) if span for y in span]
    total.years = (min(years), max(years)) if years else None


def trim(total: Summary) -> None:
    """Let the most frequent KEPT of names, companions and offices stay."""
    for name in ("names", "company", "offices"):
        counter: dict[str, int] = getattr(total, name)
        if len(counter) > KEPT:
            kept = sorted(counter.items(), key=lambda x: (-x[1], x[0]))[:KEPT]
            setattr(total, name, dict(kept))


def overlap(one: Summary, other: Summary, what: str) -> list[str]:
    """Return what two summaries share of offices, countries, company …, in alphabetical order."""
    mine, theirs = getattr(one, what), getattr(other, what)
    return sorted(mine.keys() & theirs.keys()) if mine and theirs else []


def against(one: Summary, other: Summary) -> str:
    """Return what forbids that two candidates are one, nothing if nothing does."""
    if one.apart != other.apart:
        return "a decision keeps them apart"
    if one.known and other.known and one.known != other.known:
        return "two entries of the catalogue"
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return f"{one.suffix} and {other.suffix}"
    if not (one.initials.startswith(other.initials) or other.initials.startswith(one.initials)):
        return f"initials {one.initials.upper()} and {other.initials.upper()}"
    if one.years and other.years and one.kind is Kind.PERSON and (one.offices or other.offices):
        apart = max(one.years[0], other.years[0]) - min(one.years[1], other.years[1])
        if apart > LIFETIME:
            return f"{apart} years apart"
    if (one.generic or other.generic) and not (one.countries and other.countries):
        lands = [set(side.countries or side.settings) for side in (one, other)]
        if all(lands) and not lands[0] & lands[1]:
            return f"articles on {spoken(lands[0])} and {spoken(lands[1])}"
    if one.countries and other.countries and one.countries.keys().isdisjoint(other.countries):
        return f"countries {spoken(one.countries)} and {spoken(other.countries)}"
    return ""


def spoken(values: Iterable[str]) -> str:
    """Return values as people list them."""
    return ", ".join(sorted(values)).upper()


def common(one: Summary, other: Summary, frequencies: Mapping[str, int], together: bool = False) -> Pair:
    """Return how much two candidates share beside the name: offices, countries, company kept.

    Company counts by how rare it is (`frequencies` are documents by entity, of the frequent ones) and by how
    often either keeps it; it says nothing where one document names both.
    """
    score, reasons = 0.0, []
    offices = overlap(one, other, "offices")
    if stated := [office for office in offices if not office.startswith("|")]:
        score += 4
        reasons.append("same office: " + ", ".join(map(office_words, stated[:2])))
    elif offices := [office for office in offices if not rivals(one, other)]:
        score += 1
        reasons.append("same title: " + ", ".join(map(office_words, offices[:2])))
    elif rival := rivals(one, other):
        score -= 1.5
        reasons.append(f"though {rival}")
    if countries := overlap(one, other, "countries"):
        score += 1
        reasons.append("same country: " + spoken(countries))
    weights = {} if together else habits(one, other, frequencies)
    if near := sum(weights.values()):
        score += min(3.0, near / 2)
        first = sorted(weights, key=lambda name: (-weights[name], name))[:3]
        reasons.append("same company: " + ", ".join(first))
    return Pair(round(score, 3), tuple(reasons))


def rivals(one: Summary, other: Summary) -> str:
    """Return a title that both hold of different places, if any: mayors of two towns."""
    if not (one.offices and other.offices):
        return ""
    towns = [office for office in sorted(one.offices) if office.startswith("place/")]
    others = [office for office in sorted(other.offices) if towns and office.startswith("place/")]
    for mine in towns:
        body, _, title = mine.partition("|")
        for theirs in others:
            owner, _, words = theirs.partition("|")
            if words == title and body != owner:
                return f"{office_words(mine)}, {office_words(theirs)}"
    return ""


def habits(one: Summary, other: Summary, frequencies: Mapping[str, int]) -> dict[str, float]:
    """Return how much company that two share tells: 1 for what both keep in a third of their documents."""
    mine, theirs, n, m = one.company, other.company, max(1, one.documents), max(1, other.documents)
    weights = {
        name: min(1.0, 3 * mine[name] / n) * min(1.0, 3 * theirs[name] / m)
        for name in overlap(one, other, "company")
    }
    for name in weights:
        if (documents := frequencies.get(name, 0)) > FREQUENT:
            weights[name] /= 1 + log2(documents / FREQUENT)
    return weights


def office_words(office: str) -> str:
    """Return an office of a summary as people write it."""
    body, _, title = office.partition("|")
    return " of ".join(x for x in (title.replace("-", " "), body) if x)
