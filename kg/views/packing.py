"""How parts of a drawing are set side by side: outlines of cells, each as near to the middle as it fits.

After Freivalds, Dogrusoz, Kikusts 2001 (polyomino packing): small parts lie in the bays of large ones.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Points: TypeAlias = NDArray[np.float64]
Cells: TypeAlias = NDArray[np.bool_]
ASPECT = 1.2
"""How much wider than high a drawing may grow."""
CELL = 26.0
"""The side of a cell in pixels, while the drawing is small."""
FINEST = 150
"""About how many cells a drawing is wide: larger drawings have larger cells."""


def pack(parts: Sequence[tuple[Points, Points, Points]]) -> Points:
    """Return where the middle of each part goes, the first in the middle of all.

    A part is its points, the sizes of their boxes, and the ends of its lines (n, 2, 2), in pixels.
    O(parts · cells log cells).
    """
    area = sum(float(sizes.prod(axis=1).sum()) for _, sizes, _ in parts)
    cell = max(CELL, (area * 3) ** 0.5 / FINEST)
    shapes = [outline(*part, cell) for part in parts]
    side = round(
        2.5 * (sum(shape.sum() for shape, _ in shapes) ** 0.5) + 2 * max(max(s.shape) for s, _ in shapes)
    )
    taken = np.zeros((side, side), dtype=bool)
    found = np.zeros((len(parts), 2))
    for i, (shape, corner) in enumerate(shapes):
        at = spot(taken, shape)
        taken[at[0] : at[0] + shape.shape[0], at[1] : at[1] + shape.shape[1]] |= shape
        found[i] = np.array([at[1] - side / 2, at[0] - side / 2]) * cell - corner
    return found


def outline(points: Points, sizes: Points, lines: Points, cell: float) -> tuple[Cells, Points]:
    """Return the cells (rows, columns) that boxes and lines touch, and the corner of the first cell."""
    low, high = points - sizes / 2 - cell / 3, points + sizes / 2 + cell / 3
    corner: Points = low.min(axis=0)
    first = ((low - corner) // cell).astype(int)
    last = ((high - corner) // cell).astype(int)
    found = np.zeros((last[:, 1].max() + 1, last[:, 0].max() + 1), dtype=bool)
    for (left, top), (right, bottom) in zip(first, last, strict=True):
        found[top : bottom + 1, left : right + 1] = True
    for one, other in lines:
        steps = int(np.hypot(*(other - one)) / cell * 2) + 2
        way = ((one + (other - one) * np.linspace(0, 1, steps)[:, None] - corner) // cell).astype(int)
        found[way[:, 1], way[:, 0]] = True
    return found, corner


def spot(taken: Cells, shape: Cells) -> tuple[int, int]:
    """Return the row and column nearest to the middle where `shape` touches nothing that is taken."""
    rows, columns = taken.shape[0] - shape.shape[0] + 1, taken.shape[1] - shape.shape[1] + 1
    size = (taken.shape[0] + shape.shape[0], taken.shape[1] + shape.shape[1])
    clash = np.fft.irfft2(np.fft.rfft2(taken, size) * np.fft.rfft2(shape[::-1, ::-1], size), size)
    clash = clash[shape.shape[0] - 1 :, shape.shape[1] - 1 :][:rows, :columns]
    down = np.arange(rows)[:, None] + shape.shape[0] / 2 - taken.shape[0] / 2
    along = np.arange(columns)[None, :] + shape.shape[1] / 2 - taken.shape[1] / 2
    far = np.hypot(down, along / ASPECT)
    far[clash > 0.5] = np.inf
    row, column = np.unravel_index(int(np.argmin(far)), far.shape)
    return int(row), int(column)
