"""How far a long task is: a bar on a terminal, else a line a minute."""

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TypeVar

from kg.cli.output import interrupts, log, note
from kg.sources import Meter

EVERY_S = 60
Batch = TypeVar("Batch")


class Pace:
    """How many documents are done, how fast, and how long the rest may take."""

    def __init__(self, meter: Meter) -> None:
        self.meter, self.count = meter, 0
        self.started = time.monotonic()

    def __str__(self) -> str:
        elapsed = max(time.monotonic() - self.started, 1e-6)
        done, total = self.meter.done, self.meter.total
        words = f"{self.count:,} documents, {self.count / elapsed:,.1f} a second"
        if 0 < done < total:
            left = timedelta(seconds=round(elapsed * (total - done) / done))
            words += f", {done / total:.0%} of the input, about {left} left"
        return words


def paced(batches: Iterable[tuple[int, Batch]], meter: Meter, what: str) -> Iterator[Batch]:
    """Yield batches, given with the number of documents in each; show the pace. Stops at Ctrl-C."""
    from rich.progress import BarColumn, Progress, TextColumn

    pace, told = Pace(meter), time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[pace]}"))
    with Progress(*columns, console=log, transient=True, disable=not log.is_terminal) as bar:
        task = bar.add_task(what, total=None, pace=pace)
        for count, batch in batches:
            interrupts.stop_if_seen()
            yield batch
            pace.count += count
            bar.update(task, total=meter.total or None, completed=meter.done, pace=pace)
            if not log.is_terminal and time.monotonic() - told > EVERY_S:
                told = time.monotonic()
                note(f"{what}: {pace}")
        interrupts.stop_if_seen()
