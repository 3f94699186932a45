"""Runs the exported network: ONNX Runtime on the CPU, no torch, no download."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.encoder.decode import LABELS, LEAST, NEVER, TAGS, Calibration, Floats, ScoredSpan, decode
from kg.encoder.tokens import CLS, SEP, Ints, Window, load_tokenizer, piece_id, row, split, windows

if TYPE_CHECKING:
    import onnxruntime

WEIGHTS = Path(__file__).parent / "weights"


class Encoder:
    """Finds mentions. The same text gives the same spans, whatever is read with it and on how many threads.

    What the int8 weights are multiplied with is scaled at run time, by all that is in the tensor: in a
    batch a text would change with its neighbours. So each window runs alone, unpadded, on one thread;
    `threads` windows run at a time. A row of 128 pieces fills the CPU's vectors as well as a batch does.
    Spans less likely than `least` are left out.
    """

    def __init__(self, threads: int = 1, weights: Path = WEIGHTS, least: float = LEAST) -> None:
        if threads < 1:
            raise ValueError(f"threads must be at least 1, not {threads}")
        self.threads, self.least = threads, least
        settings = json.loads((weights / "config.json").read_text(encoding="utf-8"))
        if settings["tags"] != list(TAGS[: len(settings["tags"])]):
            raise ValueError(f"{weights}: the tags of the weights are not those of this code")
        self.limit: int = settings["limit"]
        self.calibration = Calibration(settings["slopes"], settings["offsets"])
        self.tokenizer = load_tokenizer(weights / "vocab.txt")
        self.cls, self.sep = piece_id(self.tokenizer, CLS), piece_id(self.tokenizer, SEP)
        self.session = _session(weights / "model.onnx")

    def spans(self, texts: Sequence[str]) -> list[list[ScoredSpan]]:
        """Return the mentions of each text in order, never overlapping; offsets count characters."""
        split_texts = [split(text, self.tokenizer) for text in texts]
        jobs = [(i, window) for i, pieces in enumerate(split_texts) for window in windows(pieces, self.limit)]
        rows = [row(split_texts[i], window, self.cls, self.sep) for i, window in jobs]
        found = [np.full((pieces.words, len(TAGS)), NEVER, dtype=np.float32) for pieces in split_texts]
        for (i, window), log_probs in zip(jobs, self._run_all(rows), strict=True):
            own = slice(window.own_start, window.own_end)
            found[i][own, : log_probs.shape[1]] = log_probs[
                window.own_start - window.start : window.own_end - window.start
            ]
        return [decode(p, f, self.calibration, self.least) for p, f in zip(split_texts, found, strict=True)]

    def _run_all(self, rows: list[tuple[Ints, Ints, Ints]]) -> list[Floats]:
        """Run the rows, long ones first: memory is asked for once, and no thread is left with the longest."""
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i][0]))
        results: list[Floats | None] = [None] * len(rows)
        if self.threads == 1 or len(rows) == 1:
            for i in order:
                results[i] = self._run(rows[i])
        else:
            with ThreadPoolExecutor(self.threads) as pool:
                for i, result in zip(order, pool.map(lambda i: self._run(rows[i]), order), strict=True):
                    results[i] = result
        return [result for result in results if result is not None]

    def _run(self, row: tuple[Ints, Ints, Ints]) -> Floats:
        ids, shapes, first = row
        [logits] = self.session.run(None, {"ids": ids[None], "shapes": shapes[None], "first": first})
        scores: Floats = np.asarray(logits, dtype=np.float32)[0]
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores


def _session(model: Path) -> "onnxruntime.InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # rows differ in length
    options.log_severity_level = 3
    # Its fused sum and normalization takes five times what the two take apart: a tenth of the whole.
    slow = ["SkipLayerNormFusion"]
    return onnxruntime.InferenceSession(
        str(model), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
    )


__all__ = ["LABELS", "WEIGHTS", "Encoder", "ScoredSpan", "Window"]
