"""Pronouns: "he", "who", "it", "they"."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import log

from kg.entities.governments import headed
from kg.entities.reading import Reading, Ref
from kg.languages import LanguagePack
from kg.mentions.words import Token
from kg.model import Entity, EntityId, Kind

NEAR = 3  # sentences that a pronoun looks back over
BODIES = frozenset({Kind.ORGANIZATION, Kind.COUNTRY})
FORMS = ("person", "relative", "body", "plural")
BESIDE = 14  # tokens between a quotation and its verb of saying


def pronouns(reading: Reading) -> None:
    """Resolve pronouns in order; a resolved one is an antecedent for the next."""
    words = reading.pack.section("pronouns")
    genders_by_name(reading)
    discourse = Discourse(reading)
    refs = {ref.start: ref for ref in reading.refs}
    asked = {token.i for token in reading.tokens(forms=[form for name in FORMS for form in words[name]])}
    for i in sorted(refs.keys() | asked):
        if i in refs:
            discourse.add(refs[i])
        token = reading.doc[i]
        low = token.lower_
        if low in words["person"] and reading.at(token) is None:
            who = person(token, words["person"][low], discourse)
        elif low in words["relative"] and token.tag_ in ("WP", "WP$", "WDT") and token.head.i != token.i:
            who = relative(token, reading)
        elif low in words["body"] and token.dep_ in ("nsubj", "poss"):
            who = thing(token, discourse.history, reading)
        elif low in words["plural"] and reading.at(token) is None:
            who = several(token, reading)
        else:
            continue
        if who is not None:
            kind = Kind.PERSON if low in words["person"] else who.kind
            if token.i in range(who.start, who.end):
                continue
            ref = Ref(token.i, token.i + 1, kind, who.entities, "pronoun")
            reading.add(ref)
            discourse.add(ref)
            own_government(token, ref, reading)


def genders_by_name(reading: Reading) -> None:
    """Note he or she for people whose first name tells, where no title or noun did."""
    genders = genders_of(reading.pack)
    for who, entity in reading.entities.items():
        if not isinstance(entity, Entity) or entity.kind is not Kind.PERSON:
            continue
        words = entity.name.lower().split()
        if len(words) > 1 and words[0] in genders:
            reading.gender.setdefault(who, genders[words[0]])


@cache
def genders_of(pack: LanguagePack) -> dict[str, str]:
    """Return "f" or "m" by first name."""
    names = pack.coreference.get("given_names", {})
    return dict.fromkeys(names.get("female", ()), "f") | dict.fromkeys(names.get("male", ()), "m")


def own_government(token: Token, owner: Ref, reading: Reading) -> None:
    """Add "government" of "his government" as that of the country that he leads."""
    noun = token.head
    own = token.dep_ == "poss" and noun.lower_ == reading.pack.section("bodies")["own"]
    if own and owner.kind is Kind.PERSON and reading.at(noun) is None:
        body = headed(owner.entity, reading)
        if body is not None:
            reading.add(Ref(noun.i, noun.i + 1, Kind.ORGANIZATION, (body,), "nominal"))


class Discourse:
    """What a pronoun looks back on: references so far, how often each entity, who speaks which quotation."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.history: list[Ref] = []
        self.counts: Counter[EntityId] = Counter()
        spans = [(s.start, s.end) for s in reading.doc.spans.get("quotes", ())]
        self.at = {i: n for n, (start, end) in enumerate(spans) for i in range(start, end)}
        self.verbs = frozenset(reading.pack.speech.get("frames", {}).get("clause", ()))
        self.speakers = [set(self.beside(start, end)) for start, end in spans]

    def add(self, ref: Ref) -> None:
        """Add a reference behind those so far."""
        self.history.append(ref)
        self.counts.update(ref.entities)

    def beside(self, start: int, end: int) -> Iterator[EntityId]:
        """Yield the subjects of the verbs of saying around a quotation."""
        doc = self.reading.doc
        for i in (*range(max(start - BESIDE, 0), start), *range(end, min(end + BESIDE, len(doc)))):
            if i in self.at or doc[i].pos_ != "VERB" or doc[i].lemma_.lower() not in self.verbs:
                continue
            for kid in doc[i].children:
                ref = self.reading.at(kid)
                if kid.dep_ == "nsubj" and ref is not None:
                    yield from ref.entities

    def himself(self, token: Token, who: EntityId) -> bool:
        """Tell whether a person speaks the quotation that "he" stands in, and so isn't meant by it."""
        number = self.at.get(token.i)
        return number is not None and who in self.speakers[number]


