"""Memberships: of people in parties, bodies and teams, of states in alliances."""

import re
from collections.abc import Iterator

from kg.entities.bodies import is_party
from kg.entities.reading import Reading, Ref
from kg.entities.shortening import PARTY
from kg.facts.candidacies import runners
from kg.facts.clauses import affirmed, asserted, child, entities_at, subject_of
from kg.facts.triples import (
    AREAS,
    described,
    happened,
    listed_after,
    listed_before,
    named_at,
    named_list,
    triple,
)
from kg.mentions.words import Token
from kg.model import EntityId, Kind, Predicate, Triple

SEAT = re.compile(r" ?[(\[][A-Z][-–—, ]{1,2}([A-Z][A-Za-z. ]*?)\.?[)\]]")
INITIAL = re.compile(r" ?(?:[(\[]([A-Z])(?:[)\]]|[-–—, ])|, ([A-Z])[-–—][A-Z])")


def parties(reading: Reading) -> Iterator[Triple]:
    """`Republican Senator X`; `X, a Democrat`; `Democrats X and Y`; `X, the Democratic mayor`."""
    for ref in list(reading.of_kind(Kind.ORGANIZATION)):
        if is_party(ref, reading):
            for person in members_beside(ref, reading):
                yield member(person, ref, 0.85, reading)


def member(who: EntityId, ref: Ref, confidence: float, reading: Reading) -> Triple:
    """Return the membership of somebody in the body that a reference names."""
    tokens = list(reading.doc[ref.start : ref.end])
    return triple(who, Predicate.MEMBER_OF, ref.entity, tokens, confidence, reading)


def members_beside(ref: Ref, reading: Reading) -> Iterator[EntityId]:
    """Yield the people that a party's name describes."""
    doc, i = reading.doc, ref.end
    before_post = [p for p in reading.posts if p.holders and p.whole[0] <= i <= p.start]
    yield from companions(ref, reading)
    yield from bracketed(ref, reading)
    held = [p for p in before_post if doc[min(i, p.head)].tag_ != "POS" and ref.entity not in p.of]
    for post in held:
        yield from post.holders
    if before_post:
        return
    if doc.said(ref.start, i).endswith("s"):
        listed = named_list(i, reading) or named_list(past_example(i, reading), reading)
        listed = listed or exampled(ref, reading)
        yield from listed
        if listed:
            return
    follower = named_at(i, reading)
    if follower is not None:
        yield from follower.entities
        return
    yield from apposed(ref, reading)


def bracketed(ref: Ref, reading: Reading) -> Iterator[EntityId]:
    """Yield X of "X (SPD)"."""
    doc = reading.doc
    owner = reading.at(ref.start - 2) if ref.start > 1 and doc[ref.start - 1].text == "(" else None
    if owner is not None and owner.kind is Kind.PERSON and owner.form == "name":
        yield from owner.entities


def companions(ref: Ref, reading: Reading) -> Iterator[EntityId]:
    """Yield X of "X and fellow Democrat Y", and A, B and C of "A, B and C, all Democrats"."""
    doc, first = reading.doc, ref.start - 1
    word = doc[first].lower_ if first > 0 else ""
    if word == "fellow" and doc[first - 1].lower_ == "and":
        other = reading.at(first - 2)
        if other is not None and other.kind is Kind.PERSON:
            yield from other.entities
    elif word in ("all", "both") and doc[first - 1].text == ",":
        yield from listed_before(first - 2, reading)


def exampled(ref: Ref, reading: Reading) -> list[EntityId]:
    """Return who is given as an example later in the sentence: "Republicans objected, such as X"."""
    doc, party = reading.doc, ref.entity
    for i in range(ref.end, min(doc[ref.start].sent.end, ref.end + 30)):
        other = reading.at(i)
        if other is not None and other.entity != party and is_party(other, reading):
            return []
        behind = past_example(i, reading)
        if behind < 0 and doc[i].lower_ == "with" and doc[i - 1].text == ",":
            behind = i + 1
        found = listed_after(behind, reading) if behind > 0 else []
        if found:
            return found
    return []


def past_example(i: int, reading: Reading) -> int:
    """Step over ", including", "such as", "like" at token `i`; return -1 where none stands there."""
    doc, words = reading.doc, reading.pack.section("relations")["examples"]
    i += i < len(doc) and doc[i].text == ","
    for size in (1, 2):
        if doc.said(i, i + size).lower() in words:
            return i + size
    return -1


