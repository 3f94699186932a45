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

from kg.encoder.decode import TAGS, Floats
from kg.encoder.tokens import windows
from training.batches import Maker, Row, batched, padded
from training.data import Labelled, hashes, held_out, read_labelled, read_unlabelled, texts_of
from training.model import Network, load_pretrained, packaged
from training.swap import Swapper, name_pool

VOCABULARY = Path(__file__).parent.parent / "kg" / "encoder" / "weights" / "vocab.txt"
COPIES = {"crossner": 5}  # more copies an epoch, with other names in them
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


def marginal_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Return -log of the probability of all allowed tags, the mean over words that have any tag excluded."""
    bits = (tags[..., None] >> torch.arange(len(TAGS))) & 1
    log_probs = functional.log_softmax(logits, dim=-1)
    allowed = log_probs.masked_fill(bits == 0, -1e4).logsumexp(-1)
    counted = (tags > 0) & (bits.sum(-1) < len(TAGS))
    return -(allowed * counted).sum() / counted.sum().clamp(min=1)


def distillation_loss(logits: Tensor, soft: Tensor) -> Tensor:
    """Return the cross entropy with the teachers' probabilities, the mean over words that have some."""
    loss = -(soft * functional.log_softmax(logits, dim=-1)).sum(-1)
    return loss.sum() / soft.sum().clamp(min=1)


@torch.no_grad()
def soft_labels(networks: list[Network], maker: Maker, documents: list[Labelled]) -> dict[str, Floats]:
    """Return for each document the networks' mean probabilities, `[words, tags]`, joined as at run time."""
    jobs, found = [], {}
    for document in documents:
        pieces, _ = maker.split(document)
        found[document.key] = np.zeros((pieces.words, len(TAGS)), dtype=np.float32)
        places = windows(pieces)
        jobs += [
            (found[document.key], place, row) for place, row in zip(places, maker.rows(document), strict=True)
        ]
    jobs.sort(key=lambda job: len(job[2].ids))
    for at in range(0, len(jobs), 16):
        batch = jobs[at : at + 16]
        ids, shapes, _, _ = (torch.from_numpy(a) for a in padded([row for _, _, row in batch]))
        probs = torch.stack([network(ids, shapes).softmax(-1) for network in networks]).mean(0).numpy()
        for (words, place, row), result in zip(batch, probs, strict=True):
            own = slice(place.own_start - place.start, place.own_end - place.start)
            words[place.own_start : place.own_end] = result[row.first][own]
        if at % 1600 == 0:
            say(f"teachers have read {at} of {len(jobs)} windows")
    return found


def load_trained(path: Path) -> Network:
    """Read the result of a run."""
    state = torch.load(path, weights_only=True)
    layers = len({name.split(".")[1] for name in state if name.startswith("layers.")})
    network = Network(layers, len(state["words.weight"]))
    for name in ("head.weight", "head.bias"):  # trained before there were as many tags
        value = network.state_dict()[name].clone()
        value[: len(state[name])] = state[name]
        state[name] = value
    network.load_state_dict(state)
    return network


def start(recipe: Recipe) -> Network:
    """Return the network to begin with: pretrained only, or one that an earlier run has trained (`.pt`)."""
    path = Path(recipe.pretrained)
    return load_trained(path) if path.suffix == ".pt" else load_pretrained(path, recipe.seed)


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
        self.soft = self._soft()
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=recipe.decay, fused=True)
        self.epoch, self.step, self.seconds = 0, 0, 0.0
        self.losses: list[float] = []
        if (out / "state.pt").exists():
            self._resume()

    def _groups(self) -> list[dict[str, object]]:
        fast = {id(p) for p in (*self.network.head.parameters(), *self.network.shapes.parameters())}
        slow = [p for p in self.network.parameters() if id(p) not in fast]
        quick = [p for p in self.network.parameters() if id(p) in fast]
        rates = ((slow, self.recipe.rate), (quick, self.recipe.rate * self.recipe.head_factor))
        return [{"params": group, "lr": rate, "peak": rate} for group, rate in rates]

    def _soft(self) -> dict[str, Floats]:
        """Return what the teachers say about the documents as they are; asked once, kept in `soft.npz`."""
        path = self.out / "soft.npz"
        if self.recipe.teachers and not path.exists():
            networks = [load_trained(Path(teacher)).eval() for teacher in self.recipe.teachers]
            found = soft_labels(networks, Maker(VOCABULARY, 0), self.labelled + self.unlabelled)
            np.savez(path, **{key.replace("/", "|"): value for key, value in found.items()})
        if not self.recipe.teachers:
            return {}
        with np.load(path) as kept:
            return {key.replace("|", "/"): kept[key] for key in kept.files}

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
        maker = Maker(VOCABULARY, self.recipe.seed * 1000 + epoch, self.soft)
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

    def _learn(self, batch: list[Row], batches: int) -> float:
        done = self.step / (batches * self.recipe.epochs)
        scale = min(done / self.recipe.warm_up, (1 - done) / (1 - self.recipe.warm_up))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * max(scale, 0.0)
        self.network.train()
        ids, shapes, tags, soft = (torch.from_numpy(a) for a in padded(batch))
        logits = self.network(ids, shapes)
        loss = marginal_loss(logits, tags)
        if self.recipe.teachers:
            share = self.recipe.teacher_weight
            loss = (1 - share) * loss + share * distillation_loss(logits, soft)
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
    parser.add_argument("--teachers", nargs="*", default=[], help="the `weights.pt` of earlier runs")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(
        str(args.pretrained or packaged()),
        args.epochs,
        args.rate,
        batch_pieces=args.batch_pieces,
        seed=args.seed,
        sets=tuple(args.sets),
        teachers=tuple(args.teachers),
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
