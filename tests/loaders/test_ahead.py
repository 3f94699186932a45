"""Work done ahead, in a thread or in processes: in order, its errors told, and no process left behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import InputError, LoadError
from loaders.ahead import Ahead

KILLED = """
import os, signal
from loaders.ahead import Ahead

if __name__ == "__main__":
    ahead = Ahead(2)
    print(ahead.pool.submit(abs, -1).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def slower_first(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def refused(source: str) -> None:
    raise InputError(source, "is in no state to be read")


@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_done_comes_in_order_and_errors_as_they_are(processes: int) -> None:
    with Ahead(processes) as ahead:
        assert list(ahead.done([0.2, 0.0, 0.1], slower_first)) == [0.2, 0.0, 0.1]
        with pytest.raises(InputError, match="is in no state") as caught:
            list(ahead.done(["letter.txt"], refused))
        assert caught.value.source == "letter.txt"


def test_a_process_that_dies_is_told() -> None:
    with Ahead(2) as ahead, pytest.raises(LoadError, match="died"):
        list(ahead.done([1], os._exit))


def test_no_process_outlives_who_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    ended = subprocess.run(  # it returns once nobody holds the output open
        [sys.executable, script], stdout=subprocess.PIPE, timeout=60, check=False
    )
    assert ended.stdout == b"1\n"
