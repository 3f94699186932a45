"""Where a graph is kept. `open_loader` turns a URI or a path into a loader."""

from collections.abc import Callable
from pathlib import Path

from kg.errors import LoadError, UnknownLoader
from loaders.base import Loader, Result, Written

__all__ = ["LOADERS", "Loader", "Result", "Written", "open_loader"]


def open_embedded(uri: str, read_only: bool, dry_run: bool) -> Loader:
    """Open the embedded store at `embedded:PATH` or PATH."""
    from loaders.embedded import EmbeddedLoader

    path = Path(uri.removeprefix("embedded:")).expanduser()
    return EmbeddedLoader(path, read_only=read_only, dry_run=dry_run)


def open_neo4j(uri: str, read_only: bool, dry_run: bool) -> Loader:
    """Open a Neo4j server."""
    from loaders.neo4j import Neo4jLoader

    return Neo4jLoader(uri, read_only=read_only, dry_run=dry_run)


def open_parquet(uri: str, read_only: bool, dry_run: bool) -> Loader:
    """Open the folder of Parquet files at `parquet://PATH`."""
    from loaders.parquet import ParquetLoader

    if dry_run:
        raise LoadError(f"{uri} is written whole: a build of it can't be rehearsed")
    return ParquetLoader(uri.removeprefix("parquet://"), read_only=read_only)


SERVER_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
LOADERS: dict[str, Callable[[str, bool, bool], Loader]] = {
    "embedded": open_embedded,
    "parquet": open_parquet,
    **dict.fromkeys(SERVER_SCHEMES, open_neo4j),
}


def open_loader(uri: str, read_only: bool = False, dry_run: bool = False) -> Loader:
    """Open the store that `uri` names.

    It is a path or `embedded:PATH`, `neo4j://…` or `bolt://…` (`+s` for TLS), or `parquet://PATH`.
    With `dry_run`, `write` and `forget` change nothing, and return what they would change.

    Raises:
        UnknownLoader: no store has this scheme.
        LoadError: the store can't be opened; says why.
    """
    scheme, separator, _ = uri.partition("://")
    if not separator:
        scheme = "embedded"
    if scheme not in LOADERS:
        raise UnknownLoader(scheme, LOADERS)
    return LOADERS[scheme](uri, read_only, dry_run)
