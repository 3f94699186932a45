"""Work that needs no store, done in a thread or in processes while the store takes in what came before."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from kg.errors import LoadError

Value = TypeVar("Value")
Done = TypeVar("Done")


class Ahead:
    """One thread, or several processes, each one step ahead of who asks."""

    def __init__(self, processes: int = 1) -> None:
        self.steps = processes
        self.pool: Executor = (
            ThreadPoolExecutor(1)
            if processes == 1
            else ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=follow)
        )
        for _ in range(processes):
            self.pool.submit(int)  # they start now, not at the first work

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
        """Yield what `work` makes of values, in order. The work is done ahead, values are asked for here.

        Raises:
            LoadError: a process died.
        """
        waiting: deque[Future[Done]] = deque()
        try:
            for value in values:
                waiting.append(self.pool.submit(work, value))
                if len(waiting) > self.steps:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise LoadError("a process that made rows died: use fewer --jobs if memory is short") from error


def follow() -> None:
    """Leave Ctrl-C to the parent, and end when it does: the pool's own pipes stay open without it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the parent's end, killed or not, and end this process."""
    if parent := parent_process():
        parent.join()
    os._exit(1)
