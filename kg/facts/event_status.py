"""Whether an event is said to have happened: negation, modality, tense, plans, conditions."""

from dataclasses import replace

from kg.facts.clauses import child, date_of
from kg.facts.event_repair import participle_of_be
from kg.facts.event_told import (
    ALLEGED,
    CANCELLED,
    DENIED,
    DEPTH,
    HELD,
    PLANNED,
    PROPOSED,
    Hearing,
    Standing,
    past,
)
from kg.mentions.words import Token
from kg.model import Kind


class Judge(Hearing):
    """Decides the status of clauses."""

    def verb(self, verb: Token, depth: int = 0) -> Standing | None:
        """Return the standing of what a verb tells, None where it says nothing certain."""
        if depth > DEPTH or self.unsettled(verb):
            return None
        own = self.own(verb, depth)
        if own is None:
            return None
        return self.told(verb, own, depth)

    def own(self, verb: Token, depth: int) -> Standing | None:
        """Return what the verb's own form says, or what governs it where it has no tense."""
        has = self.words.has
        if self.negated(verb) or self.conditional(verb):
            return None
        if has("nearly", verb.doc.said(max(verb.i - 2, 0), verb.i).lower()):
            return None  # "all but resigned"
        alleged = False
        for kid in verb.children:
            if kid.dep_ == "advmod" and has("nearly", kid.lower_):
                return None
            alleged = alleged or (kid.dep_ == "advmod" and has("reportedly", kid.lower_))
            alleged = alleged or self.unconfirmed(kid)
        found = self.tensed(verb, depth)
        if found is not None and alleged and found.status is HELD:
            return replace(found, status=ALLEGED)
        return found

    def unconfirmed(self, preposition: Token) -> bool:
        """`according to unconfirmed reports`."""
        if not self.words.has("according", preposition.lower_):
            return False
        nouns = [n for k in (preposition, *preposition.children) for n in k.children if n.dep_ == "pobj"]
        return any(self.words.has("unconfirmed", k.lemma_.lower()) for n in nouns for k in (n, *n.children))

    def tensed(self, verb: Token, depth: int) -> Standing | None:
        """Return what tense and auxiliaries say."""
        auxiliaries = [k for k in verb.children if k.dep_ in ("aux", "auxpass")]
        subject = child(verb, "nsubj", "nsubjpass")
        if subject is not None and any(k.i < subject.i for k in auxiliaries):
            return None  # "Had he met her", "At no time did he meet her"
        modal = next((k for k in auxiliaries if k.tag_ == "MD"), None)
        if modal is not None:
            return self.modal(verb, modal, auxiliaries)
        if any(k.tag_ == "TO" for k in auxiliaries):
            return self.infinitive(verb, depth)
        if verb.tag_ == "VBN" and auxiliaries and all(k.tag_ == "VBG" for k in auxiliaries):
            return self.gerund(verb, depth)
        finite = next((k for k in auxiliaries if k.tag_ in ("VBD", "VBZ", "VBP")), None)
        if finite is not None:
            return self.finite(verb, finite)
        if verb.tag_ == "VBD":
            return Standing(HELD)
        singular = subject is not None and subject.tag_ == "NNP" and child(subject, "conj") is None
        root = verb.tag_ == "VBP" or (verb.tag_ == "VB" and verb.dep_ == "ROOT")
        if root and singular and not auxiliaries:
            return Standing(HELD)  # "Lee quit the party" is of the past: one "quits"
        if verb.tag_ in ("VBZ", "VBP"):
            return self.present(verb)
        if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.tag_ in ("VB", "VBN", "VBG"):
            return self.own(verb.head, depth + 1) if depth < DEPTH else None
        if participle_of_be(verb):
            return self.own(verb.head, depth + 1) if depth < DEPTH else None
        if verb.tag_ == "VBN" or (verb.pos_ == "ADJ" and verb.dep_ == "amod"):
            return self.participle(verb)
        if verb.tag_ == "VBG":
            return self.gerund(verb, depth)
        return self.bare(verb, depth)

    def modal(self, verb: Token, modal: Token, auxiliaries: list[Token]) -> Standing | None:
        """`will meet`, `would meet` are planned; `may meet`, `would have met` are nothing."""
        has = self.words.has
        will, would = has("will", modal.lower_), has("would", modal.lower_)
        if not (will or would) or (would and any(k.lower_ == "have" for k in auxiliaries)):
            return None
        clauses = [k for k in verb.children if k.dep_ == "advcl"]
        if any(
            has("conditional", k.lower_) for clause in clauses for k in clause.children if k.dep_ == "mark"
        ):
            return None
        return Standing(PLANNED)

    def finite(self, verb: Token, auxiliary: Token) -> Standing | None:
        """`has met`, `was met`, `did meet`; `is meeting` and `is met` go by their dates."""
        if self.words.effect(auxiliary.lemma_.lower()) == "fail":
            return None  # "tried attacking" with "tried" for an auxiliary
        if auxiliary.tag_ == "VBD":
            return Standing(HELD)
        if auxiliary.lemma_ == "have":
            return Standing(HELD)
        if verb.tag_ == "VBG":
            return Standing(PLANNED) if self.ahead(verb) else Standing(HELD)
        return self.present(verb)

    def present(self, verb: Token) -> Standing | None:
        """The simple present tells of habits, of plans with a date to come, and of the past with one gone."""
        if any(self.words.has("often", k.lower_) for k in verb.children):
            return Standing(HELD)
        ahead = self.ahead(verb)
        if ahead is None:
            return None
        return Standing(PLANNED) if ahead else Standing(HELD)

    def ahead(self, verb: Token) -> bool | None:
        """Tell whether the verb's own date lies after the document's; None where there is none."""
        published = self.reading.document.published
        for kid in verb.children:
            day = date_of(child(kid, "pobj") if kid.dep_ == "prep" else kid, self.reading)
            if day and published and kid.dep_ in ("prep", "npadvmod", "advmod"):
                return str(day) > published.isoformat()[: len(day)]
        return None

    def participle(self, verb: Token) -> Standing | None:
        """`a treaty signed in 2015`, `the elected president`, `the man killed by`."""
        those = verb.head.tag_ == "DT" and verb.head.dep_ == "pobj"
        if those and self.negated(verb.head.head.head):
            return None  # "was not among those invited"
        bare = not verb.children and not those
        if verb.dep_ in ("acl", "relcl") and (bare or self.bare_relative(verb)):
            return None  # "a Lincoln appointed judge", "a donor Lincoln appointed to the post"
        return Standing(HELD) if verb.dep_ in ("acl", "ROOT", "advcl", "amod", "ccomp", "relcl") else None

    def bare_relative(self, verb: Token) -> bool:
        """Tell whether a participle right after a person's name is rather a verb with that subject."""
        ref = self.reading.at(verb.i - 1) if verb.i else None
        named = ref is not None and ref.form == "name" and ref.kind is Kind.PERSON
        return named and verb.head.dep_ != "ROOT" and child(verb, "agent") is None

    def infinitive(self, verb: Token, depth: int) -> Standing | None:
        """`plans to meet`, `refused to meet`, `said to have met`: what the governor makes of it."""
        head = verb.head
        mark = next((k for k in verb.children if k.tag_ == "TO"), verb)
        if head.i == verb.i or self.words.has("yet", verb.doc[max(mark.i - 1, 0)].lower_):
            return None  # "has yet to meet"
        effect = self.effect_of(head)
        carrier = self.carrier(head)
        if carrier is None:
            return None
        if head.lemma_ == "be" and verb.dep_ in ("xcomp", "ccomp"):
            perfect = any(k.lower_ == "have" for k in verb.children)
            return Standing(CANCELLED) if perfect else self.planned(carrier)
        if verb.dep_ in ("acl", "relcl") and head.dep_ == "attr" and self.ranked(head):
            return self.own(head.head, depth + 1)
        if verb.dep_ == "xcomp" and (attribute := child(head, "attr")) is not None and self.ranked(attribute):
            return self.own(head, depth + 1)
        if effect in ("fail", "deny"):
            return None
        if effect == "alleged":
            return Standing(ALLEGED) if any(k.lower_ == "have" for k in verb.children) else None
        if effect == "succeed" and verb.dep_ in ("xcomp", "ccomp"):
            return self.own(head, depth + 1)
        if effect == "propose":
            return Standing(PROPOSED)
        if self.words.has("called", head.lemma_.lower()) and any(k.lower_ == "have" for k in verb.children):
            return self.own(head, depth + 1)
        if effect == "plan" or (verb.dep_ == "advcl" and head.pos_ == "VERB"):
            return self.planned(carrier)
        return None

    def ranked(self, noun: Token) -> bool:
        """Tell whether a noun is first or last of its kind: "became the first to resign"."""
        return any(self.words.has("ranks", k.lower_) for k in (noun, *noun.children) if k.i <= noun.i)

    def carrier(self, head: Token) -> Token | None:
        """Return the verb that carries a plan (itself, or over a noun or adjective), None if negated."""
        for _ in range(4):
            if self.negated(head) or any(
                self.words.has("never", k.lower_) for k in head.children if k.i < head.i
            ):
                return None
            if head.pos_ in ("VERB", "AUX") or head.head.i == head.i:
                return head
            head = head.head
        return head

    def planned(self, carrier: Token) -> Standing | None:
        """Return planned; cancelled where "but" and a cancelling word follow; proposed under a modal."""
        for kid in carrier.children:
            if kid.dep_ == "conj" and kid.i > carrier.i:
                between = self.reading.doc[carrier.i : kid.i]
                if any(self.words.has("but", t.lower_) for t in between if t.dep_ == "cc"):
                    return Standing(CANCELLED)
            if kid.dep_ == "aux" and kid.tag_ == "MD" and not self.words.has("will", kid.lower_):
                return Standing(PROPOSED)
            if kid.dep_ == "mark" and self.words.has("conditional", kid.lower_):
                return None
        return Standing(PLANNED)

    def gerund(self, verb: Token, depth: int) -> Standing | None:
        """`after meeting`, `denied meeting`, `accused of killing`: by preposition and governor."""
        head = verb.head
        if verb.dep_ == "pcomp":
            return self.under_preposition(head, depth)
        effect = self.effect_of(head)
        particle = child(head, "prt") or head
        close = effect in ("fail", "deny", "cancel") and verb.i == particle.i + 1  # "held off visiting"
        if verb.dep_ in ("xcomp", "ccomp", "dobj") or close:
            if self.carrier(head) is None:
                return None
            by = {
                "deny": DENIED,
                "alleged": ALLEGED,
                "propose": PROPOSED,
                "plan": PLANNED,
                "cancel": CANCELLED,
            }
            if effect == "succeed":
                return self.own(head, depth + 1)
            return Standing(by[effect]) if effect in by else None
        if verb.dep_ in ("advcl", "acl") and verb.sent.root.i != verb.i:
            main = head if head.pos_ in ("VERB", "AUX") else None
            return self.own(main, depth + 1) if main is not None and main.tag_ != "VB" else None
        return None

    def under_preposition(self, preposition: Token, depth: int) -> Standing | None:
        """Return the standing of "after meeting X", "accused of meeting X", by preposition and governor."""
        word, head = preposition.lower_, preposition.head
        if head.dep_ == "dobj" and self.words.has("control", head.head.lemma_.lower()):
            head = head.head  # "condemned Lee for meeting Kim"
        effect = self.effect_of(head)
        if self.words.has("instead", word):
            return None
        if effect in ("alleged", "deny", "fail", "propose", "plan", "succeed"):
            if self.carrier(head) is None or effect == "fail":
                return None
            by = {"alleged": ALLEGED, "deny": DENIED, "propose": PROPOSED, "plan": PLANNED, "succeed": HELD}
            return Standing(by[effect])
        if head.pos_ in ("VERB", "AUX") and self.words.has("after", word):
            sure = self.words.has("temporal", word) or self.carrier(head) is not None
            return self.presupposed(head) if sure else None
        if self.words.has("before", word):
            return self.came_next(head)
        return None

    def came_next(self, main: Token) -> Standing | None:
        """`Before resigning, X appointed Y`: so it was, if the past verb did not cut it short."""
        if not past(main) or main.pos_ not in ("VERB", "AUX"):
            return Standing(PLANNED, weak=True)
        over = self.words.has("cut_short", main.lemma_.lower()) or self.negated(main)
        return None if over else Standing(HELD, weak=True)

    def presupposed(self, main: Token) -> Standing | None:
        """Return held, or planned where what follows it is itself to come."""
        if any(k.dep_ == "aux" and k.tag_ in ("MD", "TO") for k in main.children) or main.tag_ == "VB":
            found = self.own(main, 1)
            return Standing(PLANNED, weak=True) if found is not None else None
        return Standing(HELD, weak=True)

    def bare(self, verb: Token, depth: int) -> Standing | None:
        """`helped X meet Y`, `urged that X meet Y`; a bare root is an order, which says nothing."""
        if verb.dep_ not in ("ccomp", "xcomp"):
            return None
        effect = self.words.effect(verb.head.lemma_.lower())
        if effect == "propose":
            return Standing(PROPOSED)
        return self.own(verb.head, depth + 1) if effect == "succeed" else None
