"""What a text shows of two entities, as words that weights hang on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

from kg.entities.reading import Ref
from kg.facts.clauses import dates_at
from kg.facts.implied.doubt import between
from kg.facts.implied.pairs import Pair, Scene, Seen
from kg.mentions.words import Token
from kg.model import Entity, EntityId, Kind, Triple

MANY = 20  # facts and posts of one entity that are looked at
FAR = 8  # words between two names that are read one by one
BESIDE = ("rank=", "home=")  # features of the other of a pair
ONCE = ("together=", "share=", "apart=")  # features of which each pair has one
TOGETHER = (
    *("gap=", "form ", "between=", "word=", "around=", "before=", "after=", "ends=", "path=", "deps="),
    *("steps=", "on=", "kid=", "head="),
)
"""Features of pairs that one sentence names."""
MARKS = {Kind.PERSON: "PER", Kind.ORGANIZATION: "ORG", Kind.COUNTRY: "CTY", Kind.PLACE: "LOC"}


class Features:
    """Reads features of the pairs of one document; those of one entity are read once."""

    def __init__(self, scene: Scene, known: Iterable[Triple]) -> None:
        self.scene, self.reading = scene, scene.reading
        self.out: defaultdict[EntityId, list[tuple[str, EntityId]]] = defaultdict(list)
        self.links: defaultdict[tuple[EntityId, EntityId], list[str]] = defaultdict(list)
        for fact in known:
            for name, one, other in (
                (str(fact.predicate), fact.subject, fact.object),
                (f"<{fact.predicate}", fact.object, fact.subject),
            ):
                self.out[one].append((name, other))
                self.links[one, other].append(name)
        self.posts: defaultdict[EntityId, list[tuple[str, tuple[EntityId, ...]]]] = defaultdict(list)
        for post in self.reading.posts:
            for holder in post.holders:
                self.posts[holder].append((post.key.split()[-1] if post.key else "", post.of))
            if not post.holders:
                continue
            for body in post.of:
                self.posts[body].append(("<post", tuple(x for x in post.of if x != body)))
        self.sides: dict[EntityId, list[str]] = {}
        self.lower: dict[EntityId, str] = {}

    def of(self, pair: Pair) -> Iterator[str]:
        """Yield the features of a pair, each once or more."""
        one, other = pair.one, pair.other
        kinds = kinds_of(one.kind, other.kind)
        yield kinds
        yield from self.side("1", one)
        yield from self.side("2", other)
        for text in (*self.beside(other), *self.shared(pair)):
            yield text
            yield f"{kinds} {text}"
        for text in self.local(pair):
            yield f"{kinds} {text}"

    def joint(self, pair: Pair) -> list[str]:
        """Return the features of two entities, each once, without their kinds and what tells of one alone."""
        return [*dict.fromkeys((*self.shared(pair), *self.local(pair)))]

    def side(self, which: str, seen: Seen) -> list[str]:
        """Return features of one entity alone: its name, how much it is named, what rules found of it."""
        found = self.sides.get(seen.entity)
        if found is None:
            found = self.sides[seen.entity] = list(dict.fromkeys(self.alone(seen)))
        return [which + text for text in found]

    def called(self, name: EntityId) -> str:
        """Return the name of an entity in lower case."""
        found = self.lower.get(name)
        if found is None:
            found = self.lower[name] = self.reading.name(name).lower()
        return found

    def alone(self, seen: Seen) -> Iterator[str]:
        """Yield the features of one entity."""
        mark = MARKS[seen.kind]
        parts = self.called(seen.entity).split() or [""]
        if seen.kind is not Kind.COUNTRY:
            yield f" {mark} last={parts[-1]}"
            if seen.kind is not Kind.PERSON:
                yield from (f" {mark} word={part}" for part in parts)
                yield f" {mark} words={min(len(parts), 4)}"
                yield f" {mark} upper={self.reading.name(seen.entity).isupper()}"
        yield f" {mark} named={bucket(len(seen.refs))}"
        yield f" {mark} rank={seen.rank} of {bucket(self.scene.kinds[seen.kind])}"
        yield f" {mark} first={bucket(min(seen.sentences))}"
        yield from (f" {mark} has={name}" for name in dict.fromkeys(n for n, _ in self.out[seen.entity]))
        for title, _ in self.posts[seen.entity]:
            yield f" {mark} post={title}"
        if all(ref.form == "demonym" for ref in seen.refs):
            yield f" {mark} demonym"

    def beside(self, other: Seen) -> tuple[str, str]:
        """Return what the document shows of an entity beside any other: its rank, whether it is about it."""
        return f"rank={other.rank} of {bucket(self.scene.kinds[other.kind])}", f"home={self.home(other)}"

    def shared(self, pair: Pair) -> Iterator[str]:
        """Yield what the whole document tells of two: how often together, what joins them, their names."""
        one, other = pair.one, pair.other
        both = len(one.sentences & other.sentences)
        yield f"together={bucket(both)}"
        yield f"share={round(4 * both / len(one.sentences))}"
        yield f"apart={self.apart(pair)}"
        yield from self.names(one, other)
        for name, middle in self.out[one.entity][:MANY]:
            yield from (f"via {name} {last}" for last in self.links.get((other.entity, middle), ()))
        yield from (f"back {name}" for name in self.links.get((other.entity, one.entity), ()))
        posts = self.posts[one.entity][:MANY]
        for title, of in posts:
            if other.entity in of:
                yield "post of"
                yield f"post of {title}"
            for body in of:
                yield from (f"post via {name}" for name in self.links.get((body, other.entity), ()))
        if any(self.kind(body) is other.kind for _, of in posts for body in of):
            yield "post elsewhere"

    def kind(self, name: EntityId) -> Kind | None:
        """Return the kind of an entity that is no office."""
        entity = self.reading.entities.get(name)
        return entity.kind if isinstance(entity, Entity) else None

    def apart(self, pair: Pair) -> str:
        """Return how many sentences lie between the nearest places where two are named."""
        if pair.near:
            return f"{pair.near[0][0]}"
        least = min(abs(a - b) for a in pair.one.sentences for b in sorted(pair.other.sentences)[:20])
        return bucket(least)

    def home(self, seen: Seen) -> str:
        """Return whether a document is about this country or region, and surely so."""
        home = self.reading.home
        if seen.kind is Kind.COUNTRY:
            code = seen.entity.removeprefix("country/").upper()
            place = home.countries.index(code) + 1 if code in home.countries[:3] else 0
            return f"{place}{'!' if place == 1 and home.sure else ''}{'r' if home.region else ''}"
        return "region" if self.called(seen.entity) == home.region else ""

    def names(self, one: Seen, other: Seen) -> Iterator[str]:
        """Yield how the names of two go together, and what the pack knows of places."""
        pack = self.reading.pack
        first, second = self.called(one.entity), self.called(other.entity)
        if f" {second} " in f" {first} ":
            yield "name holds other"
        if f" {first} " in f" {second} ":
            yield "name in other"
        if first.split()[-1:] == second.split()[-1:]:
            yield "same last"
        if first.split()[:1] == second.split()[:1]:
            yield "same first"
        if other.kind is Kind.COUNTRY:
            code = other.entity.removeprefix("country/").upper()
            if pack.capitals.get(first) == code:
                yield "capital"
            if pack.subdivisions.get(first, "").split("-")[0] == code:
                yield "division"
            for word in first.split():
                if pack.capitals.get(word) == code or pack.subdivisions.get(word, "").split("-")[0] == code:
                    yield "named after area"
        elif first in pack.subdivisions and second not in pack.subdivisions:
            yield "bigger than other"
        elif second in pack.subdivisions and first not in pack.subdivisions:
            yield "in a division"

    def local(self, pair: Pair) -> Iterator[str]:
        """Yield the words between and around the nearest places where two are named, and what joins them."""
        for apart, size, one, other in pair.near:
            order = "12" if one.start < other.start else "21"
            yield f"order={apart}{order}"
            if apart:
                continue
            left, right = (one, other) if one.start < other.start else (other, one)
            yield f"gap={order}{bucket(max(size, 0))}"
            yield f"form {one.form} {other.form}"
            if right.start - left.end <= FAR:
                said = [word for word, _ in groupby(self.spelt[left.end : right.start])]
                yield f"between={order} {' '.join(said)}"
                yield from (f"word={order} {word}" for word in dict.fromkeys(said))
            before, after = self.word(left.start - 1), self.word(right.end)
            yield f"around={order} {before} _ {after}"
            yield f"before={order} {before}"
            yield f"after={order} {after}"
            yield from self.joined(one, other, order)

    def joined(self, one: Ref, other: Ref, order: str) -> Iterator[str]:
        """Yield the words and dependencies that join two names in one sentence."""
        left, right, above = between(one, other, self.reading)
        if not above:
            return
        top = above[0]
        up, down = [step(t) for t in left[1:]], [step(t) for t in right[1:]]
        ends = f"{left[0].dep_ if left else '='} {right[0].dep_ if right else '='}"
        yield f"ends={ends}"
        head = "" if not left or not right else step(top)
        if len(left) + len(right) < 7:
            yield f"path={ends} {'<'.join(up)} {head} {'>'.join(reversed(down))}"
            yield f"deps={'<'.join(t.dep_ for t in left)} {'>'.join(t.dep_ for t in reversed(right))}"
        yield f"steps={min(len(left), 4)}{min(len(right), 4)}"
        for token in dict.fromkeys((*left[1:], *right[1:], top)):
            if token.pos_ in ("VERB", "NOUN", "ADP", "ADJ", "PROPN") and self.reading.at(token) is None:
                yield f"on={token.lemma_.lower()}"
        for which, ref in (("1", one), ("2", other)):
            root = self.reading.root(ref)
            for kid in root.children:
                if kid.dep_ in ("appos", "amod", "compound", "relcl", "acl") and self.reading.at(kid) is None:
                    yield f"kid={which} {kid.dep_} {kid.lemma_.lower()}"
            if root.head.pos_ in ("NOUN", "VERB") and self.reading.at(root.head) is None:
                yield f"head={which} {root.dep_} {root.head.lemma_.lower()}"

    def word(self, i: int) -> str:
        """Return the word at a token, a name as its kind."""
        return self.spelt[i] if 0 <= i < len(self.spelt) else "-"

    @cached_property
    def spelt(self) -> list[str]:
        """Return the words of the document in lower case; names as their kinds, dates as one word."""
        found = [token.lower_ for token in self.reading.doc]
        for i in dates_at(self.reading):
            found[i] = "DATE"
        for i in {i for ref in self.reading.refs for i in range(ref.start, ref.end)}:
            ref = self.reading.at(i)
            found[i] = MARKS.get(ref.kind, "") if ref is not None else found[i]
        return found


def kinds_of(one: Kind, other: Kind) -> str:
    """Return the feature that tells the kinds of a pair."""
    return f"{MARKS[one]}-{MARKS[other]}"


def step(token: Token) -> str:
    """Return a token on a path."""
    return f"{token.lemma_.lower()}/{token.dep_}" if token.ent_type_ != "PERSON" else token.dep_


def bucket(count: int) -> str:
    """Return a rough number."""
    return str(count) if count < 4 else "4-6" if count < 7 else "7-12" if count < 13 else "13+"
