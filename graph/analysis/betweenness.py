"""Betweenness: the share of all shortest chains of introductions that lead through an organisation.

b_i = sum over pairs s < t of (chains s-t through i) / (chains s-t), over (n - 1)(n - 2)/2, n being the number
of organisations with a partner (Freeman, Sociometry 40, 1977). Chains are found from many organisations at
once with products of matrices, their shares added up backwards (Brandes, J. Math. Sociol. 25, 2001). Where
all starting points would take too long a sample of them is taken (Brandes and Pich, Int. J. Bifurc. Chaos 17,
2007), and each value comes with its standard error.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.analysis.ties import Ties
from graph.projection import FloatArray, IntArray

# Starting points at once: three tables of so many columns and a row per organisation.
AT_ONCE = 16
# Ties times starting points before a sample is taken: about ten seconds.
WORK = 150_000_000
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
    rows = np.flatnonzero(ties.degree)
    matrix = ties.adjacency[rows][:, rows]
    matrix = sparse.csr_matrix((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)
    starts = np.arange(len(rows))
    affordable = max(work // max(matrix.nnz, 1), FEWEST)
    if len(rows) > affordable:
        starts = np.sort(np.random.default_rng(seed).choice(len(rows), size=affordable, replace=False))
    total, squares = np.zeros(len(rows)), np.zeros(len(rows))
    for begin in range(0, len(starts), AT_ONCE):
        through = _through(matrix, starts[begin : begin + AT_ONCE])
        total += through.sum(axis=1)
        squares += (through**2).sum(axis=1)
    return _values(ties.organisations, rows, total, squares, len(starts))


def _through(matrix: sparse.csr_matrix, starts: IntArray) -> FloatArray:
    """For each row and each starting point: the chains from there that lead through the row, in shares."""
    column = np.arange(len(starts))
    chains = np.zeros((matrix.shape[0], len(starts)))
    chains[starts, column] = 1.0
    levels, frontier = [chains > 0], chains.copy()
    unseen = chains == 0
    while True:
        frontier = (matrix @ frontier) * unseen
        fresh = frontier > 0
        if not fresh.any():
            break
        levels.append(fresh)
        unseen &= ~fresh
        chains += frontier
    through = np.zeros_like(chains)
    divisor = np.where(chains > 0, chains, 1.0)
    for level in range(len(levels) - 1, 0, -1):
        carried = np.where(levels[level], (1.0 + through) / divisor, 0.0)
        through += np.where(levels[level - 1], (matrix @ carried) * chains, 0.0)
    through[starts, column] = 0.0
    return through


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
