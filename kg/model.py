"""The types that flow from text to graph.

Ids are content-derived, so that the same input gives the same graph.

Offsets count characters (code points) of `Document.text`, half-open. Equality of facts leaves evidence out:
the same fact found twice is one fact with two evidences.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from kg.terms import (
    EventKind as EventKind,
)
from kg.terms import (
    EventStatus as EventStatus,
)
from kg.terms import (
    Kind as Kind,
)
from kg.terms import (
    MentionForm as MentionForm,
)
from kg.terms import (
    Polarity as Polarity,
)
from kg.terms import (
    Predicate as Predicate,
)
from kg.terms import (
    Role as Role,
)
from kg.terms import (
    StatementKind as StatementKind,
)
from kg.terms import (
    TenureStatus as TenureStatus,
)

DocId = NewType("DocId", str)
EntityId = NewType("EntityId", str)
FactId = NewType("FactId", str)
EvidenceId = NewType("EvidenceId", str)
SentenceId = NewType("SentenceId", str)
PartialDate = NewType("PartialDate", str)
"""An ISO 8601 date of reduced precision, "2018", "2018-06" or "2018-06-14": never padded."""


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on `parts` and on nothing else."""
    text = "\x1f".join([f"{type(part).__name__}:{part}" for part in parts])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Shown:
    """What a notebook shows as a small table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from kg.reprs import record_html

        return record_html(self)


@dataclass(frozen=True, slots=True)
class Citation:
    """What the graph keeps of a document: enough to name it and to check its text, not the text.

    `key` is the id that the source gives it (the `id` of a JSON line), else its file name.
    """

    id: DocId
    key: str
    title: str
    url: str
    publisher: str
    lang: str
    published: date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read. `source` is where it was read from (a path, with the line for JSON Lines)."""

    text: str
    key: str = ""
    title: str = ""
    url: str = ""
    publisher: str = ""
    lang: str = "en"
    source: str = ""
    published: date | None = None

    @property
    def sha256(self) -> str:
        """Return the hash of the text in UTF-8. O(length)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def citation(self) -> Citation:
        """Return what the graph keeps of this document. Its id depends on the key and the text."""
        sha256 = self.sha256
        name = DocId(f"document/{digest(self.key, sha256)}")
        return Citation(
            name, self.key, self.title, self.url, self.publisher, self.lang, self.published, sha256
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a document that carries evidence."""

    document: DocId
    start: int
    end: int
    text: str

    @property
    def id(self) -> SentenceId:
        """Return the document's digest and the offsets."""
        return SentenceId(f"sentence/{self.document.removeprefix('document/')}/{self.start}-{self.end}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a document states a fact, which rule read it there, and how sure it is (0 to 1).

    `exact` is `Document.text[start:end]`, and lies inside `sentence`.
    """

    document: DocId
    start: int
    end: int
    exact: str
    sentence: SentenceId
    rule: str
    confidence: float

    @property
    def id(self) -> EvidenceId:
        """Return an id that depends on place, rule and confidence."""
        parts = (self.document, self.start, self.end, self.rule, self.confidence)
        return EvidenceId(f"evidence/{digest(*parts)}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or describes an entity. Pronouns are resolved, but not kept."""

    document: DocId
    start: int
    end: int
    text: str
    entity: EntityId
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Entity(Shown):
    """A person, organization, country or place. `code` is ISO 3166-1 alpha-2, of countries only."""

    id: EntityId
    kind: Kind
    name: str
    aliases: frozenset[str] = frozenset()
    code: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Office(Shown):
    """A post, and the countries or organizations that it belongs to, narrowest first."""

    id: EntityId
    title: str
    of: tuple[EntityId, ...] = ()
    aliases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Triple(Shown):
    """A plain relation between two entities."""

    subject: EntityId
    predicate: Predicate
    object: EntityId
    since: PartialDate | None = None
    until: PartialDate | None = None
    evidence: frozenset[Evidence] = field(default=frozenset(), compare=False)

    @property
    def id(self) -> FactId:
        """Return an id that depends on everything but evidence."""
        parts = (self.subject, self.predicate, self.object, self.since, self.until)
        return FactId(f"relation/{digest(*parts)}")


@dataclass(frozen=True, slots=True)
class Tenure(Shown):
    """A person in an office. `titles` are its wordings in the text, `as_of` the dates of the documents.

    With no known end there is no `until`, and nobody may be shown in office later than the last `as_of`.
    """

    holder: EntityId
    office: EntityId
    status: TenureStatus
    since: PartialDate | None = None
    until: PartialDate | None = None
    titles: frozenset[str] = field(default=frozenset(), compare=False)
    as_of: frozenset[date] = field(default=frozenset(), compare=False)
    evidence: frozenset[Evidence] = field(default=frozenset(), compare=False)

    @property
    def id(self) -> FactId:
        """Return an id that depends on everything but evidence, wordings and dates of documents."""
        parts = (self.holder, self.office, self.status, self.since, self.until)
        return FactId(f"tenure/{digest(*parts)}")


@dataclass(frozen=True, slots=True)
class Event(Shown):
    """Something that entities did with or to one another, or are said, denied or planned to have done."""

    kind: EventKind
    status: EventStatus
    participants: frozenset[tuple[Role, EntityId]]
    place: EntityId | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    evidence: frozenset[Evidence] = field(default=frozenset(), compare=False)

    @property
    def id(self) -> FactId:
        """Return an id that depends on everything but evidence."""
        who = ",".join(sorted(f"{role}={entity}" for role, entity in self.participants))
        parts = (self.kind, self.status, who, self.place, self.since, self.until)
        return FactId(f"event/{digest(*parts)}")


@dataclass(frozen=True, slots=True)
class Statement(Shown):
    """What an entity said. `content` is the exact text; `date` the day of saying, when the text gives it.

    `asserts` and `denies` name the facts that the content puts forward or rejects.
    """

    speaker: EntityId
    kind: StatementKind
    content: str
    polarity: Polarity
    direct: bool
    cue: str = ""
    to: EntityId | None = None
    date: PartialDate | None = None
    about: frozenset[EntityId] = field(default=frozenset(), compare=False)
    asserts: frozenset[FactId] = field(default=frozenset(), compare=False)
    denies: frozenset[FactId] = field(default=frozenset(), compare=False)
    evidence: frozenset[Evidence] = field(default=frozenset(), compare=False)

    @property
    def id(self) -> FactId:
        """Return an id that depends on who said what to whom, how."""
        how = (self.kind, self.content, self.polarity, self.direct, self.cue)
        parts = (self.speaker, *how, self.to, self.date)
        return FactId(f"statement/{digest(*parts)}")


Fact = Triple | Tenure | Event | Statement
Item = Citation | Entity | Office | Mention | Sentence | Fact
"""All that a `KnowledgeGraph` is made of."""
