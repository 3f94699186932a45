"""Successions: who followed whom in an office."""

from collections.abc import Iterator

from kg.entities.reading import Reading
from kg.facts.clauses import child, entities_at
from kg.facts.lives import kin
from kg.facts.triples import happened, triple
from kg.model import Kind, Predicate, Triple


def successions(reading: Reading) -> Iterator[Triple]:
    """`X succeeded Y as governor`; `X's successor, Y`; `his predecessor Y`."""
    words = reading.pack.section("relations")
    for token in reading.doc:
        lemma = token.lemma_.lower()
        if lemma in words["succeed"] and happened(token):
            agent = child(token, "agent")
            subject, other = child(token, "nsubj"), child(token, "dobj")
            if agent is not None:
                subject, other = child(agent, "pobj"), child(token, "nsubjpass")
            ones = list(entities_at(subject, reading, Kind.PERSON))
            others = list(entities_at(other, reading, Kind.PERSON))
        elif lemma in words["successors"] or lemma in words["predecessors"]:
            owner = child(token, "poss")
            ones = list(kin(token, reading))
            others = list(entities_at(owner, reading, Kind.PERSON)) if owner is not None else []
            if lemma in words["predecessors"]:
                ones, others = others, ones
        else:
            continue
        if len(ones) == 1 and len(others) == 1:
            yield triple(ones[0], Predicate.SUCCEEDED, others[0], [token, *token.subtree], 0.8, reading)
