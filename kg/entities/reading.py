"""A document being read: who is meant where. Resolvers fill it in order, finders read it."""

import re
import unicodedata
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from spacy.tokens import Doc as Parsed

from kg.languages import LanguagePack, pack_of
from kg.mentions.copying import to_read
from kg.mentions.words import Doc, Span, Token
from kg.model import (
    Citation,
    Document,
    Entity,
    EntityId,
    Evidence,
    Kind,
    Mention,
    MentionForm,
    Office,
    Sentence,
    Tenure,
    TenureStatus,
)

Places = defaultdict[str, list[int]]
APOSTROPHE, BETWEEN = re.compile(r"[’']s?\b"), re.compile(r"[\W_]+")
START = attrgetter("start")


def slug(text: str) -> str:
    """Return lower-case ASCII letters and digits joined by hyphens; other scripts keep their letters."""
    plain = text.lower()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o"))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    if plain.isalnum():
        return plain
    return BETWEEN.sub("-", APOSTROPHE.sub("", plain)).strip("-") or "unnamed"


@dataclass(frozen=True, slots=True)
class Ref:
    """Tokens that mean one entity, or several ("they", "the two generals").

    `form` is name, nominal, pronoun or demonym; only the first two are kept as mentions.
    """

    start: int
    end: int
    kind: Kind
    entities: tuple[EntityId, ...]
    form: str

    @property
    def entity(self) -> EntityId:
        """Return the entity, the first of several."""
        return self.entities[0]


@dataclass(slots=True)
class Post:
    """A title in the text: its tokens, the bodies it belongs to, what the words around say of it.

    `whole` is the noun phrase with body and article. `implied` tells that nothing near states the body.
    """

    start: int
    end: int
    head: int
    title: str
    key: str
    whole: tuple[int, int]
    of: tuple[EntityId, ...] = ()
    status: TenureStatus = TenureStatus.CURRENT
    implied: bool = False
    plural: bool = False
    holders: list[EntityId] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Home:
    """What a document is about: codes of countries, the most named first, and a state or territory.

    `sure` tells that the first country is named at least twice as much as any other; `region` is in lower
    case, and empty unless it is named more than its country.
    """

    countries: tuple[str, ...] = ()
    sure: bool = False
    region: str = ""


