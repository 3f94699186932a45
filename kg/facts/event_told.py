"""What becomes of a clause that somebody is said to say: "denied that", "claims that"."""

from dataclasses import dataclass, replace

from kg.entities.reading import Reading
from kg.facts.clauses import child, date_of, merely, staged
from kg.facts.event_contradicted import contradicted, fictional, teller
from kg.facts.event_repair import nominal
from kg.facts.event_words import EventWords
from kg.facts.speech import speech_spans
from kg.mentions.words import Token
from kg.model import EventStatus, StatementKind

HELD, PLANNED, PROPOSED = EventStatus.HELD, EventStatus.PLANNED, EventStatus.PROPOSED
ALLEGED, DENIED, CANCELLED = EventStatus.ALLEGED, EventStatus.DENIED, EventStatus.CANCELLED
DEPTH = 8  # governors looked at; longer chains tell nothing certain


@dataclass(frozen=True, slots=True)
class Standing:
    """A status; `attributed` where somebody is said to say so, `weak` where the event is only mentioned."""

    status: EventStatus
    attributed: bool = False
    weak: bool = False


class Hearing:
    """Reads negation, and the status of clauses from who tells them and how."""

    def __init__(self, reading: Reading, words: EventWords) -> None:
        self.reading, self.words = reading, words

    def negated(self, verb: Token) -> bool:
        """Tell whether a negative word hangs on the verb or on its subject."""
        never = self.words.has
        for kid in verb.children:
            if merely(kid) or (kid.dep_ == "neg" and self.only_later(verb)):
                continue
            if kid.dep_ == "neg" or (kid.i < verb.i and never("never", kid.lower_)):
                return True
            if kid.dep_ == "aux" and kid.tag_ == "VBG" and kid.i and never("not", kid.nbor(-1).lower_):
                return True  # "regretted not having met", where "not" seems to be of "regretted"
            inner = [k for k in kid.children if never("never", k.lower_)]
            if kid.dep_ == "advmod" and kid.i < verb.i and inner:
                return True
            subject = kid.dep_ in ("nsubj", "nsubjpass")
            if subject and (never("never", kid.lower_) or any(k.i < kid.i for k in inner)):
                return True
            negative_object = kid.dep_ in ("dobj", "attr") and never("never", kid.lower_)
            if negative_object:
                return True
        joined = verb.dep_ == "conj" and verb.head.i < verb.i
        shut_out = child(verb.head, "dobj") if joined and verb.tag_ == "VB" else None
        if shut_out is not None and never("anything", shut_out.lower_):
            return True  # "did anything but resign"
        return joined and any(  # "neither laughed nor resigned"
            k.dep_ == "cc" and k.i < verb.i and never("never", k.lower_) for k in verb.head.children
        )

    def only_later(self, verb: Token) -> bool:
        """`did not visit Moscow until 1955`: then it was visited."""
        dates = (child(k, "pobj") for k in verb.children if self.words.has("lasting", k.lower_))
        return (
            verb.tag_ in ("VB", "VBD", "VBN") and past(verb) and any(date_of(d, self.reading) for d in dates)
        )

    def effect_of(self, governor: Token) -> str:
        """Return what a governing word makes of an event, with its particle where it has one."""
        lemma = governor.lemma_.lower()
        particle = next((k.lower_ for k in governor.children if k.dep_ == "prt"), "")
        return (particle and self.words.effect(f"{lemma} {particle}")) or self.words.effect(lemma)

    def told(self, verb: Token, own: Standing, depth: int) -> Standing | None:
        """Return a standing after all that the clause is told in: "denied that", "claims that", "if"."""
        here, found = verb, own
        for _ in range(DEPTH):
            head = here.head
            if head.i == here.i:
                break
            if self.overdue(here):
                return None
            if here.dep_ == "relcl":
                if self.not_so(head):
                    return None
                if self.false_story(head):
                    return replace(found, status=DENIED, attributed=True)
                effect = self.words.effect(head.lemma_.lower())
                claimed = effect in ("alleged", "deny") and found.status is HELD
                return replace(found, status=ALLEGED, attributed=True) if claimed else found
            if here.dep_ in ("csubj", "csubjpass") or (here.dep_ == "pcomp" and here.tag_ in ("VBD", "VBZ")):
                return None
            step: Standing | None = found
            spoken = head.pos_ in ("VERB", "AUX", "ADJ") and not nominal(head)
            if here.dep_ == "ccomp" and spoken and not self.temporal(here):
                step = self.reported(head, found)
                step = self.retold(head, step) if step is not None else None
            elif here.dep_ in ("acl", "ccomp") and self.that_clause(here) and nominal(head):
                step = self.noun_told(head, found)
            elif here.dep_ == "advcl" and self.conditional(here):
                return None
            elif here.dep_ == "advcl" and self.to_come(here):
                step = Standing(PLANNED, weak=True)
            elif here.dep_ == "prep" and self.words.has("false", head.lemma_.lower()):
                step = replace(found, status=DENIED, attributed=True)  # "a liar for saying that"
            if step is None:
                return None
            found, here = step, head
        if found.status is HELD and found.attributed and contradicted(verb, here, self.words):
            return Standing(DENIED, True)
        return self.spoken(verb, found)

    def unsettled(self, token: Token) -> bool:
        """Tell whether the sentence asks, or tells a story: "Did X resign?", "In the film, X resigns"."""
        return self.asked(token) or staged(token)

    def asked(self, verb: Token) -> bool:
        """Tell whether the sentence is a question."""
        last = next((t for t in reversed(verb.sent[-4:]) if not t.is_space and not t.is_quote), None)
        return last is not None and last.text == "?"

    def that_clause(self, clause: Token) -> bool:
        """Tell whether a clause behind a noun has a mark or subject of its own: "the idea that X fell"."""
        opening = ("mark", "nsubj", "nsubjpass") if clause.dep_ == "acl" else ("mark",)
        return child(clause, *opening) is not None

    def overdue(self, clause: Token) -> bool:
        """`It is time X resigned`: the past tense of a wish."""
        has, head = self.words.has, clause.head
        if clause.dep_ in ("relcl", "acl"):
            return head.dep_ == "attr" and has("overdue", head.lemma_) and self.dummy(head.head)
        early = any(k.dep_ == "npadvmod" and has("overdue", k.lemma_) for k in clause.children)
        return early and clause.dep_ in ("ccomp", "advcl") and self.dummy(head)

    def dummy(self, verb: Token) -> bool:
        """Tell whether the subject of "be" stands for nothing: "it is"."""
        subject = child(verb, "nsubj")
        return verb.lemma_ == "be" and subject is not None and self.words.has("dummy", subject.lower_)

    def not_so(self, noun: Token) -> bool:
        """`the myth that X fell`, `no truth in the story that`, `it was not X who`, `it is a lie that`."""
        if self.words.has("notion", noun.lemma_.lower()):
            return True
        if any(k.dep_ == "det" and self.words.has("never", k.lower_) for k in noun.children):
            return True  # "no proof X met Y"
        if (
            noun.dep_ == "pobj"
            and noun.head.dep_ == "prep"
            and self.words.has("truth", noun.head.head.lemma_)
        ):
            return any(self.words.has("never", k.lower_) for k in noun.head.head.children)
        false = self.negated(noun.head) or self.words.has("false", noun.lemma_.lower())
        return noun.dep_ == "attr" and self.dummy(noun.head) and false

    def false_story(self, noun: Token) -> bool:
        """`It is a lie that X resigned`, `the story that X resigned was made up`."""
        verb, lemma, has = noun.head, noun.lemma_.lower(), self.words.has
        phrase = " ".join([verb.lemma_.lower(), *(t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 2])])
        lie = noun.dep_ == "attr" and has("false", lemma) and self.dummy(verb)
        spurned = noun.dep_ == "nsubjpass" or (noun.dep_ == "dobj" and has("told_nouns", lemma))
        return not self.negated(verb) and (lie or (spurned and has("reject", phrase)))

    def to_come(self, clause: Token) -> bool:
        """`Once X has resigned, Y will follow`: the present after a mark of time, under a future."""
        opened = any(
            k.dep_ in ("mark", "advmod") and k.i < clause.i and self.words.has("once", k.lower_)
            for k in clause.children
        )
        present = any(
            t.tag_ in ("VBZ", "VBP") for t in (clause, *clause.children) if t.pos_ in ("VERB", "AUX")
        )
        over = clause.head
        if self.words.has("soon", over.lower_) and over.dep_ == "advmod":
            over, opened = over.head, True  # "as soon as X has resigned"
        return opened and present and any(k.tag_ == "MD" for k in over.children if k.dep_ == "aux")

    def temporal(self, clause: Token) -> bool:
        """Tell whether "before" or "after" opens the clause: it is then nobody's words."""
        return any(
            k.dep_ in ("mark", "advmod")
            and k.i < clause.i
            and (self.words.has("before", k.lower_) or self.words.has("after", k.lower_))
            for k in clause.children
        )

    def conditional(self, clause: Token) -> bool:
        """Tell whether a condition opens the clause; not "until" in the past, "until she was appointed"."""
        subject = child(clause, "nsubj", "nsubjpass")
        edge = subject.left_edge.i if subject is not None else 0
        if self.words.has("in_case", clause.doc.said(max(edge - 2, 0), edge).lower()):
            return True  # "in case X resigned"
        return any(
            k.dep_ in ("mark", "advmod")
            and k.i < clause.i
            and self.words.has("conditional", k.lower_)
            and not (self.words.has("lasting", k.lower_) and past(clause))
            for k in clause.children
        )

    def reported(self, head: Token, found: Standing) -> Standing | None:
        """Return what a verb makes of the clause that it reports."""
        lemma = head.lemma_.lower()
        effect = "" if self.words.has("stated", lemma) else self.words.effect(lemma)
        off = self.negated(head)
        if effect == "deny" or (effect == "" and self.words.has("reject", lemma)):
            return replace(found, status=ALLEGED if off else DENIED, attributed=True)
        if effect != "fail" and any(
            k.dep_ == "advmod" and self.words.has("wrongly", k.lower_) for k in head.children
        ):
            return replace(found, status=DENIED, attributed=True)
        if (made := teller(head, self.words)) is not None:
            return replace(found, status=made, attributed=True) if found.status is HELD else None
        if fictional(head, self.words):
            return None
        if off or any(k.tag_ == "MD" for k in head.children if k.dep_ == "aux"):
            return None
        false = any(
            k.dep_ in ("acomp", "attr") and self.words.has("false", k.lemma_.lower()) for k in head.children
        )
        if false:
            return replace(found, status=DENIED, attributed=True)
        doubted = any(
            k.dep_ in ("acomp", "attr") and self.words.effect(k.lemma_.lower()) == "fail"
            for k in head.children
        )
        if effect == "fail" or doubted:  # "it is unlikely that"
            return None
        if found.status is HELD:
            by = {"alleged": ALLEGED, "propose": PROPOSED, "plan": PLANNED}
            return replace(found, status=by.get(effect, HELD), attributed=True)
        return replace(found, attributed=True)

    def retold(self, report: Token, found: Standing) -> Standing | None:
        """`It is false to say that X met Y`, `apologized for saying it`: what is made of a report."""
        over = report.head.head if report.dep_ == "pcomp" else report.head
        if report.dep_ not in ("pcomp", "xcomp") or over.i == report.i:
            return found
        judged = [k for k in over.children if k.dep_ in ("acomp", "attr")]
        false = any(self.words.has("false", k.lemma_.lower()) for k in judged)
        if (false and not self.negated(over)) or self.words.has("retract", over.lemma_.lower()):
            return replace(found, status=DENIED, attributed=True)
        return found

    def noun_told(self, noun: Token, found: Standing) -> Standing | None:
        """Return what "claim that", "reports that" and the verb over them make of a clause."""
        lemma, verb = noun.lemma_.lower(), noun.head
        effect = self.words.effect(lemma)
        before = [k.lemma_.lower() for k in noun.children if k.i < noun.i]
        never = any(self.words.has("never", word) for word in before)
        if any(self.words.has("fiction", word) or self.words.has("satirical", word) for word in before):
            return None
        rejected = noun.dep_ in ("dobj", "pobj", "conj") and self.words.has("reject", verb.lemma_.lower())
        false = noun.dep_ in ("nsubj", "nsubjpass") and any(
            self.words.has("false", k.lemma_.lower()) for k in verb.children if k.dep_ in ("acomp", "attr")
        )
        aside = " ".join([verb.lemma_.lower(), *(t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 2])])
        brushed = self.words.has("reject", aside) and noun.dep_ in ("dobj", "pobj")
        rejected = rejected or brushed
        rejected = rejected or (noun.dep_ == "nsubjpass" and self.words.has("reject", verb.lemma_.lower()))
        myth = noun.dep_ == "attr" and self.words.has("false", lemma) and not never
        fake = any(self.words.has("false", word) for word in before)  # "a fake video shows that"
        if rejected or false or fake or myth or effect == "deny":
            return replace(found, status=ALLEGED if self.negated(verb) else DENIED, attributed=True)
        if never or self.negated(verb) or effect == "fail" or self.not_so(noun):
            return None
        if effect in ("alleged", "propose") and found.status is HELD:
            return replace(found, status=ALLEGED, attributed=True)
        return replace(found, attributed=True) if effect else found

    def spoken(self, verb: Token, found: Standing) -> Standing | None:
        """Return a standing after the speech that the verb stands in, where its clause did not say so."""
        spans = spoken_at(self.reading).get(verb.i, ())
        if not spans:
            return found
        kinds = {kind for kind, direct in spans if not direct or kind is not StatementKind.DENY}
        if StatementKind.QUESTION in kinds:
            return None
        if found.status is HELD and not found.attributed and not found.weak:
            if StatementKind.DENY in kinds:
                return Standing(DENIED, True)
            if kinds & {StatementKind.CLAIM, StatementKind.ACCUSE}:
                return Standing(ALLEGED, True)
        return replace(found, attributed=True)


def spoken_at(reading: Reading) -> dict[int, list[tuple[StatementKind, bool]]]:
    """Return the kinds of speech that each token stands in and whether it is quoted, computed once."""
    cached: dict[int, list[tuple[StatementKind, bool]]] | None = reading.doc.user_data.get("spoken_at")
    if cached is None:
        cached = {}
        for span in speech_spans(reading):
            for i in range(span.start, span.end):
                cached.setdefault(i, []).append((span.kind, span.direct))
        reading.doc.user_data["spoken_at"] = cached
    return cached


def past(verb: Token) -> bool:
    """Tell whether a verb is in the past tense."""
    return verb.tag_ == "VBD" or any(k.tag_ == "VBD" for k in verb.children if k.dep_ in ("aux", "auxpass"))