def candidates(reading: Reading) -> Iterator[Triple]:
    """`Democratic candidate X`; `the Labour Party's nominee, X`; `X won the Republican primary`."""
    words = reading.pack.section("tenures")
    nouns = {*words["candidates"], *words["campaigns"]}
    for token in reading.tokens(forms=nouns):
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        near = [reading.at(i) for i in range(max(token.sent.start, token.i - 6), token.i)]
        named = {ref.entity: ref for ref in near if ref is not None and is_party(ref, reading)}
        for ref in named.values() if len(named) == 1 else ():
            for person in runners(token, reading) if described_by(ref, token) else ():
                yield member(person, ref, 0.75, reading)


def described_by(ref: Ref, noun: Token) -> bool:
    """Tell whether only words of one noun phrase stand between a name and a noun."""
    between = noun.doc[ref.end : noun.i]
    return all(t.pos_ in ("NOUN", "ADJ", "PROPN", "NUM") or t.tag_ == "POS" for t in between)


def apposed(ref: Ref, reading: Reading) -> Iterator[EntityId]:
    """Yield the people of `X of the P`, `X, a P`, `a P, X,`, `X is a P`, `X and other Ps`."""
    doc = reading.doc
    before = ref.start - 1 - (ref.start > 1 and doc[ref.start - 1].lower_ == "the")
    if before > 2 and doc[before - 1].lower_ in ("others", "colleagues") and doc[before - 2].lower_ == "and":
        yield from listed_before(before - 3, reading)
        return
    yield from of_party(ref, reading) or articled(ref, reading)


def of_party(ref: Ref, reading: Reading) -> list[EntityId]:
    """Return X of `X[,] of the [ruling] P`, `X is from P`."""
    doc, before = reading.doc, ref.start - 1
    while before > 1 and doc[before].pos_ in ("ADJ", "VERB", "ADV") and doc[before].tag_ != "VBD":
        before -= 1
    before = (before if doc[before].lower_ == "the" else ref.start) - 1
    if before < 1 or doc[before].lower_ not in ("of", "from"):
        return []
    owner = reading.at(before - 1 - (before > 1 and doc[before - 1].text == ","))
    if owner is not None and owner.kind is Kind.PERSON and owner.form == "name":
        return list(owner.entities)
    if doc[before - 1].lemma_ == "be" and affirmed(doc[before - 1]):
        return list(entities_at(subject_of(doc[before - 1]), reading, Kind.PERSON))
    return []


def articled(ref: Ref, reading: Reading) -> Iterator[EntityId]:
    """Yield the people of `X, a P`, `a P, X,`, `X is a P`, `X and other Ps`."""
    doc, i = reading.doc, ref.end
    first = ref.start
    while first > 1 and doc[first - 1].lower_ in reading.pack.section("relations")["rank_words"]:
        first -= 1  # "the [ranking] Democrat"
    home = reading.at(first - 1) if first else None
    if (
        home is not None
        and home.kind in AREAS
        and home.start
        and doc[home.start - 1].lower_ in ("a", "an", "the")
    ):
        first = home.start  # "a Connecticut Democrat"
    if first and doc[first - 1].lower_ in ("a", "an", "the", "fellow", "other"):
        first -= 1
    article = first < ref.start
    if first and doc[first - 1].lower_ == "the" and doc[ref.end - 1].lower_ == PARTY:
        return  # "with the Green Party, Lee stands" names the party, nobody of it
    if article and first >= 2 and doc[first - 1].text == ",":
        other = reading.at(first - 2)
        if other is not None and other.kind is Kind.PERSON and closes(doc[i] if i < len(doc) else None):
            yield from other.entities
            return
    if article and first >= 2 and doc[first - 1].lower_ == "and" and doc[first].lower_ in ("other", "fellow"):
        other = reading.at(first - 2)
        if other is not None and other.kind is Kind.PERSON:
            yield from other.entities
            return
    if article and i + 1 < len(doc) and doc[i].text == ",":
        after = reading.at(i + 1)
        if after is not None and after.kind is Kind.PERSON:
            yield from after.entities
            return
    root = doc[ref.start : ref.end].root
    copula = root.head
    if article and root.dep_ == "attr" and copula.lemma_ == "be" and affirmed(copula):
        yield from entities_at(subject_of(copula), reading, Kind.PERSON)


def closes(token: Token | None) -> bool:
    """Tell whether an apposition may end before this token."""
    open_to = ("ADP", "CCONJ", "VERB", "AUX", "SCONJ")
    return token is None or token.is_punct or token.pos_ in open_to or token.tag_ in ("WP", "WP$")


