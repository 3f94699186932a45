"""Whom a noun around an event means: itself, its apposition, who it stands for, whose it is."""

from collections.abc import Iterable, Iterator

from kg.entities.reading import Reading
from kg.facts.clauses import child
from kg.facts.event_repair import joined_before, joined_behind, swallowed
from kg.facts.event_words import EventWords
from kg.mentions.words import Token
from kg.model import EntityId, EventKind, Kind

PEOPLE = ("people", "members", "government")
BACK = 60  # tokens before a vote in which its chamber is looked for
LIMIT = 40  # nouns joined to one another that are looked at


class Naming:
    """Finds the entities that tokens mean."""

    def __init__(self, reading: Reading, words: EventWords) -> None:
        self.reading, self.words = reading, words
        self.holders = {post.head: post.holders for post in reading.posts if post.holders}

    def meant(
        self, token: Token, *, modifier: bool = False, acts: bool = True, owners: bool = False
    ) -> Iterator[tuple[EntityId, Kind]]:
        """Yield the entities that a noun and those joined to it mean; nationality words only as modifiers.

        `acts` tells that a body may stand for its people, "leaders of Cyprus" for Cyprus; `owners` that a
        thing may stand for whose it is, "flights to Cuba", "Iran's law".
        """
        todo, seen = [token], 0
        while todo and seen < LIMIT:
            here, seen = todo.pop(0), seen + 1
            if self.ruled_out(here):
                continue
            found = list(self.one(here, modifier, acts))
            todo += swallowed(here, self.reading) if not found else []
            todo += self.examples(here) + self.number_of(here) if not found else []
            yield from found or (self.owner(here) if owners else ())
            todo += [
                k for k in here.children if k.dep_ == "conj" or (modifier and k.dep_ in ("nmod", "compound"))
            ]
            todo += joined_behind(here, self.reading) + joined_before(here, self.reading)

    def examples(self, token: Token) -> list[Token]:
        """Return whom "including" or "named" tells: "activists including Lee and Kim", "one named Kim"."""
        links = [k for k in token.children if self.words.has("including", k.lower_, "groups")]
        same = (k for k in links if all(t.text != ";" for t in token.doc[token.i : k.i]))
        called = self.reading.pack.section("relations")["called"]
        named = [child(k, "pobj") for k in same]
        named += [child(k, "oprd", "dobj") for k in token.children if k.dep_ == "acl" and k.lower_ in called]
        return [noun for noun in named if noun is not None]

    def ruled_out(self, token: Token) -> bool:
        """Tell whether a name is said not to be meant: "Lee, not Kim, resigned"; "not only Kim" is."""
        ref = self.reading.at(token)
        first = ref.start if ref is not None else token.left_edge.i
        return first > 0 and self.words.has("not", token.doc[first - 1].lower_)

    def named(self, entity: EntityId, words: str) -> bool:
        """Tell whether the name of an entity has one of these words."""
        name = str(getattr(self.reading.entities[entity], "name", ""))
        return any(self.words.has(words, word, "groups") for word in name.lower().split())

    def at_summit(self, verb: Token) -> bool:
        """Tell whether those who meet do so for or at a summit."""
        nouns = [child(k, "pobj") for k in verb.children if k.dep_ == "prep"]
        frames = [f for n in nouns if n is not None for f in self.words.nouns.get(n.lemma_.lower(), ())]
        return any(frame.kind is EventKind.SUMMIT for frame in frames)

    def chamber(self, at: Token, slots: dict[str, list[Token]]) -> EntityId | None:
        """Return the legislature named last before a vote that names nobody, or its members only."""
        acting = [t for part in ("subject", "by", "light", "poss") for t in slots.get(part, ())]
        if not all(self.words.has("voters", t.lemma_.lower(), "groups") for t in acting):
            return None
        if at.pos_ == "NOUN" and (at.tag_ != "NN" or at.dep_ == "pobj"):
            return None  # "by 108 votes"
        last: EntityId | None = None
        for start in (*range(at.i, max(at.i - BACK, -1), -1), *range(at.i, at.sent.end)):
            ref = self.reading.at(start)
            if ref is not None and ref.kind is Kind.ORGANIZATION and self.named(ref.entity, "legislatures"):
                if at.doc[start].dep_ in ("nsubj", "nsubjpass"):
                    return last if start > at.i and last else ref.entity
                last = last or ref.entity
        return last

    def strangers(self, slots: dict[str, list[Token]], parts: Iterable[str]) -> bool:
        """Tell whether people without a name stand in one of these parts: "met protesters"."""
        return any(
            self.reading.at(token) is None
            and any(self.words.has(name, token.lemma_.lower(), "groups") for name in PEOPLE)
            for part in parts
            for first in slots.get(part, ())
            for token in (first, *(k for k in first.children if k.dep_ == "conj"))
        )

    def one(self, token: Token, modifier: bool, acts: bool = True) -> Iterator[tuple[EntityId, Kind]]:
        """Yield what one noun means: itself, what stands in apposition, or whom it stands for."""
        ref = self.reading.at(token)
        if ref is not None and (modifier or ref.form != "demonym"):
            yield from ((entity, ref.kind) for entity in ref.entities)
            return
        for kid in token.children:
            other = self.reading.at(kid) if kid.dep_ == "appos" else None
            if other is not None and other.form != "demonym":
                yield from self.meant(kid)
                return
        behind = [self.reading.at(child(k, "pobj") or k) for k in token.children if self.apart(k)]
        others = {entity for other in behind if other is not None for entity in other.entities}
        holders = [h for h in self.holders.get(token.i, ()) if h not in others]  # "an advisor for X" is not X
        if holders:
            yield from ((holder, Kind.PERSON) for holder in holders)
        elif not modifier and acts:
            yield from self.stands_for(token)

    def apart(self, kid: Token) -> bool:
        """Tell whether a preposition names another than who holds the post: "an advisor for X"."""
        return kid.dep_ == "prep" and not self.words.has("links", kid.lower_, "groups")

    def owner(self, token: Token) -> Iterator[tuple[EntityId, Kind]]:
        """Yield whose a thing is: "Iran's law", "Chinese goods", "flights to Cuba"."""
        for kid in token.children:
            inner = child(kid, "pobj") if self.words.has("belonging", kid.lower_, "groups") else None
            near = kid.dep_ in ("poss", "amod", "compound", "nmod") and kid.i < token.i
            ref = self.reading.at(inner if inner is not None else kid) if inner is not None or near else None
            if ref is not None and (ref.kind is Kind.COUNTRY or kid.dep_ == "poss" or inner is not None):
                yield from ((entity, ref.kind) for entity in ref.entities)
                return

    def counted(self, token: Token) -> Token:
        """Return those of whom a number is told: "millions of Russians", "members of the Taliban"."""
        inner = next(
            (child(k, "pobj") for k in token.children if self.words.has("links", k.lower_, "groups")), None
        )
        counts = self.words.has("counts", token.lemma_.lower(), "groups")
        return inner if counts and inner is not None and self.reading.at(token) is None else token

    def number_of(self, token: Token) -> list[Token]:
        """Return those of whom a noun is a number, or the place of whose kind it is."""
        inner = self.counted(token)
        return [inner] if inner.i != token.i else []

    def soldiers(self, token: Token) -> bool:
        """Tell whether a noun means fighters without a name: who kills them acts on those whose they are."""
        return self.reading.at(token) is None and self.words.has("troops", token.lemma_.lower(), "groups")

    def nations(self, first: Token, ruling: bool) -> Iterator[tuple[EntityId, Kind]]:
        """Yield the states, or governments, of nationality words: "American, British and French jets"."""
        todo = [first]
        for here in todo:
            ref = self.reading.at(here)
            if ref is None or ref.kind is not Kind.COUNTRY:
                continue
            if ruling:
                yield self.reading.government(ref.entity.split("/")[1].upper()), Kind.ORGANIZATION
            else:
                yield ref.entity, ref.kind
            todo += [k for k in here.children if k.dep_ in ("conj", "amod", "nmod")]

    def stands_for(self, token: Token) -> Iterator[tuple[EntityId, Kind]]:
        """`Israeli forces`, `German officials`, `the leaders of Cyprus`: the state, its government."""
        lemma = token.lemma_.lower()
        state, ruling = (
            self.words.has("state", lemma, "groups"),
            self.words.has("government", lemma, "groups"),
        )
        fighters = self.words.has("fighters", lemma, "groups")
        whose = child(token, "poss")
        if fighters and whose is not None and whose.tag_ == "WP$" and token.head.dep_ == "relcl":
            yield from self.meant(token.head.head)  # "Boeing, whose board named Lee"
            return
        for kid in token.children:
            ref = self.reading.at(kid)
            if fighters and ref is not None and ref.kind is Kind.ORGANIZATION and ref.form == "name":
                yield ref.entity, ref.kind
                return
            if ref is None or not (state or ruling) or kid.dep_ not in ("amod", "compound", "nmod", "poss"):
                continue
            if ref.kind is Kind.ORGANIZATION:
                yield ref.entity, ref.kind
                return
            if ref.kind is Kind.COUNTRY:
                yield from self.nations(kid, ruling)
                return
        if self.words.has("members", lemma, "groups"):
            for kid in token.children:
                inner = child(kid, "pobj")
                ref = self.reading.at(inner) if inner is not None else None
                if inner is None or ref is None or ref.form == "demonym":
                    continue
                seat = kid.dep_ == "prep" and self.named(ref.entity, "legislatures")
                if self.words.has("links", kid.lower_, "groups") or seat:
                    yield from self.meant(inner)
