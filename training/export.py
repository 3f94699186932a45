"""Write the weights as an ONNX graph, in fp32 and in int8: `python -m training.export RUN_FOLDER`.

The graph is built by hand, of ONNX Runtime's fused operators: what exporters make of the same network
differs from version to version, and differed in its results.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.model import ALWAYS, HEAD

MICROSOFT = "com.microsoft"
DROPPED = -20.0  # logit of all tags but O, where a gate let nothing pass
OPEN = 4.0  # log odds by which a gate is wider than it was trained: a name that is dropped is lost
Array = NDArray[np.float32]


class Graph:
    """Collects nodes and initializers."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add an initializer, return its name."""
        self.initializers.append(numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str, turned: bool = False) -> str:
        """Add a trained tensor."""
        value = self.weights[name]
        return self.constant(name, np.ascontiguousarray(value.T if turned else value))

    def node(self, kind: str, inputs: list[str], name: str, domain: str = "", **settings: Any) -> str:
        """Add an operator, return the name of its output."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **settings))
        return name

    def linear(self, name: str, x: str) -> str:
        """Add a linear layer."""
        product = self.node("MatMul", [x, self.weight(f"{name}.weight", turned=True)], f"{name}.product")
        return self.node("Add", [product, self.weight(f"{name}.bias")], f"{name}.sum")

    def norm(self, name: str, x: str) -> str:
        """Add a layer normalization."""
        parts = [x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.node("LayerNormalization", parts, f"{name}.out", axis=-1, epsilon=1e-12)

    def layer(self, name: str, x: str, of: str = "") -> str:
        """Add one layer of the transformer, `of` these places alone if it is the last."""
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        split = helper.make_node(
            "Split", [self.linear(f"{name}.qkv", x)], parts, name=f"{name}.split", axis=-1
        )
        self.nodes.append(split)
        heads = len(self.weights[f"{name}.qkv.bias"]) // (3 * HEAD)
        seen = self.node("MultiHeadAttention", parts, f"{name}.seen", MICROSOFT, num_heads=heads)
        if of:
            seen = self.node("Gather", [seen, of], f"{name}.seen.own", axis=1)
            x = self.node("Gather", [x, of], f"{name}.own", axis=1)
        x = self.norm(f"{name}.norm1", self.node("Add", [x, self.linear(f"{name}.out", seen)], f"{name}.mid"))
        up = self.node("MatMul", [x, self.weight(f"{name}.up.weight", turned=True)], f"{name}.up.product")
        bent = self.node("BiasGelu", [up, self.weight(f"{name}.up.bias")], f"{name}.bent", MICROSOFT)
        total = self.node("Add", [x, self.linear(f"{name}.down", bent)], f"{name}.end")
        return self.norm(f"{name}.norm2", total)

    def gate(self, name: str, x: str) -> tuple[str, str, str]:
        """Add a gate: what passes it, the words that do, and where their first pieces then are."""
        size = self.constant("pieces", np.array([-1], dtype=np.int64))
        least = self.constant("gate.least", np.float32(-OPEN))
        above = self.node("Greater", [self.linear(name, x), least], "above")
        begin, end = (self.constant(f"gate.{n}", np.array([n], dtype=np.int64)) for n in (ALWAYS, 1 << 40))
        rest = self.node("Slice", [self.node("Reshape", [above, size], "judged"), begin, end], "judged.rest")
        always = self.constant("always", np.ones(ALWAYS, dtype=bool))
        passing = self.node("Concat", [always, rest], "passing", axis=0)
        places = self.node("Reshape", [self.node("NonZero", [passing], "passed"), size], "passed.places")
        numbers = self.node("Cast", [passing], "passing.numbers", to=TensorProto.INT64)
        anew = self.node("CumSum", [numbers, self.constant("axis", np.int64(0))], "anew", exclusive=1)
        named = self.node("Gather", [passing, "first"], "named")
        words = self.node("Reshape", [self.node("NonZero", [named], "named.all"), size], "named.words")
        firsts = self.node("Gather", ["first", words], "named.first")
        return (
            self.node("Gather", [x, places], "through", axis=1),
            words,
            self.node("Gather", [anew, firsts], "own"),
        )

    def spread(self, logits: str, words: str, tags: int) -> str:
        """Put the logits of these words at their places, O at all others."""
        outside = self.constant("outside", np.array([[0.0] + [DROPPED] * (tags - 1)], dtype=np.float32))
        wide = self.constant("tags", np.array([tags], dtype=np.int64))
        size = self.node("Concat", [self.node("Shape", ["first"], "words.size"), wide], "answer.size", axis=0)
        last, batch = (self.constant(f"axis.{n}", np.array([n], dtype=np.int64)) for n in (1, 0))
        at = self.node("Unsqueeze", [words, last], "answer.words")
        own = self.node("Squeeze", [logits, batch], "answer.own")
        answer = self.node(
            "ScatterND", [self.node("Expand", [outside, size], "answer.o"), at, own], "answer.all"
        )
        return self.node("Unsqueeze", [answer, batch], "answer")


def build(weights: dict[str, Array]) -> onnx.ModelProto:
    """Return the graph `ids, shapes [batch, pieces], first [words] → logits [batch, words, tags]`.

    No padding, so no mask. `first` has the places of what is put out, the first pieces of words. With a gate,
    a batch is one row.
    """
    graph = Graph(weights)
    one = graph.constant("one", np.array([1], dtype=np.int64))
    length = graph.node("Gather", [graph.node("Shape", ["ids"], "size"), one], "length", axis=0)
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    places = graph.node("Slice", [graph.weight("positions.weight"), zero, length, zero], "places")
    words = graph.node("Gather", [graph.weight("words.weight"), "ids"], "words")
    shapes = graph.node("Gather", [graph.weight("shapes.weight"), "shapes"], "shape_vectors")
    total = graph.node("Add", [graph.node("Add", [words, shapes], "word_shapes"), places], "embedded")
    x, first, named = graph.norm("norm", total), "first", ""
    layers = len({name.split(".")[1] for name in weights if name.startswith("layers.")})
    for i in range(layers):
        x = graph.layer(f"layers.{i}", x, first if i == layers - 1 else "")
        if f"gates.{i + 1}.weight" in weights:
            x, named, first = graph.gate(f"gates.{i + 1}", x)
    tags = len(weights["head.bias"])
    logits = graph.linear("head", x)
    if named:
        logits = graph.spread(logits, named, tags)
    inputs = [
        helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "pieces"]) for n in ("ids", "shapes")
    ]
    inputs.append(helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]))
    output = helper.make_tensor_value_info(logits, TensorProto.FLOAT, ["batch", "words", tags])
    body = helper.make_graph(graph.nodes, "encoder", inputs, [output], graph.initializers)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="kg")


def quantize(fp32: Path, int8: Path) -> None:
    """Write int8 weights, one scale a channel; 7 bits of them, since 8 overflow on CPUs without VNNI."""
    gates = [n.name for n in onnx.load(str(fp32)).graph.node if n.name.startswith("gates.")]
    quantize_dynamic(
        fp32,
        int8,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=["shape_vectors", "head.product", *gates],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )


def export(folder: Path) -> None:
    """Write `fp32.onnx` and `int8.onnx` beside the `weights.pt` of a run."""
    state = torch.load(folder / "weights.pt", weights_only=True)
    weights = {name: value.numpy() for name, value in state.items()}
    onnx.save(build(weights), str(folder / "fp32.onnx"))
    quantize(folder / "fp32.onnx", folder / "int8.onnx")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    export(parser.parse_args().folder)


if __name__ == "__main__":
    main()