@dataclass(slots=True)
class Reading:
    """A parsed Doc with its references resolved; `tenures`, once they are found."""

    doc: Doc
    document: Document
    citation: Citation
    pack: LanguagePack
    entities: dict[EntityId, Entity | Office] = field(default_factory=dict)
    refs: list[Ref] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    home: Home = field(default_factory=lambda: Home())
    gender: dict[EntityId, str] = field(default_factory=dict)
    tenures: list[Tenure] | None = None
    inner: set[int] = field(default_factory=set)
    _at: dict[int, Ref] = field(default_factory=dict)
    _by_entity: defaultdict[EntityId, list[Ref]] = field(default_factory=lambda: defaultdict(list))

    @property
    def homeland(self) -> str | None:
        """Return the code of the country that the document is most about, None where it names none."""
        return self.home.countries[0] if self.home.countries else None

    @classmethod
    def of(cls, parsed: Parsed) -> "Reading":
        """Return an empty reading of a spaCy Doc that carries its Document in `user_data`."""
        document = parsed.user_data.get("document") or Document(parsed.text)
        return cls(to_read(parsed), document, document.citation(), pack_of(document.lang))

    def add(self, ref: Ref) -> None:
        """Add a reference, unless one that was added before overlaps it; nationality words may lie inside.

        So may the names at the tokens `inner`: "Omsk" of "Omsk hospital".
        """
        tokens = range(ref.start, ref.end)
        for i in tokens:
            other = self._at.get(i)
            if other is not None and other.form != "demonym" and i not in self.inner:
                return
        insort(self.refs, ref, key=START)
        for entity in ref.entities:
            insort(self._by_entity[entity], ref, key=START)
        for i in tokens:
            self._at.setdefault(i, ref)

    def at(self, token: Token | int) -> Ref | None:
        """Return the reference that covers a token."""
        return self._at.get(token if isinstance(token, int) else token.i)

    def tokens(self, lemmas: Collection[str] = (), forms: Collection[str] = ()) -> list[Token]:
        """Return the tokens with one of these lemmas or forms, in lower case, in order of the text.

        The Doc is indexed once: O(words asked for or words of the document, whichever are fewer).
        """
        index: tuple[Places, Places] | None = self.doc.user_data.get("places")
        if index is None:
            index = defaultdict(list), defaultdict(list)
            for i, token in enumerate(self.doc):
                index[0][token.lemma_.lower()].append(i)
                index[1][token.lower_].append(i)
            self.doc.user_data["places"] = index
        found = set[int]()
        for places, words in zip(index, (lemmas, forms), strict=True):
            for word in places.keys() & words if words else ():
                found.update(places[word])
        return [self.doc.tokens[i] for i in sorted(found)]

    def before(self, token: int) -> Iterator[Ref]:
        """Yield the references that start before a token, nearest first."""
        stop = bisect_left(self.refs, token, key=START)
        return (self.refs[i] for i in range(stop - 1, -1, -1))

    def after(self, token: int) -> Iterator[Ref]:
        """Yield the references that start at or after a token, nearest first."""
        start = bisect_left(self.refs, token, key=START)
        return (self.refs[i] for i in range(start, len(self.refs)))

    def of_entity(self, entity: EntityId) -> Sequence[Ref]:
        """Return the references that mean an entity, alone or with others, in order of the text."""
        return self._by_entity.get(entity, ())

    def nearest(self, entity: EntityId, token: int) -> Ref:
        """Return the reference to an entity that starts nearest to a token, of two the first."""
        refs = self._by_entity[entity]
        at = bisect_left(refs, token, key=START)
        return min(refs[max(at - 1, 0) : at + 1], key=lambda r: abs(r.start - token))

    def of_kind(self, *kinds: Kind) -> Iterator[Ref]:
        """Yield the references of these kinds in order of the text."""
        return (ref for ref in self.refs if ref.kind in kinds)

    def span(self, ref: Ref) -> Span:
        """Return the span of a reference."""
        return Span(self.doc, ref.start, ref.end)

    def root(self, ref: Ref) -> Token:
        """Return the word of a reference that is nearest to the root of the sentence."""
        return self.doc.tokens[ref.start] if ref.end == ref.start + 1 else self.span(ref).root

    def country(self, code: str) -> EntityId:
        """Return the id of a country, which becomes an entity of this document."""
        country = self.pack.countries[code]
        name = EntityId(f"country/{code.lower()}")
        self.entities.setdefault(name, Entity(name, Kind.COUNTRY, country.name, code=code))
        return name

    def government(self, code: str) -> EntityId:
        """Return the id of the government of a country."""
        name = EntityId(f"organization/{code.lower()}/government")
        label = self.pack.section("bodies")["government"].format(country=self.pack.countries[code].name)
        self.entities.setdefault(name, Entity(name, Kind.ORGANIZATION, label))
        return name

    def organization(self, name: str) -> EntityId:
        """Return the id of an organization known by its name, which becomes an entity of this document."""
        known = EntityId(f"organization/{slug(name)}")
        self.entities.setdefault(known, Entity(known, Kind.ORGANIZATION, name))
        return known

    def name(self, known: EntityId) -> str:
        """Return the name of an entity, of an office its title."""
        entity = self.entities[known]
        return entity.title if isinstance(entity, Office) else entity.name

    def sentence(self, token: Token) -> Sentence:
        """Return the sentence of a token, without the white space around it."""
        sent = token.sent
        start, end = stripped(self.document.text, sent.start_char, sent.end_char)
        return Sentence(self.citation.id, start, end, self.document.text[start:end])

    def evidence(self, tokens: Iterable[Token], rule: str, confidence: float) -> frozenset[Evidence]:
        """Return one evidence: the shortest stretch of the first sentence with all of these, names whole."""
        found = list(tokens)
        sentence = self.sentence(found[0])
        refs = [ref for token in found if (ref := self._at.get(token.i)) is not None]
        found += [self.doc.tokens[i] for ref in refs for i in (ref.start, ref.end - 1)]
        inside = [t for t in found if sentence.start <= t.idx < sentence.end] or found[:1]
        start = min([t.idx for t in inside])
        end = min(max([t.idx + len(t.text) for t in inside]), sentence.end)
        exact = self.document.text[start:end]
        return frozenset(
            [Evidence(self.citation.id, start, end, exact, sentence.id, rule, round(confidence, 2))]
        )

    def mentions(self) -> Iterator[Mention]:
        """Yield names and nominal descriptions as mentions."""
        for ref in self.refs:
            if ref.form in ("name", "nominal") and len(ref.entities) == 1:
                span = self.span(ref)
                form = MentionForm(ref.form)
                yield Mention(self.citation.id, span.start_char, span.end_char, span.text, ref.entity, form)


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return offsets without the white space at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
