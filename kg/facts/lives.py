"""Relations between people, and of people with where they come from: kin, succession, citizenship, life."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.entities.reading import Reading
from kg.facts.clauses import child, entities_at, subject_of
from kg.facts.triples import AREAS, described, happened, triple
from kg.model import EntityId, Kind, Predicate, Triple


def relatives(reading: Reading) -> Iterator[Triple]:
    """`his father, X`; `X's daughter Y`; `X, son of Y`; `X married Y`."""
    words = reading.pack.section("relations")
    for token in reading.doc:
        if token.lower_ in words["relatives"] and token.pos_ in ("NOUN", "PROPN"):
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "to")), None)
            owner = owner if owner is not None else child(of, "pobj") if of is not None else None
            ones = list(entities_at(owner, reading, Kind.PERSON)) if owner is not None else []
            others = list(kin(token, reading))
            if len(ones) == 1 and len(others) == 1:
                yield related(others[0], ones[0], token, reading)
        elif token.lemma_.lower() in words["marry"] and happened(token):
            ones = list(entities_at(subject_of(token), reading, Kind.PERSON))
            others = list(entities_at(child(token, "dobj"), reading, Kind.PERSON))
            if len(ones) == 1 and len(others) == 1:
                yield related(others[0], ones[0], token, reading)


def related(one: EntityId, other: EntityId, token: Token, reading: Reading) -> Triple:
    """Return the symmetric relation of two people, always in the same direction."""
    first, second = sorted((one, other))
    return triple(first, Predicate.RELATIVE_OF, second, [token, *token.subtree], 0.8, reading)


def kin(token: Token, reading: Reading) -> Iterator[EntityId]:
    """Yield the person that a word of kinship names or describes."""
    doc = reading.doc
    for i in (token.i + 1, token.i + 2):
        ref = reading.at(i) if i < len(doc) else None
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and ref.start == i:
            if i > token.i + 1 and doc[token.i + 1].text != ",":
                continue
            yield from ref.entities
            return
    if token.i + 1 < len(doc) and reading.at(token) is not None:
        return
    yield from described(token, reading, Kind.PERSON)


def citizens(reading: Reading) -> Iterator[Triple]:
    """`the Iranian general X`, `French singer X`, not where the word is part of an office."""
    doc = reading.doc
    roles = reading.pack.section("relations")["roles"]
    posts = {i for post in reading.posts for i in range(*post.whole)}
    for ref in reading.refs:
        if ref.form != "demonym" or ref.start in posts:
            continue
        i = ref.end
        while (
            i < len(doc)
            and i - ref.end < 5
            and reading.at(i) is None
            and doc[i].pos_ in ("NOUN", "ADJ", "PROPN")
        ):
            i += 1
        person = reading.at(i) if i < len(doc) else None
        between = [t.lower_ for t in doc[ref.end : i]]
        named = (
            person is not None and person.kind is Kind.PERSON and person.form == "name" and person.start == i
        )
        if named and person is not None and between and between[-1] in roles:
            tokens = list(doc[ref.start : person.end])
            yield triple(person.entity, Predicate.CITIZEN_OF, ref.entity, tokens, 0.8, reading)


def life(reading: Reading) -> Iterator[Triple]:
    """`X was born in Y`; `X graduated from Y`; `X founded Y`."""
    words = reading.pack.section("relations")
    for token in reading.doc:
        lemma = token.lemma_.lower()
        if token.pos_ != "VERB" or not happened(token):
            continue
        if lemma in words["born"]:
            yield from by_preposition(token, Predicate.BORN_IN, ("in", "at"), AREAS, reading)
        elif lemma in words["educate"]:
            kinds = (Kind.ORGANIZATION,)
            yield from by_preposition(token, Predicate.EDUCATED_AT, ("from", "at"), kinds, reading)
        elif lemma in words["found"]:
            agent = child(token, "agent")
            who = child(agent, "pobj") if agent is not None else subject_of(token)
            what = child(token, "nsubjpass") if agent is not None else child(token, "dobj")
            for person in entities_at(who, reading, Kind.PERSON):
                for body in entities_at(what, reading, Kind.ORGANIZATION):
                    yield triple(person, Predicate.FOUNDED, body, [token], 0.8, reading)


def by_preposition(
    verb: Token, predicate: Predicate, links: tuple[str, ...], kinds: tuple[Kind, ...], reading: Reading
) -> Iterator[Triple]:
    """Yield `subject verb link object` where the object is of these kinds."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in links:
            things = list(entities_at(child(prep, "pobj"), reading, *kinds))
            if things and kinds is AREAS:
                things = [narrowest(child(prep, "pobj"), things[0], reading)]
            for thing in things:
                for person in entities_at(subject_of(verb), reading, Kind.PERSON):
                    yield triple(person, predicate, thing, [verb, *prep.subtree], 0.8, reading)


def narrowest(noun: Token | None, thing: EntityId, reading: Reading) -> EntityId:
    """Return the town of "Chicago, Illinois" where the parser gives the state."""
    ref = reading.at(noun) if noun is not None else None
    before = reading.at(ref.start - 2) if ref is not None and ref.start > 1 else None
    town = before is not None and before.kind in AREAS and ref is not None and ref.kind in AREAS
    return before.entity if before is not None and town and reading.doc[before.end].text == "," else thing
