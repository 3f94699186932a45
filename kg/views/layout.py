"""Where each node lies: communities first, then each by stress; the same picture has the same places.

Stress majorization (Gansner, Koren, North 2004) puts nodes as far apart as they are in the graph. It is
quadratic, so it runs on communities of bounded size. Places are whole pixels.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.views.packing import ASPECT, pack
from kg.views.picture import Node, Picture

Points = NDArray[np.float64]
Boxes = dict[str, tuple[float, float]]
Block = tuple[list[str], Points]
Graph: TypeAlias = "nx.Graph[str]"
SMALL = 220
"""Up to here the whole picture is laid out by stress, with no communities."""
LARGEST = 200
"""The most nodes of one community that are laid out together."""
STEP = 84.0
"""The wished-for length of an edge in pixels."""
ROOMS = (1.5, 1.2, 1.9, 2.4)
"""How much room a community is given, in areas of its boxes; small pictures take the tightest result."""
LINE, LETTER = 17.0, 7.8


def places(picture: Picture) -> dict[str, tuple[int, int]]:
    """Return the place of each node. About 0.1 s for 100 nodes, 0.8 s for 1,000, 8 s for 5,000."""
    graph: Graph = nx.Graph()
    graph.add_nodes_from(picture.nodes)
    graph.add_edges_from((e.start, e.end) for e in picture.edges if e.role != "talk")
    boxes = {key: box(node) for key, node in picture.nodes.items()}
    blocks = [whole(graph, keys, boxes) for keys in components(graph)]
    parts = [(points, sizes_of(keys, boxes), lines(graph, keys, points)) for keys, points in blocks]
    return {
        key: (round(float(x + cx)), round(float(y + cy)))
        for (keys, points), (cx, cy) in zip(blocks, pack(parts) if parts else [], strict=True)
        for key, (x, y) in zip(keys, points, strict=True)
    }


def box(node: Node) -> tuple[float, float]:
    """Return the width and height that a node takes with its label."""
    rows = node.label.split("\n")
    letter = LETTER * (1 + min(node.weight, 40) ** 0.5 / 20)  # hubs have larger names
    return max(34.0, letter * max(map(len, rows)) + 16), 42 + LINE * len(rows)


def sizes_of(keys: list[str], boxes: Boxes) -> Points:
    """Return the widths and heights of nodes with their labels."""
    return np.array([boxes[key] for key in keys])


def lines(graph: Graph, keys: list[str], points: Points) -> Points:
    """Return both ends of each line of a part, (n, 2, 2)."""
    index = {key: i for i, key in enumerate(keys)}
    ends = [(index[one], index[other]) for one, other in graph.subgraph(keys).edges]
    found: Points = points[np.array(ends, dtype=int).reshape(-1, 2)]
    return found


def components(graph: Graph) -> list[list[str]]:
    """Return what hangs together, largest first, then what nothing joins, sixty at a time."""
    order = {key: rank for rank, key in enumerate(graph)}
    found = [sorted(keys, key=order.__getitem__) for keys in nx.connected_components(graph)]
    joined = [keys for keys in found if len(keys) > 1]
    joined.sort(key=lambda keys: (-len(keys), order[keys[0]]))
    loose = sorted((keys[0] for keys in found if len(keys) == 1), key=order.__getitem__)
    return joined + [loose[i : i + 60] for i in range(0, len(loose), 60)]


def whole(graph: Graph, keys: list[str], boxes: Boxes) -> Block:
    """Return the places of one component: all at once if it is small, else community by community."""
    if len(keys) <= SMALL:
        return block(graph, keys, boxes)
    blocks = [block(graph, members, boxes) for members in communities(graph, keys)]
    middles = arrange(graph, blocks, boxes)
    points = np.concatenate([p + middle for (_, p), middle in zip(blocks, middles, strict=True)])
    return [key for members, _ in blocks for key in members], centred(points)


def communities(graph: Graph, keys: list[str]) -> list[list[str]]:
    """Return Louvain's communities of one component, the largest ones divided again."""
    order = {key: rank for rank, key in enumerate(keys)}
    ordered: Graph = nx.Graph()
    ordered.add_nodes_from(keys)
    ordered.add_edges_from(sorted(graph.subgraph(keys).edges, key=lambda e: (order[e[0]], order[e[1]])))
    found = [
        sorted(members, key=order.__getitem__)
        for members in nx.community.louvain_communities(ordered, seed=7, resolution=1.1)
    ]
    found.sort(key=lambda members: (-len(members), order[members[0]]))
    return [half for members in found for half in divided(ordered, members)]


