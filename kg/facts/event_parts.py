"""Who takes part in what a verb tells: the tokens around it by part, and its subject."""

from kg.facts.clauses import affirmed, child
from kg.facts.event_naming import Naming
from kg.facts.event_repair import (
    adjacent,
    beside,
    demanded,
    listed,
    named_complement,
    participle_of_be,
    passive,
    titled,
)
from kg.mentions.words import Token
from kg.model import Kind

STEPS = 6
SHARING = frozenset({"conj", "dep", "xcomp", "advcl", "pcomp", "ccomp", "prep", "acomp"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def prepositional(kid: Token, verb: Token, slots: dict[str, list[Token]]) -> bool:
    """Add the nouns of a preposition or particle of a verb, also "walked out of"; tell if it has any."""
    noun, inner = child(kid, "pobj"), child(kid, "prep")
    if noun is not None:
        by = kid.dep_ == "agent" or (passive(verb) and kid.lower_ == "by")
        slots.setdefault("by" if by else "means" if kid.lower_ == "by" else kid.lower_, []).append(noun)
    elif kid.dep_ == "prep" and child(kid, "pcomp") is not None:
        slots.setdefault(kid.lower_, [])  # "charged with lying"
    if inner is not None and (other := child(inner, "pobj")) is not None:
        slots.setdefault(inner.lower_, []).append(other)
    return noun is not None or inner is not None or kid.dep_ == "prep"


def subject_lost(finite: Token, verb: Token) -> Token | None:
    """Return the subject that the parser made an object: "on hearing her son had been convicted"."""
    over = child(verb.head, "dobj")
    if verb.dep_ == "ccomp" and over is not None and verb.head.i < over.i < verb.i:
        return over
    before = finite.doc[finite.i - 1]
    known = verb.dep_ in ("ccomp", "advcl") and before.dep_ == "dobj" and before.head.i != verb.head.i
    return before if known else None


def gerund_before(preposition: Token) -> Token | None:
    """Return what a later phrase is rather about: "fined Lee for [driving] since leaving office"."""
    links = (k for k in preposition.head.children if k.dep_ == "prep" and k.i < preposition.i)
    return next((verb for k in links if (verb := child(k, "pcomp")) is not None), None)


class VerbParts(Naming):
    """Finds the tokens in each part of a verb."""

    def of_verb(self, verb: Token) -> dict[str, list[Token]]:
        """Return the tokens by part: subject and object as if active, each preposition's noun."""
        slots: dict[str, list[Token]] = {}
        for kid in verb.children:
            if kid.dep_ == "xcomp":
                slots.setdefault("aim", []).extend(k for k in kid.children if k.dep_ == "dobj")
            elif kid.dep_ in ("prep", "dative", "agent", "prt", "advmod") and prepositional(kid, verb, slots):
                continue
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
            elif kid.dep_ == "ccomp" and kid.pos_ == "ADJ" and (judged := child(kid, "nsubj")) is not None:
                slots.setdefault("object", []).append(judged)  # "found him guilty"
            elif kid.dep_ == "oprd":
                slots.setdefault("complement", []).append(kid)
        for token in slots.get("object", ()):
            slots.setdefault("complement", []).extend(k for k in token.children if k.dep_ == "appos")
        if (
            not passive(verb)
            and (beyond := adjacent(verb, slots.get("object", ()), self.reading)) is not None
        ):
            slots.setdefault("object", []).append(beyond)
        slots["demanding"] = demanded(verb, self.words)
        if not any(self.reading.at(t) for t in slots.get("object", ())) and (named := self.among(verb)):
            slots.setdefault("object", []).extend(named)
        subject = self.subject(verb)
        if subject is not None:
            part = "object" if passive(verb) else "subject"
            if part == "subject" or not any(self.reading.at(t) for t in slots.get("object", ())):
                slots.setdefault(part, []).append(subject)
        return slots

    def among(self, verb: Token) -> list[Token]:
        """Return whom "among them" names apart from its group: "held ten men on Monday, among them Lee"."""
        links = [k for k in verb.children if self.words.has("including", k.lower_, "groups") and k.i > verb.i]
        links = [k for k in links if all(t.text != ";" for t in verb.doc[verb.i : k.i])]
        return [noun for k in links for noun in k.children if noun.dep_ == "pobj" and self.reading.at(noun)]

    def beside_object(self, slots: dict[str, list[Token]], objects: frozenset[str]) -> dict[str, list[Token]]:
        """Add who stands behind a noun that the frame names: "an accord between X and Y was signed"."""
        for noun in [t for tokens in slots.values() for t in tokens if t.lemma_.lower() in objects]:
            for kid in noun.children:
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
                if any(k.tag_ == "TO" for k in here.children):
                    owner = child(head, "poss")
                    if owner is not None or head.dep_ not in ("dobj", "attr"):
                        return owner
                    here = head.head  # also "became the first to resign"
                    continue
                return head
            if dep == "amod":
                return titled(head.head if head.dep_ == "compound" else head, self.reading)
            finite = next((k for k in here.children if k.dep_ == "aux" and k.tag_ in FINITE), None)
            own = subject_lost(finite, here) if finite is not None else None
            if own is not None or (finite is not None and dep == "ccomp"):
                return own
            controlled = dep in ("xcomp", "ccomp") and self.words.has("control", head.lemma_.lower())
            if dep == "pcomp" and self.done_by(head):
                return None  # "interrupted by protesting legislators"
            if dep == "pcomp" and (nearer := gerund_before(head)) is not None:
                here = nearer
                continue
            if dep == "pcomp" and (blamed := self.blamed(head)) is not None:
                return blamed
            if dep == "pcomp":
                timed = self.words.has("before", head.lower_) or self.words.has("temporal", head.lower_)
                head = head.head
                controlled = not timed and self.words.has("control", head.lemma_.lower())
            if controlled and not passive(head) and (other := child(head, "dobj")) is not None:
                return other
            if dep not in SHARING or head.pos_ == "PROPN":
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
        whom = child(over, "dobj")
        ref = self.reading.at(whom) if whom is not None else None
        person = ref is not None and ref.kind is Kind.PERSON  # "fined Lee for meeting Kim"
        return whom if (faulted or person) and not passive(over) else None

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
