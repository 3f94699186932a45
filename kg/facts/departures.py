"""Who left an office by what the text tells of a person: the dead, those who resigned or were removed."""

from kg.entities.reading import Reading
from kg.facts.clauses import affirmed, child, entities_at, owner, subject_of, words
from kg.facts.implied.doubt import chain, doubts
from kg.facts.terms import dated
from kg.facts.triples import happened, named_at
from kg.mentions.words import Token
from kg.model import EntityId, Kind, PartialDate


def the_dead(reading: Reading) -> frozenset[EntityId]:
    """Return the people of whom the text says that they died: whoever held an office until then is former."""
    listed = reading.pack.section("tenures")
    told = reading.tokens({*listed["die"], *listed["kill"], *listed["deaths"]})
    found = set()
    for token in {*told, *(t.head for t in reading.tokens(forms=listed["dead"]))}:
        found |= set(entities_at(who_died(token, reading), reading, Kind.PERSON))
    for token in reading.tokens(forms=listed["late"]):
        if (named := named_at(token.i + 1, reading)) is not None:
            found |= set(named.entities)
        titled = (post for post in reading.posts if post.whole[0] <= token.i < post.head)
        found |= {holder for post in titled for holder in post.holders}
    return frozenset(found)


def who_died(token: Token, reading: Reading) -> Token | None:
    """Return whose death a verb or noun tells: "X died", "X was shot dead", "the funeral of X"."""
    listed = reading.pack.section("tenures")
    lemma = token.lemma_.lower()
    if token.tag_ in ("VBD", "VBN") and token.pos_ == "VERB" and affirmed(token):
        own = child(token, "nsubj", "nsubjpass")
        if lemma in listed["die"]:
            return subject_of(token) if own is None and token.dep_ == "conj" else own
        passive = child(token, "nsubjpass")
        kills = lemma in listed["kill"] or any(c.lower_ in listed["dead"] for c in token.children)
        return (passive if passive is not None else child(token, "dobj")) if kills else None
    if lemma in listed["deaths"] and token.pos_ == "NOUN" and told_as_so(token):
        return owner(token)
    return None


def told_as_so(noun: Token) -> bool:
    """Tell whether nothing that governs a noun puts it in doubt, as "denied reports of his death" does."""
    above = [t for t in chain(noun) if t.lemma_.lower() not in words(t, "declaring")]
    return not any(doubts(t) or (t.pos_ in ("VERB", "AUX") and not affirmed(t)) for t in above)


def departed(reading: Reading) -> dict[EntityId, PartialDate | None]:
    """Return who resigned, stepped down or was removed, with no office said there, and when."""
    found: dict[EntityId, PartialDate | None] = {}
    listed = reading.pack.section("tenures")
    for token in reading.tokens({*listed["leaving"], *listed["step"], *listed["gone"]}):
        left = who_left(token, reading)
        for who in entities_at(left, reading, Kind.PERSON) if left is not None else ():
            found.setdefault(who, None)
        if leaves(token, reading) and not elsewhere(token, reading):
            for who in gone(token, reading):
                found[who] = found.get(who) or day_of(token, reading)
    return found


def who_left(noun: Token, reading: Reading) -> Token | None:
    """Return whose leaving came before what else is told: "after the resignation of Governor X"."""
    listed = reading.pack.section("tenures")
    if noun.lemma_.lower() not in listed["leaving"] or noun.head.lower_ not in listed["following"]:
        return None
    return owner(noun) if told_as_so(noun) else None


def leaves(verb: Token, reading: Reading) -> bool:
    """Tell whether a verb says that somebody has left an office: "resigned", "stepped down", "was sacked"."""
    listed = reading.pack.section("tenures")
    if verb.tag_ not in ("VBD", "VBN") or not happened(verb):
        return False
    down = verb.lemma_.lower() in listed["step"] and any(c.lower_ in listed["down"] for c in verb.children)
    return down or verb.lemma_.lower() in listed["gone"]


def elsewhere(verb: Token, reading: Reading) -> bool:
    """Tell whether a verb says itself what is left, other than "his post"."""
    listed = reading.pack.section("tenures")
    for prep in verb.children:
        noun = child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ in listed["leaving_links"] else None
        if noun is not None and noun.lower_ not in listed["posts"]:
            return True
    return False


def gone(verb: Token, reading: Reading) -> list[EntityId]:
    """Return whom a verb of leaving or removing is about."""
    passive = child(verb, "nsubjpass")
    removes = verb.lemma_.lower() in reading.pack.section("tenures")["transitive"]
    who = passive if passive is not None else child(verb, "dobj") if removes else subject_of(verb)
    ref = reading.at(who) if who is not None else None
    return list(entities_at(who, reading, Kind.PERSON)) if ref is not None else []


def day_of(verb: Token, reading: Reading) -> PartialDate | None:
    """Return the date among the verb's own complements: "on Friday", "last week"."""
    for kid in verb.children:
        noun = child(kid, "pobj") if kid.dep_ == "prep" else kid if kid.dep_ == "npadvmod" else None
        day = dated(noun.i, reading)[0] if noun is not None else None
        if day is not None:
            return day
    return None
