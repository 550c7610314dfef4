"""A point that lies inside a shape, for a shape's centre of gravity may lie outside it."""

from collections.abc import Sequence
from itertools import pairwise

Point = Sequence[float]
Ring = Sequence[Point]
Polygon = Sequence[Ring]


def inner_point(polygons: Sequence[Polygon]) -> tuple[float, float]:
    """Middle of the widest stretch of a line across the largest polygon; raises ValueError without any area.

    A polygon is its outline and then its holes, each a closed ring of (east, north).
    """
    largest = max(polygons, key=lambda polygon: _area(polygon[0]), default=None)
    if largest is None or _area(largest[0]) == 0:
        raise ValueError("The shape has no area.")
    north = _line_across(largest[0])
    crossed = sorted(east for ring in largest for east in _crossings(ring, north))
    stretches = zip(crossed[::2], crossed[1::2], strict=True)
    west, east = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2, north


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def _line_across(ring: Ring) -> float:
    """Half way up, between two corners, so that the line goes through none of the outline."""
    heights = sorted({corner[1] for corner in ring})
    middle = (heights[0] + heights[-1]) / 2
    above = next(height for height in heights if height > middle)
    below = max(height for height in heights if height <= middle)
    return (above + below) / 2


def _crossings(ring: Ring, north: float) -> list[float]:
    """Where the sides of a ring cross the line; a corner on the line belongs to the side above it."""
    return [
        a[0] + (north - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise(ring)
        if (a[1] <= north) != (b[1] <= north)
    ]
