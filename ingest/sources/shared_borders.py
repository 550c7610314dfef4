"""Which territories share a border, by their shapes.

Two share one where a stretch of the outline of the one, LEAST_KM long or longer, runs along or inside the
other: a line, not a corner (rook contiguity: L. Anselin, Spatial Econometrics, 1988). Outlines that leave a
sliver of up to TOLERANCE_KM between them still meet, since simplification leaves such slivers. Sea borders
are none, bridges and tunnels neither: the shapes of Denmark and Sweden do not meet.

Lengths are measured in Lambert's azimuthal equal-area projection about 52° N 10° E, as in Eurostat's grids
(J. P. Snyder, Map Projections, USGS Professional Paper 1395, 1987, equations 24-2 to 24-4, on a sphere).
"""

from collections.abc import Mapping

import numpy as np
import shapely

from graph.analysis.distance import EARTH_KM
from graph.projection import FloatArray

TOLERANCE_KM = 0.02
# Ten tolerances: shapes that meet in a corner only, be it a sharp one, come as near on a shorter stretch.
LEAST_KM = 0.2
MIDDLE = (10.0, 52.0)


def shared_borders(shapes: Mapping[str, shapely.MultiPolygon]) -> list[tuple[str, str]]:
    """Pairs of codes, the smaller first, in their order; shapes are in degrees of longitude and latitude."""
    codes = sorted(shapes)
    flat = shapely.transform(np.array([shapes[code] for code in codes], dtype=object), _in_kilometres)
    first, second = shapely.STRtree(flat).query(flat, predicate="dwithin", distance=TOLERANCE_KM)
    once = first < second
    first, second = first[once], second[once]
    widened = shapely.buffer(flat, TOLERANCE_KM, quad_segs=2)
    along = shapely.intersection(shapely.boundary(flat)[first], widened[second])
    shared = shapely.length(along) >= LEAST_KM
    pairs = zip(first[shared].tolist(), second[shared].tolist(), strict=True)
    return sorted((codes[a], codes[b]) for a, b in pairs)


def _in_kilometres(degrees: FloatArray) -> FloatArray:
    """Points (n, 2) on the plane."""
    east, north = np.radians(degrees - (MIDDLE[0], 0.0)).T
    middle = np.radians(MIDDLE[1])
    across = np.cos(north) * np.cos(east)
    scale = EARTH_KM * np.sqrt(2 / (1 + np.sin(middle) * np.sin(north) + np.cos(middle) * across))
    x = np.cos(north) * np.sin(east)
    y = np.cos(middle) * np.sin(north) - np.sin(middle) * across
    return np.column_stack([scale * x, scale * y])
