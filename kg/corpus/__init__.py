"""Many documents: a file that keeps what was read, processes that read, a store brought up to date."""

from pathlib import Path

from kg.corpus.corpus import Corpus
from kg.errors import LoadError

PARQUET = "parquet://"

__all__ = ["PARQUET", "Corpus", "corpus_of", "decisions_of"]


def corpus_of(store: str, chosen: Path | None = None) -> Path:
    """Return where the corpus of a store lies: as chosen, else beside an embedded store.

    Raises:
        LoadError: the store is a server, and none was chosen.
    """
    if chosen is not None:
        return chosen
    path = store.removeprefix("embedded:").removeprefix(PARQUET)
    if "://" in path:
        raise LoadError(f"{store} is a server: say with --corpus FILE where to keep what was read")
    return Path(f"{path}.corpus").expanduser()


def decisions_of(corpus: Path) -> Path:
    """Return where people's decisions lie, beside the corpus."""
    return corpus.with_name(f"{corpus.name}.decisions")
