"""Successions that two tenures of one office imply."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kg.entities.reading import Reading
from kg.entities.wording import title_key, title_keys
from kg.facts.clauses import child, entities_at, owner, subject_of
from kg.facts.tenures import RULE_VERB, tenures
from kg.facts.triples import happened
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
    for token in reading.tokens({*words["leave"], *words["leaving"]}):
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
