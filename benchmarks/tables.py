"""Write the tables of docs/benchmarks.md from `benchmarks/results/*.json`: `python -m benchmarks.tables`.

A table stands between `<!-- NAME -->` and `<!-- /NAME -->`; the text around it is left as it is.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
FAMILIES = ("entities", "tenures", "relations", "events", "statements")
SYSTEMS = ("newskg", "spacy-sm", "spacy-md", "textacy", "corenlp")
Result = dict[str, Any]


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    names = list(heads)
    lines = [names, ["---"] * len(names), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def quality(result: Result) -> str:
    """Return precision, recall, F1 and its interval by family."""
    rows = []
    for family in FAMILIES:
        row, (low, high) = result["scores"][family], result["intervals_f1"][family]
        cells = (f"{row[name]:.3f}" for name in ("precision", "recall", "f1"))
        rows.append([family, *cells, f"{low:.2f}–{high:.2f}", strict(row)])
    return table(["", "P", "R", "F1", "95 %", "strict F1"], rows) + f"\n\n{made(result)}"


def strict(row: Result) -> str:
    """Return the strict score of a family that has one."""
    return f"{row['strict_f1']:.3f}" if "strict_f1" in row else ""


def calibration(result: Result) -> str:
    """Return how often facts are right, by confidence."""
    rows = [[row["confidence"], row["facts"], f"{row['right']:.2f}"] for row in result["calibration"]]
    return table(["confidence", "facts", "right"], rows)


def peers(result: Result) -> str:
    """Return F1 by family and words per CPU second of each system."""
    rows = [
        [name, *(f"{one['scores'][f]['f1']:.3f}" for f in FAMILIES), f"{one['words_per_cpu_s']:,.0f}"]
        for name, one in result["systems"].items()
    ]
    return table(["", *FAMILIES, "words per CPU s"], rows) + f"\n\n{made(result)}"


def public(result: Result) -> str:
    """Return by public set the F1 of each system, with the interval of ours."""
    there = {name for rows in result["sets"].values() for name in rows}
    names = [name for name in SYSTEMS if name in there]
    rows = [
        [f"{one} ({next(iter(found.values()))['documents']})", *(f1(found.get(name)) for name in names)]
        for one, found in result["sets"].items()
    ]
    return table(["set (documents)", *names], rows) + f"\n\n{made({**result, 'commit': at(result, names)})}"


def at(result: Result, names: Iterable[str]) -> str:
    """Return at which commits the rows of each system were measured."""
    found = (
        (name, (rows[name]["commit"] for rows in result["sets"].values() if name in rows)) for name in names
    )
    return ", ".join(f"{name} at {' and '.join(sorted({*commits}))}" for name, commits in found)


def f1(row: Result | None) -> str:
    """Return precision / recall, F1 and its interval in a cell, nothing where a system has no answer."""
    if row is None:
        return ""
    parts = f"{row['precision']:.2f} / {row['recall']:.2f}, " if "precision" in row else ""
    low, high = row["interval_f1"]
    return f"{parts}**{row['f1']:.3f}** ({low:.2f}–{high:.2f})"


def speed(result: Result) -> str:
    """Return tokens per CPU second beside bare spaCy, and each part's share."""
    found = result["pipeline"]
    rows: list[list[object]] = [
        ["bare spaCy, tokens per CPU second", f"{found['spacy_tokens_per_cpu_s']:,}"],
        ["the whole pipeline", f"{found['pipeline_tokens_per_cpu_s']:,}"],
        ["ratio", found["ratio"]],
        ["documents per CPU second", found["pipeline_documents_per_cpu_s"]],
    ]
    rows += [
        [f"documents a second, {name}", rate] for name, rate in result.get("documents_per_s", {}).items()
    ]
    rows += [[f"CPU s of `kg {name}`", seconds] for name, seconds in result.get("commands_cpu_s", {}).items()]
    shares = sorted(found["share"].items(), key=lambda pair: -pair[1])
    parts = ", ".join(f"{name} {share:.0%}" for name, share in shares if share >= 0.01)
    return table(["", ""], rows) + f"\n\nShares: {parts}.\n\n{made(result)}"


