"""Coverage-guided fuzzing of every reader, by atheris: `python -m tests.fuzz_readers [FOLDER] [-runs=1000]`.

Not a test: `make fuzz` runs it. The first byte says which reader is meant, the rest is the file. FOLDER keeps
inputs that reached new lines; arguments with `-` are libFuzzer's. It ends at an error that is none of ours.
"""

import sys
from pathlib import Path
from tempfile import mkdtemp

import atheris

with atheris.instrument_imports(include=["kg.sources", "kg.codec", "kg.resolution", "feedparser"]):
    from kg import codec
    from kg.errors import InputError, KgError
    from kg.resolution import read_catalogue, read_decisions
    from kg.sources import SOURCES, read
    from kg.sources.files import CODECS

ENDS = ("", *CODECS)
NAMES = [f"fuzz{suffix}{end}" for suffix in SOURCES for end in ENDS]
TABLES = ["graph.jsonl", "known.csv", "known.jsonl", "decisions"]
FOLDER = Path(mkdtemp(prefix="fuzz"))


def one(data: bytes) -> None:
    """Read one file of one kind."""
    kind = data[0] % (len(NAMES) + len(TABLES)) if data else 0
    if kind < len(NAMES):
        document_file(FOLDER / NAMES[kind], data[1:])
    else:
        table(TABLES[kind - len(NAMES)], data[1:])


def document_file(path: Path, data: bytes) -> None:
    """Read documents, all of which have text."""
    path.write_bytes(data)
    skipped: list[InputError] = []
    found = list(read([path], skipped=skipped.append))
    assert found or skipped or ".warc" in path.name  # of a crawl, what is no page is left out silently
    assert all(document.text.strip() for document in found)


def table(name: str, data: bytes) -> None:
    """Read a graph, a catalogue or decisions."""
    try:
        if name == "graph.jsonl":
            codec.from_lines(data.decode("utf-8", "replace").split("\n"))
            return
        path = FOLDER / name
        path.write_bytes(data)
        (read_decisions if name == "decisions" else read_catalogue)(path)
    except KgError:
        return


def seeds(folder: Path) -> None:
    """Write a good file of every kind, to start from."""
    from tests.sources.test_damaged import CASES
    from tests.sources.test_damaged import TABLES as GOOD

    good = dict(CASES) | {name: text.encode() for name, (_, text) in GOOD.items()}
    for number, name in enumerate([*NAMES, *TABLES]):
        if name in good:
            (folder / f"seed-{name}").write_bytes(bytes([number]) + good[name])


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    kept = Path(folders[0]) if folders else Path(mkdtemp(prefix="inputs"))
    kept.mkdir(parents=True, exist_ok=True)
    seeds(kept)
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    atheris.Setup([sys.argv[0], str(kept), *options], one)
    atheris.Fuzz()
