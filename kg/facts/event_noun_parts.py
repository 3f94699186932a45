"""Who takes part in the event that a noun means: the tokens around it and its verb, by part."""

from kg.facts.clauses import child
from kg.facts.event_parts import VerbParts
from kg.facts.event_repair import demanded, measured, passive, second
from kg.mentions.words import Token
from kg.model import EventKind, Kind


class Cast(VerbParts):
    """Finds the tokens in each part of a verb or noun."""

    def of_noun(self, noun: Token) -> dict[str, list[Token]]:
        """Return the tokens by part: poss (also "the NATO summit"), light, each preposition's noun."""
        slots: dict[str, list[Token]] = {}
        self.prepositions(noun, slots)
        for kid in noun.children:
            if kid.dep_ in ("poss", "compound", "nmod", "amod") and kid.i < noun.i:
                slots.setdefault("poss", []).append(self.backward(kid, noun))
            elif kid.dep_ == "relcl" and self.words.has("light", kid.lemma_.lower()):
                self.prepositions(kid, slots)
                slots.setdefault("light", []).extend(
                    k for k in kid.children if k.dep_ == "nsubj" and k.tag_ not in ("WDT", "WP")
                )
            elif kid.dep_ == "relcl" and self.words.has("broker", kid.lemma_.lower(), "groups"):
                self.prepositions(kid, slots)
            elif kid.dep_ == "relcl" and any(k.tag_ == "WRB" for k in kid.children):
                slots.setdefault("scene", []).extend(k for k in kid.children if k.dep_ == "nsubj")
            elif kid.dep_ in ("acl", "relcl") and self.ascribes(kid):
                self.ascribed(kid, slots)
            elif kid.dep_ == "acl" and kid.tag_ == "VBN":
                self.prepositions(kid, slots)
        if (after := self.apart_from(noun)) is not None:
            self.done_behind(after, slots)
        if (opposed := self.opposed(noun)) is not None:
            slots["anti"] = [opposed]
        whose = (
            noun.head if noun.dep_ == "appos" else self.subject(noun.head) if noun.dep_ == "attr" else None
        )
        if whose is not None:
            slots["self"] = [whose]
        slots["demanding"] = demanded(noun, self.words)
        outer = measured(noun, self.words)
        if outer.i != noun.i:
            self.prepositions(outer, slots)
            owner = child(outer, "poss")
            slots.setdefault("poss", []).extend([owner] if owner is not None else [])
        self.governor(outer, slots)
        return slots

    def owned(self, slots: dict[str, list[Token]]) -> bool:
        """Tell whether words before a noun or "between" say who takes part: "Putin's talks with Merkel"."""
        return "between" in slots or any(self.reading.at(t) for t in slots.get("poss", ()))

    def convicts(self, verb: Token) -> bool:
        """Tell whether a verb says that somebody did it: "convicted of murder"."""
        return any(frame.kind is EventKind.CONVICT for frame in self.words.verbs.get(verb.lemma_.lower(), ()))

    def backward(self, owner: Token, noun: Token) -> Token:
        """Return whom a pronoun in front of its sentence means: "During his visit, Mike Pence spoke"."""
        verb = noun.head.head
        if owner.tag_ == "WP$":
            clause = next((t for t in (noun.head, verb) if t.dep_ == "relcl"), None)
            return clause.head if clause is not None else owner  # "Lee, whose arrest drew protests"
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
            other = next((k for k in verb.children if k.dep_ in ("dative", "dobj") and k.i < noun.i), None)
            given = [self.subject(verb) if passive(verb) else other]
            slots["receiver"] = [t for t in given if t is not None] if noun.dep_ == "dobj" else []
            if noun.dep_ == "dobj" and not passive(verb):
                subject = self.subject(verb)
                slots["light"] = [subject] if subject is not None else []
            elif noun.dep_ == "nsubjpass" and slots.get("by"):
                slots["light"] = slots["by"]
        elif noun.dep_ == "dobj" and self.words.effect(verb.lemma_.lower()) in ("cancel", "plan", "propose"):
            subject = self.subject(verb)
            if subject is not None and not self.owned(slots):
                slots["light" if "with" in slots else "traveller"] = [subject]
        elif noun.dep_ in ("dobj", "nsubjpass") and self.ascribes(verb):
            self.ascribed(verb, slots)
        elif noun.dep_ == "nsubjpass":
            own = slots.get("by", [])[:]
            self.prepositions(verb, slots)
            slots["by"] = own  # not the court of "was dismissed by the court"
        elif noun.dep_ == "nsubj" or (noun.dep_ == "dobj" and self.judged(verb)):
            self.prepositions(verb, slots)
            brought = child(verb, "dobj") if self.words.has("bring", verb.lemma_.lower(), "groups") else None
            slots["gathered"] = [brought] if brought is not None else []
        elif noun.dep_ == "pobj" and verb.head.pos_ in ("VERB", "AUX"):
            subject = self.subject(verb.head)
            if self.words.has("gather", verb.head.lemma_.lower()):
                slots["gathered"] = [subject] if subject is not None else []
            slots.setdefault(f"{verb.lower_} it", []).extend([subject] if subject is not None else [])
            if subject is not None and not self.owned(slots) and self.words.has("scene", verb.lower_):
                slots["traveller"] = [subject]
            if self.words.effect(verb.head.lemma_.lower()) == "alleged" or self.convicts(verb.head):
                accused = child(verb.head, "dobj", "nsubjpass") or (subject if passive(verb.head) else None)
                slots["accused"] = [accused] if accused is not None else []
            if "with" in slots and not self.owned(slots):
                slots["beside"] = [subject] if subject is not None else []
            if self.words.has("scene", verb.lower_):
                other = child(verb.head, "dobj")
                undergoer = subject if passive(verb.head) else other
                slots["undergoer"] = [undergoer] if undergoer is not None else []
                slots.setdefault("scene", []).extend(t for t in (subject, other) if t is not None)

    def apart_from(self, noun: Token) -> Token | None:
        """Return the participle behind a comma that says who did it: "the attack, conducted by Lee"."""
        after = noun.right_edge.i + 1
        if after >= len(noun.doc) or noun.doc[after].text != ",":
            return None
        verb = noun.doc[after + 1 : after + 2]
        here = verb[0] if len(verb) else None
        if here is not None and here.dep_ == "advmod":
            here = here.head if here.head.i == here.i + 1 else None
        loose = here is not None and here.tag_ == "VBN" and here.dep_ in ("advcl", "acl", "conj", "ccomp")
        if here is None or not loose or child(here, "agent", "prep") is None:
            return None
        return here if self.words.has("done", here.lemma_, "groups") or self.ascribes(here) else None

    def done_behind(self, verb: Token, slots: dict[str, list[Token]]) -> None:
        """Add who did a deed by the participle behind it; with "reportedly" whose it is held to be."""
        if self.ascribes(verb):
            self.ascribed(verb, slots)
        elif any(self.words.has("reportedly", k.lower_) for k in verb.children):
            slots["ascribed"] = [noun for k in verb.children if k.dep_ == "agent" for noun in k.children]
        else:
            self.prepositions(verb, slots)

    def doers(self, slots: dict[str, list[Token]]) -> None:
        """Add to what a verb of killing tells who did the deed it names: "an attack by Boko Haram killed"."""
        for noun in [t for part in ("subject", "in", "during", "by") for t in slots.get(part, ())]:
            frames = self.words.nouns.get(noun.lemma_.lower(), ())
            if self.reading.at(noun) is None and any(frame.kind is EventKind.ATTACK for frame in frames):
                deed = self.of_noun(noun)
                slots.setdefault("deed", []).extend(t for part in ("by", "poss") for t in deed.get(part, ()))
                slots.setdefault("ascribed", []).extend(deed.get("ascribed", ()))

    def armed(self, slots: dict[str, list[Token]]) -> bool:
        """Tell whether arms, fighters or an attack stand around a verb of killing."""
        lemmas = [t.lemma_.lower() for part in ("subject", "by", "in") for t in slots.get(part, ())]
        deeds = [frame for lemma in lemmas for frame in self.words.nouns.get(lemma, ())]
        armed = any(self.words.has("weapons", lemma, "groups") for lemma in lemmas)
        return armed or any(frame.kind is EventKind.ATTACK for frame in deeds)

    def ascribes(self, verb: Token) -> bool:
        """Tell whether a verb says whose a deed is held to be: "an attack claimed by", "blamed on"."""
        return self.words.has("ascribe", verb.lemma_.lower(), "groups")

    def ascribed(self, verb: Token, slots: dict[str, list[Token]]) -> None:
        """Add whose a deed is held to be: who claims it, or whom others name."""
        subject = self.subject(verb) if not passive(verb) else None
        named = [subject] if subject is not None and self.words.has("own", verb.lemma_, "groups") else []
        for kid in verb.children:
            if kid.dep_ in ("prep", "agent", "dative") and self.words.has("whose", kid.lower_, "groups"):
                mine = self.words.has("agent", kid.lower_) is self.words.has("own", verb.lemma_, "groups")
                inner = child(kid, "pobj")
                named += [inner] if mine and inner is not None else []
        slots["ascribed"] = named

    def judged(self, verb: Token) -> bool:
        """Tell whether words behind a verb are about its object: "dismissed a suit by Texas"."""
        return self.words.has("judged", verb.lemma_.lower()) and not passive(verb)

    def prepositions(self, token: Token, slots: dict[str, list[Token]]) -> None:
        """Add the nouns of the prepositions that hang on a token."""
        for kid in token.children:
            if kid.dep_ in ("prep", "agent") and (noun := child(kid, "pobj")) is not None:
                slots.setdefault(kid.lower_, []).append(noun)
                if self.words.has("both", kid.lower_, "groups") and child(noun, "conj") is None:
                    slots[kid.lower_] += second(noun, self.reading)
                plain = self.reading.at(noun) is None and noun.lemma_.lower() not in self.words.nouns
                for inner in noun.children if plain else ():
                    if self.words.has("parties", inner.lower_, "groups") and (other := child(inner, "pobj")):
                        slots.setdefault(inner.lower_, []).append(other)  # "talks on trade with China"

    def opposed(self, noun: Token) -> Token | None:
        """Return what a noun is "anti-" to; the only government in the text for "anti-government"."""
        doc, i = noun.doc, noun.i - 1
        while i > 1 and doc[i].head.i == noun.i and doc[i - 1].text != "-":
            i -= 1
        if i < 2 or doc[i - 1].text != "-" or not self.words.has("anti", doc[i - 2].lower_, "groups"):
            return None
        if self.reading.at(i) is not None or not self.words.has("ruling", doc[i].lower_, "groups"):
            return doc[i]
        for preposition in (*noun.children, *noun.head.children):
            inner = (
                child(preposition, "pobj") if self.words.has("in", preposition.lower_, "setting") else None
            )
            where = self.reading.at(inner) if inner is not None else None
            if where is not None and where.kind is Kind.COUNTRY:
                return inner
        ruling = {r.entity: r for r in self.reading.refs if r.entity.endswith("/government")}
        return doc[next(iter(ruling.values())).end - 1] if len(ruling) == 1 else None