def divided(graph: Graph, keys: list[str]) -> Iterator[list[str]]:
    """Yield the parts of a community of bounded size, in breadth-first order from its best-connected node."""
    if len(keys) <= LARGEST:
        yield keys
        return
    inner = graph.subgraph(keys)
    start = max(keys, key=lambda key: (inner.degree(key), -keys.index(key)))
    rank = {key: i for i, key in enumerate(keys)}
    near = nx.bfs_tree(inner, start, sort_neighbors=lambda found: iter(sorted(found, key=rank.__getitem__)))
    reached = list(near)
    rest = [key for key in keys if key not in near]
    for i in range(0, len(keys), LARGEST):
        yield (reached + rest)[i : i + LARGEST]


def block(graph: Graph, keys: list[str], boxes: Boxes) -> Block:
    """Return the places of one community round its own middle."""
    sizes = sizes_of(keys, boxes)
    inner = graph.subgraph(keys)
    if inner.number_of_edges() == 0:
        return keys, grid(sizes)
    points = turned(stress(hops(inner, keys) * STEP)) * (1.15, 1.0)
    rooms = ROOMS if graph.number_of_nodes() <= SMALL else ROOMS[:1]
    tries = [spread(points, sizes, room=room) for room in rooms]
    return keys, centred(min(tries, key=lambda found: reach(found, sizes)))


def reach(points: Points, sizes: Points) -> float:
    """Return how large a screen the boxes need."""
    wide, high = (points + sizes / 2).max(axis=0) - (points - sizes / 2).min(axis=0)
    return float(max(wide / ASPECT, high) + wide * high / 2e3)


def hops(graph: Graph, keys: Sequence[str]) -> Points:
    """Return how many edges lie between each two nodes; leaves stand nearer to their hub."""
    index = {key: i for i, key in enumerate(keys)}
    joined = np.zeros((len(keys), len(keys)), dtype=np.float32)
    for one, other in graph.edges:
        joined[index[one], index[other]] = joined[index[other], index[one]] = 1
    found = np.full(joined.shape, 4.0 + len(keys) ** 0.5 / 4)
    reached = np.eye(len(keys), dtype=bool)
    border, length = reached, 0
    while border.any():
        found[border] = length
        border = (border.astype(np.float32) @ joined > 0) & ~reached
        reached, length = reached | border, length + 1
    crowd = np.array([graph.degree(key) for key in keys], dtype=float)
    wide = np.log2(
        2 + np.minimum(crowd[:, None], crowd[None, :]) + np.maximum(crowd[:, None], crowd[None, :]) / 4
    )
    near = found == 1
    found[near] *= np.maximum(0.8, wide[near] / 2)
    np.fill_diagonal(found, 0.0)
    return found


def stress(wanted: Points, rounds: int = 120) -> Points:
    """Return points whose distances are near `wanted`, starting from a spiral. O(rounds · n²)."""
    count = len(wanted)
    turn = np.arange(count) * 2.399963
    points: Points = (
        np.stack([np.cos(turn), np.sin(turn)], axis=1) * (20 * np.sqrt(np.arange(count) + 1))[:, None]
    )
    weights = np.zeros_like(wanted)
    np.divide(1.0, wanted**2, out=weights, where=wanted > 0)
    total = weights.sum(axis=1)
    total[total == 0] = 1.0
    for _ in range(rounds):
        x, y = points[:, 0], points[:, 1]
        lengths = np.hypot(x[:, None] - x, y[:, None] - y)
        lengths[lengths == 0] = 1e-9
        pull = weights * wanted / lengths
        moved = weights @ points + points * pull.sum(axis=1)[:, None] - pull @ points
        points = moved / total[:, None]
    return points


