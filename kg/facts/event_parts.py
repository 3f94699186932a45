"""Who takes part in an event: the tokens around a verb or noun by part, and the entities that they mean."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.entities.reading import Reading
from kg.facts.clauses import child, kids
from kg.facts.event_repair import (
    adjacent,
    beside,
    joined_behind,
    listed,
    named_complement,
    participle_of_be,
    passive,
    second,
)
from kg.facts.event_words import EventWords
from kg.model import EntityId, Kind

STEPS = 6
PEOPLE = ("people", "members", "government")
LIMIT = 40  # nouns joined to one another that are looked at


class Cast:
    """Finds the tokens in each part, and the entities that they mean."""

    def __init__(self, reading: Reading, words: EventWords) -> None:
        self.reading, self.words = reading, words
        self.holders = {post.head: post.holders for post in reading.posts if post.holders}

    def of_verb(self, verb: Token) -> dict[str, list[Token]]:
        """Return the tokens by part: subject and object as if active, each preposition's noun."""
        slots: dict[str, list[Token]] = {}
        for kid in kids(verb):
            if kid.dep_ == "xcomp":
                slots.setdefault("aim", []).extend(k for k in kids(kid) if k.dep_ == "dobj")
            elif kid.dep_ in ("prep", "dative", "agent") and (noun := child(kid, "pobj")) is not None:
                by = kid.dep_ == "agent" or (passive(verb) and kid.lower_ == "by")
                part = "by" if by else "means" if kid.lower_ == "by" else kid.lower_
                slots.setdefault(part, []).append(noun)
                inner = child(kid, "prep")
                if inner is not None and (noun := child(inner, "pobj")) is not None:
                    slots.setdefault(inner.lower_, []).append(noun)
            elif kid.dep_ in ("dobj", "dative") or named_complement(kid, self.reading):
                slots.setdefault("object", []).append(kid)
            elif (
                kid.dep_ == "npadvmod"
                and slots.get("object")
                and listed(kid, slots["object"][-1], self.reading)
            ):
                slots["object"].append(kid)
            elif kid.dep_ == "oprd":
                slots.setdefault("complement", []).append(kid)
        for token in slots.get("object", ()):
            slots.setdefault("complement", []).extend(k for k in kids(token) if k.dep_ == "appos")
        if (
            not passive(verb)
            and (beyond := adjacent(verb, slots.get("object", ()), self.reading)) is not None
        ):
            slots.setdefault("object", []).append(beyond)
        subject = self.subject(verb)
        if subject is not None:
            part = "object" if passive(verb) else "subject"
            if part == "subject" or not any(self.reading.at(t) for t in slots.get("object", ())):
                slots.setdefault(part, []).append(subject)
        return slots

    def subject(self, verb: Token) -> Token | None:
        """Return the grammatical subject, that of the governor where the verb shares it."""
        here = verb
        named = beside(verb, self.reading)
        if named is not None:
            return named
        for _ in range(STEPS):
            found = child(here, "nsubj", "nsubjpass")
            if found is not None:
                return self.antecedent(found, here)
            head, dep = here.head, here.dep_
            if head.i == here.i:
                return None
            if dep in ("acl", "relcl") and head.pos_ not in ("VERB", "AUX"):
                if any(k.tag_ == "TO" for k in kids(here)):
                    owner = child(head, "poss")
                    if owner is not None or head.dep_ != "dobj":
                        return owner
                    here = head.head
                    continue
                return head
            if dep == "amod":
                return head.head if head.dep_ == "compound" else head
            if participle_of_be(here):
                here = head
                continue
            controlled = dep in ("xcomp", "ccomp") and self.words.has("control", head.lemma_.lower())
            if dep == "pcomp" and head.dep_ == "agent":
                return None
            if dep == "pcomp":
                timed = self.words.has("before", head.lower_) or self.words.has("temporal", head.lower_)
                head = head.head
                controlled = not timed and self.words.has("control", head.lemma_.lower())
            if controlled and not passive(head) and (other := child(head, "dobj")) is not None:
                return other
            if dep not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep") or head.pos_ == "PROPN":
                return None
            if head.pos_ == "NOUN":
                return child(head, "poss")
            here = head
        return None

    def antecedent(self, subject: Token, verb: Token) -> Token:
        """Return the noun that a relative "which" or "that" stands for."""
        if verb.dep_ == "relcl" and subject.tag_ in ("WDT", "WP") and self.reading.at(subject) is None:
            return verb.head
        return subject

    def of_noun(self, noun: Token) -> dict[str, list[Token]]:
        """Return the tokens by part: poss (also "the NATO summit"), light, each preposition's noun."""
        slots: dict[str, list[Token]] = {}
        self.prepositions(noun, slots)
        for kid in kids(noun):
            if kid.dep_ in ("poss", "compound", "nmod", "amod") and kid.i < noun.i:
                slots.setdefault("poss", []).append(self.backward(kid, noun))
            elif kid.dep_ == "relcl" and any(k.tag_ == "WRB" for k in kids(kid)):
                slots.setdefault("scene", []).extend(k for k in kids(kid) if k.dep_ == "nsubj")
            elif kid.dep_ == "acl" and kid.tag_ == "VBN":
                self.prepositions(kid, slots)
        if (opposed := self.opposed(noun)) is not None:
            slots["anti"] = [opposed]
        self.governor(noun, slots)
        return slots

    def backward(self, owner: Token, noun: Token) -> Token:
        """Return whom a pronoun in front of its sentence means: "During his visit, Mike Pence spoke"."""
        verb = noun.head.head
        if (
            owner.tag_ == "PRP$"
            and self.reading.at(owner) is None
            and noun.dep_ == "pobj"
            and noun.i < verb.i
        ):
            return child(verb, "nsubj") or owner
        return owner

    def governor(self, noun: Token, slots: dict[str, list[Token]]) -> None:
        """Add who takes part by the verb over a noun: "X held talks", "X met Y at the summit"."""
        verb = noun.head
        if noun.dep_ == "dobj" and self.words.has("receive", verb.lemma_.lower()) and not passive(verb):
            subject = self.subject(verb)
            slots["receiver"] = [subject] if subject is not None else []
        elif noun.dep_ in ("dobj", "nsubjpass") and self.words.has("light", verb.lemma_.lower()):
            self.prepositions(verb, slots)
            if noun.dep_ == "dobj" and not passive(verb):
                subject = self.subject(verb)
                slots["light"] = [subject] if subject is not None else []
            elif noun.dep_ == "nsubjpass" and slots.get("by"):
                slots["light"] = slots["by"]
        elif noun.dep_ == "dobj" and self.words.effect(verb.lemma_.lower()) in ("cancel", "plan", "propose"):
            subject = self.subject(verb)
            if "with" in slots and "poss" not in slots and subject is not None:
                slots["light"] = [subject]
        elif noun.dep_ == "nsubj":
            self.prepositions(verb, slots)
        elif noun.dep_ == "pobj" and verb.head.pos_ in ("VERB", "AUX"):
            subject = self.subject(verb.head)
            slots.setdefault(f"{verb.lower_} it", []).extend([subject] if subject is not None else [])
            if "with" in slots and not slots.keys() & {"poss", "between"}:
                slots["beside"] = [subject] if subject is not None else []
            if self.words.has("scene", verb.lower_):
                other = child(verb.head, "dobj")
                slots.setdefault("scene", []).extend(t for t in (subject, other) if t is not None)

    def prepositions(self, token: Token, slots: dict[str, list[Token]]) -> None:
        """Add the nouns of the prepositions that hang on a token."""
        for kid in kids(token):
            if kid.dep_ in ("prep", "agent") and (noun := child(kid, "pobj")) is not None:
                slots.setdefault(kid.lower_, []).append(noun)
                if self.words.has("both", kid.lower_, "groups") and child(noun, "conj") is None:
                    slots[kid.lower_] += second(noun, self.reading)

    def opposed(self, noun: Token) -> Token | None:
        """Return what a noun is "anti-" to; the only government in the text for "anti-government"."""
        doc, i = noun.doc, noun.i - 1
        while i > 1 and doc[i].head.i == noun.i and doc[i - 1].text != "-":
            i -= 1
        if i < 2 or doc[i - 1].text != "-" or not self.words.has("anti", doc[i - 2].lower_, "groups"):
            return None
        if self.reading.at(i) is not None or not self.words.has("ruling", doc[i].lower_, "groups"):
            return doc[i]
        ruling = {r.entity: r for r in self.reading.refs if r.entity.endswith("/government")}
        return doc[next(iter(ruling.values())).end - 1] if len(ruling) == 1 else None

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
            found = list(self.one(here, modifier, acts))
            yield from found or (self.owner(here) if owners else ())
            todo += [
                k for k in kids(here) if k.dep_ == "conj" or (modifier and k.dep_ in ("nmod", "compound"))
            ]
            todo += joined_behind(here, self.reading)

    def strangers(self, slots: dict[str, list[Token]], parts: Iterable[str]) -> bool:
        """Tell whether people without a name stand in one of these parts: "met protesters"."""
        return any(
            self.reading.at(token) is None
            and any(self.words.has(name, token.lemma_.lower(), "groups") for name in PEOPLE)
            for part in parts
            for token in slots.get(part, ())
        )

    def one(self, token: Token, modifier: bool, acts: bool = True) -> Iterator[tuple[EntityId, Kind]]:
        """Yield what one noun means: itself, what stands in apposition, or whom it stands for."""
        ref = self.reading.at(token)
        if ref is not None and (modifier or ref.form != "demonym"):
            yield from ((entity, ref.kind) for entity in ref.entities)
            return
        for kid in kids(token):
            other = self.reading.at(kid) if kid.dep_ == "appos" else None
            if other is not None and other.form != "demonym":
                yield from self.meant(kid)
                return
        if token.i in self.holders:
            yield from ((holder, Kind.PERSON) for holder in self.holders[token.i])
        elif not modifier and acts:
            yield from self.stands_for(token)

    def owner(self, token: Token) -> Iterator[tuple[EntityId, Kind]]:
        """Yield whose a thing is: "Iran's law", "Chinese goods", "flights to Cuba"."""
        for kid in kids(token):
            inner = child(kid, "pobj") if self.words.has("belonging", kid.lower_, "groups") else None
            near = kid.dep_ in ("poss", "amod", "compound", "nmod") and kid.i < token.i
            ref = self.reading.at(inner if inner is not None else kid) if inner is not None or near else None
            if ref is not None and (ref.kind is Kind.COUNTRY or kid.dep_ == "poss" or inner is not None):
                yield from ((entity, ref.kind) for entity in ref.entities)
                return

    def stands_for(self, token: Token) -> Iterator[tuple[EntityId, Kind]]:
        """`Israeli forces`, `German officials`, `the leaders of Cyprus`: the state, its government."""
        lemma = token.lemma_.lower()
        state, ruling = (
            self.words.has("state", lemma, "groups"),
            self.words.has("government", lemma, "groups"),
        )
        for kid in kids(token):
            ref = self.reading.at(kid)
            if ref is None or not (state or ruling) or kid.dep_ not in ("amod", "compound", "nmod", "poss"):
                continue
            if ref.kind is Kind.COUNTRY and ruling:
                yield self.reading.government(ref.entity.split("/")[1].upper()), Kind.ORGANIZATION
                return
            if ref.kind in (Kind.COUNTRY, Kind.ORGANIZATION):
                yield ref.entity, ref.kind
                return
        if self.words.has("members", lemma, "groups"):
            for kid in kids(token):
                inner = child(kid, "pobj") if self.words.has("links", kid.lower_, "groups") else None
                ref = self.reading.at(inner) if inner is not None else None
                if inner is not None and ref is not None and ref.form != "demonym":
                    yield from self.meant(inner)
