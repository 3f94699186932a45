"""Statements → the facts in what they say: `ASSERTS` what is put forward, `DENIES` what is rejected."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.facts.tenures import RULE_VERB
from kg.model import Event, EventStatus, Fact, FactId, Polarity, Statement, Tenure


def linked(facts: Iterable[Fact], text: str) -> list[Fact]:
    """Return the facts, statements linked to tenures, events and statements inside their content.

    A denial denies whatever states the content as a fact, a claim with the same words above all. O(n log n).
    """
    named = [(fact.id, fact) for fact in facts]
    places = sorted((e.start, e.end, name) for name, fact in named if inner(fact) for e in fact.evidence)
    starts = [start for start, _, _ in places]
    said = {name: fact for name, fact in named if isinstance(fact, Statement)}
    by_content: defaultdict[str, dict[FactId, Statement]] = defaultdict(dict)
    for name, fact in said.items():
        by_content[fact.content][name] = fact
    inside: dict[FactId, frozenset[FactId]] = {}
    for name, fact in said.items():
        start, end = extent(fact, text)
        low, high = bisect_left(starts, start), bisect_right(starts, end)
        found = frozenset(other for _, stop, other in places[low:high] if stop <= end)
        inside[name] = found - {name}
    denied = frozenset(n for n, f in named if isinstance(f, Event) and f.status is EventStatus.DENIED)
    rejected = [inside[name] for name, fact in said.items() if fact.polarity is Polarity.NEGATIVE]
    own = denied.difference(*rejected)
    links = {name: with_links(s, inside[name], own, by_content[s.content]) for name, s in said.items()}
    return [links.get(name, fact) for name, fact in named]


def inner(fact: Fact) -> bool:
    """Tell whether a statement may assert or deny this kind of fact."""
    if isinstance(fact, Tenure):  # a title beside a name is presupposed, not said
        return any(evidence.rule == RULE_VERB for evidence in fact.evidence)
    return isinstance(fact, (Event, Statement))


def extent(statement: Statement, text: str) -> tuple[int, int]:
    """Return where the content stands: nearest before or in its evidence; nowhere is (0, 0)."""
    size = len(statement.content)
    for evidence in sorted(statement.evidence, key=lambda e: e.start):
        near = max(0, evidence.start - size - 1)
        start = text.find(statement.content, near, evidence.end + 2 * size)
        if start >= 0 and size:
            return start, start + size
    return 0, 0


def with_links(
    said: Statement, inside: frozenset[FactId], own: frozenset[FactId], same: Mapping[FactId, Statement]
) -> Statement:
    """Return a statement that asserts what is inside its content, or denies it.

    `own` are events that are denied without anybody's denial: the speaker of the sentence denies them.
    """
    if said.polarity is Polarity.NEGATIVE:
        claims = ((name, s) for name, s in same.items() if s.polarity is not said.polarity)
        others = {name for name, claim in claims if claim.speaker != said.speaker}
        return replace(said, denies=said.denies | inside | others)
    rejected = inside & own
    return replace(said, asserts=said.asserts | (inside - rejected), denies=said.denies | rejected)
