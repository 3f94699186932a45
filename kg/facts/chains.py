"""Coreference chains: all noun phrases and pronouns of a text that mean the same, named or not.

Named entities come from the reading; "I" and "we" are who speaks the quotation; what has no name goes by its
head and modifiers ("a clock he had made … the clock"); pronouns that are left mean the likeliest phrase.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable
from itertools import islice

from kg.entities.reading import Reading
from kg.facts.phrases import Phrase, phrases
from kg.facts.speech import speech_spans
from kg.mentions.words import Token
from kg.model import Kind

Chain = list[tuple[int, int]]
REACH = 40  # phrases that a pronoun looks back on
FEWEST = 3  # questions that make a text an interview
KEPT = 6  # phrases of one head that a description looks back on


def chains(reading: Reading) -> list[Chain]:
    """Return the chains of two mentions or more, as half-open token ranges, in order of the text. O(n)."""
    reader = Chains(reading)
    found: defaultdict[Hashable, set[tuple[int, int]]] = defaultdict(set)
    for phrase in phrases(reading):
        key = reader.key(phrase)
        if key is not None:
            found[key].add((phrase.start, phrase.end))
    return sorted(sorted(chain) for chain in found.values() if len(chain) > 1)


class Chains:
    """What was read so far: phrases with the key of what each means, by head and in order."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.doc = reading, reading.doc
        self.words = {
            name: frozenset(words) for name, words in reading.pack.coreference.get("chains", {}).items()
        }
        self.persons = self.words["first"] | self.words["several"] | self.words["second"]
        self.history: list[tuple[Phrase, Hashable]] = []
        self.by_head: defaultdict[str, list[tuple[Phrase, Hashable]]] = defaultdict(list)
        self.counts: Counter[Hashable] = Counter()
        self.sentences = [n for n, sent in enumerate(self.doc.sents) for _ in sent]
        direct = (span for span in speech_spans(reading) if span.direct)
        self.speakers = {i: span.speaker for span in direct for i in range(span.start, span.end)}
        self.questions = questions(reading)
        self.asked = interviewee(reading, self.questions)

    def key(self, phrase: Phrase) -> Hashable | None:
        """Return what tells what a phrase means, and keep it; None for what means nothing."""
        found = self.meant(phrase)
        if found is not None:
            self.history.append((phrase, found))
            self.by_head[phrase.head.lemma_.lower()].append((phrase, found))
            self.counts[found] += 1
        return found

    def meant(self, phrase: Phrase) -> Hashable | None:
        """Return the key of a phrase."""
        head, low = phrase.head, phrase.head.lower_
        if low in self.persons:
            return self.person(head, low)
        if phrase.ref is not None:
            return phrase.ref.entities
        if head.pos_ == "PRON" or low in self.words["possessive"]:
            return self.pronoun(phrase)
        return self.described(phrase)

    def person(self, head: Token, low: str) -> Hashable:
        """Return whom "I", "we" or "you" means: the speaker, or who is interviewed."""
        speaker = self.speakers.get(head.i)
        if low in self.words["first"]:
            if speaker is not None:
                return (speaker,)
            return self.asked or ("first", self.questions.get(head.i, 0))
        if low in self.words["several"]:
            return "several", speaker
        return self.asked if self.asked and head.i in self.questions else ("second", speaker)

    def described(self, phrase: Phrase) -> Hashable:
        """Return the key of the last phrase of the same head that this one may repeat, else a new one."""
        own = (phrase.head.i,)
        mine = modifiers(phrase)
        first = self.doc[phrase.start]
        known = first.lower_ in self.words["definite"] or first.dep_ == "poss" or phrase.head.pos_ == "PROPN"
        if not known or phrase.head.lemma_.lower() in self.words["vague"]:
            return own
        for other, key in islice(reversed(self.by_head[phrase.head.lemma_.lower()]), KEPT):
            theirs = modifiers(other)
            if other.head.tag_ == phrase.head.tag_ and other.end <= phrase.start and mine <= theirs:
                return key
        return self.place(phrase, mine) or own

    def place(self, phrase: Phrase, mine: set[str]) -> Hashable | None:
        """Return the last place or country named for "the city" and "the country"."""
        low = phrase.head.lower_
        kinds = {Kind.PLACE: "places", Kind.COUNTRY: "countries"}
        kind = next((kind for kind, name in kinds.items() if low in self.words[name]), None)
        if kind is None or mine or phrase.end != phrase.head.i + 1:
            return None
        refs = islice(self.reading.before(phrase.start), REACH)
        return next((r.entities for r in refs if r.kind is kind and r.form == "name"), None)

    def pronoun(self, phrase: Phrase) -> Hashable | None:
        """Return the key of the likeliest phrase for "it", "they", "he" that the reading leaves open."""
        head, low = phrase.head, phrase.head.lower_
        plural, thing = low in self.words["they"], low in self.words["it"]
        human = low in self.words["he"]
        if not (plural or thing or human) or (thing and empty(head)):
            return None
        best: tuple[float, Hashable] | None = None
        here = self.sentences[head.i]
        for age, (other, key) in enumerate(islice(reversed(self.history), REACH)):
            distance = here - self.sentences[other.head.i]
            if distance > 2:
                break
            if other.start <= head.i < other.end or not self.fits(other, key, plural, human):
                continue
            score = self.salience(other, head, distance) - 0.03 * age + 0.25 * min(self.counts[key], 4)
            if best is None or score > best[0]:
                best = (score, key)
        return best[1] if best is not None else None

    def fits(self, other: Phrase, key: Hashable, plural: bool, human: bool) -> bool:
        """Tell whether a phrase agrees with a pronoun in number and kind."""
        low, tag = other.head.lower_, other.head.tag_
        if low in self.persons:
            return False
        kind = other.ref.kind if other.ref is not None else None
        many = (
            tag in ("NNS", "NNPS")
            or low in self.words["they"]
            or (other.ref is not None and len(other.ref.entities) > 1)
        )
        if plural:
            return many or kind is Kind.ORGANIZATION
        person = kind is Kind.PERSON or low in self.words["he"] or low in self.words["human"]
        return not many and person == human

    def salience(self, other: Phrase, head: Token, distance: int) -> float:
        """Return how likely a phrase is meant: subjects, the sentence before, not the same clause."""
        dep = other.head.dep_
        main = dep in ("nsubj", "nsubjpass") and other.head.head.dep_ != "relcl"
        score = 2.0 if main else 1.0 if dep in ("dobj", "attr") else 0.3
        score -= 0.9 * distance
        if distance == 0 and other.head.head == head.head and head.dep_ != "poss":
            score -= 3.0
        return score + 0.5 * (dep == head.dep_)


