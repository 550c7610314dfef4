"""The outline of each mark of a network map, unit size, y pointing down, as in viz/static/map_marks.js."""

from collections.abc import Callable
from math import cos, pi, sin

from viz.pictures.picture import Spot

Rings = tuple[tuple[Spot, ...], ...]
_ROUND = 28


def _around(count: int, reach: Callable[[int], float]) -> tuple[Spot, ...]:
    angles = [(corner / count) * 2 * pi - pi / 2 for corner in range(count)]
    return tuple(
        (reach(corner) * cos(angle), reach(corner) * sin(angle)) for corner, angle in enumerate(angles)
    )


_OUTLINES: dict[str, Rings] = {
    "square": (((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),),
    "wide": (((-1.2, -0.65), (1.2, -0.65), (1.2, 0.65), (-1.2, 0.65)),),
    "tall": (((-0.65, -1.2), (0.65, -1.2), (0.65, 1.2), (-0.65, 1.2)),),
    "shield": (((-0.9, -0.9), (0.9, -0.9), (0.9, 0.25), (0, 1.15), (-0.9, 0.25)),),
    "house": (((-0.9, 0.9), (-0.9, -0.25), (0, -1.15), (0.9, -0.25), (0.9, 0.9)),),
    "triangle": (((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),),
    "triangleDown": (((0, 1.2), (-1.1, -0.8), (1.1, -0.8)),),
    "triangleRight": (((1.2, 0), (-0.8, 1.1), (-0.8, -1.1)),),
    "diamond": (((0, -1.3), (1.1, 0), (0, 1.3), (-1.1, 0)),),
    "cross": (
        (
            (-0.42, -1.1), (0.42, -1.1), (0.42, -0.42), (1.1, -0.42), (1.1, 0.42), (0.42, 0.42),
            (0.42, 1.1), (-0.42, 1.1), (-0.42, 0.42), (-1.1, 0.42), (-1.1, -0.42), (-0.42, -0.42),
        ),
    ),
    "hexagon": (_around(6, lambda corner: 1.1),),
    "star": (_around(10, lambda corner: 0.58 if corner % 2 else 1.35),),
    "dot": (_around(_ROUND, lambda corner: 1.0),),
    "ring": (_around(_ROUND, lambda corner: 1.0), _around(_ROUND, lambda corner: 0.5)),
}  # fmt: skip


def outline(mark: str, at: Spot, size: float) -> Rings:
    """The rings of a mark around a spot; raises KeyError for a mark that there is not."""
    return tuple(tuple((at[0] + x * size, at[1] + y * size) for x, y in ring) for ring in _OUTLINES[mark])
