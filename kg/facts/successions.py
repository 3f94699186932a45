"""Successions: who followed whom in an office."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.entities.reading import Reading
from kg.entities.wording import title_key, title_keys
from kg.facts.clauses import child, entities_at, owner, subject_of
from kg.facts.lives import kin
from kg.facts.tenure_verbs import takes
from kg.facts.tenures import RULE_VERB, tenures
from kg.facts.triples import happened, triple
from kg.model import EntityId, Evidence, Kind, Predicate, Tenure, TenureStatus, Triple


def appointments(reading: Reading) -> Iterator[Triple]:
    """`X resigned as governor. Y was sworn in as governor`: an office of one holder is passed on."""
    single = title_keys("single", reading.pack)
    by_office: defaultdict[EntityId, list[Tenure]] = defaultdict(list)
    for tenure in tenures(reading):
        if any(title_key(title, reading.pack) in single for title in tenure.titles):
            by_office[tenure.office].append(tenure)
    left = leavers(reading)
    for found in by_office.values():
        entered = {t.holder: t for t in found if t.status is TenureStatus.CURRENT and entering(t)}
        former = {t.holder for t in found} & left - set(entered)
        for holder, tenure in entered.items() if len(entered) == 1 else ():
            if len(former) == 1:
                [other] = former
                yield Triple(holder, Predicate.SUCCEEDED, other, evidence=renamed(tenure))


def entering(tenure: Tenure) -> bool:
    """Tell whether a verb puts the holder into the office."""
    return any(e.rule == RULE_VERB for e in tenure.evidence)


def renamed(tenure: Tenure) -> frozenset[Evidence]:
    """Return the evidence of entering an office as that of the succession."""
    rule, sure = "relation.succeeded", 0.7
    return frozenset(replace(e, rule=rule, confidence=sure) for e in tenure.evidence if e.rule == RULE_VERB)


def leavers(reading: Reading) -> set[EntityId]:
    """Return the people of whom the text says that they left, were removed, or died: by verb or noun."""
    words = reading.pack.section("tenures")
    found = set()
    for token in reading.doc:
        lemma = token.lemma_.lower()
        if lemma in words["leave"] and happened(token):
            passive = child(token, "nsubjpass") is not None
            who = child(token, "dobj") if lemma in words["transitive"] and not passive else subject_of(token)
        elif lemma in words["leaving"]:
            who = owner(token)
        else:
            continue
        found |= set(entities_at(who, reading, Kind.PERSON))
    return found


def successions(reading: Reading) -> Iterator[Triple]:
    """`X succeeded Y as governor`; `X's successor, Y`; `his predecessor Y`."""
    words = reading.pack.section("relations")
    for token in reading.doc:
        lemma = token.lemma_.lower()
        if lemma in words["succeed"] and happened(token):
            agent = child(token, "agent")
            subject, other = subject_of(token), child(token, "dobj")
            if agent is not None:
                subject, other = child(agent, "pobj"), subject_of(token)
            ones = list(entities_at(subject, reading, Kind.PERSON))
            others = list(entities_at(other, reading, Kind.PERSON))
        elif lemma in words["successors"] or lemma in words["predecessors"]:
            owner = child(token, "poss")
            ones = list(kin(token, reading))
            others = list(entities_at(owner, reading, Kind.PERSON)) if owner is not None else []
            if lemma in words["predecessors"]:
                ones, others = others, ones
        elif enters(token, reading):
            ones = list(entities_at(subject_of(token), reading, Kind.PERSON))
            others = before_whom(token, reading)
        else:
            continue
        if len(ones) == 1 and len(others) == 1:
            yield triple(ones[0], Predicate.SUCCEEDED, others[0], [token, *token.subtree], 0.8, reading)


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
