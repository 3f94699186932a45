"""What every place to keep a graph can do."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, fields
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from kg.graph import KnowledgeGraph
from kg.rows import Row

if TYPE_CHECKING:
    from loaders.batches import Lowered

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Written:
    """What a load changed. Loading the same graph again writes nothing."""

    nodes_created: int = 0
    nodes_changed: int = 0
    relationships_created: int = 0
    relationships_changed: int = 0
    nodes_deleted: int = 0
    relationships_deleted: int = 0
    parts_unchanged: int = field(default=0, compare=False)
    """Documents that were stored before as they are, and were left out."""

    def __bool__(self) -> bool:
        return self != Written()

    def __add__(self, other: "Written") -> "Written":
        return Written(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of a query: plain values (text, numbers, lists, dicts) by column, in the order of RETURN.

    A node is a dict of `labels` and `properties`, a relationship of `type` and `properties`, a path a list of
    both in turn.
    """

    columns: list[str]
    rows: list[list[Any]] = field(default_factory=list)

    def records(self) -> list[dict[str, Any]]:
        """Return each row as a dict by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Closing:
    """What is closed at the end of a `with`; each call keeps what it writes."""

    def close(self) -> None:
        """Let go of the store. Safe to call again."""

    def together(self) -> AbstractContextManager[None]:
        """Do nothing: nothing waits to be saved."""
        return nullcontext()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Loader(Protocol):
    """A place to keep a graph. Writing merges like `KnowledgeGraph.__or__`, and can be repeated."""

    def write(self, *graphs: KnowledgeGraph) -> Written:
        """Merge graphs into the store and return what changed; best one graph a document (`kg.parts.split`).

        Raises:
            LoadError: the store refused; what it holds is as before, or some documents more, each whole.
        """
        ...

    def take(self, batches: Iterable["Lowered"]) -> Written:
        """Merge graphs that are rows already (`loaders.batches.made`), and return what changed."""
        ...

    def forget(self, *documents: str) -> Written:
        """Take documents out, by id, key or address: exactly what they alone supported.

        Raises:
            InputError: no document, or more than one, has this id, key or address.
            LoadError: the store refused; what it holds is as before, or without some of the documents.
        """
        ...

    def together(self) -> AbstractContextManager[None]:
        """Let a store that is saved as a whole be saved once, after many calls of `write` and `forget`.

        An error in one of them takes back all since the last save.
        """
        ...

    def read(self) -> KnowledgeGraph:
        """Return the whole graph, documents in the order in which they were first written."""
        ...

    def rows(self) -> Iterator[Row]:
        """Yield all that the store holds, its bookkeeping too, nodes first. Memory: the rows of one kind."""
        ...

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False
    ) -> Result:
        """Run one Cypher statement; it may change nothing unless `write`.

        Raises:
            LoadError: the statement is wrong, or writes though it may not.
        """
        ...

    def close(self) -> None:
        """Let go of the store. Safe to call again."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def batched(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """Yield lists of at most `size` values."""
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch
