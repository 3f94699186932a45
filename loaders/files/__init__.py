"""Files that other tools read. EXPORTS: format → what writes it, to a file or a folder."""

from collections.abc import Callable
from pathlib import Path

from kg.errors import LoadError
from loaders.base import Loader


def export_csv(store: Loader, path: Path) -> None:
    """Write the folder that `neo4j-admin database import` reads, with all that the store holds."""
    from loaders.files.csv import write_csv

    write_csv(store.rows(), path)


def export_graphml(store: Loader, path: Path) -> None:
    """Write GraphML, for Gephi, yEd and NetworkX."""
    from loaders.files.graphml import write_graphml

    write_graphml(store.read(), path)


def export_turtle(store: Loader, path: Path) -> None:
    """Write RDF in Turtle, in terms of Wikidata and schema.org."""
    try:
        from loaders.files.turtle import write_turtle
    except ModuleNotFoundError as error:
        raise LoadError("RDF needs rdflib: pip install 'newskg[rdf]'") from error

    write_turtle(store.read(), path)


def export_ftm(store: Loader, path: Path) -> None:
    """Write FollowTheMoney entities, one a line."""
    from loaders.files.ftm import write_ftm

    write_ftm(store.read(), path)


EXPORTS: dict[str, Callable[[Loader, Path], None]] = {
    "csv": export_csv,
    "graphml": export_graphml,
    "turtle": export_turtle,
    "ftm": export_ftm,
}
