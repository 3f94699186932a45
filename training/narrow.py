"""Make a network narrower: `python -m training.narrow RUN/weights.pt --inner 768 --to OUT/weights.pt`.

From each feed-forward the units are taken, one by one, that its output needs least, and the weights of the
others make up for them (optimal brain surgeon, on what training documents make of the units); with `--heads`
so are whole heads of the attention. With `--layers` only these layers stay. The result is where training goes
on, with the wide network as its teacher.
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
from training.model import HEAD, Network
from training.train import VOCABULARY, load_trained

BATCHES = 30
RIDGE = 1e-3  # of the mean square of a unit


@torch.no_grad()
def products(network: Network, rows: list[Row], of: str) -> list[Tensor]:
    """Return for each layer the mean products of what its weights `of` ("out", "down") read, over pieces."""
    sums = [torch.zeros(2 * (getattr(layer, of).in_features,)) for layer in network.layers]
    count = 0
    batches = batched(rows, 2048, np.random.default_rng(1))
    for batch, _ in zip(batches, range(BATCHES), strict=False):
        ids, shapes, _ = (torch.from_numpy(array) for array in padded(batch))
        there = ids != 0
        x, mask = network.embedded(ids, shapes), there[:, None, None, :]
        count += int(there.sum())
        for total, layer in zip(sums, network.layers, strict=True):
            if of == "out":
                units = layer.seen(x, mask)[there]
            else:
                units = functional.gelu(layer.up(layer.attended(x, mask)))[there]
            total += units.T @ units
            x = layer(x, mask)
    return [total / count for total in sums]


def kept(product: Tensor, weight: Tensor, stay: int, size: int) -> tuple[Tensor, Tensor]:
    """Return which units stay, in groups of `size`, and weights `[out, units]` that make up for the others.

    `weight` is what reads the units, `[out, units]`; `stay` counts groups.
    """
    ridge = RIDGE * product.diagonal().mean() * torch.eye(len(product))
    inverse = torch.linalg.inv((product + ridge).double())
    weights = weight.T.double().clone()
    groups = torch.arange(len(product)).view(-1, size)
    left = list(range(len(groups)))
    while len(left) > stay:
        at = groups[left]
        solved = torch.linalg.solve(inverse[at[:, :, None], at[:, None, :]], weights[at])
        best = int((solved * weights[at]).sum((1, 2)).argmin())
        gone, solved = at[best], solved[best]
        column = inverse[:, gone]
        weights -= column @ solved
        inverse -= column @ torch.linalg.solve(column[gone], column.T)
        left.pop(best)
    units = groups[left].flatten()
    return units, weights[units].T.float().contiguous()


def narrowed(network: Network, rows: list[Row], inner: int) -> dict[str, Tensor]:
    """Return the state of the network with `inner` units a feed-forward."""
    state = network.state_dict()
    for i, product in enumerate(products(network, rows, "down")):
        units, down = kept(product, state[f"layers.{i}.down.weight"], inner, 1)
        for end in ("weight", "bias"):
            state[f"layers.{i}.up.{end}"] = state[f"layers.{i}.up.{end}"][units].contiguous()
        state[f"layers.{i}.down.weight"] = down
        sys.stderr.write(f"layer {i}: {inner} of {len(product)} units stay\n")
    return state


def with_heads(network: Network, rows: list[Row], heads: int) -> dict[str, Tensor]:
    """Return the state of the network with `heads` heads a layer."""
    state = network.state_dict()
    for i, product in enumerate(products(network, rows, "out")):
        units, out = kept(product, state[f"layers.{i}.out.weight"], heads, HEAD)
        thrice = torch.cat([part * len(product) + units for part in range(3)])
        for end in ("weight", "bias"):
            state[f"layers.{i}.qkv.{end}"] = state[f"layers.{i}.qkv.{end}"][thrice].contiguous()
        state[f"layers.{i}.out.weight"] = out
        stay = sorted({unit // HEAD for unit in units.tolist()})
        sys.stderr.write(f"layer {i}: heads {stay} of {len(product) // HEAD} stay\n")
    return state


def shallower(state: dict[str, Tensor], layers: list[int]) -> dict[str, Tensor]:
    """Return the state of the network with these of its layers alone, numbered anew; with none named, all."""
    if not layers:
        return state
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
    parser.add_argument("--heads", type=int, help="heads of each layer that stay")
    parser.add_argument("--layers", type=int, nargs="+", default=[], help="layers that stay, from 0")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--without", nargs="*", type=Path, default=[], help="articles never to be read")
    args = parser.parse_args()
    args.to.parent.mkdir(parents=True, exist_ok=True)
    torch.save(shallower(load_trained(args.weights).state_dict(), args.layers), args.to)
    documents = [d for d in read_labelled(args.shared, args.without) if not held_out(d)]
    maker = Maker(VOCABULARY, 1)
    rows = [row for document in documents for row in maker.augmented(document)]
    if args.heads:
        torch.save(with_heads(load_trained(args.to).eval(), rows, args.heads), args.to)
    if args.inner:
        torch.save(narrowed(load_trained(args.to).eval(), rows, args.inner), args.to)


if __name__ == "__main__":
    main()
