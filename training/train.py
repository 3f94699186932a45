"""Train the network: `python -m training.train --pretrained FILE --out FOLDER`. Started again, it goes on.

Writes `state.pt` (to go on), `weights.pt` (the result), `run.json` (data hashes, versions, minutes, losses).
"""

import argparse
import json
import platform
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.encoder.decode import TAGS
from training.batches import Maker, Row, batched, padded
from training.data import hashes, held_out, read_labelled, read_unlabelled
from training.model import Network, load_pretrained
from training.swap import name_pool, swapped

VOCABULARY = Path(__file__).parent.parent / "kg" / "encoder" / "weights" / "vocab.txt"


COPIES = {"newswire": 1, "gold": 1, "crossner": 2}  # more copies an epoch, with other names in them


@dataclass(frozen=True)
class Recipe:
    """All that decides the weights, beside the data."""

    pretrained: str
    epochs: int = 4
    rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: float = 0.05
    batch_pieces: int = 2048
    clip: float = 1.0
    seed: int = 1
    swap_share: float = 0.5
    held_out: bool = True
    teachers: tuple[str, ...] = ()
    teacher_weight: float = 0.5


def marginal_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Return -log of the probability of all allowed tags, the mean over words that have any tag excluded."""
    bits = (tags[..., None] >> torch.arange(len(TAGS))) & 1
    log_probs = functional.log_softmax(logits, dim=-1)
    allowed = log_probs.masked_fill(bits == 0, -1e4).logsumexp(-1)
    counted = (tags > 0) & (bits.sum(-1) < len(TAGS))
    return -(allowed * counted).sum() / counted.sum().clamp(min=1)


def distillation_loss(logits: Tensor, soft: Tensor, words: Tensor) -> Tensor:
    """Return the cross entropy with the teachers' mean probabilities over words."""
    loss = -(soft * functional.log_softmax(logits, dim=-1)).sum(-1)
    return (loss * words).sum() / words.sum().clamp(min=1)


class Teachers:
    """The mean of several trained networks."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.networks = [load_trained(Path(path)).eval() for path in paths]

    @torch.no_grad()
    def __call__(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Return the mean probabilities of tags."""
        probs = [network(ids, shapes).softmax(-1) for network in self.networks]
        return torch.stack(probs).mean(0)


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

    def __init__(self, recipe: Recipe, shared: Path, out: Path) -> None:
        self.recipe, self.out = recipe, out
        documents = read_labelled(shared)
        self.labelled = [d for d in documents if not (recipe.held_out and held_out(d))]
        self.unlabelled = read_unlabelled(shared, documents) if recipe.teachers else []
        self.network = start(recipe)
        self.teachers = Teachers(recipe.teachers) if recipe.teachers else None
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=recipe.decay)
        self.epoch, self.step, self.seconds = 0, 0, 0.0
        self.losses: list[float] = []
        if (out / "state.pt").exists():
            self._resume()

    def _groups(self) -> list[dict[str, object]]:
        fast = {id(p) for p in (*self.network.head.parameters(), *self.network.shapes.parameters())}
        slow = [p for p in self.network.parameters() if id(p) not in fast]
        quick = [p for p in self.network.parameters() if id(p) in fast]
        rates = ((slow, self.recipe.rate), (quick, self.recipe.head_rate))
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
        pool = name_pool(self.labelled)
        rows: list[Row] = []
        for document in self.labelled:
            rows += maker.augmented(document)
            for copy in range(COPIES.get(document.source, 0)):
                other = swapped(document, pool, self.recipe.swap_share, maker.random)
                rows += maker.augmented(replace(other, id=f"{document.id}/{copy}"))
        for document in self.unlabelled:
            for row in maker.augmented(document):
                rows.append(Row(row.ids, row.shapes, row.first, np.full_like(row.tags, (1 << len(TAGS)) - 1)))
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
        ids, shapes, tags = (torch.from_numpy(a) for a in padded(batch))
        logits = self.network(ids, shapes)
        loss = marginal_loss(logits, tags)
        if self.teachers:
            soft = self.teachers(ids, shapes)
            share = self.recipe.teacher_weight
            loss = (1 - share) * loss + share * distillation_loss(logits, soft, tags > 0)
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
    parser.add_argument("--pretrained", required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--teachers", nargs="*", default=[])
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(args.pretrained, args.epochs, args.rate, seed=args.seed, teachers=tuple(args.teachers))
    run = Run(recipe, args.shared, args.out)
    run.train()
    shown = asdict(recipe) | {"pretrained": Path(recipe.pretrained).name, "teachers": len(recipe.teachers)}
    versions = {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__}
    record = {
        "recipe": shown,
        "versions": versions,
        "minutes": round(run.seconds / 60, 1),
        "losses": run.losses,
    }
    record |= {"threads": args.threads, "documents": len(run.labelled), "data_sha256": hashes(args.shared)}
    (args.out / "run.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
