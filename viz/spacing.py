"""Discs that overlap are pushed apart, so that every organisation can be seen and clicked."""

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
_PATIENCE = 20
_MORE_ROOM = 1.003


def apart(
    points: npt.NDArray[np.float64], radii: npt.NDArray[np.float64], rounds: int = 400
) -> npt.NDArray[np.float64]:
    """The points (n, 2) moved until their discs (n,) do not overlap, hardly changing the picture.

    A crowd that only jostles is given more room bit by bit; after `rounds` the whole is widened as far as
    it takes, so that the promise holds whatever came in.
    """
    points = _distinct(np.array(points, dtype=np.float64), step=float(radii.min(initial=1.0)) * 1e-3)
    for done in range(rounds):
        first, second, gap, need = _overlaps(points, radii)
        if len(first) == 0:
            return points
        distance = np.hypot(gap[:, 0], gap[:, 1])
        push = gap / distance[:, None] * ((need - distance) * 0.5 + need * 1e-3)[:, None]
        for axis in (0, 1):
            points[:, axis] += np.bincount(first, weights=push[:, axis], minlength=len(points))
            points[:, axis] -= np.bincount(second, weights=push[:, axis], minlength=len(points))
        if done >= _PATIENCE:
            points *= _MORE_ROOM
    return _widened(points, radii)


def _overlaps(
    points: npt.NDArray[np.float64], radii: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    near = cKDTree(points).query_pairs(2 * float(radii.max(initial=0.0)), output_type="ndarray")
    gap = points[near[:, 0]] - points[near[:, 1]]
    need = radii[near[:, 0]] + radii[near[:, 1]]
    # Floating point never lets touching discs rest exactly at their distance.
    close = (gap**2).sum(axis=1) < (need * (1 - 1e-9)) ** 2
    return near[close, 0], near[close, 1], gap[close], need[close]


def _distinct(points: npt.NDArray[np.float64], step: float) -> npt.NDArray[np.float64]:
    """Each point moved by a hair in a direction of its own: two in one place could not be told apart."""
    turn = np.arange(len(points)) * _GOLDEN_ANGLE
    reach = step * np.sqrt(np.arange(len(points)) / max(len(points), 1) + 0.01)
    return np.asarray(points + reach[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1))


def _widened(points: npt.NDArray[np.float64], radii: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    _, _, gap, need = _overlaps(points, radii)
    if len(gap) == 0:
        return points
    return np.asarray(points * (need / np.hypot(gap[:, 0], gap[:, 1])).max() * (1 + 1e-6))
