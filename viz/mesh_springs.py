"""Springs for many points: pushing apart is computed on a mesh instead of between all pairs.

Each round spreads the points over the cells of a mesh, convolves it with the push of one point (by Fourier
transform) and reads the push back at each point; ties pull in proportion to their length. So a round costs
points + ties + cells, not points squared. Forces as in Jacomy et al., PLoS ONE 9, e98679, 2014; mesh as in
particle-mesh methods (Hockney and Eastwood, Computer Simulation Using Particles, 1988).
"""

import numpy as np
from scipy.signal import fftconvolve

from viz.layout import FloatArray, IntArray

_ROUNDS = 120
_MOST_CELLS = 192


def mesh_settled(count: int, pairs: IntArray, force: FloatArray, seed: int) -> FloatArray:
    """Coordinates (count, 2) of a connected graph; about one point to a square of side 1."""
    chance = np.random.default_rng(seed)
    side = np.sqrt(count)
    points = chance.uniform(-side / 2, side / 2, (count, 2))
    cells = int(np.clip(1.5 * side, 16, _MOST_CELLS))
    push = _push_of_one(cells)
    pull = force / max(float(force.mean()), 1e-12) if len(force) else force
    degree = np.bincount(pairs.ravel(), minlength=count)
    spread = pull / np.sqrt(degree[pairs[:, 0]] * degree[pairs[:, 1]])
    for done in range(_ROUNDS):
        away = _away(points, push, cells)
        gap = points[pairs[:, 0]] - points[pairs[:, 1]]
        step = away - 2.0 * _pulled(gap * spread[:, None], pairs, count) - 0.02 * points
        longest = 0.12 * side * (1 - done / _ROUNDS) + 0.02
        length = np.hypot(step[:, 0], step[:, 1])
        points = points + step * np.minimum(1.0, longest / np.maximum(length, 1e-12))[:, None]
    return np.asarray(points - points.mean(axis=0))


def _pulled(gap: FloatArray, pairs: IntArray, count: int) -> FloatArray:
    total = np.empty((count, 2))
    for axis in (0, 1):
        total[:, axis] = np.bincount(pairs[:, 0], weights=gap[:, axis], minlength=count)
        total[:, axis] -= np.bincount(pairs[:, 1], weights=gap[:, axis], minlength=count)
    return total


def _push_of_one(cells: int) -> FloatArray:
    """How a point in the middle pushes all cells around it, (2, 2 * cells - 1, 2 * cells - 1)."""
    reach = np.arange(-(cells - 1), cells, dtype=np.float64)
    x, y = np.meshgrid(reach, reach, indexing="ij")
    square = x**2 + y**2
    square[cells - 1, cells - 1] = 1.0
    return np.stack([x / square, y / square])


def _away(points: FloatArray, push: FloatArray, cells: int) -> FloatArray:
    """Push of all others on each point: 1/distance, in the points' own units."""
    low = points.min(axis=0)
    edge = max(float(np.ptp(points, axis=0).max()), 1e-9) / (cells - 1.001)
    inside = (points - low) / edge
    corner = np.floor(inside).astype(np.int64)
    part = inside - corner
    mass = np.zeros((cells, cells))
    shares = []
    for dx in (0, 1):
        for dy in (0, 1):
            share = np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1])
            at = np.minimum(corner[:, 0] + dx, cells - 1), np.minimum(corner[:, 1] + dy, cells - 1)
            np.add.at(mass, at, share)
            shares.append((share, at))
    found = np.zeros_like(points)
    for axis in (0, 1):
        field = fftconvolve(mass, push[axis], mode="same") / edge
        for share, at in shares:
            found[:, axis] += share * field[at]
    return found
