"""Relations between people, and of people with where they come from: kin, succession, citizenship, life."""

from collections.abc import Iterator

from kg.entities.reading import Reading, Ref
from kg.facts.clauses import affirmed, child, entities_at, subject_of
from kg.facts.triples import AREAS, described, happened, named_at, named_list, triple
from kg.mentions.words import Token
from kg.model import EntityId, Kind, Predicate, Triple


def relatives(reading: Reading) -> Iterator[Triple]:
    """`his father, X`; `X's daughter Y`; `X, son of Y`; `X married Y`."""
    for other, one, token in kinships(reading):
        yield related(other, one, token, reading)


def kinships(reading: Reading) -> Iterator[tuple[EntityId, EntityId, Token]]:
    """Yield who is what to whom: the first is the "father" of the second, by the word that says so."""
    words = reading.pack.section("relations")
    for token in reading.tokens(words["marry"], words["relatives"]):
        if token.lower_ in words["relatives"] and token.pos_ in ("NOUN", "PROPN"):
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "to")), None)
            owner = owner if owner is not None else child(of, "pobj") if of is not None else None
            ones = list(entities_at(owner, reading, Kind.PERSON)) if owner is not None else []
            others = list(kin(token, reading))
            if len(ones) == 1 and (len(others) == 1 or token.tag_ == "NNS"):
                for other in others:
                    yield other, ones[0], token
        elif token.lemma_.lower() in words["marry"]:
            for one, other in wed(token, reading):
                yield other, one, token


def wed(token: Token, reading: Reading) -> Iterator[tuple[EntityId, EntityId]]:
    """Yield who married whom: "X married Y", "X was married to Y and Z"."""
    verb = token.head if token.dep_ == "acomp" else token
    if not (happened(token) or (verb.lemma_ == "be" and affirmed(verb))):
        return
    ones = list(entities_at(subject_of(verb), reading, Kind.PERSON))
    others = list(entities_at(child(token, "dobj"), reading, Kind.PERSON))
    to = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    if to is not None and not others:
        others = named_list(to.i + 1, reading) or list(entities_at(child(to, "pobj"), reading, Kind.PERSON))
    elif len(others) > 1:
        return
    if len(ones) == 1:
        yield from ((ones[0], other) for other in others if other != ones[0])


def related(one: EntityId, other: EntityId, token: Token, reading: Reading) -> Triple:
    """Return the symmetric relation of two people, always in the same direction."""
    first, second = sorted((one, other))
    return triple(first, Predicate.RELATIVE_OF, second, [token, *token.subtree], 0.8, reading)


def kin(token: Token, reading: Reading) -> Iterator[EntityId]:
    """Yield the person that a word of kinship names or describes."""
    doc = reading.doc
    if token.tag_ == "NNS" and (listed := named_list(token.i + 1, reading)):
        yield from listed
        return
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
    """`the Iranian general X`; `X, a French singer`; `a Chilean, X`; not as part of an office."""
    posts = {i for post in reading.posts for i in range(*post.whole)}
    for ref in reading.refs:
        if ref.kind is not Kind.COUNTRY or ref.start in posts:
            continue
        for person in nationals(ref, reading) if ref.form == "demonym" else natives(ref, reading):
            tokens = list(reading.doc[ref.start : ref.end])
            yield triple(person, Predicate.CITIZEN_OF, ref.entity, tokens, 0.8, reading)


def natives(ref: Ref, reading: Reading) -> list[EntityId]:
    """Return X of "X of Norway", where X has no title, and of "US singer X"."""
    doc, i = reading.doc, ref.start - 1
    if doc.said(ref.end, ref.end + 1) and doc[ref.end].tag_ == "POS":
        return []  # "X of Norway's Equinor"
    owner = reading.at(i - 1) if i > 0 and doc[i].lower_ == "of" else come_from(ref, reading)
    if owner is not None and owner.kind is Kind.PERSON and owner.form == "name":
        opens = owner.start - 1 - (owner.start > 1 and doc[owner.start - 1].is_quote)
        if opens >= 0 and doc[opens].tag_ == "DT":
            return []  # "the Messi of Norway"
        names = reading.name(owner.entity).split()
        if len(names) == 1 or set(names[-1]) <= set("IVX"):
            return []  # "Charles VII of France", "John of Luxembourg"
        return list(owner.entities) if not any(owner.entity in p.holders for p in reading.posts) else []
    if not reading.span(ref).text.isupper() or doc.said(ref.end, ref.end + 1) in ("", ","):
        return []
    return nationals(ref, reading)


