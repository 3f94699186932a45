"""How cost grows on texts that no editor wrote: `python -m benchmarks.shapes [SHAPE …]`.

Each shape is read at 5,000, 20,000 and 80,000 characters; CPU time of a linear reader grows fourfold a step.
The exponent is that of the last step: 1 is linear, 2 quadratic. Results: `benchmarks/results/shapes.json`.
"""

import json
import math
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.machine import described
from kg.model import Document

RESULTS = Path(__file__).parent / "results"
SIZES = (5_000, 20_000, 80_000)
SENTENCE = "Finland's president met the prime minister of Estonia in Tallinn on Monday, and said so twice. "
FIRST = (
    "Anna",
    "Boris",
    "Carla",
    "Dmitri",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kofi",
    "Lena",
)
LAST = ("Berg", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Hassan", "Ivanov", "Jensen", "Kowalski")


def people(chars: int) -> str:
    """Return sentences in which everybody is somebody else."""
    draw, found = random.Random(1), list[str]()
    for _ in range(chars // 30):
        names = [
            f"{draw.choice(FIRST)} {draw.choice(LAST)}{draw.choice('aeiou')}{draw.choice('klmn')}"
            for _ in "12"
        ]
        found.append(f"Minister {names[0]} met Senator {names[1]}. ")
    return "".join(found)


def over(unit: str) -> Callable[[int], str]:
    """Return what repeats `unit` up to a length."""
    return lambda chars: unit * (chars // len(unit) + 1)


SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs": over(SENTENCE + "\n\n"),
    "one paragraph": over(SENTENCE),
    "no sentence end": over(SENTENCE.replace(". ", " and ").replace(",", "")),
    "capitals": over(SENTENCE.upper()),
    "lower case": over(SENTENCE.lower()),
    "quotation marks": over('" '),
    "open quotations": over(f'"{SENTENCE}'),
    "people": people,
    "one name": over("Angela Merkel "),
    "titles": over("former deputy prime minister "),
    "dates": over("May 1, 2018, "),
    "emoji": over("🇫🇮🤝🇪🇪 "),
    "right to left": over("הנשיא נפגש עם ראש הממשלה. "),
    "markup": over("<p><b>President</b> &amp; minister</p>"),
    "table": over("Germany | 83,200,000 | Berlin\n"),
    "one word": over("a"),
    "brackets": over("("),
    "commas": over("Kim, Lee, Park, "),
}


def main(wanted: list[str]) -> None:
    """Measure, print and write the result."""
    from kg.pipeline import graphs, load_pipeline

    nlp = load_pipeline()
    list(graphs([Document(SENTENCE)], nlp))
    rows: list[dict[str, Any]] = []
    for name in wanted or SHAPES:
        seconds = []
        for size in SIZES:
            started = time.process_time()
            list(graphs([Document(SHAPES[name](size)[:size], key=name)], nlp))
            seconds.append(round(time.process_time() - started, 3))
        exponent = round(math.log(seconds[-1] / max(seconds[-2], 1e-3), SIZES[-1] / SIZES[-2]), 2)
        rows.append({"shape": name, "cpu_s": seconds, "exponent": exponent})
        sys.stdout.write(f"{name:16s} {seconds} exponent {exponent}\n")
        sys.stdout.flush()
    if not wanted:
        result = {**described(), "characters": SIZES, "shapes": rows}
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "shapes.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
