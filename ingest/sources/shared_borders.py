"""Which territories share a border, by their shapes.

Two share one where a stretch of the outline of the one, LEAST_KM long or longer, runs along or inside the
other: a line, not a corner (rook contiguity: L. Anselin, Spatial Econometrics, 1988). Outlines that leave a
sliver of up to TOLERANCE_KM between them still meet, since simplification leaves such slivers. Sea borders
are none, bridges and tunnels neither: the shapes of Denmark and Sweden do not meet.

Lengths are measured in Lambert's azimuthal equal-area projection about 52° N 10° E, as in Eurostat's grids
(J. P. Snyder, Map Projections, USGS Professional Paper 1395, 1987, equations 24-2 to 24-4, on a sphere).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from graph.analysis.distance import EARTH_KM
from graph.projection import FloatArray, IntArray

TOLERANCE_KM = 0.02
# Ten tolerances: shapes that meet in a corner only, be it a sharp one, come as near on a shorter stretch.
LEAST_KM = 0.2
# Pairs that are compared at a time, which bounds the memory for a hundred thousand municipalities.
PORTION = 10_000
MIDDLE = (10.0, 52.0)


def shared_borders(shapes: Mapping[str, shapely.MultiPolygon]) -> list[tuple[str, str]]:
    """Pairs of codes, the smaller first, in their order; shapes are in degrees of longitude and latitude."""
    codes = sorted(shapes)
    flat = shapely.transform(np.array([shapes[code] for code in codes], dtype=object), _in_kilometres)
    first, second = shapely.STRtree(flat).query(flat, predicate="dwithin", distance=TOLERANCE_KM)
    once = first < second
    first, second = first[once], second[once]
    order = np.argsort(second, kind="stable")
    found: list[tuple[int, int]] = []
    for start in range(0, len(order), PORTION):
        one, other = first[order[start : start + PORTION]], second[order[start : start + PORTION]]
        shared = _along_km(flat, one, other) >= LEAST_KM
        found += zip(one[shared].tolist(), other[shared].tolist(), strict=True)
    return sorted((codes[a], codes[b]) for a, b in found)


def _along_km(flat: Any, first: IntArray, second: IntArray) -> FloatArray:
    """How much of the outline of each first shape runs along or inside the second of its pair."""
    others, place = np.unique(second, return_inverse=True)
    widened = shapely.buffer(flat[others], TOLERANCE_KM, quad_segs=2)
    along = shapely.intersection(shapely.boundary(flat[first]), widened[place])
    return np.asarray(shapely.length(along), dtype=np.float64)


def _in_kilometres(degrees: FloatArray) -> FloatArray:
    """Points (n, 2) on the plane."""
    east, north = np.radians(degrees - (MIDDLE[0], 0.0)).T
    middle = np.radians(MIDDLE[1])
    across = np.cos(north) * np.cos(east)
    scale = EARTH_KM * np.sqrt(2 / (1 + np.sin(middle) * np.sin(north) + np.cos(middle) * across))
    x = np.cos(north) * np.sin(east)
    y = np.cos(middle) * np.sin(north) - np.sin(middle) * across
    return np.column_stack([scale * x, scale * y])
