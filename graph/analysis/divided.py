"""What is divided into clusters: ties between organisations, or organisations and projects together.

A network is divided as often as wanted, with other seeds and orders (stability) or with its participations
dealt out anew (null model), so it knows nothing of the snapshot from which it comes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import sparse

from graph.analysis.leiden import largest_first, leiden, modularity
from graph.analysis.two_mode import Sides, barber_modularity, two_mode_leiden
from graph.projection import FloatArray, IntArray, Pairs

ROWS_AT_ONCE = 2_000


class Mode(StrEnum):
    """Whether organisations are clustered by their ties, or together with their projects."""

    ONE = "one-mode"
    TWO = "two-mode"


@dataclass(frozen=True, slots=True)
class Division:
    """Clusters by number, largest first; -1 for organisations (and projects) that are in none.

    `modularity` is None where there is nothing to divide. `projects` is None where only organisations are.
    """

    organisations: IntArray
    projects: IntArray | None
    modularity: float | None


@dataclass(frozen=True, slots=True)
class OneMode:
    """Organisations and the weights of their ties; the matrix is symmetric."""

    adjacency: sparse.csr_matrix

    @property
    def ends(self) -> tuple[IntArray, IntArray, FloatArray]:
        """Each tie once: its two organisations, the lower number first, and its weight."""
        half = sparse.triu(self.adjacency, k=1).tocoo()
        return half.row.astype(np.int64), half.col.astype(np.int64), half.data

    def divided(self, *, resolution: float, seed: int, shuffle: int | None = None) -> Division:
        """Leiden; `shuffle` is a seed by which the order of organisations is drawn."""
        organisations = np.full(self.adjacency.shape[0], -1, dtype=np.int64)
        connected = np.flatnonzero(np.diff(self.adjacency.indptr))
        if len(connected) == 0:
            return Division(organisations, None, None)
        order = _order(len(connected), shuffle)
        rows = connected if order is None else connected[order]
        organisations[rows] = leiden(_reordered(self.adjacency, rows), resolution=resolution, seed=seed)
        labels = largest_first(organisations[connected])
        organisations[connected] = labels
        everybody = np.maximum(organisations, 0)
        return Division(organisations, None, modularity(self.adjacency, everybody, resolution))


@dataclass(frozen=True, slots=True)
class TwoMode:
    """Organisations x projects, 1 for each participation in a project of at least two."""

    half: sparse.csr_matrix

    def divided(self, *, resolution: float, seed: int, shuffle: int | None = None) -> Division:
        """Leiden and BRIM (graph.analysis.two_mode); clusters are numbered by their organisations."""
        rows = np.flatnonzero(np.diff(self.half.indptr))
        columns = np.flatnonzero(np.diff(self.half.tocsc().indptr))
        organisations, projects = (np.full(size, -1, dtype=np.int64) for size in self.half.shape)
        if len(rows) == 0:
            return Division(organisations, projects, None)
        half = self.half[rows][:, columns]
        order = _order(len(rows) + len(columns), shuffle)
        sides = two_mode_leiden(half, resolution=resolution, seed=seed, order=order)
        quality = barber_modularity(half, sides, resolution)
        organisations[rows], projects[columns] = _numbered(sides)
        return Division(organisations, projects, quality)


Network = OneMode | TwoMode
Weighing = Callable[[IntArray, IntArray], Pairs]


def network_of(
    organisation: IntArray, project: IntArray, shape: tuple[int, int], mode: Mode, weighing: Weighing
) -> Network:
    """The network of participations (parallel arrays); `shape` counts organisations and projects."""
    if mode is Mode.ONE:
        return OneMode(adjacency_of(weighing(organisation, project), shape[0]))
    ones = np.ones(len(organisation))
    half = sparse.csr_matrix((ones, (organisation, project)), shape=shape)
    half.data[:] = 1.0
    joint = np.asarray(half.sum(axis=0)).ravel() > 1
    half = (half @ sparse.diags(joint.astype(float))).tocsr()
    half.eliminate_zeros()
    return TwoMode(half)


def adjacency_of(ties: Pairs, organisations: int) -> sparse.csr_matrix:
    """Symmetric matrix of weights with sorted indices, a row per organisation.

    Made of one half and its mirror image, because pairs are sorted: half the memory of sorting them all anew.
    """
    ends = np.concatenate([[0], np.cumsum(np.bincount(ties.a, minlength=organisations))])
    shape = (organisations, organisations)
    half = sparse.csr_matrix((ties.weight, ties.b.astype(np.int32), ends.astype(np.int32)), shape=shape)
    both = half + half.T.tocsr()
    both.sort_indices()
    return both


def _reordered(adjacency: sparse.csr_matrix, rows: IntArray) -> sparse.csr_matrix:
    """Some rows and their columns in another order; what is left out must have no tie.

    As `adjacency[rows][:, rows]`, but copied once and a stretch at a time: the matrix is large, and several
    runs have one each.
    """
    place = np.zeros(adjacency.shape[0], dtype=np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    begins, lengths = adjacency.indptr[rows], np.diff(adjacency.indptr)[rows]
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    indices, data = np.empty(ends[-1], dtype=np.int32), np.empty(ends[-1])
    for first in range(0, len(rows), ROWS_AT_ONCE):
        last = min(first + ROWS_AT_ONCE, len(rows))
        into = slice(ends[first], ends[last])
        taken = np.repeat(begins[first:last] - ends[first:last], lengths[first:last])
        taken = taken + np.arange(ends[first], ends[last])
        indices[into], data[into] = place[adjacency.indices[taken]], adjacency.data[taken]
    return sparse.csr_matrix((data, indices, ends), shape=(len(rows), len(rows)))


def strength_of(adjacency: sparse.csr_matrix) -> FloatArray:
    """Sum of the weights of each organisation's ties."""
    return np.asarray(adjacency.sum(axis=1), dtype=np.float64).ravel()


def _order(nodes: int, shuffle: int | None) -> IntArray | None:
    if shuffle is None:
        return None
    return np.asarray(np.random.default_rng(shuffle).permutation(nodes), dtype=np.int64)


def _numbered(sides: Sides) -> tuple[IntArray, IntArray]:
    """By number of organisations; a project that is with none of them is in no cluster (-1)."""
    numbers = largest_first(sides.organisations)
    number_of = np.full(int(max(sides.organisations.max(), sides.projects.max())) + 1, -1, dtype=np.int64)
    number_of[sides.organisations] = numbers
    return numbers, number_of[sides.projects]
