"""Betweenness: the share of all shortest chains of introductions that lead through an organisation.

b_i = sum over pairs s < t of (chains s-t through i) / (chains s-t), over (n - 1)(n - 2)/2, n being the number
of organisations with a partner (Freeman, Sociometry 40, 1977). Chains are found from many organisations at
once with products of matrices, their shares added up backwards (Brandes, J. Math. Sociol. 25, 2001). Where
all starting points would take too long a sample of them is taken (Brandes and Pich, Int. J. Bifurc. Chaos 17,
2007), and each value comes with its standard error.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components, reverse_cuthill_mckee

from graph.analysis.ties import Ties
from graph.projection import BoolArray, FloatArray, IntArray

# Starting points at once: three tables of so many columns and a row per organisation.
AT_ONCE = 16
# Ties, seen from both ends, times starting points before a sample is taken: some three seconds.
WORK = 600_000_000
FEWEST = 64
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Betweenness:
    """Per organisation, not-a-number without a partner. `starts` of `connected` were starting points.

    `error` is the standard error of each value from sampling; 0 where all were starting points.
    """

    values: FloatArray
    error: FloatArray
    starts: int
    connected: int

    @property
    def exact(self) -> bool:
        return self.starts == self.connected


def betweenness(ties: Ties, *, work: int = WORK, seed: int = SEED) -> Betweenness:
    """Exactly where ties times organisations stay within `work`, else from a sample."""
    rows, component, matrix = _side_by_side(ties)
    starts = np.arange(len(rows))
    affordable = max(work // max(matrix.nnz, 1), FEWEST)
    if len(rows) > affordable:
        starts = np.sort(np.random.default_rng(seed).choice(len(rows), size=affordable, replace=False))
    total, squares = np.zeros(len(rows)), np.zeros(len(rows))
    for begin in range(0, len(starts), AT_ONCE):
        some = starts[begin : begin + AT_ONCE]
        ends = np.searchsorted(component, (component[some[0]], component[some[-1]] + 1))
        near = slice(*ends.tolist())
        through = _through(matrix[near, near], some - near.start)
        total[near] += through.sum(axis=1)
        squares[near] += (through**2).sum(axis=1)
    return _values(ties.organisations, rows, total, squares, len(starts))


def _side_by_side(ties: Ties) -> tuple[IntArray, IntArray, sparse.csr_matrix]:
    """Organisations with a partner, the component of each, and who is tied to whom among them.

    Each component is one stretch, partners near each other in it: starting points taken in this order reach
    the same organisations in about as many steps, so that few rows are looked at for most of them.
    """
    adjacency = ties.adjacency
    if adjacency.nnz == 0:
        none = np.empty(0, dtype=np.int64)
        return none, none, adjacency[:0, :0]
    component = connected_components(adjacency, directed=False)[1]
    rows = reverse_cuthill_mckee(adjacency, symmetric_mode=True)
    rows = rows[ties.degree[rows] > 0]
    rows = rows[np.argsort(component[rows], kind="stable")]
    matrix = adjacency[rows][:, rows]
    matrix.data[:] = 1.0
    return rows, component[rows], matrix


@dataclass(frozen=True, slots=True)
class _Level:
    """Rows that some starting points reach first in so many steps; `fresh` tells which, a column for each."""

    rows: IntArray
    fresh: BoolArray


def _through(matrix: sparse.csr_matrix, starts: IntArray) -> FloatArray:
    """For each row and each starting point: the chains from there that lead through the row, in shares."""
    column = np.arange(len(starts))
    chains = np.zeros((matrix.shape[0], len(starts)))
    chains[starts, column] = 1.0
    levels = _levels(matrix, starts, chains)
    through = np.zeros_like(chains)
    for inner, outer in reversed(list(pairwise(levels))):
        carried = np.zeros(outer.fresh.shape)
        np.divide(1.0 + through[outer.rows], chains[outer.rows], out=carried, where=outer.fresh)
        back = _passed_on(matrix, outer.rows, carried, inner.rows)
        through[inner.rows] += np.where(inner.fresh, back * chains[inner.rows], 0.0)
    through[starts, column] = 0.0
    return through


def _levels(matrix: sparse.csr_matrix, starts: IntArray, chains: FloatArray) -> list[_Level]:
    """Level by level who is reached; adds to `chains` how many shortest chains lead there."""
    rows = np.sort(starts)
    levels = [_Level(rows, chains[rows] > 0)]
    seen = chains > 0
    left = np.flatnonzero(~seen.all(axis=1))
    while len(left):
        last = levels[-1]
        reached = _passed_on(matrix, last.rows, np.where(last.fresh, chains[last.rows], 0.0), left)
        fresh = (reached > 0) & ~seen[left]
        some = fresh.any(axis=1)
        if not some.any():
            break
        rows, fresh = left[some], fresh[some]
        chains[rows] += np.where(fresh, reached[some], 0.0)
        seen[rows] |= fresh
        levels.append(_Level(rows, fresh))
        left = left[~seen[left].all(axis=1)]
    return levels


def _passed_on(
    matrix: sparse.csr_matrix, givers: IntArray, values: FloatArray, takers: IntArray
) -> FloatArray:
    """For each of the takers the sum of what its partners among the givers have.

    The network is symmetric: it is read from the side that has fewer ties, and summed in the same order.
    """
    ties = np.diff(matrix.indptr)
    if ties[givers].sum() < ties[takers].sum():
        return np.asarray((matrix[givers].T @ values)[takers])
    given = np.zeros((matrix.shape[0], values.shape[1]))
    given[givers] = values
    return np.asarray(matrix[takers] @ given)


def _values(
    organisations: int, rows: IntArray, total: FloatArray, squares: FloatArray, starts: int
) -> Betweenness:
    values, error = np.full(organisations, np.nan), np.full(organisations, np.nan)
    connected = len(rows)
    if connected:
        # Each unordered pair is met from both of its ends.
        scale = connected / max((connected - 1) * (connected - 2), 1)
        mean = total / starts
        values[rows] = scale * mean
        spread = np.sqrt(np.maximum(squares / starts - mean**2, 0) * starts / max(starts - 1, 1))
        error[rows] = scale * spread / np.sqrt(starts) * np.sqrt(1 - starts / connected)
    return Betweenness(values, error, starts, connected)
