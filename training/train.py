"""Train the network: `python -m training.train --out FOLDER`. Started again, it goes on.

Writes `state.pt` (to go on), `weights.pt` (the result), `run.json` (data hashes, versions, minutes, losses).
"""

import argparse
import json
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.encoder.decode import TAGS
from training.batches import OUTSIDE, Maker, Row, batched, padded
from training.data import hashes, held_out, read_labelled, read_unlabelled, texts_of
from training.model import HEAD, Network, exported, load_pretrained, packaged, passed, shipped
from training.swap import Swapper, name_pool

VOCABULARY = Path(__file__).parent.parent / "kg" / "encoder" / "weights" / "vocab.txt"
COPIES = {"crossner": 5}  # more copies an epoch, with other names in them
MARGIN = 3.5  # log odds: the gate passes what has three chances in a hundred to be in a name
SOMETIMES_SWAPPED = ("newswire", "gold")  # in half of the epochs with other names


@dataclass(frozen=True)
class Recipe:
    """All that decides the weights, beside the data."""

    pretrained: str
    epochs: int = 3
    rate: float = 2e-4
    head_factor: float = 5.0  # the new rows learn that much faster
    decay: float = 0.01
    warm_up: float = 0.05
    batch_pieces: int = 2048
    clip: float = 1.0
    seed: int = 1
    swap_share: float = 0.5
    sets: tuple[str, ...] = ()  # all, if none is named
    teachers: tuple[str, ...] = ()
    teacher_weight: float = 0.5
    state_weight: float = 0.0  # of the distance to the first teacher's layers
    gate: int = 0  # behind which layer pieces of no name are dropped; 0: none


def marginal_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Return -log of the probability of all allowed tags, the mean over words that have any tag excluded."""
    bits = (tags[..., None] >> torch.arange(len(TAGS))) & 1
    log_probs = functional.log_softmax(logits, dim=-1)
    allowed = log_probs.masked_fill(bits == 0, -1e4).logsumexp(-1)
    counted = (tags > 0) & (bits.sum(-1) < len(TAGS))
    return -(allowed * counted).sum() / counted.sum().clamp(min=1)


def distillation_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Return the cross entropy with the teachers' probabilities, the mean over words."""
    return -(wanted * functional.log_softmax(logits, dim=-1)).sum(-1).mean()


def gating_loss(passing: Tensor, named: Tensor) -> Tensor:
    """Return the cross entropy of the gate with the share of names in each piece, the mean over pieces."""
    return functional.binary_cross_entropy_with_logits(passing - MARGIN, named)


def load_trained(path: Path, gate: int = 0) -> Network:
    """Read the result of a run, or what it was exported to (`.onnx`); `gate` puts one in where none is."""
    state = shipped(path) if path.suffix == ".onnx" else torch.load(path, weights_only=True)
    layers = len({name.split(".")[1] for name in state if name.startswith("layers.")})
    heads = len(state["layers.0.qkv.bias"]) // (3 * HEAD)
    gate = gate or next((int(name.split(".")[1]) for name in state if name.startswith("gates.")), 0)
    network = Network(layers, len(state["words.weight"]), len(state["layers.0.up.bias"]), heads, gate)
    for name in ("head.weight", "head.bias"):  # trained before there were as many tags
        value = network.state_dict()[name].clone()
        value[: len(state[name])] = state[name]
        state[name] = value
    fresh = {name: value for name, value in network.state_dict().items() if name.startswith("gates.")}
    network.load_state_dict({**fresh, **state})
    return network


def start(recipe: Recipe) -> Network:
    """Return the network to begin with: pretrained only, or one that an earlier run has trained."""
    path = Path(recipe.pretrained)
    torch.manual_seed(recipe.seed)
    if path.suffix == ".pt" or exported(path):
        return load_trained(path, recipe.gate)
    return load_pretrained(path, recipe.seed)


def say(line: str) -> None:
    """Write a line of the log."""
    sys.stderr.write(line + "\n")


