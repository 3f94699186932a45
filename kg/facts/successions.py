"""Successions: who followed whom in an office."""

from collections.abc import Iterator
from functools import cache

from kg.entities.reading import Reading
from kg.facts.clauses import child, entities_at, owner, subject_of
from kg.facts.lives import kin
from kg.facts.tenure_verbs import takes
from kg.facts.triples import happened, triple
from kg.languages import LanguagePack
from kg.mentions.words import Token
from kg.model import EntityId, Kind, Predicate, Triple

People = tuple[list[EntityId], list[EntityId]]


def successions(reading: Reading) -> Iterator[Triple]:
    """`X succeeded Y as governor`; `X's successor, Y`; `his predecessor Y`; `X took over from Y`."""
    for token in reading.tokens(*telling(reading.pack)):
        ones, others = by_verb(token, reading) or by_noun(token, reading) or instead(token, reading)
        if len(ones) == 1 and len(others) == 1 and ones != others:
            yield triple(ones[0], Predicate.SUCCEEDED, others[0], [token, *token.subtree], 0.8, reading)


@cache
def telling(pack: LanguagePack) -> tuple[frozenset[str], frozenset[str]]:
    """Return the lemmas and forms of which one stands in all that tells of a succession."""
    words, tenures = pack.section("relations"), pack.section("tenures")
    names = ("succeed", "precede", "hand", "successors", "predecessors")
    lemmas = {word for name in names for word in words[name]}
    return frozenset({*lemmas, *tenures["ascend"], tenures["take"]}), frozenset(words["places_of"])


def by_verb(token: Token, reading: Reading) -> People | None:
    """Read `X succeeded Y`, `Y was replaced by X`, `replaced Y with X`, `X preceded Y`, `took over`."""
    words, lemma = reading.pack.section("relations"), token.lemma_.lower()
    if lemma in (*words["succeed"], *words["precede"]) and happened(token):
        agent = child(token, "agent")
        subject, other = subject_of(token), child(token, "dobj")
        new = next((c for c in token.children if c.lower_ == "with" and c.dep_ == "prep"), None)
        if agent is not None:
            subject, other = child(agent, "pobj"), subject_of(token)
        elif new is not None:
            subject = child(new, "pobj")
        ones, others = people(subject, reading), people(other, reading)
        return (others, ones) if lemma in words["precede"] else (ones, others)
    if enters(token, reading):
        return people(subject_of(token), reading), before_whom(token, reading)
    if lemma in words["hand"] and happened(token):
        return handing(token, reading)
    return None


def handing(verb: Token, reading: Reading) -> People:
    """Return who gets and who gives by "hand over to"."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ in ("prep", "dative")), None)
    newer = people(child(to, "pobj") if to is not None else None, reading)
    return newer, people(subject_of(verb), reading)


def by_noun(token: Token, reading: Reading) -> People | None:
    """Read `X's successor, Y`, `his predecessor Y`."""
    words, lemma = reading.pack.section("relations"), token.lemma_.lower()
    if lemma not in (*words["successors"], *words["predecessors"]):
        return None
    owner = child(token, "poss")
    ones, others = list(kin(token, reading)), people(owner, reading)
    return (others, ones) if lemma in words["predecessors"] else (ones, others)


def instead(token: Token, reading: Reading) -> People:
    """Read `X stepped into Y's role`, `X took Y's place`, `appointed X in Y's place`."""
    words, tenure_words = reading.pack.section("relations"), reading.pack.section("tenures")
    link, old = token.head, child(token, "poss") if token.lower_ in words["places_of"] else None
    if old is None:
        return [], []
    verb = link.head if token.dep_ == "pobj" else link
    lemma = verb.lemma_.lower()
    steps = token.dep_ == "pobj" and link.lower_ in words["into"] and lemma in words["step"]
    takes_it = token.dep_ == "dobj" and lemma == tenure_words["take"]
    put = token.dep_ == "pobj" and link.lower_ in words["in"] and lemma in tenure_words["transitive"]
    if not happened(verb) or not (steps or takes_it or put):
        return [], []
    if put and people(old, reading) == people(subject_of(verb), reading):
        return [], []  # "appointed X in his place": not in his own
    passive = child(verb, "nsubjpass")
    new = (passive if passive is not None else child(verb, "dobj")) if put else subject_of(verb)
    return people(new, reading), people(old, reading)


def people(noun: Token | None, reading: Reading) -> list[EntityId]:
    """Return the people whom a noun means."""
    return list(entities_at(noun, reading, Kind.PERSON)) if noun is not None else []


def enters(verb: Token, reading: Reading) -> bool:
    """Tell whether a verb says that its subject came into an office: "became", "took over", "acceded"."""
    words = reading.pack.section("tenures")
    comes = verb.lemma_.lower() in words["ascend"] or takes(verb, reading)
    return comes and happened(verb) and verb.tag_ in ("VBD", "VBN")


def before_whom(verb: Token, reading: Reading) -> list[EntityId]:
    """Return whom somebody followed: "took over from X", "became king after the death of X"."""
    words = reading.pack.section("tenures")
    for prep in verb.children:
        noun = child(prep, "pobj", "pcomp") if prep.dep_ in ("prep", "advcl") else None
        if noun is None:
            continue
        if prep.lower_ == "from":
            found = list(entities_at(noun, reading, Kind.PERSON))
        elif prep.lower_ in words["following"]:
            found = list(entities_at(gone_by(noun, reading), reading, Kind.PERSON))
        else:
            continue
        if found:
            return found[:1]
    return []


def gone_by(noun: Token, reading: Reading) -> Token | None:
    """Return X of "the death of X", "X's resignation", "overthrowing X"."""
    words = reading.pack.section("tenures")
    if noun.lemma_.lower() in words["overthrow"]:
        return child(noun, "dobj")
    if noun.lemma_.lower() not in words["leaving"]:
        return None
    return owner(noun)
