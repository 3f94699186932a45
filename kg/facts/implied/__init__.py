"""Relations that a text implies and no rule reads, found by weights learned from labelled texts.

Dated documents are read as news, in which little is written that is not said; others as works of
reference. Each has weights and thresholds of its own.
"""

from collections.abc import Iterable, Iterator

from kg.entities.reading import Reading
from kg.facts.implied.doubt import between
from kg.facts.implied.features import Features, kinds_of
from kg.facts.implied.pairs import Pair, Scene, Seen
from kg.facts.implied.weights import Weights, load_weights
from kg.model import EntityId, Evidence, Predicate, Triple

__all__ = ["implied", "scored"]
Scored = tuple[Pair, Predicate, float]
RULE = "learned"


def implied(reading: Reading, known: Iterable[Triple]) -> Iterator[Triple]:
    """Yield relations likely enough to be stated, besides those `known`. O(references)."""
    weights = load_weights(reading.document.published is not None)
    kin = set[frozenset[EntityId]]()
    known = list(known)
    for pair, predicate, sure in scored(reading, known, weights):
        if sure < weights.least[predicate]:
            continue
        if predicate is Predicate.LOCATED_IN and (nearer(pair, known) or spanning(pair.one, reading)):
            continue
        if predicate in (Predicate.RELATIVE_OF, Predicate.FOUNDED) and official(pair, reading):
            continue
        ends = frozenset((pair.one.entity, pair.other.entity))
        if predicate is Predicate.RELATIVE_OF and ends in kin:
            continue
        kin |= {ends} if predicate is Predicate.RELATIVE_OF else set()
        evidence = shown(pair, f"{RULE}.{predicate.lower()}", sure, reading)
        yield Triple(pair.one.entity, predicate, pair.other.entity, evidence=evidence)


def official(pair: Pair, reading: Reading) -> bool:
    """Tell whether an office, and not kin, joins two names: "X's spokesman, Y", "X met his counterpart Y"."""
    heads, words = {post.head for post in reading.posts}, reading.pack.section("relations")
    if not pair.near or pair.near[0][0] != 0:
        return False
    left, right, above = between(pair.near[0][2], pair.near[0][3], reading)
    inner = [*left, *right, *above[:1]]
    led = reading.pack.section("tenures")["lead"]
    return any(t.i in heads or t.lower_ in words["counterparts"] or t.lemma_.lower() in led for t in inner)


def spanning(seen: Seen, reading: Reading) -> bool:
    """Tell whether a place lies in no country: a continent, an ocean, a region of several states."""
    regions = reading.pack.set("relations", "spanning")
    names = (reading.doc.said(ref.start, ref.end).lower() for ref in seen.refs)
    return any(name.removeprefix("the ") in regions for name in names)


def nearer(pair: Pair, known: list[Triple]) -> bool:
    """Tell whether the text puts the first into an area that it puts into the other."""
    areas = {f.object for f in known if (f.subject, f.predicate) == (pair.one.entity, Predicate.LOCATED_IN)}
    larger = {f.object for f in known if f.subject in areas and f.predicate is Predicate.LOCATED_IN}
    return pair.other.entity in larger


def scored(reading: Reading, known: Iterable[Triple], weights: Weights) -> Iterator[Scored]:
    """Yield pairs with what may hold between them and how likely it is.

    What is known is left out, and what can't be likely enough, as what each of two shows alone tells.
    """
    known = list(known)
    stated = {(fact.subject, fact.predicate, fact.object) for fact in known}
    stated |= {(other, name, one) for one, name, other in stated if name is Predicate.RELATIVE_OF}
    scene = Scene(reading)
    sums = Sums(Features(scene, known), weights)
    for pair in scene.pairs(sums.hope):
        one, other = pair.one, pair.other
        kinds = kinds_of(one.kind, other.kind)
        names = [name for name in weights.asked[kinds] if (one.entity, name, other.entity) not in stated]
        texts = sums.features.joint(pair) if names else []
        for name in names:
            alone = sums.one(one, name) + sums.other(other, kinds, name)
            yield pair, name, weights.chance(alone, kinds, texts, name)


class Sums:
    """What features of each entity alone add; each is weighed once."""

    def __init__(self, features: Features, weights: Weights) -> None:
        self.features, self.weights = features, weights
        self.ones: dict[tuple[EntityId, Predicate], float] = {}
        self.others: dict[tuple[EntityId, str, Predicate], float] = {}

    def hope(self, one: Seen, other: Seen) -> bool:
        """Tell whether two that no sentence names together may be likely enough to stand in a relation."""
        kinds = kinds_of(one.kind, other.kind)
        for name, lacking in self.weights.asked[kinds].items():
            if self.one(one, name) + self.other(other, kinds, name) >= lacking:
                return True
        return False

    def one(self, seen: Seen, predicate: Predicate) -> float:
        """Return what an entity adds as the first of a pair."""
        key = (seen.entity, predicate)
        found = self.ones.get(key)
        if found is None:
            found = self.ones[key] = self.weights.one(self.features.side("1", seen), predicate)
        return found

    def other(self, seen: Seen, kinds: str, predicate: Predicate) -> float:
        """Return what an entity adds as the other of a pair of these kinds."""
        key = (seen.entity, kinds, predicate)
        found = self.others.get(key)
        if found is None:
            texts, shown = self.features.side("2", seen), self.features.beside(seen)
            found = self.others[key] = self.weights.other(texts, shown, kinds, predicate)
        return found


def shown(pair: Pair, rule: str, sure: float, reading: Reading) -> frozenset[Evidence]:
    """Return the stretch with both names, else the first name of the subject."""
    if pair.near and pair.near[0][0] == 0:
        _, _, one, other = pair.near[0]
        tokens = [*reading.span(one), *reading.span(other)]
    else:
        first = pair.near[0][2] if pair.near else next(r for r in pair.one.refs if r.form != "pronoun")
        tokens = list(reading.span(first))
    return reading.evidence(tokens, rule, sure)
