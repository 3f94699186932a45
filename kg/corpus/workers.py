"""Reads documents in many processes: results come in the order of the documents, whatever happens.

When a process dies, or never ends, the documents of its batch are read one by one. A document of which two
processes died, or one never ended, is set aside; one may be ended from outside, whatever it reads.
"""

import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread

from kg.corpus.reading import BATCH, Read, failed, read_batch
from kg.errors import KgError
from kg.languages import pack_of
from kg.model import Document

AHEAD = 4
"""Batches a worker that are in memory at a time: being read, read before their turn, or waiting."""
CHARS = 24_000
"""Characters from which a batch is full: some seconds of work, so that at the end no worker waits long."""
SENT = 2
"""Batches that a worker has at a time: the one that it reads, and the next."""
PATIENCE_S = 300
"""How long a batch may take at least; a second for each 500 characters comes to it."""
LATE = "took too long"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def read_all(documents: Iterable[Document], lang: str, jobs: int = 1) -> Iterator[list[Read]]:
    """Yield what is in documents, in batches, in their order, read by `jobs` processes (1: by this one).

    Memory: a pipeline a process (about 400 MB), and AHEAD batches a process.

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
    """Yield lists of at most BATCH documents, fewer where they are long."""
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH or sum(len(one.text) for one in batch) >= CHARS:
            yield batch
            batch = []
    if batch:
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
    tasks: SimpleQueue[bytes | None] = SimpleQueue()
    Thread(target=receive, args=(pipe, tasks), daemon=True).start()
    with suppress(OSError):
        pipe.send(None)
        while (task := tasks.get()) is not None:
            pipe.send(read_batch(pickle.loads(task), nlp))


def receive(pipe: Connection, tasks: "SimpleQueue[bytes | None]") -> None:
    """Take in what is to be read next while something is read, so that neither end waits for the other.

    It stays packed until its turn: a document that ends the process must not do so in another one's.
    """
    try:
        while True:
            tasks.put(pipe.recv_bytes())
    except (EOFError, OSError):
        tasks.put(None)


def forward(pipe: Connection, tasks: "SimpleQueue[bytes | None]") -> None:
    """Send what is to be read: nobody else waits for a worker that takes nothing in, stuck or dead."""
    with suppress(OSError):  # it died: `Worker.answer` will tell
        while (task := tasks.get()) is not None:
            pipe.send_bytes(task)


@dataclass(slots=True)
class Task:
    """Some documents of a batch, and until when they must be read."""

    number: int
    first: int
    documents: Sequence[Document]
    again: bool = False  # a process has died of them
    deadline: float = field(default=0.0, compare=False)

    def begin(self) -> None:
        """Give it time enough from now on: minutes, and a second for each 500 characters."""
        chars = sum(len(document.text) for document in self.documents)
        self.deadline = time.monotonic() + PATIENCE_S + chars / 500


class Worker:
    """A process that reads one task after the other; the next one waits there already."""

    def __init__(self, lang: str) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, lang), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.tasks: deque[Task] = deque()
        self.packed: SimpleQueue[bytes | None] = SimpleQueue()
        self.sender = Thread(target=forward, args=(self.pipe, self.packed), daemon=True)
        self.sender.start()

    def send(self, task: Task) -> None:
        """Send a task, soon: the worker may still be busy with another one."""
        self.tasks.append(task)
        if len(self.tasks) == 1:
            task.begin()
        self.packed.put(pickle.dumps(task.documents))

    def done(self) -> Task:
        """Return the task that is done; the next one begins."""
        task = self.tasks.popleft()
        if self.tasks:
            self.tasks[0].begin()
        return task

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
        self.packed.put(None)
        self.sender.join()
        self.pipe.close()
        if code is None:
            return LATE
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
        """Give workers something to do, first those that have nothing, and take what is done."""
        for waiting in range(SENT):
            for worker in self.workers:
                if worker.ready and len(worker.tasks) == waiting and self.tasks:
                    worker.send(self.tasks.popleft())
        busy = [worker for worker in self.workers if worker.tasks or not worker.ready]
        answered = wait([worker.pipe for worker in busy], timeout=5)
        for worker in busy:
            if worker.pipe in answered:
                self.take(worker)
            elif worker.tasks and time.monotonic() > worker.tasks[0].deadline:
                self.lose(worker)

    def take(self, worker: Worker) -> None:
        """Take in what a worker sent, or that it died."""
        try:
            found = worker.answer()
        except (EOFError, OSError):
            self.lose(worker)
            return
        if found is not None:
            task = worker.done()
            self.results[task.number][task.first : task.first + len(found)] = found

    def lose(self, worker: Worker) -> None:
        """Replace a worker that died; find the document that it died of."""
        how = worker.end()
        self.workers.remove(worker)
        if not worker.tasks:
            raise KgError(f"a worker process could not start ({how}): use fewer --jobs if memory is short")
        self.workers.append(Worker(self.lang))
        task, *unread = worker.tasks
        self.tasks.extendleft(reversed(unread))
        if len(task.documents) > 1:
            alone = [Task(task.number, task.first + n, [one], True) for n, one in enumerate(task.documents)]
            self.tasks.extendleft(reversed(alone))
        elif task.again or how == LATE:
            [document] = task.documents
            self.results[task.number][task.first] = failed(document, f"its reading ended the process ({how})")
        else:
            self.tasks.appendleft(replace(task, again=True))