def come_from(ref: Ref, reading: Reading) -> Ref | None:
    """Return X of "X, of Bergen, Norway", "X from Norway"."""
    doc, i = reading.doc, ref.start - 1
    town = reading.at(i - 1) if i > 1 and doc[i].text == "," else None
    if town is not None and town.kind is Kind.PLACE and town.form == "name":
        i = town.start - 1
    i -= i > 1 and doc[i].lower_ == "the"
    if i < 1 or doc[i].lower_ not in ("of", "from"):
        return None
    owner = reading.at(i - 1 - (i > 1 and doc[i - 1].text == ","))
    return owner if owner is not None and doc[i].head.i in range(owner.start, owner.end) else None


def nationals(ref: Ref, reading: Reading) -> list[EntityId]:
    """Return whom a nationality word describes, alone or before a word for what somebody is."""
    doc, offices = reading.doc, reading.pack.section("offices")
    roles = reading.pack.section("relations")["roles"]
    i = ref.end
    while (
        i < len(doc) and i - ref.end < 5 and reading.at(i) is None and doc[i].pos_ in ("NOUN", "ADJ", "PROPN")
    ):
        i += 1
    last = i - 1
    while last > ref.end and doc[last].lower_ in offices["ranks"]:
        last -= 1
    role = doc[last].lower_ in roles if i > ref.end else False
    first = ref.start - 1
    while first > 0 and reading.at(first) is None and describing(doc[first]):
        if doc[first].lower_ in reading.pack.section("relations")["descent"]:
            return []
        first -= 1
    article = first >= 0 and doc[first].lower_ in ("a", "an")
    if i > ref.end and not role:
        return of_any_calling(doc[last], i, article, reading)
    if not (role or article):
        return []
    comma = i < len(doc) and doc[i].text == ","
    named = i < len(doc) and doc[i].lower_ in reading.pack.section("relations")["called"]
    person = named_at(i + (comma or named), reading)
    if person is not None and (not comma or article or doc.said(person.end, person.end + 1) == ","):
        return list(person.entities)
    before = reading.at(first - 2) if article and first > 1 and doc[first - 1].text == "," else None
    if before is not None and before.kind is Kind.PERSON and before.form == "name":
        return list(before.entities)
    noun = doc[last] if i > ref.end else doc[ref.end - 1]
    return list(described(noun, reading, Kind.PERSON)) if noun.dep_ == "attr" else []


def describing(token: Token) -> bool:
    """Tell whether a word describes what follows it, alone or of a compound: "a three-year-old"."""
    hyphened = token.text == "-" or token.doc[token.i + 1].text == "-"
    return token.pos_ in ("ADJ", "PROPN") or hyphened


def of_any_calling(noun: Token, i: int, article: bool, reading: Reading) -> list[EntityId]:
    """Return X of "a Polish chef named X", "the Turkish jeweler X", "X is a Russian Egyptologist"."""
    words, doc = reading.pack.section("relations"), reading.doc
    if noun.tag_ not in ("NN", "NNP") or noun.lower_ in words["toward"] or reading.at(noun) is not None:
        return []
    named = i < len(doc) and doc[i].lower_ in words["called"]
    person = named_at(i + named, reading) if noun.tag_ == "NN" and i == noun.i + 1 else None
    if person is not None:
        return list(person.entities)
    return list(described(noun, reading, Kind.PERSON)) if article and noun.dep_ in ("attr", "appos") else []


def life(reading: Reading) -> Iterator[Triple]:
    """`X was born in Y`; `X graduated from Y`; `X founded Y`."""
    words = reading.pack.section("relations")
    lemmas = {word for name in ("native", "born", "educate", "attend", "found") for word in words[name]}
    learned = (token.head for token in reading.tokens(forms=words["degrees"]))
    telling = {*reading.tokens(lemmas, words["founders"]), *learned}
    for token in sorted(telling, key=lambda t: t.i):
        lemma = token.lemma_.lower()
        if lemma in words["native"]:
            yield from natal(token, reading)
        elif token.lower_ in words["founders"]:
            yield from founders(token, reading)
        if token.pos_ != "VERB" or not happened(token):
            continue
        if lemma in words["born"]:
            yield from by_preposition(token, Predicate.BORN_IN, ("in", "at"), AREAS, reading)
        elif lemma in words["educate"]:
            kinds = (Kind.ORGANIZATION,)
            yield from by_preposition(token, Predicate.EDUCATED_AT, ("from", "at"), kinds, reading)
        elif lemma in words["attend"]:
            yield from schools(token, child(token, "dobj"), reading)
        elif (studied := child(token, "dobj")) is not None and studied.lower_ in words["degrees"]:
            kinds = (Kind.ORGANIZATION,)
            yield from by_preposition(token, Predicate.EDUCATED_AT, ("from", "at", "in"), kinds, reading)
        elif lemma in words["found"]:
            agent = child(token, "agent")
            who = child(agent, "pobj") if agent is not None else subject_of(token)
            what = child(token, "nsubjpass") if agent is not None else founded(token, reading)
            for person in entities_at(who, reading, Kind.PERSON):
                for body in entities_at(what, reading, Kind.ORGANIZATION):
                    yield triple(person, Predicate.FOUNDED, body, [token], 0.8, reading)


