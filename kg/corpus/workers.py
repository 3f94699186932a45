"""Reads documents in many processes: results come in the order of the documents, whatever happens.

When a process dies, or never ends, the documents of its batch are read one by one: the one that it died of
is set aside.
"""

import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from kg.corpus.reading import BATCH, Read, failed, read_batch
from kg.errors import KgError
from kg.languages import pack_of
from kg.model import Document

AHEAD = 3
"""Batches a worker that are in memory at a time: being read, read before their turn, or waiting."""
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def read_all(documents: Iterable[Document], lang: str, jobs: int = 1) -> Iterator[list[Read]]:
    """Yield what is in documents, in batches, in their order, read by `jobs` processes (1: by this one).

    Memory: a pipeline a process (about 400 MB), and AHEAD batches.

    Raises:
        UnknownLanguage: no language pack has this code.
        KgError: the pack's spaCy model is not installed.
    """
    pack_of(lang)
    if jobs > 1:
        with closing(Pool(lang, jobs)) as pool:
            yield from pool.run(batches(documents))
        return
    from kg.pipeline import load_pipeline

    nlp = load_pipeline(lang)
    for batch in batches(documents):
        yield read_batch(batch, nlp)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield lists of BATCH documents."""
    iterator = iter(documents)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def work(pipe: Connection, lang: str) -> None:
    """Read what comes through the pipe until it closes: what a worker process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    from kg.pipeline import load_pipeline

    try:
        nlp = load_pipeline(lang)
    except KgError as error:
        pipe.send(str(error))
        return
    pipe.send(None)
    try:
        while True:
            pipe.send(read_batch(pipe.recv(), nlp))
    except (EOFError, OSError):
        return


@dataclass(slots=True)
class Task:
    """Some documents of a batch, and until when they must be read."""

    number: int
    first: int
    documents: Sequence[Document]
    deadline: float = field(default=0.0, compare=False)


class Worker:
    """A process that reads one task at a time."""

    def __init__(self, lang: str) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, lang), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.task: Task | None = None

    def start(self, task: Task) -> None:
        """Send a task, with time enough: minutes, and a second for each 500 characters."""
        chars = sum(len(document.text) for document in task.documents)
        task.deadline = time.monotonic() + 300 + chars / 500
        self.task = task
        with suppress(OSError):  # it died in between: `answer` will tell
            self.pipe.send(task.documents)

    def answer(self) -> list[Read] | None:
        """Return what it has read; None where it is ready, or died while it read."""
        answer = self.pipe.recv()
        if not self.ready:
            self.ready = True
            if answer is not None:
                raise KgError(answer)
            return None
        found: list[Read] = answer
        return found

    def end(self) -> str:
        """End the process, and return how it ended."""
        self.process.join(1)
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.pipe.close()
        if code is None:
            return "took too long"
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


class Pool:
    """Workers, what they are to read, and what is read but not yet due. They live until `close`."""

    def __init__(self, lang: str, jobs: int) -> None:
        self.lang, self.jobs = lang, jobs
        self.workers: list[Worker] = []
        self.tasks: deque[Task] = deque()
        self.results: dict[int, list[Read | None]] = {}

    def run(self, batches: Iterator[list[Document]]) -> Iterator[list[Read]]:
        """Yield the results of batches in their order. After one that was left early comes a fresh start."""
        if self.results:
            self.close()
        self.workers += [Worker(self.lang) for _ in range(self.jobs - len(self.workers))]
        taken, due = 0, 0
        while True:
            while taken - due < AHEAD * self.jobs and (batch := next(batches, None)) is not None:
                self.results[taken] = [None] * len(batch)
                self.tasks.append(Task(taken, 0, batch))
                taken += 1
            if due == taken:
                return
            self.step()
            while due < taken and None not in self.results[due]:
                yield [read for read in self.results.pop(due) if read is not None]
                due += 1

    def close(self) -> None:
        """End all workers, and forget what they were to read."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.end()
        self.workers, self.results = [], {}
        self.tasks.clear()

    def step(self) -> None:
        """Give idle workers something to do, and take what the others have done."""
        for worker in self.workers:
            if worker.ready and worker.task is None and self.tasks:
                worker.start(self.tasks.popleft())
        busy = [worker for worker in self.workers if worker.task or not worker.ready]
        answered = wait([worker.pipe for worker in busy], timeout=5)
        for worker in busy:
            if worker.pipe in answered:
                self.take(worker)
            elif worker.task and time.monotonic() > worker.task.deadline:
                self.lose(worker)

    def take(self, worker: Worker) -> None:
        """Take in what a worker sent, or that it died."""
        try:
            found = worker.answer()
        except (EOFError, OSError):
            self.lose(worker)
            return
        if found is not None and (task := worker.task):
            worker.task = None
            self.results[task.number][task.first : task.first + len(found)] = found

    def lose(self, worker: Worker) -> None:
        """Replace a worker that died; find the document that it died of."""
        task, how = worker.task, worker.end()
        self.workers.remove(worker)
        if task is None:
            raise KgError(f"a worker process could not start ({how}): use fewer --jobs if memory is short")
        self.workers.append(Worker(self.lang))
        if len(task.documents) == 1:
            [document] = task.documents
            self.results[task.number][task.first] = failed(document, f"its reading ended the process ({how})")
            return
        alone = [Task(task.number, task.first + n, [one]) for n, one in enumerate(task.documents)]
        self.tasks.extendleft(reversed(alone))
