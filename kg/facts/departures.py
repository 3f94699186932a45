"""Who left an office by what the text tells of a person: the dead, those who resigned or were removed."""

from spacy.tokens import Token

from kg.entities.reading import Reading
from kg.facts.clauses import affirmed, child, entities_at, subject_of
from kg.facts.terms import dated
from kg.facts.triples import happened
from kg.model import EntityId, Kind, PartialDate


def the_dead(reading: Reading) -> frozenset[EntityId]:
    """Return the people of whom the text says that they died: whoever held an office until then is former."""
    words = reading.pack.section("tenures")
    found = set()
    for token in reading.doc:
        lemma = token.lemma_.lower()
        dies = lemma in words["die"] and token.pos_ == "VERB"
        killed = lemma in words["kill"] and token.tag_ == "VBN" and child(token, "nsubjpass") is not None
        if (dies or killed) and token.tag_ in ("VBD", "VBN") and affirmed(token):
            own = child(token, "nsubj", "nsubjpass")
            subject = subject_of(token) if own is None and token.dep_ == "conj" else own
            found |= set(entities_at(subject, reading, Kind.PERSON))
        ref = reading.at(token.i + 1) if lemma in words["late"] and token.i + 1 < len(reading.doc) else None
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and ref.start == token.i + 1:
            found |= set(ref.entities)
    return frozenset(found)


def departed(reading: Reading) -> dict[EntityId, PartialDate | None]:
    """Return who resigned, stepped down or was removed, with no office said there, and when."""
    found: dict[EntityId, PartialDate | None] = {}
    for token in reading.doc:
        if leaves(token, reading) and not elsewhere(token, reading):
            for who in gone(token, reading):
                found[who] = found.get(who) or day_of(token, reading)
    return found


def leaves(verb: Token, reading: Reading) -> bool:
    """Tell whether a verb says that somebody has left an office: "resigned", "stepped down", "was sacked"."""
    words = reading.pack.section("tenures")
    if verb.tag_ not in ("VBD", "VBN") or not happened(verb):
        return False
    down = verb.lemma_.lower() in words["step"] and any(c.lower_ in words["down"] for c in verb.children)
    return down or verb.lemma_.lower() in words["gone"]


def elsewhere(verb: Token, reading: Reading) -> bool:
    """Tell whether a verb says itself what is left, other than "his post"."""
    words = reading.pack.section("tenures")
    for prep in verb.children:
        noun = child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ in words["leaving_links"] else None
        if noun is not None and noun.lower_ not in words["posts"]:
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