def founded(verb: Token, reading: Reading) -> Token | None:
    """Return what "founded" is said of: its object or the name in it, or "Y, the party [that he] founded"."""
    what = child(verb, "dobj")
    if what is None and verb.dep_ == "relcl" and child(verb, "nsubj") is not None:
        what = verb.head
    if what is None or reading.at(what) is not None:
        return what
    if what.dep_ == "appos":
        return what.head
    return next((c for c in what.children if c.dep_ == "compound" and reading.at(c) is not None), what)


def natal(word: Token, reading: Reading) -> Iterator[Triple]:
    """Yield `his native X`, `her hometown[,] X`, `X, a native of Y`: where somebody was born."""
    doc, i = reading.doc, word.i + 1
    i += i < len(doc) and doc[i].text in (",", "of")
    area = reading.at(i) if i < len(doc) else None
    owner = reading.at(word.i - 1) if word.i else None
    if owner is None and word.i > 1 and doc[word.i - 1].tag_ == "POS":
        owner = reading.at(word.i - 2)
    if owner is None and i > 1 and doc[i - 1].text == "of":
        found = next(described(word, reading, Kind.PERSON), None)
        owner = reading.of_entity(found)[0] if found is not None else None
        i += i < len(doc) and doc[i].lower_ == "the"
        area = reading.at(i) if i < len(doc) else None
    named = area is not None and area.kind in AREAS and area.form == "name" and area.start == i
    if named and area is not None and owner is not None and owner.kind is Kind.PERSON:
        yield triple(owner.entity, Predicate.BORN_IN, area.entity, [word, doc[i]], 0.7, reading)


def founders(noun: Token, reading: Reading) -> Iterator[Triple]:
    """Yield `X, founder [and chief] of Y`; `Y founder X`; `Y's co-founder, X`."""
    doc = reading.doc
    before = reading.at(noun.i - 1 - (doc[noun.i - 1].tag_ == "POS")) if noun.i else None
    bodies = list(before.entities) if before is not None and before.kind is Kind.ORGANIZATION else []
    of = next((t for t in doc[noun.i + 1 : noun.i + 7] if t.lower_ == "of"), None)
    if not bodies and of is not None and doc[noun.i + 1].lower_ in ("of", "and"):
        bodies = list(entities_at(child(of, "pobj"), reading, Kind.ORGANIZATION))
    comma = doc.said(noun.i + 1, noun.i + 2) == ","
    people = named_list(noun.i + 1 + comma, reading)[:1] or list(described(noun, reading, Kind.PERSON))
    for person in people:
        for body in bodies[:1]:
            yield triple(person, Predicate.FOUNDED, body, [noun], 0.8, reading)


def schools(verb: Token, noun: Token | None, reading: Reading) -> Iterator[Triple]:
    """Yield whom "attended" sends to a school or university."""
    learned = reading.pack.set("bodies", "schools")
    for body in entities_at(noun, reading, Kind.ORGANIZATION):
        if not learned.isdisjoint(reading.name(body).lower().split()):
            for person in entities_at(subject_of(verb), reading, Kind.PERSON):
                yield triple(person, Predicate.EDUCATED_AT, body, [verb], 0.8, reading)


def by_preposition(
    verb: Token, predicate: Predicate, links: tuple[str, ...], kinds: tuple[Kind, ...], reading: Reading
) -> Iterator[Triple]:
    """Yield `subject verb link object` where the object is of these kinds."""
    studied = child(verb, "dobj")
    taught = studied is not None and studied.lower_ in reading.pack.section("relations")["degrees"]
    within = [c for c in studied.children if taught or c.lower_ == "at"] if studied is not None else []
    for prep in (*verb.children, *within):
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
