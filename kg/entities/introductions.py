"""What a text introduces people and bodies as, and who a later "the activist" or "the network" is."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from kg.entities.reading import Reading, Ref
from kg.mentions.words import Token
from kg.model import EntityId, Kind

CLOSE = 2  # sentences within which the nearest of several fitting bodies is meant
REACH = 300  # references that are looked back over
NARROWING = frozenset({"prep", "relcl", "acl", "appos"})
ENTITY = frozenset({Kind.PERSON, Kind.ORGANIZATION})


class Introductions:
    """The nouns that each person and body of a document is introduced with, and the kinds of bodies."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        words = reading.pack.coreference
        self.kinds: dict[str, dict[str, list[str]]] = words.get("kinds", {})
        self.generic = frozenset(words.get("described", {}).get("generic", ()))
        self.vague = frozenset(words.get("described", {}).get("vague", ()))
        self.nouns: defaultdict[EntityId, set[str]] = defaultdict(set)
        self.sentences = reading.doc.sentence_numbers
        for ref in list(reading.refs):
            if ref.kind in ENTITY and ref.form == "name" and len(ref.entities) == 1:
                self.nouns[ref.entity].update(introducing(ref, reading))
        self.known: dict[EntityId, list[str]] = {}
        self.public = reading.pack.set("bodies", "kinds")

    def described(self, token: Token) -> Ref | None:
        """Resolve "the network" to the body or person that was introduced so."""
        noun = token.lemma_.lower()
        start = definite(token) if token.tag_ in ("NN", "NNP") and noun not in self.vague else None
        if start is None:
            return None
        near = self.fitting(token, noun)
        if near is None:
            return None
        return Ref(start, token.i + 1, near.kind, near.entities, "nominal")

    def fitting(self, token: Token, noun: str) -> Ref | None:
        """Return the last reference to an entity that a noun fits, if no other such is as near."""
        for fits in (self.introduced, self.of_kind, self.generic_for):
            found: dict[EntityId, Ref] = {}
            for ref in islice(self.reading.before(token.i), REACH):
                if ref.form in ("name", "nominal") and len(ref.entities) == 1 and fits(ref, noun):
                    found.setdefault(ref.entity, ref)
                if len(found) > 1:
                    break
            if found:
                first, *others = found.values()
                here = self.sentences[token.i]
                lone = not others or here - self.sentences[first.start] < CLOSE <= (
                    here - self.sentences[others[0].start]
                )
                return first if lone else None
        return None

    def introduced(self, ref: Ref, noun: str) -> bool:
        """Tell whether the text uses just this noun of an entity."""
        return noun in self.nouns[ref.entity]

    def of_kind(self, ref: Ref, noun: str) -> bool:
        """Tell whether a body is of a kind that a noun means, by its name or another noun said of it."""
        if ref.kind is not Kind.ORGANIZATION:
            return False
        return any(noun in self.kinds[kind]["nouns"] for kind in self.kinds_of(ref.entity))

    def generic_for(self, ref: Ref, noun: str) -> bool:
        """Tell whether a body of no known kind may be "the company"."""
        if noun not in self.generic or ref.kind is not Kind.ORGANIZATION or ref.entity.count("/") > 1:
            return False
        return not self.kinds_of(ref.entity) and self.public.isdisjoint(self.name_words(ref.entity))

    def kinds_of(self, body: EntityId) -> list[str]:
        """Return the kinds of a body."""
        found = self.known.get(body)
        if found is None:
            name, said = self.name_words(body), self.nouns[body]
            found = self.known[body] = [
                kind
                for kind, words in self.kinds.items()
                if not name.isdisjoint(words["names"]) or not said.isdisjoint(words["nouns"])
            ]
        return found

    def name_words(self, body: EntityId) -> set[str]:
        """Return the words of a body's name in lower case."""
        return set(self.reading.entities[body].name.lower().split())  # type: ignore[union-attr]


def definite(token: Token) -> int | None:
    """Return the start of "the network" or "this network", None where other words narrow it down."""
    lefts = [t for t in token.lefts if t.dep_ != "punct"]
    if len(lefts) != 1 or lefts[0].lower_ not in ("the", "this") or token.dep_ == "compound":
        return None
    narrowed = any(t.dep_ in NARROWING and not t.is_digit for t in token.rights)
    return None if narrowed else lefts[0].i


def introducing(ref: Ref, reading: Reading) -> Iterator[str]:
    """Yield the nouns that stand before a name, beside it, or behind "is": "activist X", "X, an airline,"."""
    doc = reading.doc
    before = doc[max(ref.start - 1, 0)]
    if (
        before.tag_ in ("NN", "NNP")
        and before.head.i in range(ref.start, ref.end)
        and reading.at(before) is None
    ):
        yield before.lemma_.lower()
    root = doc[ref.start : ref.end].root
    nouns = [kid for kid in root.children if kid.dep_ == "appos"]
    nouns += [root.head] if root.dep_ == "appos" else []
    if root.dep_ == "appos" and root.head.dep_ == "pobj" and root.head.head.dep_ == "prep":
        nouns.append(root.head.head.head)  # "a hospital in Berlin, X": the parser hangs X on Berlin
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        nouns += [kid for kid in root.head.children if kid.dep_ == "attr"]
    for noun in nouns:
        if noun.tag_ == "NN" and reading.at(noun) is None:
            yield noun.lemma_.lower()