def turned(points: Points) -> Points:
    """Return the points about their middle, turned so that they reach farthest from left to right."""
    about: Points = points - points.mean(axis=0)
    axes = np.linalg.svd(about, full_matrices=False)[2]
    axes *= np.where(np.abs(axes).max(axis=1) == axes.max(axis=1), 1.0, -1.0)[:, None]
    found: Points = about @ axes.T
    return found


def spread(points: Points, sizes: Points, rounds: int = 300, room: float = ROOMS[0]) -> Points:
    """Return the points on `room` times the area of their boxes, pushed apart until no boxes overlap.

    It ends after `rounds` at the latest.
    """
    margin = np.array([10.0, 6.0])
    wanted = float((sizes + margin).prod(axis=1).sum() * room)
    taken = float((np.ptp(points, axis=0) + sizes.mean(axis=0)).prod())
    points = points * (wanted / taken) ** 0.5
    wide, high = sizes.T
    half_x, half_y = (wide[:, None] + wide) / 2 + margin[0], (high[:, None] + high) / 2 + margin[1]
    upper = np.triu(np.ones((len(points), len(points)), dtype=bool), 1)
    for _ in range(rounds):
        x, y = points[:, 0], points[:, 1]
        apart_x, apart_y = np.abs(x[:, None] - x), np.abs(y[:, None] - y)
        one, other = np.nonzero((apart_x < half_x) & (apart_y < half_y) & upper)
        if not len(one):
            break
        over = np.stack([(half_x - apart_x)[one, other], (half_y - apart_y)[one, other]])
        axis = np.argmin(over, axis=0)
        sign = np.where(points[other, axis] >= points[one, axis], 1.0, -1.0)
        push = sign * (over.min(axis=0) * 0.3 + 0.5)
        np.add.at(points, (one, axis), -push)
        np.add.at(points, (other, axis), push)
    return points


def grid(sizes: Points) -> Points:
    """Return rows of boxes, for nodes that nothing joins."""
    columns = max(1, round(len(sizes) ** 0.5))
    wide, high = sizes[:, 0].max() + 20, sizes[:, 1].max() + 12
    rank = np.arange(len(sizes))
    points = np.stack([rank % columns * wide, rank // columns * high], axis=1).astype(float)
    return centred(points)


def arrange(graph: Graph, blocks: list[Block], boxes: Boxes) -> Points:
    """Return the middle of each block of one component: near the blocks it is tied to, overlapping none."""
    sizes = np.array([extent(keys, points, boxes) for keys, points in blocks])
    owner = {key: i for i, (keys, _) in enumerate(blocks) for key in keys}
    ties: nx.Graph[int] = nx.Graph()
    ties.add_nodes_from(range(len(blocks)))
    ties.add_edges_from(sorted({(owner[a], owner[b]) for a, b in graph.edges if a in owner and b in owner}))
    reach = np.sqrt((sizes**2).sum(axis=1)) / 2
    wanted = (reach[:, None] + reach[None, :]) * 0.6
    steps = dict(nx.all_pairs_shortest_path_length(ties))
    apart = np.array(
        [[steps[i].get(j, 3) for j in range(len(blocks))] for i in range(len(blocks))], dtype=float
    )
    wanted *= np.maximum(1.0, apart**0.5)
    np.fill_diagonal(wanted, 0.0)
    return spread(stress(wanted) * (1.2, 1.0), sizes, rounds=400)


def extent(keys: list[str], points: Points, boxes: Boxes) -> tuple[float, float]:
    """Return the width and height of a block with its labels and a margin."""
    half = sizes_of(keys, boxes) / 2
    low, high = (points - half).min(axis=0), (points + half).max(axis=0)
    return float(2 * max(-low[0], high[0])) + 40, float(2 * max(-low[1], high[1])) + 30


def centred(points: Points) -> Points:
    """Return the points, their middle at zero."""
    middle: Points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    return middle
