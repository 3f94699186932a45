"""Make a network narrower: `python -m training.narrow RUN/weights.pt --inner 768 --to OUT/weights.pt`.

From each feed-forward the units are taken, one by one, that its output needs least, and the weights of the
others make up for them (optimal brain surgeon, on what training documents make of the units). With
`--layers` only these layers stay, with all of their units. The result is where training goes on, with the
wide network as its teacher.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Maker, Row, batched, padded
from training.data import held_out, read_labelled
from training.model import Network
from training.train import VOCABULARY, load_trained

BATCHES = 30
RIDGE = 1e-3  # of the mean square of a unit


@torch.no_grad()
def products(network: Network, rows: list[Row]) -> list[Tensor]:
    """Return for each layer the mean products of its units, `[inner, inner]`, over words and pieces."""
    sums = [torch.zeros(layer.up.out_features, layer.up.out_features) for layer in network.layers]
    count = 0
    batches = batched(rows, 2048, np.random.default_rng(1))
    for batch, _ in zip(batches, range(BATCHES), strict=False):
        ids, shapes, _ = (torch.from_numpy(array) for array in padded(batch))
        there = ids != 0
        x, mask = network.embedded(ids, shapes), there[:, None, None, :]
        count += int(there.sum())
        for total, layer in zip(sums, network.layers, strict=True):
            units = functional.gelu(layer.up(layer.attended(x, mask)))[there]
            total += units.T @ units
            x = layer(x, mask)
    return [total / count for total in sums]


def kept_units(product: Tensor, down: Tensor, inner: int) -> tuple[list[int], Tensor]:
    """Return which `inner` units stay, and the weights `[inner, width]` that make up for the others."""
    ridge = RIDGE * product.diagonal().mean() * torch.eye(len(product))
    inverse = torch.linalg.inv((product + ridge).double())
    weights = down.T.double().clone()
    left = torch.ones(len(product), dtype=torch.bool)
    for _ in range(len(product) - inner):
        costs = weights.square().sum(1) / inverse.diagonal()
        costs[~left] = float("inf")
        j = int(costs.argmin())
        column = inverse[:, j] / inverse[j, j]
        weights -= torch.outer(column, weights[j])
        inverse -= torch.outer(column, inverse[j])
        left[j] = False
        weights[j] = 0
        inverse[j, j] = 1
    stay = left.nonzero().flatten()
    return stay.tolist(), weights[stay].float()


def narrowed(network: Network, rows: list[Row], inner: int) -> dict[str, Tensor]:
    """Return the state of the network with `inner` units a feed-forward."""
    state = network.state_dict()
    for i, product in enumerate(products(network, rows)):
        stay, down = kept_units(product, state[f"layers.{i}.down.weight"], inner)
        state[f"layers.{i}.up.weight"] = state[f"layers.{i}.up.weight"][stay].contiguous()
        state[f"layers.{i}.up.bias"] = state[f"layers.{i}.up.bias"][stay].contiguous()
        state[f"layers.{i}.down.weight"] = down.T.contiguous()
        sys.stderr.write(f"layer {i}: {inner} of {len(product)} units stay\n")
    return state


def shallower(state: dict[str, Tensor], layers: list[int]) -> dict[str, Tensor]:
    """Return the state of the network with these of its layers alone, numbered anew."""
    kept = {f"layers.{old}.": f"layers.{new}." for new, old in enumerate(layers)}
    found = {name: value for name, value in state.items() if not name.startswith("layers.")}
    for name, value in state.items():
        for old, new in kept.items():
            if name.startswith(old):
                found[new + name.removeprefix(old)] = value
    return found


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("--inner", type=int, help="units of each feed-forward that stay")
    parser.add_argument("--layers", type=int, nargs="+", help="layers that stay, from 0")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--without", nargs="*", type=Path, default=[], help="articles never to be read")
    args = parser.parse_args()
    args.to.parent.mkdir(parents=True, exist_ok=True)
    network = load_trained(args.weights).eval()
    if args.layers:
        torch.save(shallower(network.state_dict(), args.layers), args.to)
    if not args.inner:
        return
    documents = [d for d in read_labelled(args.shared, args.without) if not held_out(d)]
    maker = Maker(VOCABULARY, 1)
    rows = [row for document in documents for row in maker.augmented(document)]
    torch.save(narrowed(load_trained(args.to).eval() if args.layers else network, rows, args.inner), args.to)


if __name__ == "__main__":
    main()
