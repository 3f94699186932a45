"""Findings as columns: for pandas, for Polars, for a table on a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.graph import KnowledgeGraph
from kg.model import EntityId, FactId
from kg.wording import name, sentence_of

if TYPE_CHECKING:
    import pandas
    import polars

    from kg.analysis import Finding, Step


class Missing(KgError):
    """An optional package is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is not installed: pip install 'newskg[frames]'")


def columns(
    findings: Iterable["Finding | Step"], graph: KnowledgeGraph | None = None
) -> dict[str, list[Any]]:
    """Return findings of one kind as column → values, in their order; tuples become lists. O(findings).

    With `graph`, ids of entities and facts are put into words.
    """
    rows = list(findings)
    names = [field.name for field in fields(rows[0])] if rows else []
    return {column: [plain(getattr(row, column), graph) for row in rows] for column in names}


def plain(value: object, graph: KnowledgeGraph | None) -> object:
    """Return a value of a finding as a frame can hold it."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(part, graph) for part in value]
    if graph is None or not isinstance(value, str):
        return value
    if value in graph.entities:
        return name(EntityId(value), graph)
    fact = graph.facts.get(FactId(value))
    return sentence_of(fact, graph) if fact else str(value)


def to_pandas(
    findings: Iterable["Finding | Step"], graph: KnowledgeGraph | None = None
) -> "pandas.DataFrame":
    """Return findings as a pandas data frame, a row each.

    Raises:
        Missing: pandas is not installed (`pip install newskg[frames]`).
    """
    found: pandas.DataFrame = library("pandas").DataFrame(columns(findings, graph))
    return found


def to_polars(
    findings: Iterable["Finding | Step"], graph: KnowledgeGraph | None = None
) -> "polars.DataFrame":
    """Return findings as a Polars data frame, a row each.

    Raises:
        Missing: Polars is not installed (`pip install newskg[frames]`).
    """
    found: polars.DataFrame = library("polars").DataFrame(columns(findings, graph))
    return found


def library(package: str) -> Any:
    """Return an optional package."""
    try:
        return import_module(package)
    except ImportError as error:
        raise Missing(package) from error
