"""Who lies on a chain that is at most so much longer than the shortest, by summed lengths of its ties.

Three savings that change no answer. The shortest is bounded by the ways over the best-connected
organisations, whose distances are computed once (landmarks: Goldberg and Harrelson, SODA 2005). A tie longer
than such a way is on no shortest chain, so no search walks it. Every organisation of a chain is within half
its length of one of the ends, so only those around the ends are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from graph.analysis.ties import Ties
from graph.projection import FloatArray, IntArray

LANDMARKS = 4
# Sums of the same lengths in another order differ in their last bits.
BITS = 1e-9


@dataclass(frozen=True, eq=False)
class Lengths:
    """`of_ties` holds 1/weight of each tie (Newman 2001), `walked` those that may be on a shortest chain,
    `to_landmarks` the least sum of them from each landmark to everybody (landmarks x organisations), infinite
    where there is no way.
    """

    of_ties: sparse.csr_matrix
    walked: sparse.csr_matrix
    to_landmarks: FloatArray

    def along(self, way: Sequence[int]) -> float:
        """Summed length of a way, given by its organisations."""
        return float(sum(self.of_ties[a, b] for a, b in pairwise(way)))

    def at_most(self, starts: Sequence[int], ends: Sequence[int]) -> float:
        """A length that no shortest chain exceeds; infinite where no landmark joins both sides."""
        there = self.to_landmarks[:, starts].min(axis=1) + self.to_landmarks[:, ends].min(axis=1)
        return float(there.min(initial=np.inf))


@dataclass(frozen=True, eq=False)
class Detours:
    """`rows` of the snapshot, sorted, and the length of the shortest chain."""

    rows: IntArray
    shortest: float


@lru_cache(maxsize=2)
def lengths_of(ties: Ties) -> Lengths:
    """Lengths of all ties, and the distances of the organisations with the strongest ones."""
    weights = ties.adjacency
    lengths = sparse.csr_matrix((1 / weights.data, weights.indices, weights.indptr), shape=weights.shape)
    landmarks = np.argsort(-ties.strength, kind="stable")[:LANDMARKS]
    to_landmarks = np.atleast_2d(dijkstra(lengths, indices=landmarks))
    return Lengths(lengths, _walked(lengths, to_landmarks), to_landmarks)


def _walked(lengths: sparse.csr_matrix, to_landmarks: FloatArray) -> sparse.csr_matrix:
    ties = lengths.tocoo()
    may_be = np.ones(ties.nnz, dtype=bool)
    for distance in to_landmarks:
        may_be &= ties.data <= (distance[ties.row] + distance[ties.col]) * (1 + BITS)
    kept = (ties.data[may_be], (ties.row[may_be], ties.col[may_be]))
    return sparse.csr_matrix(kept, shape=lengths.shape)


def detours(
    lengths: Lengths, starts: Sequence[int], ends: Sequence[int], *, longer: float, most: int
) -> Detours | None:
    """Organisations on chains of at most `longer` (1 or more) times the shortest; None without a chain.

    Of more than `most` those on the shortest chains, and always those of one shortest chain.
    """
    at_most = lengths.at_most(starts, ends) * (1 + BITS)
    around = _around(lengths.walked, starts, ends, limit=longer / 2 * at_most)
    walked = lengths.walked[around][:, around]
    starts, ends = (np.searchsorted(around, rows).tolist() for rows in (starts, ends))
    from_start, before = _distances(walked, starts, limit=longer * at_most)
    end = min(ends, key=lambda row: (from_start[row], row))
    shortest = float(from_start[end])
    if not np.isfinite(shortest):
        return None
    from_end, _ = _distances(walked, ends, limit=longer * shortest * (1 + BITS))
    through = from_start + from_end
    rows = np.flatnonzero(through <= longer * shortest + BITS)
    order = np.lexsort((rows, np.round(through[rows], 9)))
    kept = np.union1d(rows[order[:most]], _walked_back(before, end))
    return Detours(around[kept], shortest)


def _around(
    walked: sparse.csr_matrix, starts: Sequence[int], ends: Sequence[int], *, limit: float
) -> IntArray:
    near = [np.isfinite(_distances(walked, rows, limit=limit)[0]) for rows in (starts, ends)]
    return np.flatnonzero(near[0] | near[1])


def _distances(
    walked: sparse.csr_matrix, sources: Sequence[int], *, limit: float
) -> tuple[FloatArray, IntArray]:
    """Least summed length from any of the sources, infinite beyond the limit, and who comes before."""
    distance, before, _ = dijkstra(
        walked, indices=list(sources), min_only=True, return_predecessors=True, limit=limit
    )
    return distance, before


def _walked_back(before: IntArray, end: int) -> IntArray:
    chain = [end]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    return np.array(chain, dtype=np.int64)
