"""Where each organisation stands on a map: the same graph and seed give the same picture, byte for byte.

Every connected part is laid out on its own: its clusters first, as discs on a coarse map, then all its
members together under springs that pull hard inside a cluster and softly across. Starting from the
clusters, a fifth of the usual number of rounds is enough. The parts are then packed side by side.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import rustworkx as rx

from viz.packing import packed
from viz.spacing import apart

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]

# A round of springs compares all pairs, about 10 ns each: these keep 1,500 organisations well under a second.
_PAIRS_FROM_CLUSTERS = 40_000_000
_PAIRS_FROM_NOTHING = 80_000_000
_EVENING = 0.75
_ROOM = 1.1
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def positions(
    count: int, pairs: IntArray, weights: FloatArray, groups: IntArray | None, seed: int
) -> FloatArray:
    """Coordinates (count, 2) in which no two points are nearer than 1.

    `pairs` (m, 2) holds indices below `count`, `weights` (m,) positive numbers, `groups` (count,) the cluster
    of each point. The work grows with the square of the largest connected part.
    """
    if count == 0:
        return np.empty((0, 2))
    pairs, weights = _simple(count=count, pairs=pairs, weights=weights)
    part_of = _parts(count, pairs)
    members = _by_part(part_of, parts=part_of.max() + 1)
    ties = _by_part(part_of[pairs[:, 0]], parts=len(members))
    local = np.empty(count, dtype=np.int64)
    shapes = []
    for inside, tied in zip(members, ties, strict=True):
        local[inside] = np.arange(len(inside))
        own = groups[inside] if groups is not None else np.zeros(len(inside), dtype=np.int64)
        shapes.append(_one_part(pairs=local[pairs[tied]], weights=weights[tied], groups=own, seed=seed))
    result = np.empty((count, 2))
    for inside, shape in zip(members, packed(shapes), strict=True):
        result[inside] = shape
    return result


def _simple(count: int, pairs: IntArray, weights: FloatArray) -> tuple[IntArray, FloatArray]:
    """Each pair once, in one order and with its weights added; loops left out."""
    low, high = np.sort(pairs.reshape(-1, 2), axis=1).T
    kept = low != high
    keys, which = np.unique(low[kept] * count + high[kept], return_inverse=True)
    total = np.bincount(which, weights=weights[kept], minlength=len(keys)).astype(np.float64)
    return np.stack([keys // count, keys % count], axis=1), total


def _parts(count: int, pairs: IntArray) -> IntArray:
    """Number of the connected part of each point; parts are counted by size, then by their first point."""
    found = rx.connected_components(_springs(count, pairs, np.ones(len(pairs))))
    ranked = sorted(found, key=lambda part: (-len(part), min(part)))
    part_of = np.empty(count, dtype=np.int64)
    for number, part in enumerate(ranked):
        part_of[list(part)] = number
    return part_of


def _by_part(part_of: IntArray, parts: int) -> list[IntArray]:
    """For each part the indices that belong to it, in order."""
    order = np.argsort(part_of, kind="stable")
    return np.split(order, np.cumsum(np.bincount(part_of, minlength=parts))[:-1])


def _one_part(pairs: IntArray, weights: FloatArray, groups: IntArray, seed: int) -> FloatArray:
    """A connected part around the origin, its long side lying level, no two points nearer than 1."""
    count = len(groups)
    if count <= 2:
        return np.array([[-1.0, 0.0], [1.0, 0.0]])[:count] if count == 2 else np.zeros((1, 2))
    _, group = np.unique(groups, return_inverse=True)
    same = group[pairs[:, 0]] == group[pairs[:, 1]]
    pull = weights / (weights + np.median(weights))
    start, budget = None, _PAIRS_FROM_NOTHING
    if 1 < group.max() + 1 < count:
        start = _cluster_discs(pairs=pairs, pull=pull, group=group, seed=seed)
        budget = _PAIRS_FROM_CLUSTERS
    settled = _settled(
        graph=_springs(count, pairs, np.where(same, 0.5 + 2 * pull, 0.08 * pull)),
        start=start,
        rounds=int(np.clip(budget // count**2, 10, 150)),
        seed=seed,
    )
    return apart(_level(evened(settled)), radii=np.full(count, 0.5))


def _cluster_discs(pairs: IntArray, pull: FloatArray, group: IntArray, seed: int) -> FloatArray:
    """A first place for each point: the discs of the clusters apart, the members spread over each disc."""
    size = np.bincount(group)
    across, force = _simple(count=len(size), pairs=group[pairs], weights=pull)
    force = np.log1p(5 * force / np.sqrt(size[across[:, 0]] * size[across[:, 1]]))
    rounds = int(np.clip(_PAIRS_FROM_CLUSTERS // len(size) ** 2, 10, 200))
    centres = _settled(_springs(len(size), across, force), start=None, rounds=rounds, seed=seed)
    radii = 0.6 * np.sqrt(size / size.sum())
    centres = apart(centres, radii=radii)
    order = np.argsort(group, kind="stable")
    rank = np.empty(len(group))
    rank[order] = np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    reach = radii[group] * np.sqrt((rank + 0.5) / size[group])
    angle = rank * _GOLDEN_ANGLE
    return np.asarray(centres[group] + reach[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1))


def _springs(count: int, pairs: IntArray, force: FloatArray) -> "rx.PyGraph[int, float]":
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from([(a, b, f) for (a, b), f in zip(pairs.tolist(), force.tolist(), strict=True)])
    return graph


def _settled(graph: "rx.PyGraph[int, float]", start: FloatArray | None, rounds: int, seed: int) -> FloatArray:
    begin = None if start is None else {i: (x, y) for i, (x, y) in enumerate(start.tolist())}
    found = rx.spring_layout(graph, pos=begin, num_iter=rounds, weight_fn=float, seed=seed)
    return np.array([found[i] for i in range(len(found))])


def evened(points: FloatArray) -> FloatArray:
    """Around the origin, the crowded middle widened and the far ends drawn in, with room for every point.

    Springs leave a tenth of the area to half of the points; the order from the middle outwards is kept.
    """
    centred = points - np.median(points, axis=0)
    reach = np.hypot(centred[:, 0], centred[:, 1])
    typical = max(float(np.sqrt((reach**2).mean())), 1e-9)
    stretch = (reach / typical + 0.02) ** (_EVENING - 1)
    return np.asarray(centred / typical * stretch[:, None] * np.sqrt(len(points)) * _ROOM)


def _level(points: FloatArray) -> FloatArray:
    """Turned so that the longest extent lies level: screens are wider than high."""
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    axes *= np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    return np.asarray(points @ axes.T)
