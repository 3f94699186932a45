"""Statements → the facts in what they say: `ASSERTS` what is put forward, `DENIES` what is rejected."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.facts.tenures import RULE_VERB
from kg.model import Event, EventStatus, Fact, FactId, Polarity, Statement, Tenure


def linked(facts: Iterable[Fact], text: str) -> list[Fact]:
    """Return the facts, statements linked to tenures, events and statements inside their content.

    A denial denies whatever states the content as a fact, a claim with the same words above all. O(n log n).
    """
    facts = list(facts)
    places = sorted((e.start, e.end, fact.id) for fact in facts if inner(fact) for e in fact.evidence)
    starts = [start for start, _, _ in places]
    by_content: defaultdict[str, list[Statement]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Statement):
            by_content[fact.content].append(fact)
    denied = frozenset(f.id for f in facts if isinstance(f, Event) and f.status is EventStatus.DENIED)
    inside: dict[FactId, frozenset[FactId]] = {}
    for fact in facts:
        if isinstance(fact, Statement):
            start, end = extent(fact, text)
            low, high = bisect_left(starts, start), bisect_right(starts, end)
            found = frozenset(name for _, stop, name in places[low:high] if stop <= end)
            inside[fact.id] = found - {fact.id}
    said = [fact for fact in facts if isinstance(fact, Statement)]
    rejected = [inside[s.id] for s in said if s.polarity is Polarity.NEGATIVE]
    own = denied.difference(*rejected)
    links = {s.id: with_links(s, inside[s.id], own, by_content[s.content]) for s in said}
    return [links.get(fact.id, fact) for fact in facts]


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
    said: Statement, inside: frozenset[FactId], own: frozenset[FactId], same: list[Statement]
) -> Statement:
    """Return a statement that asserts what is inside its content, or denies it.

    `own` are events that are denied without anybody's denial: the speaker of the sentence denies them.
    """
    others = {s.id for s in same if s.polarity is not said.polarity and s.speaker != said.speaker}
    if said.polarity is Polarity.NEGATIVE:
        return replace(said, denies=said.denies | inside | others)
    rejected = inside & own
    return replace(said, asserts=said.asserts | (inside - rejected), denies=said.denies | rejected)
