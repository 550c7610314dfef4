"""Positions of a whole network: each cluster an island of its own, islands that share ties near each other.

So a cluster can be shown as one mark and opened in its place, and the work grows with the clusters and not
with the square of the network. What lies between clusters places the islands, not their members.
"""

from collections.abc import Callable

import numpy as np

from viz.layout import FloatArray, IntArray, evened, positions
from viz.mesh_springs import mesh_settled
from viz.packing import packed
from viz.spacing import apart

_LARGE = 400
_AIR = 3.0
_BETWEEN = 30.0
_SPREAD = 3.0


def nothing(done: int) -> None:
    """For callers whom nobody waits for."""


def island_places(
    *,
    pairs: IntArray,
    weights: FloatArray,
    groups: IntArray,
    radii: FloatArray,
    seed: int,
    placed: Callable[[int], None] = nothing,
) -> FloatArray:
    """Coordinates (n, 2) in map units; no mark of `radii` (n,) lies on another, no island on another.

    `pairs` (m, 2) and `weights` (m,) are ties, `groups` (n,) the cluster of each point; `placed` is told
    how many more points stand.
    """
    if len(groups) == 0:
        return np.empty((0, 2))
    _, group = np.unique(groups, return_inverse=True)
    inside = group[pairs[:, 0]] == group[pairs[:, 1]]
    members = _split(group, np.arange(len(group)), group.max() + 1)
    own = _split(group[pairs[inside, 0]], np.flatnonzero(inside), len(members))
    places = np.empty((len(group), 2))
    reach = np.empty(len(members))
    for number, (rows, ties) in enumerate(zip(members, own, strict=True)):
        local = np.searchsorted(rows, pairs[ties])
        island = _island(len(rows), local, weights[ties], radii[rows], seed)
        places[rows] = island
        reach[number] = float((np.hypot(island[:, 0], island[:, 1]) + radii[rows]).max())
        placed(len(rows))
    across = group[pairs[~inside]]
    centres = _centres(across, weights[~inside], reach, seed)
    return np.round(places + centres[group], 1)


def _split(keys: IntArray, values: IntArray, parts: int) -> list[IntArray]:
    order = np.argsort(keys, kind="stable")
    return np.split(values[order], np.cumsum(np.bincount(keys, minlength=parts))[:-1])


def _island(count: int, pairs: IntArray, weights: FloatArray, radii: FloatArray, seed: int) -> FloatArray:
    """The members of one cluster around the origin."""
    if count > _LARGE:
        points = evened(mesh_settled(count, pairs, weights / (weights + np.median(weights)), seed))
    else:
        points = positions(count=count, pairs=pairs, weights=weights, groups=None, seed=seed)
    settled = apart(points * _SPREAD * float(radii.mean()), radii=radii + _AIR)
    return np.asarray(settled - (settled.min(axis=0) + settled.max(axis=0)) / 2)


def _centres(across: IntArray, weights: FloatArray, reach: FloatArray, seed: int) -> FloatArray:
    """Where each island lies: those that share ties near each other, those that share none side by side."""
    count = len(reach)
    tied = np.zeros(count, dtype=bool)
    tied[across.ravel()] = True
    centres = np.zeros((count, 2))
    main = np.flatnonzero(tied)
    shapes = []
    if len(main):
        local = np.searchsorted(main, across)
        size = reach[main] + _BETWEEN
        pull = weights / np.sqrt(size[local[:, 0]] * size[local[:, 1]])
        points = positions(count=len(main), pairs=local, weights=pull, groups=None, seed=seed)
        span = np.sqrt((size**2).sum()) / max(float(np.sqrt((points**2).sum(axis=1).mean())), 1e-9)
        centres[main] = apart(points * span, radii=size)
        corners = [centres[main] - size[:, None], centres[main] + size[:, None]]
        shapes.append(np.concatenate(corners))
    alone = np.flatnonzero(~tied)
    alone = alone[np.lexsort((alone, -reach[alone]))]
    shapes += [np.array([[-1.0, -1.0], [1.0, 1.0]]) * (reach[one] + _BETWEEN) for one in alone]
    moved = packed(shapes)
    if len(main):
        centres[main] += moved[0][0] - shapes[0][0]
    for place, one in zip(moved[1 if len(main) else 0 :], alone.tolist(), strict=True):
        centres[one] = place.mean(axis=0)
    return centres
