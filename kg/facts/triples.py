"""What the rules for plain relations share."""

from collections.abc import Iterator

from kg.entities.reading import Reading, Ref
from kg.facts.clauses import affirmed, child, entities_at, subject_of
from kg.mentions.words import Token
from kg.model import EntityId, Kind, Predicate, Triple

AREAS = (Kind.PLACE, Kind.COUNTRY)


def triple(
    subject: EntityId,
    predicate: Predicate,
    other: EntityId,
    tokens: list[Token],
    confidence: float,
    reading: Reading,
) -> Triple:
    """Return a relation with its evidence."""
    rule = f"relation.{predicate.lower()}"
    return Triple(subject, predicate, other, evidence=reading.evidence(tokens, rule, confidence))


def happened(verb: Token) -> bool:
    """Tell whether a verb is asserted and not negated."""
    return verb.pos_ == "VERB" and affirmed(verb)


def described(noun: Token, reading: Reading, *kinds: Kind) -> Iterator[EntityId]:
    """Yield whom a noun describes: as apposition, or as predicate of "be"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in ("one", "some", "two"):
        noun = noun.head.head
    while (
        noun.dep_ == "conj" and noun.head.dep_ in ("appos", "attr", "conj") and reading.at(noun.head) is None
    ):
        noun = noun.head  # "X, governor of Y and a member of Z"
    head = noun.head
    becomes = ("be", "become", "remain")
    if noun.dep_ == "appos":
        yield from entities_at(head, reading, *kinds)
    elif noun.dep_ == "attr" and head.lemma_ in becomes and affirmed(head):
        yield from entities_at(subject_of(head), reading, *kinds)
    elif head.lemma_ == "make" and noun.dep_ in ("oprd", "ccomp", "attr", "xcomp", "dobj"):
        whom = child(noun, "nsubj") or next(
            (c for c in head.children if c.dep_ == "dobj" and c != noun), None
        )
        yield from entities_at(whom, reading, *kinds)
    else:
        other = next((c for c in noun.children if c.dep_ in ("appos", "compound")), None)
        ref = reading.at(other) if other is not None and other.dep_ == "appos" else None
        if ref is not None and ref.kind in kinds:
            yield from ref.entities


def named_at(i: int, reading: Reading) -> Ref | None:
    """Return the person whose name starts at token `i`."""
    ref = reading.at(i) if 0 <= i < len(reading.doc) else None
    named = ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and ref.start == i
    return ref if named else None


def named_list(i: int, reading: Reading, *kinds: Kind) -> list[EntityId]:
    """Return who is named at token `i` and in the list that goes on from there: "A, B and C".

    Titles before names are stepped over. Kinds: people, unless others are given.
    """
    doc, found = reading.doc, list[EntityId]()
    titles = {j for post in reading.posts for j in range(post.whole[0], post.head + 1)}
    while 0 <= i < len(doc):
        while i < len(doc) and i in titles:
            i += 1
        ref = reading.at(i) if i < len(doc) else None
        if ref is None or ref.kind not in (kinds or (Kind.PERSON,)) or ref.form != "name":
            break
        found += ref.entities
        i = ref.end
        joined = i
        while joined < len(doc) and doc[joined].lower_ in (",", "and", "&"):
            joined += 1
        if joined == i:
            break
        i = joined
    return list(dict.fromkeys(found))


def listed_before(i: int, reading: Reading, *kinds: Kind) -> list[EntityId]:
    """Return the people of a list that ends at token `i`, with their titles and homes: "A of X, and B".

    Kinds: people, unless others are given.
    """
    doc, found = reading.doc, list[EntityId]()
    stop = doc[i].sent.start if 0 <= i < len(doc) else 0
    while i >= stop:
        ref = reading.at(i)
        if ref is not None and ref.kind in (kinds or (Kind.PERSON,)) and ref.form == "name":
            found += ref.entities
        elif (ref is None and doc[i].lower_ not in (",", "and", "of", "from", "the", "(", ")")) or (
            ref is not None and ref.kind not in AREAS
        ):
            break
        i = ref.start - 1 if ref is not None else i - 1
    return list(dict.fromkeys(found))


def listed_after(i: int, reading: Reading) -> list[EntityId]:
    """Return the people of a list that starts at token `i`, their titles and homes between."""
    doc, found = reading.doc, list[EntityId]()
    titles = {j for post in reading.posts for j in range(post.whole[0], post.head + 1)}
    while 0 <= i < len(doc) and not (found and doc[i].is_sent_start):
        ref = reading.at(i)
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name":
            found += ref.entities
        elif i not in titles:
            home = ref is not None and ref.kind in AREAS
            if not found or not (home or doc[i].lower_ in LINKING):
                break
        i = ref.end if ref is not None else i + 1
    return list(dict.fromkeys(found))


LINKING = frozenset({",", "and", "of", "from"})
