"""Facts that somebody asserts and somebody denies."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph import KnowledgeGraph
from kg.model import EntityId, FactId, Statement


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact with the statements on either side, and who made them."""

    fact: FactId
    asserted: tuple[FactId, ...]
    denied: tuple[FactId, ...]
    asserting: tuple[EntityId, ...]
    denying: tuple[EntityId, ...]


def disputes(graph: KnowledgeGraph) -> Iterator[Dispute]:
    """Yield facts that one statement asserts and another denies, most statements first. O(statements)."""
    sides: defaultdict[FactId, tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
    for fact in graph:
        if isinstance(fact, Statement):
            for side, targets in enumerate((fact.asserts, fact.denies)):
                for target in targets:
                    sides[target][side].append(fact)
    found = [dispute(fact, *said) for fact, said in sides.items() if all(said)]
    yield from sorted(found, key=lambda d: (-len(d.asserted) - len(d.denied), d.fact))


def dispute(fact: FactId, asserted: list[Statement], denied: list[Statement]) -> Dispute:
    """Return a dispute, each side in the order of ids."""
    return Dispute(
        fact,
        tuple(sorted(said.id for said in asserted)),
        tuple(sorted(said.id for said in denied)),
        tuple(sorted({said.speaker for said in asserted})),
        tuple(sorted({said.speaker for said in denied})),
    )
