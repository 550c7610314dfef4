"""Closeness: how few introductions away everybody else is. A step is a tie, whatever its weight.

Breadth-first from 64 organisations per machine word at once ("the more the merrier", Then et al., PVLDB 8,
2014): a bit says who was reached. Ties are mutual, so how many were reached counts for whom it reaches.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analysis.ties import Ties
from graph.projection import FloatArray, IntArray

WordArray = npt.NDArray[np.uint64]
BITS = 64
# Words gathered at once (two for every tie and word of a row): 32 MB.
GATHERED = 4_000_000
# Ties looked at in all before a sample of starting points is taken instead: about ten seconds.
WORK = 60_000_000_000
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Distances:
    """Per organisation; not-a-number without a partner. `starts` of `connected` were starting points.

    `harmonic` = sum over all others of 1/distance, over the number of all others with a partner; who cannot
    be reached adds 0 (Marchiori and Latora, Physica A 285, 2000). `closeness` = reached / sum of distances,
    times reached / all others (Wasserman and Faust, 1994, for networks of several components).
    `harmonic_error` is the standard error from sampling, 0 where all were starting points.
    """

    harmonic: FloatArray
    closeness: FloatArray
    harmonic_error: FloatArray
    starts: int
    connected: int


def distances(ties: Ties, work: int = WORK) -> Distances:
    """Both kinds of closeness, exactly, or from as many starting points as `work` allows."""
    rows = np.flatnonzero(ties.degree)
    matrix = ties.adjacency[rows][:, rows]
    affordable = max(work // max(matrix.nnz * 8, 1), BITS)
    starts = np.arange(len(rows))
    if len(rows) > affordable:
        chosen = np.random.default_rng(SEED).choice(len(rows), size=affordable, replace=False)
        starts = np.sort(chosen)
    reach = _reach(matrix.indptr.astype(np.int64), matrix.indices, starts)
    return _values(ties.organisations, rows, reach, len(starts))


@dataclass(slots=True)
class _Reach:
    """Sums over the starting points that reach each row: how many, 1/distance, its square, distance."""

    count: FloatArray
    inverse: FloatArray
    squared: FloatArray
    steps: FloatArray


def _reach(pointer: IntArray, neighbours: IntArray, starts: IntArray) -> _Reach:
    size = len(pointer) - 1
    reach = _Reach(*(np.zeros(size) for _ in range(4)))
    words = max(min(GATHERED // max(len(neighbours), 1), -(-len(starts) // BITS)), 1)
    for begin in range(0, len(starts), words * BITS):
        batch = starts[begin : begin + words * BITS]
        seen = np.zeros((size, words), dtype=np.uint64)
        place = np.arange(len(batch))
        seen[batch, place // BITS] = np.uint64(1) << (place % BITS).astype(np.uint64)
        _spread(pointer, neighbours, seen, reach)
    return reach


def _spread(pointer: IntArray, neighbours: IntArray, seen: WordArray, reach: _Reach) -> None:
    """Level by level until nobody new is reached; every row has a neighbour."""
    newly, distance = seen.copy(), 0
    while newly.any():
        distance += 1
        newly = np.bitwise_or.reduceat(newly[neighbours], pointer[:-1], axis=0) & ~seen
        seen |= newly
        count = np.bitwise_count(newly).sum(axis=1, dtype=np.int64)
        reach.count += count
        reach.inverse += count / distance
        reach.squared += count / distance**2
        reach.steps += count * distance


def _values(organisations: int, rows: IntArray, reach: _Reach, starts: int) -> Distances:
    harmonic, closeness, error = (np.full(organisations, np.nan) for _ in range(3))
    connected = len(rows)
    if connected:
        scale = connected / starts
        others = connected - 1
        harmonic[rows] = scale * reach.inverse / others
        reached = scale * reach.count
        closeness[rows] = (reached / np.maximum(scale * reach.steps, 1)) * (reached / others)
        mean = reach.inverse / starts
        spread = np.sqrt(np.maximum(reach.squared / starts - mean**2, 0))
        left = np.sqrt(1 - starts / connected)
        error[rows] = connected / others * spread / np.sqrt(starts) * left
    return Distances(harmonic, closeness, error, starts, connected)
