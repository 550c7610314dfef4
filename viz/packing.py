"""Parts of a network that nothing joins stand side by side, the largest first, and never over each other."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_ASPECT = 1.25
_MARGIN = 1.5


def packed(shapes: Sequence[npt.NDArray[np.float64]]) -> list[npt.NDArray[np.float64]]:
    """The shapes (each (n, 2)) moved so that their boxes do not meet, in a rectangle around the origin."""
    boxes = np.array([np.ptp(shape, axis=0) + 2 * _MARGIN for shape in shapes])
    width = max(boxes[:, 0].max(), float(np.sqrt(_ASPECT * boxes.prod(axis=1).sum())))
    corners = np.array(_corners(boxes.tolist(), width=float(width)))
    centre = (corners.min(axis=0) + (corners + boxes).max(axis=0)) / 2
    return [
        shape - shape.min(axis=0) + _MARGIN + corner - centre
        for shape, corner in zip(shapes, corners, strict=True)
    ]


def _corners(boxes: list[list[float]], width: float) -> list[tuple[float, float]]:
    """Upper left corner of each box: always the highest free place, then the leftmost (a skyline)."""
    skyline = [(0.0, width, 0.0)]
    corners = []
    for wide, high in boxes:
        x, y = min(
            (place for start in range(len(skyline)) if (place := _place(skyline, start, wide, width))),
            key=lambda place: (place[1], place[0]),
        )
        skyline = _with_box(skyline, x=x, wide=wide, bottom=y + high)
        corners.append((x, y))
    return corners


def _place(
    skyline: list[tuple[float, float, float]], start: int, wide: float, width: float
) -> tuple[float, float] | None:
    """Where a box lies if its left side stands at a segment's start; None where it would stick out."""
    x = skyline[start][0]
    if x > 0 and x + wide > width * (1 + 1e-9):
        return None
    return x, max(depth for left, _, depth in skyline[start:] if left < x + wide)


def _with_box(
    skyline: list[tuple[float, float, float]], x: float, wide: float, bottom: float
) -> list[tuple[float, float, float]]:
    """The skyline (left, right, depth) after a box has been set under it."""
    right = x + wide
    before = [(left, min(end, x), depth) for left, end, depth in skyline if left < x]
    after = [(max(left, right), end, depth) for left, end, depth in skyline if end > right]
    return [*before, (x, right, bottom), *after]
