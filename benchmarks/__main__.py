"""All measurements, one after the other: `python -m benchmarks [PART …] [--gold FOLDER] [--public FOLDER] …`.

`make bench` runs it. A part is a module of its own that writes `benchmarks/results/*.json`; one that fails
does not stop the others, and makes the exit code 1. What a commit has measured is not measured again, unless
`--again` says so or files have changed since; so a run that was stopped goes on where it was. `--dry-run`
tells which parts there are, and what each needs. At the end the tables of docs/benchmarks.md are made anew.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import tables
from benchmarks.machine import commit

ROOT = Path(__file__).parent.parent
DONE = ROOT / ".cache" / "bench.json"
SYSTEMS = ("spacy-sm", "spacy-md", "textacy", "corenlp")


@dataclass(frozen=True)
class Part:
    """A measurement: its name, what it measures, its command, and what it lacks here (empty: nothing)."""

    name: str
    about: str
    command: tuple[str, ...]
    lacks: str = ""

    def run(self) -> int:
        """Run it, its output on the terminal, and return its exit code."""
        return subprocess.run(self.command, cwd=ROOT, check=False).returncode


def parts(given: argparse.Namespace) -> Iterator[Part]:
    """Yield all parts, in their order: what is quick first."""
    peers = "" if given.peers.exists() else "the other systems: `make peers`"
    gold = "" if given.gold else "labelled articles: GOLD=FOLDER"
    public = "" if given.public else "public sets: PUBLIC=FOLDER"
    news = "" if (given.shared / "news").is_dir() else "a corpus of news: SHARED=FOLDER"
    long = "" if given.long else "LONG=1: it takes an hour or more"
    here, there = (sys.executable, "-m"), (str(given.peers), "-m")
    yield Part("quality", "labelled articles", (*here, "benchmarks.quality", f"{given.gold}", "gold"), gold)
    yield Part("public", "public sets", (*here, "benchmarks.public", f"{given.public}"), public)
    yield Part("linking", "who is one across news", (*here, "benchmarks.linking", f"{given.shared}"), news)
    sizes = given.speed or (["--full"] if given.long else [])
    yield Part("speed", "speed beside spaCy, growth", (*here, "benchmarks.speed", *sizes))
    others = (*there, "benchmarks.peers", f"{given.gold}")
    yield Part("peers", "other systems on labelled articles", others, gold or peers)
    for name in SYSTEMS:
        one = (*there, "benchmarks.public", f"{given.public}", "--systems", name)
        yield Part(f"public-{name}", f"{name} on public sets", one, public or peers)
    yield Part("killed", "builds that are killed", (*here, "benchmarks.killed"), long)
    yield Part("soak", "memory while 10,000 documents are built", (*here, "benchmarks.soak"), long)
    real = [] if news else [f"{given.shared / 'news' / 'corpus.jsonl'}"]
    yield Part("jobs", "what a second process brings", (*here, "benchmarks.jobs", *real), long)
    beside = "" if given.loading else 'other libraries: LOADING="--peers-python PYTHON --apoc FOLDER"'
    loading = (*here, "benchmarks.loading", *given.loading)
    yield Part("loading", "ways into Neo4j", loading, long or beside)
    corpora = (*here, "benchmarks.corpora", str(ROOT / ".cache" / f"corpora-{commit()}"))
    yield Part("corpora", "a build of 100,000 documents", corpora, long)


def done_before() -> dict[str, list[str]]:
    """Return the name of a part → the commit and command that it was last measured with."""
    found: dict[str, list[str]] = json.loads(DONE.read_text("utf-8")) if DONE.exists() else {}
    return found


def measured(part: Part, again: bool) -> str:
    """Run a part that this commit has not measured yet, and return how that went."""
    state = [commit(), *part.command]
    if not again and "+" not in state[0] and done_before().get(part.name) == state:
        return "measured before"
    start = time.monotonic()
    code = part.run()
    taken = f"{time.monotonic() - start:,.0f} s"
    if code:
        return f"FAILED with {code} after {taken}"
    DONE.parent.mkdir(exist_ok=True)
    DONE.write_text(json.dumps({**done_before(), part.name: state}, indent=1) + "\n", encoding="utf-8")
    return f"done in {taken}"


def say(text: str) -> None:
    """Print a line of progress, after all that was printed before."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def options() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("only", nargs="*", metavar="PART", help="parts to run, by default all that can")
    parser.add_argument("--gold", type=Path, help="folder of labelled articles")
    parser.add_argument("--public", type=Path, help="folder of public sets")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with news/ and eval/")
    parser.add_argument("--long", action="store_true", help="faults, Neo4j, and large corpora too")
    parser.add_argument("--speed", type=str.split, default=[], help="options of benchmarks.speed")
    parser.add_argument("--loading", type=str.split, default=[], help="options of benchmarks.loading")
    parser.add_argument("--peers", type=Path, default=ROOT / ".cache" / "peers" / "bin" / "python")
    parser.add_argument("--again", action="store_true", help="also what this commit has measured")
    parser.add_argument("--dry-run", action="store_true", help="tell the parts, measure nothing")
    given = parser.parse_args()
    for name in ("gold", "public"):
        folder = getattr(given, name)
        if folder and not folder.is_dir():
            parser.error(f"--{name}: there is no folder {folder}")
    unknown = {*given.only} - {part.name for part in parts(given)}
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return given


def main() -> int:
    """Measure part by part, make the tables, tell what failed."""
    given = options()
    wanted = [part for part in parts(given) if not given.only or part.name in given.only]
    told: dict[str, str] = {part.name: f"left out, lacks {part.lacks}" for part in wanted if part.lacks}
    able = [part for part in wanted if not part.lacks]
    for number, part in enumerate(able, start=1):
        say(f"[{number}/{len(able)}] {part.name}: {part.about}")
        told[part.name] = "would run" if given.dry_run else measured(part, given.again)
        say(f"[{number}/{len(able)}] {part.name}: {told[part.name]}")
    if not given.dry_run:
        tables.main()
    for part in wanted:
        say(f"{part.name:16s} {told[part.name]}")
    return any(how.startswith("FAILED") for how in told.values())


if __name__ == "__main__":
    sys.exit(main())
