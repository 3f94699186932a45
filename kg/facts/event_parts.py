"""Who takes part in an event: the tokens around a verb or noun by part, and the entities that they mean."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.entities.reading import Reading
from kg.facts.clauses import child, kids
from kg.facts.event_words import EventWords
from kg.model import EntityId, Kind

STEPS = 6
LIMIT = 40  # nouns joined to one another that are looked at


class Cast:
    """Finds the tokens in each part, and the entities that they mean."""

    def __init__(self, reading: Reading, words: EventWords) -> None:
        self.reading, self.words = reading, words

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
            elif kid.dep_ in ("dobj", "dative"):
                slots.setdefault("object", []).append(kid)
        subject = self.subject(verb)
        if subject is not None:
            part = "object" if passive(verb) else "subject"
            if part == "subject" or "object" not in slots:
                slots.setdefault(part, []).append(subject)
        return slots

    def subject(self, verb: Token) -> Token | None:
        """Return the grammatical subject, that of the governor where the verb shares it."""
        here = verb
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
                return head
            controlled = dep in ("xcomp", "ccomp") and self.words.has("control", head.lemma_.lower())
            if dep == "pcomp" and head.dep_ == "agent":
                return None
            if dep == "pcomp":
                head = head.head
                controlled = self.words.has("control", head.lemma_.lower())
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
                slots.setdefault("poss", []).append(kid)
            elif kid.dep_ == "acl" and kid.tag_ == "VBN":
                self.prepositions(kid, slots)
        verb = noun.head
        if noun.dep_ in ("dobj", "nsubjpass") and self.words.has("light", verb.lemma_.lower()):
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
        return slots

    def prepositions(self, token: Token, slots: dict[str, list[Token]]) -> None:
        """Add the nouns of the prepositions that hang on a token."""
        for kid in kids(token):
            if kid.dep_ in ("prep", "agent") and (noun := child(kid, "pobj")) is not None:
                slots.setdefault(kid.lower_, []).append(noun)

    def meant(
        self, token: Token, *, modifier: bool = False, acts: bool = True
    ) -> Iterator[tuple[EntityId, Kind]]:
        """Yield the entities that a noun and those joined to it mean; nationality words only as modifiers.

        `acts` tells that a body may stand for its people, "leaders of Cyprus" for Cyprus.
        """
        todo, seen = [token], 0
        while todo and seen < LIMIT:
            here, seen = todo.pop(0), seen + 1
            yield from self.one(here, modifier, acts)
            todo += [
                k for k in kids(here) if k.dep_ == "conj" or (modifier and k.dep_ in ("nmod", "compound"))
            ]

    def one(self, token: Token, modifier: bool, acts: bool = True) -> Iterator[tuple[EntityId, Kind]]:
        """Yield what one noun means: itself, what stands in apposition, or whom it stands for."""
        ref = self.reading.at(token)
        if ref is not None and (modifier or ref.form != "demonym"):
            yield from ((entity, ref.kind) for entity in ref.entities)
            return
        for kid in kids(token):
            other = self.reading.at(kid) if kid.dep_ == "appos" else None
            if other is not None and other.form != "demonym":
                yield from ((entity, other.kind) for entity in other.entities)
                return
        if not modifier and acts:
            yield from self.stands_for(token)

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


def passive(verb: Token) -> bool:
    """Tell whether a verb's subject is whom it is done to: "was arrested", "the man arrested"."""
    if verb.tag_ != "VBN":
        return child(verb, "nsubjpass") is not None
    if child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if any(k.dep_ == "aux" and k.lemma_ == "have" for k in kids(verb)):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and child(verb, "nsubj") is None:
        return verb.head.tag_ == "VBN" and passive(verb.head)
    return verb.dep_ in ("acl", "amod", "advcl", "relcl") or child(verb, "agent") is not None
