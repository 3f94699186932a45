"""Who takes part in an event: the tokens around a verb or noun by part, and the entities that they mean."""

from spacy.tokens import Token

from kg.facts.clauses import affirmed, child, kids
from kg.facts.event_naming import Naming
from kg.facts.event_repair import (
    adjacent,
    beside,
    listed,
    named_complement,
    participle_of_be,
    passive,
    second,
    titled,
)
from kg.model import EventKind, Kind

STEPS = 6
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Cast(Naming):
    """Finds the tokens in each part."""

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
            elif kid.dep_ == "prep" and child(kid, "pcomp") is not None:
                slots.setdefault(kid.lower_, [])  # "charged with lying"
            elif kid.dep_ == "dobj" and kid.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                slots.setdefault("object", []).append(verb.head)
            elif kid.dep_ in ("dobj", "dative") or named_complement(kid, verb, self.reading):
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

    def beside_object(self, slots: dict[str, list[Token]], objects: frozenset[str]) -> dict[str, list[Token]]:
        """Add who stands behind a noun that the frame names: "an accord between X and Y was signed"."""
        for noun in [t for tokens in slots.values() for t in tokens if t.lemma_.lower() in objects]:
            for kid in kids(noun):
                inner = child(kid, "pobj") if kid.dep_ == "prep" else None
                if inner is not None and inner not in slots.get(kid.lower_, ()):
                    slots.setdefault(kid.lower_, []).append(inner)
        return slots

    def subject(self, verb: Token) -> Token | None:
        """Return the grammatical subject, that of the governor where the verb shares it."""
        here = verb
        if (named := beside(verb, self.reading)) is not None:
            return named
        for _ in range(STEPS):
            found = child(here, "nsubj", "nsubjpass")
            if found is not None:
                return self.antecedent(found, here)
            head, dep = here.head, here.dep_
            if head.i == here.i:
                return None
            if (lender := self.lender(here)) is not None:
                here = lender
                continue
            if dep in ("acl", "relcl") and head.pos_ not in ("VERB", "AUX"):
                if any(k.tag_ == "TO" for k in kids(here)):
                    owner = child(head, "poss")
                    if owner is not None or head.dep_ not in ("dobj", "attr"):
                        return owner
                    here = head.head  # also "became the first to resign"
                    continue
                return head
            if dep == "amod":
                return titled(head.head if head.dep_ == "compound" else head, self.reading)
            if dep == "ccomp" and any(k.dep_ == "aux" and k.tag_ in FINITE for k in kids(here)):
                other = child(head, "dobj")  # "hearing her son had been convicted"
                return other if other is not None and head.i < other.i < here.i else None
            controlled = dep in ("xcomp", "ccomp") and self.words.has("control", head.lemma_.lower())
            if dep == "pcomp" and self.done_by(head):
                return None  # "interrupted by protesting legislators"
            if dep == "pcomp" and (blamed := self.blamed(head)) is not None:
                return blamed
            if dep == "pcomp":
                timed = self.words.has("before", head.lower_) or self.words.has("temporal", head.lower_)
                head = head.head
                controlled = not timed and self.words.has("control", head.lemma_.lower())
            if controlled and not passive(head) and (other := child(head, "dobj")) is not None:
                return other
            if (
                dep not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "acomp")
                or head.pos_ == "PROPN"
            ):
                return None
            if head.pos_ == "NOUN":
                return child(head, "poss")
            here = head
        return None

    def done_by(self, preposition: Token) -> bool:
        """Tell whether a preposition opens who does it: "was interrupted by"."""
        by = self.words.has("agent", preposition.lower_) and passive(preposition.head)
        return preposition.dep_ == "agent" or by

    def blamed(self, preposition: Token) -> Token | None:
        """Return whom a verb blames or praises for it: "condemned Lee for meeting Kim"."""
        over = preposition.head
        if not self.words.has("blamed_for", preposition.lower_):
            return None
        if over.dep_ == "dobj":
            return over if self.words.effect(over.head.lemma_.lower()) == "succeed" else None
        lemma = over.lemma_.lower()
        faulted = self.words.effect(lemma) == "succeed" and self.words.has("control", lemma)
        return child(over, "dobj") if faulted and not passive(over) else None

    def lender(self, verb: Token) -> Token | None:
        """Return the verb of being whose subject a participle has: "was named", "was among those held"."""
        noun = verb.head
        if participle_of_be(verb):
            return noun
        those = verb.dep_ == "acl" and noun.dep_ == "pobj" and self.words.has("those", noun.lower_, "groups")
        return noun.head.head if those and self.words.has("among", noun.head.lower_, "groups") else None

    def antecedent(self, subject: Token, verb: Token) -> Token:
        """Return the noun that a relative "which" or "that" stands for."""
        if verb.dep_ == "relcl" and subject.tag_ in ("WDT", "WP") and self.reading.at(subject) is None:
            return self.one_of(verb.head) or verb.head
        return subject

    def one_of(self, noun: Token) -> Token | None:
        """Return who is said to be of those whom a noun means: "Lee was among the senators who voted"."""
        partitive, over = noun.head, noun.head.head
        if noun.dep_ != "pobj" or not self.words.has("among", partitive.lower_, "groups"):
            return None
        return child(over, "nsubj") if over.lemma_ == "be" and affirmed(over) else None

    def of_noun(self, noun: Token) -> dict[str, list[Token]]:
        """Return the tokens by part: poss (also "the NATO summit"), light, each preposition's noun."""
        slots: dict[str, list[Token]] = {}
        self.prepositions(noun, slots)
        for kid in kids(noun):
            if kid.dep_ in ("poss", "compound", "nmod", "amod") and kid.i < noun.i:
                slots.setdefault("poss", []).append(self.backward(kid, noun))
            elif kid.dep_ == "relcl" and self.words.has("light", kid.lemma_.lower()):
                self.prepositions(kid, slots)
                slots.setdefault("light", []).extend(
                    k for k in kids(kid) if k.dep_ == "nsubj" and k.tag_ not in ("WDT", "WP")
                )
            elif kid.dep_ == "relcl" and any(k.tag_ == "WRB" for k in kids(kid)):
                slots.setdefault("scene", []).extend(k for k in kids(kid) if k.dep_ == "nsubj")
            elif kid.dep_ == "acl" and kid.tag_ == "VBN":
                self.prepositions(kid, slots)
        if (opposed := self.opposed(noun)) is not None:
            slots["anti"] = [opposed]
        whose = (
            noun.head if noun.dep_ == "appos" else self.subject(noun.head) if noun.dep_ == "attr" else None
        )
        if whose is not None:
            slots["self"] = [whose]
        self.governor(noun, slots)
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
            other = next((k for k in kids(verb) if k.dep_ in ("dative", "dobj") and k.i < noun.i), None)
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
        elif noun.dep_ == "nsubjpass":
            own = slots.get("by", [])[:]
            self.prepositions(verb, slots)
            slots["by"] = own  # not the court of "was dismissed by the court"
        elif noun.dep_ == "nsubj" or (noun.dep_ == "dobj" and self.judged(verb)):
            self.prepositions(verb, slots)
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
                slots.setdefault("scene", []).extend(t for t in (subject, other) if t is not None)

    def judged(self, verb: Token) -> bool:
        """Tell whether words behind a verb are about its object: "dismissed a suit by Texas"."""
        return self.words.has("judged", verb.lemma_.lower()) and not passive(verb)

    def prepositions(self, token: Token, slots: dict[str, list[Token]]) -> None:
        """Add the nouns of the prepositions that hang on a token."""
        for kid in kids(token):
            if kid.dep_ in ("prep", "agent") and (noun := child(kid, "pobj")) is not None:
                slots.setdefault(kid.lower_, []).append(noun)
                if self.words.has("both", kid.lower_, "groups") and child(noun, "conj") is None:
                    slots[kid.lower_] += second(noun, self.reading)
                plain = self.reading.at(noun) is None and noun.lemma_.lower() not in self.words.nouns
                for inner in kids(noun) if plain else ():
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
        for preposition in (*kids(noun), *kids(noun.head)):
            inner = (
                child(preposition, "pobj") if self.words.has("in", preposition.lower_, "setting") else None
            )
            where = self.reading.at(inner) if inner is not None else None
            if where is not None and where.kind is Kind.COUNTRY:
                return inner
        ruling = {r.entity: r for r in self.reading.refs if r.entity.endswith("/government")}
        return doc[next(iter(ruling.values())).end - 1] if len(ruling) == 1 else None