def modifiers(phrase: Phrase) -> set[str]:
    """Return the words before a head that tell one such thing from another."""
    kinds = ("amod", "compound", "nummod", "nmod", "poss")
    return {kid.lower_ for kid in phrase.head.lefts if kid.dep_ in kinds and kid.tag_ != "POS"}


def empty(head: Token) -> bool:
    """Tell whether "it" means nothing: "it is clear that", "it rains"."""
    verb = head.head
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return False
    clause = any(kid.dep_ in ("ccomp", "xcomp", "csubj") and kid.i > verb.i for kid in verb.children)
    return clause and (verb.lemma_ in ("be", "seem", "appear") or head.dep_ == "nsubjpass")


def questions(reading: Reading) -> dict[int, int]:
    """Return the tokens of lines that end with a question mark, with the number of the line."""
    found: dict[int, int] = {}
    start, number = 0, 0
    doc = reading.doc
    for i, token in enumerate(doc):
        if "\n" in token.text or i + 1 == len(doc):
            last = i - 1 if "\n" in token.text else i
            if last > start and doc[last].text == "?":
                number += 1
                found.update(dict.fromkeys(range(start, last + 1), number))
            start = i + 1
    return found if number >= FEWEST else {}


def interviewee(reading: Reading, asked: dict[int, int]) -> Hashable | None:
    """Return the person named most before the first question of an interview."""
    if not asked:
        return None
    first = min(asked)
    people = (ref for ref in reading.of_kind(Kind.PERSON) if ref.start < first)
    before = Counter(ref.entities for ref in people if len(ref.entities) == 1)
    return max(before, key=lambda who: before[who], default=None)
