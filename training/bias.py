"""See whether names of all regions are found: `python -m training.bias [--weights FOLDER]`. Prints JSON.

Recall of names put into sentences (exact span and label), and F1 on the development texts that name countries
of one region alone.
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

from kg.encoder.runtime import WEIGHTS, Encoder
from training.evaluate import Spans, counts, encoder_finder, examples, scores

HERE = Path(__file__).parent
COUNTRIES = HERE.parent / "kg" / "languages" / "countries.tsv"
PEOPLE = (
    "The talks were led by {}, and no date was set for the next round.",
    "{} said on Tuesday that the road would be open again within a week.",
    "Police have questioned {}, 47, about the fire.",
    "A spokeswoman for {} refused to comment.",
    "In a letter to {}, the union asks for higher wages.",
    "Among the winners were {} and two of her colleagues.",
)
PLACES = (
    "Heavy rain has flooded the streets of {} since the weekend.",
    "Thousands marched through {} to demand new elections.",
    "The airport in {} was closed for three hours.",
    "Doctors from {} were flown in to help.",
    "She was born near {} and studied law.",
    "The bridge lies 40 kilometres north of {}.",
)


def recall(encoder: Encoder, names: list[str], frames: tuple[str, ...], label: str) -> float:
    """Return the share of names found, exactly and with the right label."""
    cases = [(frame.format(name), frame.index("{}"), name) for name in names for frame in frames]
    found = encoder.spans([text for text, _, _ in cases])
    right = (
        any((span.start, span.end, span.label) == (at, at + len(name), label) for span in spans)
        for (_, at, name), spans in zip(cases, found, strict=True)
    )
    return round(sum(right) / len(cases), 3)


def region_words(codes: str) -> re.Pattern[str]:
    """Return a pattern of the countries' names and nationality words."""
    rows = (line.split("\t") for line in COUNTRIES.read_text(encoding="utf-8").splitlines())
    names = [",".join(row[1:4]) for row in rows if row[0] in codes.split()]
    words = [re.escape(word) for word in ",".join(names).split(",") if word]
    return re.compile(r"\b(" + "|".join(words) + r")\b")


def by_region(weights: Path, shared: Path, regions: dict[str, dict[str, str]]) -> dict[str, dict[str, float]]:
    """Return F1 on texts of CrossNER, PUD and held-out newswire that name one region's countries alone."""
    patterns = {region: region_words(settings["codes"]) for region, settings in regions.items()}
    tallies: dict[str, Counter[str]] = {region: Counter() for region in regions}
    find = encoder_finder(weights, 1)
    for name, texts, gold, labels in examples(shared):
        if name in ("re3d", "gum"):
            continue
        for text, right, found in zip(texts, gold, find(texts), strict=True):
            named = [region for region, pattern in patterns.items() if pattern.search(text)]
            kept: Spans = {span for span in found if span[2] in labels}
            if len(named) == 1:
                counts(right, kept, tallies[named[0]])
    return {
        region: {"f1": scores(tally)["f1"], "names": tally["tp"] + tally["fn"]}
        for region, tally in tallies.items()
    }


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    regions = tomllib.loads((HERE / "regions.toml").read_text(encoding="utf-8"))
    encoder = Encoder(weights=args.weights)
    f1 = by_region(args.weights, args.shared, regions)
    results = {
        region: {
            "people": recall(encoder, names["people"], PEOPLE, "PER"),
            "places": recall(encoder, names["places"], PLACES, "LOC"),
            **f1[region],
        }
        for region, names in regions.items()
    }
    sys.stdout.write(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