def growth(result: Result) -> str:
    """Return cost and memory by number of documents and by length."""
    rows = [
        [f"{row['size']:,} {kind}", row["cpu_s"], row["cpu_ms_each"], row["peak_mb"]]
        for kind in ("documents", "characters")
        for row in result.get(kind, ())
    ]
    return table(["", "CPU s", "ms each", "peak MB"], rows) + f"\n\n{made(result)}"


def killed(result: Result) -> str:
    """Return how often builds were killed, and whether nothing was lost."""
    rows = [
        [number, f"{row['documents']:,}", f"{row['after_s']:.1f}"]
        for number, row in enumerate(result["kills"], start=1)
    ]
    same = "the same bytes" if result["same"] else "**not the same**"
    head = table(["kill", "documents read", "s later"], rows)
    return f"{head}\n\n{result['documents']:,} documents, afterwards: {same}. {made(result)}"


def soak(result: Result) -> str:
    """Return memory and CPU seconds as documents are read, and the most memory of all."""
    rows = [[f"{x['documents']:,}", f"{x['mb']:,.0f}", f"{x['cpu_s']:,.0f}"] for x in result["looks"]]
    told = "".join(f"; {line.partition(': ')[2]}" for line in result["told"])
    most = f"The most memory was {result['most']['mb']:,} MB, at {result['most']['cpu_s']:,.0f} CPU s{told}."
    return table(["documents read", "MB", "CPU s"], rows) + f"\n\n{most} {made(result)}"


def loading(result: Result) -> str:
    """Return rows by second and by second of processor time of each way into Neo4j."""
    ways = {
        "ours, the sample, before the others": "ours_sample",
        "ours, the sample, after the others": "ours_sample_after",
        "ours": "ours",
        "ours, again, unchanged": "ours_again",
        "one MERGE a transaction": "one_merge_a_transaction",
        "neo4j-graphrag": "neo4j-graphrag",
        "LangChain": "langchain-neo4j",
        "LlamaIndex": "llama-index",
        "offline import": "offline_import",
    }
    cells = ("rows", "seconds", "cpu_s", "rows_per_cpu_s")
    found = {name: result[key] for name, key in ways.items() if key in result}
    rows = [[name, *(one.get(cell, "") for cell in cells)] for name, one in found.items()]
    return table(["", "rows", "s", "CPU s", "rows per CPU s"], rows) + f"\n\n{made(result)}"


def made(result: Result) -> str:
    """Return when and on what a result was measured."""
    head = [result.get(name) for name in ("date", "machine", "commit")]
    return f"{', '.join(filter(None, head))}, Python {result.get('python')}."


TABLES: dict[str, tuple[str, Callable[[Result], str]]] = {
    "quality": ("quality-gold.json", quality),
    "calibration": ("quality-gold.json", calibration),
    "peers": ("peers.json", peers),
    "public": ("public.json", public),
    "speed": ("speed-3.13.json", speed),
    "speed311": ("speed-3.11.json", speed),
    "wikinews": ("speed-3.13-wikinews.json", speed),
    "wikinews311": ("speed-3.11-wikinews.json", speed),
    "growth": ("growth-3.13.json", growth),
    "killed": ("killed.json", killed),
    "soak": ("soak.json", soak),
    "loading": ("loading.json", loading),
}
"""Name in the page → file of results, and what makes a table of it."""


def filled(page: str, results: Path) -> Iterator[str]:
    """Yield the page with its tables made anew; a table whose results are missing stays."""
    for part in re.split(r"(<!-- (?:\w+) -->\n.*?<!-- /\w+ -->)", page, flags=re.DOTALL):
        marked = re.match(r"<!-- (\w+) -->", part)
        name = marked[1] if marked else ""
        path = results / TABLES[name][0] if name in TABLES else None
        if path is None or not path.exists():
            yield part
            continue
        yield f"<!-- {name} -->\n{TABLES[name][1](json.loads(path.read_text('utf-8')))}\n<!-- /{name} -->"


def main() -> None:
    """Rewrite the page."""
    page = "".join(filled(PAGE.read_text("utf-8"), ROOT / "benchmarks" / "results"))
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} written\n")


if __name__ == "__main__":
    main()