class Run:
    """One training run, which can be left and taken up after each epoch."""

    def __init__(self, recipe: Recipe, shared: Path, out: Path, without: Sequence[Path] = ()) -> None:
        self.recipe, self.out = recipe, out
        documents = read_labelled(shared, without)
        self.labelled = [d for d in documents if not held_out(d)]
        self.read = [d for d in self.labelled if not recipe.sets or d.source in recipe.sets]
        self.unlabelled = read_unlabelled(shared, documents, without) if recipe.teachers else []
        self.network = start(recipe)
        self.teachers = [load_trained(Path(teacher)).eval() for teacher in recipe.teachers]
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=recipe.decay, fused=True)
        self.epoch, self.step, self.seconds = 0, 0, 0.0
        self.losses: list[float] = []
        if (out / "state.pt").exists():
            self._resume()

    def _groups(self) -> list[dict[str, object]]:
        new = (self.network.head, self.network.shapes, self.network.gates)
        fast = {id(p) for part in new for p in part.parameters()}
        slow = [p for p in self.network.parameters() if id(p) not in fast]
        quick = [p for p in self.network.parameters() if id(p) in fast]
        rates = ((slow, self.recipe.rate), (quick, self.recipe.rate * self.recipe.head_factor))
        return [{"params": group, "lr": rate, "peak": rate} for group, rate in rates]

    def _resume(self) -> None:
        state = torch.load(self.out / "state.pt", weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step, self.seconds = state["epoch"], state["step"], state["seconds"]
        self.losses = state["losses"]

    def _save(self) -> None:
        state: dict[str, object] = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        state |= {"epoch": self.epoch, "step": self.step, "seconds": self.seconds, "losses": self.losses}
        torch.save(state, self.out / "state.new")
        (self.out / "state.new").replace(self.out / "state.pt")

    def rows(self, epoch: int) -> list[Row]:
        """Return the rows of an epoch, the same for the same seed."""
        maker = Maker(VOCABULARY, self.recipe.seed * 1000 + epoch)
        swap = Swapper(name_pool(self.labelled), self.recipe.swap_share, maker.random)
        rows: list[Row] = []
        for document in self.read:
            other = document.source in SOMETIMES_SWAPPED and maker.random.random() < 0.5
            rows += maker.augmented(
                replace(swap(document), id=f"{document.id}/swapped") if other else document
            )
            for copy in range(COPIES.get(document.source, 0)):
                rows += maker.augmented(replace(swap(document), id=f"{document.id}/{copy}"))
        for document in self.unlabelled:
            anything = np.int64((1 << len(TAGS)) - 1)
            rows += [replace(row, tags=np.full_like(row.tags, anything)) for row in maker.augmented(document)]
        return rows

    def train(self) -> None:
        """Train what is left of the epochs, with a checkpoint after each."""
        while self.epoch < self.recipe.epochs:
            began = time.monotonic()
            torch.manual_seed(self.recipe.seed * 1000 + self.epoch)
            order = np.random.default_rng(self.recipe.seed * 1000 + self.epoch)
            batches = list(batched(self.rows(self.epoch), self.recipe.batch_pieces, order))
            total = sum(self._learn(batch, len(batches)) for batch in batches)
            self.epoch += 1
            self.losses.append(total / len(batches))
            self.seconds += time.monotonic() - began
            self._save()
            say(f"epoch {self.epoch} loss {self.losses[-1]:.4f} {self.seconds:.0f} s")
        torch.save(self.network.state_dict(), self.out / "weights.pt")

    def _distance(
        self, ids: Tensor, shapes: Tensor, words: Tensor, states: list[Tensor], logits: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return how far the network is from its teachers, which read the same noisy rows, and what they say.

        `words` are the pieces whose logits count; what they say are probabilities, `[batch, pieces, tags]`.
        """
        with torch.no_grad():
            taught = [teacher.states(ids, shapes) for teacher in self.teachers]
            heads = zip(self.teachers, taught, strict=True)
            wanted = torch.stack([t.probabilities(s, passing) for t, (s, passing) in heads]).mean(0)
        loss = self.recipe.teacher_weight * distillation_loss(logits[words], wanted[words])
        if self.recipe.state_weight:
            for i, state in enumerate(states, start=1):  # the last with the last, others evenly spread
                like = taught[0][0][round(i * len(taught[0][0]) / len(states)) - 1]
                there = words if 0 < self.network.gate < i else ids != 0
                loss = loss + self.recipe.state_weight * functional.mse_loss(state[there], like[there])
        return loss, wanted

    def _loss(self, ids: Tensor, shapes: Tensor, tags: Tensor) -> Tensor:
        """Return what is wrong about what passes the gate, and about the gate."""
        states, passing = self.network.states(ids, shapes)
        logits = self.network.head(self.network.dropout(states[-1]))
        through = tags if passing is None else tags * passed(passing)
        loss, named = marginal_loss(logits, through), ((tags > 0) & (tags & OUTSIDE == 0)).float()
        if self.teachers:
            further, wanted = self._distance(ids, shapes, through > 0, states, logits)
            loss = (1 - self.recipe.teacher_weight) * loss + further
            named = torch.where(tags > 0, named.maximum(1 - wanted[..., 0]), 0.0)
        if passing is not None:
            word = (tags > 0).cumsum(1) - 1  # all pieces of a word pass or none should
            of_words = torch.zeros_like(named).scatter_add(
                1, word.clamp(min=0), torch.where(tags > 0, named, 0.0)
            )
            of_pieces = torch.where(word >= 0, of_words.gather(1, word.clamp(min=0)), 0.0)
            loss = loss + gating_loss(passing[ids != 0], of_pieces[ids != 0])
        return loss

    def _learn(self, batch: list[Row], batches: int) -> float:
        done = self.step / (batches * self.recipe.epochs)
        scale = min(done / self.recipe.warm_up, (1 - done) / (1 - self.recipe.warm_up))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * max(scale, 0.0)
        self.network.train()
        ids, shapes, tags = (torch.from_numpy(a) for a in padded(batch))
        loss = self._loss(ids, shapes, tags)
        self.optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.recipe.clip)
        self.optimizer.step()
        self.step += 1
        if self.step % 50 == 0:
            say(f"step {self.step}/{batches * self.recipe.epochs} loss {loss.item():.4f}")
        return loss.item()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pretrained", type=Path, help="BERT weights: .safetensors, .onnx, or .pt of a run")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--batch-pieces", type=int, default=Recipe.batch_pieces)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--sets", nargs="*", default=[], help="learn from these sets alone")
    parser.add_argument(
        "--without", nargs="*", type=Path, default=[], help="articles (JSON Lines) never to learn from"
    )
    parser.add_argument("--teacher-weight", type=float, default=Recipe.teacher_weight)
    parser.add_argument("--state-weight", type=float, default=Recipe.state_weight)
    parser.add_argument("--swap-share", type=float, default=Recipe.swap_share, help="of names, in copies")
    parser.add_argument(
        "--gate", type=int, default=Recipe.gate, help="drop pieces of no name behind this layer"
    )
    parser.add_argument("--teachers", nargs="*", default=[], help="the `weights.pt` of runs to learn from")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(
        str(args.pretrained or packaged()),
        args.epochs,
        args.rate,
        batch_pieces=args.batch_pieces,
        seed=args.seed,
        swap_share=args.swap_share,
        sets=tuple(args.sets),
        teachers=tuple(args.teachers),
        teacher_weight=args.teacher_weight,
        state_weight=args.state_weight,
        gate=args.gate,
    )
    run = Run(recipe, args.shared, args.out, args.without)
    run.train()
    shown = asdict(recipe) | {"pretrained": Path(recipe.pretrained).name, "teachers": len(recipe.teachers)}
    versions = {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__}
    record = {
        "recipe": shown,
        "versions": versions,
        "minutes": round(run.seconds / 60, 1),
        "losses": run.losses,
    }
    record |= {"threads": args.threads, "documents": len(run.read), "data_sha256": hashes(args.shared)}
    record["texts_left_out"] = len(texts_of(args.without))
    (args.out / "run.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
