"""The mean of the weights of runs of one shape: `python -m training.mean A.pt B.pt … --to OUT/weights.pt`.

Runs that go on from one another lie in one valley; between them is a point that is a little better than each.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor


def mean(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of each tensor.

    Raises:
        ValueError: the networks differ in shape.
    """
    shapes = [{name: value.shape for name, value in state.items()} for state in states]
    if any(other != shapes[0] for other in shapes):
        raise ValueError("the networks differ in shape: only runs of one network have a mean")
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    args.to.parent.mkdir(parents=True, exist_ok=True)
    torch.save(mean([torch.load(path, weights_only=True) for path in args.weights]), args.to)


if __name__ == "__main__":
    main()
