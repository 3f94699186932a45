"""Work that needs no store, done in a thread while the store takes in what came before."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

Value = TypeVar("Value")
Done = TypeVar("Done")


class Ahead:
    """One thread, which is one step ahead of who asks it."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.shutdown(cancel_futures=True)

    def made(self, values: Iterator[list[Value]]) -> Iterator[list[Value]]:
        """Yield lists, none empty; each is made in the thread while the one before is used."""
        future: Future[list[Value]] = self.pool.submit(next, values, [])
        while value := future.result():
            future = self.pool.submit(next, values, [])
            yield value

    def done(self, values: Iterable[Value], work: Callable[[Value], Done]) -> Iterator[Done]:
        """Yield what `work` makes of values. The work is done in the thread, values are asked for here."""
        last: Future[Done] | None = None
        for value in values:
            future = self.pool.submit(work, value)
            if last:
                yield last.result()
            last = future
        if last:
            yield last.result()
