"""Which entities may stand in a relation: those named near each other, all with what a text is about."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from kg.entities.reading import Reading, Ref
from kg.facts.implied.doubt import doubtful, unsure
from kg.model import EntityId, Kind, Predicate

PERSON, BODY, COUNTRY, PLACE = Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY, Kind.PLACE
SIGNATURES: dict[tuple[Kind, Kind], tuple[Predicate, ...]] = {
    (PERSON, PERSON): (Predicate.RELATIVE_OF, Predicate.SUCCEEDED),
    (PERSON, BODY): (Predicate.MEMBER_OF, Predicate.EDUCATED_AT, Predicate.FOUNDED),
    (PERSON, COUNTRY): (Predicate.CITIZEN_OF, Predicate.BORN_IN),
    (PERSON, PLACE): (Predicate.BORN_IN,),
    (BODY, BODY): (Predicate.PART_OF,),
    (BODY, COUNTRY): (Predicate.OF_COUNTRY, Predicate.LOCATED_IN),
    (BODY, PLACE): (Predicate.LOCATED_IN,),
    (COUNTRY, BODY): (Predicate.MEMBER_OF,),
    (PLACE, PLACE): (Predicate.LOCATED_IN,),
    (PLACE, COUNTRY): (Predicate.LOCATED_IN,),
}
"""Kinds of subject and object → what may hold between them."""
JOINED = frozenset(kinds for one, other in SIGNATURES for kinds in ((one, other), (other, one)))
AHEAD = 8  # references looked at behind each one
CLOSE = 3  # places where two are named near each other that are looked at
NEAREST = itemgetter(0, 1)
LEADING = 3  # most named entities of a kind, which everything in a text is paired with


@dataclass(slots=True)
class Seen:
    """An entity as a document shows it: how often, where, its rank among those of its kind."""

    entity: EntityId
    kind: Kind
    refs: list[Ref] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    rank: int = 0


@dataclass(slots=True)
class Pair:
    """Two entities, and where they are named in one sentence or in two neighbours, nearest first."""

    one: Seen
    other: Seen
    near: list[tuple[int, int, Ref, Ref]] = field(default_factory=list)

    @property
    def together(self) -> bool:
        """Tell whether one sentence names both."""
        return bool(self.near) and self.near[0][0] == 0


def always(one: Seen, other: Seen) -> bool:
    """Tell that there is hope for each two."""
    return True


class Scene:
    """The entities of a reading, told apart by sentence. Built once a document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sentence = reading.doc.sentence_numbers
        self.unsure: dict[int, bool] = {}
        self.seen: dict[EntityId, Seen] = {}
        for ref in reading.refs:
            if len(ref.entities) == 1 and (ref.form != "demonym" or ref.kind is COUNTRY):
                known = self.seen.setdefault(ref.entity, Seen(ref.entity, ref.kind))
                known.refs.append(ref)
                known.sentences.add(self.sentence[ref.start])
        self.seen = {
            name: seen for name, seen in self.seen.items() if any(r.form != "pronoun" for r in seen.refs)
        }
        counts: defaultdict[Kind, Counter[EntityId]] = defaultdict(Counter)
        for seen in self.seen.values():
            counts[seen.kind][seen.entity] = len(seen.refs)
        self.leading = {kind: [name for name, _ in c.most_common(LEADING)] for kind, c in counts.items()}
        for names in self.leading.values():
            for i, name in enumerate(names):
                self.seen[name].rank = i + 1
        self.kinds = {kind: len(c) for kind, c in counts.items()}

    def pairs(self, hope: Callable[[Seen, Seen], bool] = always) -> list[Pair]:
        """Return the pairs that a relation of the schema may hold between. O(references).

        Of those that no sentence names together, only such as there is hope for.
        """
        found: dict[tuple[EntityId, EntityId], Pair] = {}
        doubted: set[tuple[EntityId, EntityId]] = set()
        refs = [
            (ref, ref.entity, self.sentence[ref.start])
            for ref in self.reading.refs
            if len(ref.entities) == 1 and ref.entity in self.seen
        ]
        for i, (left, first, here) in enumerate(refs):
            for right, second, there in refs[i + 1 : i + 1 + AHEAD]:
                if there - here > 1:
                    break
                if first == second or (left.kind, right.kind) not in JOINED:
                    continue
                if here == there and self.doubted(here) and doubtful(left, right, self.reading):
                    doubted |= {(first, second), (second, first)}
                    continue
                for one, other in ((left, right), (right, left)):
                    if (one.kind, other.kind) in SIGNATURES and self.fits(one, other):
                        key = (one.entity, other.entity)
                        if key not in found:
                            found[key] = Pair(self.seen[one.entity], self.seen[other.entity])
                        found[key].near.append((there - here, right.start - left.end, one, other))
        for pair in found.values():
            pair.near.sort(key=NEAREST)
            del pair.near[CLOSE:]
        kept = [
            pair
            for key, pair in found.items()
            if pair.together or (key not in doubted and hope(pair.one, pair.other))
        ]
        for seen, leader in self.far():
            key = (seen.entity, leader.entity)
            if key not in found and key not in doubted and hope(seen, leader):
                kept.append(Pair(seen, leader))
        return kept

    def doubted(self, i: int) -> bool:
        """Tell whether a sentence may put two of its names in doubt; asked once a sentence."""
        if i not in self.unsure:
            self.unsure[i] = unsure(self.reading.doc.sents[i])
        return self.unsure[i]

    def far(self) -> Iterator[tuple[Seen, Seen]]:
        """Yield everything with the bodies, countries and places that the document names most."""
        for seen in self.seen.values():
            for kind in (COUNTRY, PLACE, BODY):
                if (seen.kind, kind) in SIGNATURES:
                    for name in self.leading.get(kind, ()):
                        if name != seen.entity:
                            yield seen, self.seen[name]

    def fits(self, one: Ref, other: Ref) -> bool:
        """Tell whether two references are of the kinds that their entities were seen as."""
        return one.kind is self.seen[one.entity].kind and other.kind is self.seen[other.entity].kind