def initials(reading: Reading) -> Iterator[Triple]:
    """`Senator X (D-Ohio)`: the party by its letter, in an article about its country."""
    bodies = reading.pack.section("bodies")
    home = bodies["initials"].get(reading.homeland, {})
    text = reading.doc.text  # spaCy makes it anew each time
    for ref in reading.of_kind(Kind.PERSON):
        found = INITIAL.match(text, reading.span(ref).end_char)
        state = SEAT.match(text, reading.span(ref).end_char) if found and not home else None
        code = bodies["seats_of"].get(state[1].lower()) if state else None
        table = bodies["initials"][code] if code else home
        name = table.get(found[1] or found[2]) if found else None
        if name and ref.form == "name":
            tokens = list(reading.doc[ref.start : ref.end + 3])
            party = reading.organization(name)
            yield triple(ref.entity, Predicate.MEMBER_OF, party, tokens, 0.9, reading)


def members(reading: Reading) -> Iterator[Triple]:
    """`X, a member of Y`; `X is a member of Y`; `Y member X`; `X joined Y`."""
    words = reading.pack.section("relations")
    for token in reading.tokens(words["join"], words["members"]):
        if token.lower_ in words["members"] and token.pos_ in ("NOUN", "PROPN"):
            prep = next((c for c in token.children if c.lower_ == "of"), None)
            body = next(entities_at(child(prep, "pobj"), reading, Kind.ORGANIZATION), None) if prep else None
            before = reading.at(token.i - 1) if token.i else None
            if body is None and before is not None and before.kind is Kind.ORGANIZATION:
                body = before.entity
            if body is not None:
                for who in counted(token, reading):
                    yield triple(who, Predicate.MEMBER_OF, body, [token, *token.subtree], 0.85, reading)
        elif token.lemma_.lower() in words["join"] and happened(token) and token.tag_ in ("VBD", "VBN"):
            for body in entities_at(child(token, "dobj"), reading, Kind.ORGANIZATION):
                for who in entities_at(subject_of(token), reading, Kind.PERSON, Kind.COUNTRY):
                    yield triple(who, Predicate.MEMBER_OF, body, [token], 0.7, reading)


def counted(token: Token, reading: Reading) -> Iterator[EntityId]:
    """Yield whom "member" describes, or who stands behind it: "members A and B", "member states A and B"."""
    i = token.i + 1 + (token.i + 1 < len(reading.doc) and reading.doc[token.i + 1].lower_ in STATES)
    found = named_list(i, reading, Kind.PERSON, Kind.COUNTRY)
    found = found or named_list(past_example(i, reading), reading, Kind.PERSON, Kind.COUNTRY)
    if found:
        yield from found
    elif token.dep_ == "pobj" and token.head.lower_ == "as" and happened(token.head.head):
        yield from entities_at(subject_of(token.head.head), reading, Kind.PERSON)
    elif token.i > 2 and token.doc[token.i - 1].lower_ == "other" and token.doc[token.i - 2].lower_ == "and":
        yield from listed_before(token.i - 3, reading, Kind.PERSON, Kind.COUNTRY)
    else:
        found = list(described(token, reading, Kind.PERSON, Kind.COUNTRY))
        first = reading.of_entity(found[0])[0].kind if found else None
        be = token.head
        if len(found) > 0 and token.dep_ == "attr" and token.tag_ == "NNS" and first is Kind.PERSON:
            found += [who for who in listed_before(be.i - 1, reading) if who not in found]
        yield from found


STATES = ("state", "states", "country", "countries", "nation", "nations")


def leavers(reading: Reading) -> Iterator[Triple]:
    """`the withdrawal of X from Y`, `X intends to leave Y`: a state that may still leave is a member."""
    words = reading.pack.section("relations")
    for token in reading.tokens({*words["exits"], *words["exit"]}):
        if token.lemma_.lower() in words["exits"] and token.pos_ == "NOUN":
            owner = child(token, "poss") or next((c for c in token.children if c.lower_ == "of"), None)
            owner = child(owner, "pobj") if owner is not None and owner.lower_ == "of" else owner
            away = next((c for c in token.children if c.lower_ == "from"), None)
            thing = child(away, "pobj") if away is not None else None
        elif token.lemma_.lower() in words["exit"] and token.pos_ == "VERB" and not asserted(token):
            owner, thing = subject_of(token), child(token, "dobj")
        else:
            continue
        alliances = reading.pack.set("bodies", "alliances")
        for state in entities_at(owner, reading, Kind.COUNTRY):
            for body in entities_at(thing, reading, Kind.ORGANIZATION):
                if alliances & {n.lower() for n in names_of(body, reading)}:
                    yield triple(state, Predicate.MEMBER_OF, body, [token, *token.subtree], 0.7, reading)


def names_of(body: EntityId, reading: Reading) -> set[str]:
    """Return the names by which the text calls an entity."""
    return {reading.span(ref).text for ref in reading.of_entity(body) if ref.form == "name"}
