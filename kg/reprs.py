"""What a notebook shows for a graph, an entity, a fact: small tables, every string escaped."""

from collections import Counter
from dataclasses import fields
from html import escape
from typing import Any

from kg.graph import KnowledgeGraph
from kg.wording import sentence_of

FACTS = 20


def graph_html(graph: KnowledgeGraph) -> str:
    """Return how much of what is in a graph, and its first facts in words. O(size of `graph`)."""
    kinds = Counter(type(item).__name__ for item in graph.items())
    counts = rows((kind, f"{count:,}") for kind, count in sorted(kinds.items()))
    first = list(graph)[:FACTS]
    facts = rows((type(fact).__name__, sentence_of(fact, graph), str(len(fact.evidence))) for fact in first)
    more = f"<caption>{len(first):,} of {len(graph):,} facts</caption>"
    heads = "<tr><th>fact</th><th>in words</th><th>evidence</th></tr>"
    return f"<b>KnowledgeGraph</b><table>{counts}</table><table>{more}{heads}{facts}</table>"


def record_html(record: Any) -> str:
    """Return the values of an entity or fact, evidence as the quoted text."""
    cells = [("id", record.id)] if "id" not in {field.name for field in fields(record)} else []
    cells += [(field.name, shown(getattr(record, field.name))) for field in fields(record)]
    return f"<b>{escape(type(record).__name__)}</b><table>{rows((k, v) for k, v in cells if v)}</table>"


def shown(value: object) -> str:
    """Return a value as text; of evidence, what it quotes and how sure it is."""
    if isinstance(value, (frozenset, tuple)):
        return "; ".join(sorted(map(shown, value)) if isinstance(value, frozenset) else map(shown, value))
    if hasattr(value, "exact"):
        return f"“{value.exact}” ({value.confidence:.2f})"  # type: ignore[attr-defined]
    return "" if value is None else str(value)


def rows(cells: Any) -> str:
    """Return table rows."""
    return "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{escape(c)}</td>' for c in r) + "</tr>" for r in cells
    )
