"""Fit probabilities and write the weights folder: `python -m training.calibrate RUN --to kg/encoder/weights`.

A span's raw score is the least probability of its words. On held-out documents its logit is stretched and
shifted, by a pair of numbers a label.
"""

import argparse
import json
import math
import shutil
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from kg.encoder.decode import LABELS, TAGS
from kg.encoder.runtime import WEIGHTS, Encoder
from kg.encoder.tokens import LIMIT
from training.data import held_out, read_labelled

Pairs = list[tuple[float, bool]]
Floats = NDArray[np.float64]


def write_settings(folder: Path, tags: int, slopes: dict[str, float], offsets: dict[str, float]) -> None:
    """Write the `config.json` that the runtime reads."""
    settings = {"tags": TAGS[:tags], "limit": LIMIT, "slopes": slopes, "offsets": offsets}
    (folder / "config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def raw_scores(encoder: Encoder, shared: Path, without: Sequence[Path] = ()) -> dict[str, Pairs]:
    """Return for each label the raw score of each span found and whether it was right."""
    documents = [d for d in read_labelled(shared, without) if held_out(d)]
    pairs: dict[str, Pairs] = defaultdict(list)
    for document, found in zip(documents, encoder.spans([d.text for d in documents]), strict=True):
        right = {(s, e): labels for s, e, labels in document.spans}
        masked = [(s, e) for s, e, labels in document.spans if labels == ("?",)]
        for span in found:
            if span.label == "TITLE" and not document.titles:
                continue
            if any(s < span.end and span.start < e for s, e in masked):
                continue
            pairs[span.label].append((span.score, span.label in right.get((span.start, span.end), ())))
    return pairs


def fit(pairs: Pairs) -> tuple[float, float]:
    """Fit slope and offset by Newton's method, its steps halved where they overshoot, pulled to 1 and 0."""
    raw = np.clip([score for score, _ in pairs], 1e-6, 1 - 1e-6)
    x = np.stack([np.log(raw / (1 - raw)), np.ones(len(raw))], axis=1)
    y = np.array([right for _, right in pairs], dtype=float)
    prior, w = np.array([1.0, 0.0]), np.array([1.0, 0.0])

    def loss(w: Floats) -> float:
        z = x @ w
        return float(np.sum(np.logaddexp(0, z) - y * z) + np.sum((w - prior) ** 2))

    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + 2.0 * (w - prior)
        curve = (x * (p * (1 - p))[:, None]).T @ x + 2.0 * np.eye(2)
        step = np.linalg.solve(curve, gradient)
        while loss(w - step) > loss(w) + 1e-9:
            step = step / 2
        w = w - step
    return round(float(w[0]), 4), round(float(w[1]), 4)


def calibration_error(pairs: Pairs, slope: float, offset: float) -> float:
    """Return the expected calibration error in ten bins."""
    bins: dict[int, Pairs] = defaultdict(list)
    for raw, right in pairs:
        raw = min(max(raw, 1e-6), 1 - 1e-6)
        p = 1 / (1 + math.exp(-slope * math.log(raw / (1 - raw)) - offset))
        bins[min(int(p * 10), 9)].append((p, right))
    gaps = (abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return sum(gaps) / max(len(pairs), 1)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--without", nargs="*", type=Path, default=[], help="articles never to be read")
    parser.add_argument("--model", default="int8", choices=("int8", "fp32"))
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    if not (args.to / "vocab.txt").exists():
        shutil.copy(WEIGHTS / "vocab.txt", args.to / "vocab.txt")
    shutil.copy(args.folder / f"{args.model}.onnx", args.to / "model.onnx")
    tags = onnx.load(str(args.to / "model.onnx")).graph.output[0].type.tensor_type.shape.dim[2].dim_value
    write_settings(args.to, tags, {}, {})
    pairs = raw_scores(Encoder(weights=args.to, least=0.0), args.shared, args.without)
    fits = {label: fit(pairs[label]) for label in LABELS if pairs[label]}
    write_settings(args.to, tags, {k: s for k, (s, _) in fits.items()}, {k: o for k, (_, o) in fits.items()})
    for label, (slope, offset) in fits.items():
        before, after = calibration_error(pairs[label], 1, 0), calibration_error(pairs[label], slope, offset)
        sys.stderr.write(
            f"{label} {len(pairs[label])} spans, error {before:.3f} → {after:.3f}, slope {slope}, {offset}\n"
        )


if __name__ == "__main__":
    main()