def person(token: Token, gender: str, discourse: Discourse) -> Ref | None:
    """Return the likeliest person for he or she: subjects, those named often, then the nearest."""
    reading = discourse.reading
    owner = joined_owner(token, reading)
    if owner is not None:
        return owner
    sentences = reading.doc.sentence_numbers
    here = sentences[token.i]
    best: tuple[float, Ref] | None = None
    for age, ref in enumerate(reversed(discourse.history)):
        if sentences[ref.start] < here - NEAR:
            break
        if ref.kind is not Kind.PERSON or len(ref.entities) != 1:
            continue
        known = reading.gender.get(ref.entity)
        if (known is not None and known != gender) or discourse.himself(token, ref.entity):
            continue
        score = salience(ref, token, here - sentences[ref.start], reading) - age * 0.01
        score += 0.6 * log(discourse.counts[ref.entity])
        if known == gender:
            score += 0.5
        if best is None or score > best[0]:
            best = (score, ref)
    if best is None:
        return None
    reading.gender.setdefault(best[1].entity, gender)
    return best[1]


def joined_owner(token: Token, reading: Reading) -> Ref | None:
    """Return X of "X and his son": a possessive in the second member means the first."""
    noun = token.head
    if token.dep_ != "poss" or noun.dep_ not in ("conj", "appos"):
        return None
    ref = reading.at(noun.head)
    named = ref is not None and ref.kind is Kind.PERSON and len(ref.entities) == 1
    return ref if named and noun.dep_ == "conj" else None


def salience(ref: Ref, token: Token, distance: int, reading: Reading) -> float:
    """Return how likely a reference is meant by a later pronoun: subject, same clause, distance.

    The weights were chosen on the public training and development texts (OntoGUM).
    """
    root = reading.doc[ref.start : ref.end].root
    score = 2.0 if root.dep_ in ("nsubj", "nsubjpass") else 1.0 if root.dep_ in ("dobj", "pobj") else 0.0
    score += 0.8 * (root.dep_ == "pobj" and root.head.dep_ == "agent")
    if root.dep_ == "poss":
        score += 0.6
    score += 0.5 * (distance == 0) - 1.2 * distance
    verb = token.head
    while token.dep_ == "dobj" and verb.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in verb.lefts):
        verb = verb.head  # "X fired Y and replaced him": not X
    if distance == 0 and root.head == verb and token.dep_ not in ("poss",):
        score -= 3.0
    return score


def relative(token: Token, reading: Reading) -> Ref | None:
    """Return the person or body that a relative clause belongs to."""
    verb = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
    ref = reading.at(verb.head) if verb is not None else None
    if verb is not None and token.tag_ != "WDT" and verb.head.dep_ == "appos":
        named = reading.at(verb.head.head)
        person = named is not None and named.kind is Kind.PERSON
        ref = named if person and (ref is None or ref.kind is not Kind.PERSON) else ref
    if token.tag_ == "WDT" and ref is not None and (ref.kind not in BODIES or token.dep_ != "nsubj"):
        return None
    return ref


def thing(token: Token, history: list[Ref], reading: Reading) -> Ref | None:
    """Return the body or country for "it": the subject of the sentence, or of the one before."""
    sentences = reading.doc.sentence_numbers
    here = sentences[token.i]
    for ref in reversed(history):
        if sentences[ref.start] < here - 1:
            return None
        if ref.kind in (Kind.ORGANIZATION, Kind.COUNTRY) and ref.form != "demonym" and ref.start < token.i:
            root = reading.doc[ref.start : ref.end].root
            if root.dep_ in ("nsubj", "nsubjpass"):
                return ref
    return None


def several(token: Token, reading: Reading) -> Ref | None:
    """Return the joined people or the body for "they": the last plural subject, at most a sentence before."""
    doc, sentences = reading.doc, reading.doc.sentence_numbers
    others = False  # plural nouns between, which "they" may mean rather than a body
    for i in range(token.i - 1, max(token.i - 80, -1), -1):
        subject = doc[i]
        others = others or (subject.tag_ == "NNS" and reading.at(i) is None)
        if sentences[i] < sentences[token.i] - 1:
            return None
        if subject.dep_ not in ("nsubj", "nsubjpass") or subject.head == token.head:
            continue
        ref = reading.at(subject)
        if ref is None or ref.form == "demonym":
            if subject.tag_ in ("NNS", "NNPS") or subject.lower_ in ("they", "we", "who", "some"):
                return None
        elif len(ref.entities) > 1 and ref.kind is Kind.PERSON:
            return ref
        elif ref.kind is Kind.ORGANIZATION and ref.form != "pronoun":
            return None if others else ref
        elif (joined := with_joined(subject, ref, reading)) is not None:
            return joined
    return None


def with_joined(subject: Token, ref: Ref, reading: Reading) -> Ref | None:
    """Return "A and B" as one reference to both, None if nobody is joined to A."""
    found, member = list(ref.entities), subject
    for _ in range(5):
        member = next((kid for kid in member.children if kid.dep_ == "conj"), member)
        other = reading.at(member)
        if other is None or other.kind is not ref.kind or other.entity in found:
            break
        found += other.entities
    return Ref(ref.start, ref.end, ref.kind, tuple(found), "group") if len(found) > 1 else None
