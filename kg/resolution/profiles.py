"""One document's graph → profiles: what it says of each entity that may tell it from others."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.graph import KnowledgeGraph, best
from kg.languages import LANGUAGES, LanguagePack, pack_of
from kg.model import (
    DocId,
    Entity,
    EntityId,
    Kind,
    MentionForm,
    Office,
    Predicate,
    Tenure,
    TenureStatus,
    Triple,
)
from kg.resolution.keys import person_name
from kg.resolution.wording import country_of, generic, key_of, local, seat

COMPANY = 40
"""How many other entities a profile names at most, the most mentioned first."""


@dataclass(frozen=True, slots=True)
class Held:
    """An office that a document says somebody held, and its narrowest body, if the document names it.

    `seat` is the chamber that its wording tells, `title` the rest of the wording. `sure` is the confidence of
    the best evidence.
    """

    office: EntityId
    of: EntityId | None
    seat: str
    title: str
    status: TenureStatus
    sure: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What one document says of one entity.

    `names` are its names in the text, without titles; `of` the bodies of an office, narrowest first, and
    `holders` who held it; `countries` the ISO codes that the text gives it, `setting` those that the
    document names most; `company` the other entities that the document names in full. `key` is the folded
    name without titles, articles or its own country; `generic` tells that it says only what kind of body
    this is.
    """

    document: DocId
    id: EntityId
    kind: Kind
    name: str
    names: frozenset[str] = frozenset()
    mentions: int = 0
    published: date | None = None
    held: tuple[Held, ...] = ()
    of: tuple[EntityId, ...] = ()
    holders: tuple[EntityId, ...] = ()
    countries: frozenset[str] = frozenset()
    setting: tuple[str, ...] = ()
    company: frozenset[str] = frozenset()
    key: str = ""
    seat: str = ""
    generic: bool = False


def profiles(graph: KnowledgeGraph) -> Iterator[Profile]:
    """Yield a profile for each entity and office of one document's graph, by id. O(size of the graph)."""
    if graph.documents:
        yield from Context(graph).profiles()


@dataclass(slots=True)
class Context:
    """One document's graph with what profiles need, gathered once."""

    graph: KnowledgeGraph
    pack: LanguagePack = field(init=False)
    document: DocId = field(init=False)
    counts: Counter[EntityId] = field(init=False)
    names: defaultdict[EntityId, set[str]] = field(init=False)
    held: defaultdict[EntityId, dict[tuple[EntityId, TenureStatus], float]] = field(init=False)
    lands: defaultdict[EntityId, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        [citation] = self.graph.documents.values()
        self.document = citation.id
        self.pack = pack_of(citation.lang if citation.lang in LANGUAGES else "en")
        self.counts, self.names = Counter(), defaultdict(set)
        self.held, self.lands = defaultdict(dict), defaultdict(set)
        for mention in self.graph.mentions:
            self.counts[mention.entity] += 1
            if mention.form is MentionForm.NAME:
                self.names[mention.entity].add(mention.text)
        for fact in self.graph:
            if isinstance(fact, Tenure):
                known = self.held[fact.holder]
                key = (fact.office, fact.status)
                known[key] = max(best(fact), known.get(key, 0.0))
            elif isinstance(fact, Triple) and fact.predicate in PLACED and (code := country_of(fact.object)):
                self.lands[fact.subject].add(code)

    def profiles(self) -> Iterator[Profile]:
        """Yield the profiles."""
        [citation] = self.graph.documents.values()
        ranked = sorted(self.counts, key=lambda name: (-self.counts[name], name))
        setting = tuple(code for name in ranked if (code := country_of(name)))[:3]
        company = [name for name in ranked if self.telling(name)][: COMPANY + 1]
        holders: defaultdict[EntityId, list[EntityId]] = defaultdict(list)
        for holder in sorted(self.held):
            for office, _ in sorted(self.held[holder]):
                if holder not in holders[office]:
                    holders[office].append(holder)
        for name, entity in sorted(self.graph.entities.items()):
            kind = Kind.OFFICE if isinstance(entity, Office) else entity.kind
            label = entity.title if isinstance(entity, Office) else entity.name
            chamber, title = self.seat(entity) if isinstance(entity, Office) else ("", "")
            yield Profile(
                document=self.document,
                id=name,
                kind=kind,
                name=label,
                names=frozenset([label] if kind is Kind.COUNTRY else self.names[name]),
                mentions=self.counts[name],
                published=citation.published,
                held=tuple(self.offices(name)),
                of=entity.of if isinstance(entity, Office) else (),
                holders=tuple(holders[name]),
                countries=frozenset(self.countries(name)),
                setting=() if isinstance(entity, Entity) and local(entity, self.pack) else setting,
                company=frozenset(other for other in company if other != name),
                seat=chamber,
                key=title or key_of(entity, self.pack),
                generic=isinstance(entity, Entity) and generic(entity, self.pack),
            )

    def offices(self, holder: EntityId) -> Iterator[Held]:
        """Yield the offices of a person."""
        for (office, status), sure in sorted(self.held[holder].items()):
            known = self.graph.entities[office]
            assert isinstance(known, Office)
            chamber, title = self.seat(known)
            yield Held(office, known.of[0] if known.of else None, chamber, title, status, sure)

    def seat(self, office: Office) -> tuple[str, str]:
        """Return the chamber that an office is of, if its wording tells one, and its title without it."""
        return seat(office, self.graph.entities.get(office.of[0]) if office.of else None, self.pack)

    def telling(self, name: EntityId) -> bool:
        """Tell whether being named together with this entity says something."""
        entity = self.graph.entities.get(name)
        match entity:
            case Entity(kind=Kind.PERSON):
                return person_name(entity.name).full
            case Entity(kind=Kind.ORGANIZATION):
                return not generic(entity, self.pack)
            case Entity(kind=Kind.PLACE):
                return True
        return False

    def hinted(self, name: EntityId) -> str | None:
        """Return the country of which a body's name is known, as that of a party."""
        entity = self.graph.entities[name]
        hints = self.pack.section("bodies")["hints"]
        code = hints.get(entity.name.lower().removeprefix("the ")) if isinstance(entity, Entity) else None
        return str(code).lower() if code else None

    def countries(self, name: EntityId) -> Iterator[str]:
        """Yield the codes of the countries that the document gives an entity."""
        yield from self.lands[name]
        if code := country_of(name) or self.hinted(name):
            yield code
        for (office, _), sure in self.held[name].items():
            known = self.graph.entities.get(office)
            if sure >= SURE and isinstance(known, Office):
                yield from (code for owner in known.of if (code := country_of(owner)))


PLACED = frozenset({Predicate.CITIZEN_OF, Predicate.OF_COUNTRY, Predicate.LOCATED_IN})
SURE = 0.9
"""The confidence from which an office is stated with its body, not implied."""
