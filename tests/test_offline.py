"""From text to page with no network at all: a socket to anywhere ends the program."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
REFUSE = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        sys.stderr.write(f"NETWORK {event} {arguments[-1]}\\n")
        sys.stderr.flush()
        os._exit(99)

import os
sys.addaudithook(refuse)
from kg.cli.app import main
sys.argv = ["kg", *sys.argv[1:]]
main()
"""


def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", REFUSE, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)


def test_build_query_and_page_open_no_socket(tmp_path: Path) -> None:
    store, page = tmp_path / "news.kg", tmp_path / "news.html"
    build = kg("build", ROOT / "examples", "--date", "2022-11-30", "--to", store)
    assert build.returncode == 0, build.stderr
    count = kg("query", "MATCH (p:Person) RETURN count(p) AS n", "--from", store)
    assert int(count.stdout.split()[1]) > 3
    assert kg("show", "--from", store, "-o", page).returncode == 0
    assert page.stat().st_size > 100_000


def test_a_socket_would_be_seen() -> None:
    done = kg("query", "RETURN 1", "--from", "bolt://127.0.0.1:1")
    assert done.returncode == 99
    assert "NETWORK" in done.stderr
