"""Centrality by walks: PageRank and eigenvector centrality, on weighted ties.

Both by power iteration on the sparse matrix; organisations without a partner have no value.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from graph.analysis.ties import Ties
from graph.projection import FloatArray

DAMPING = 0.85
TOLERANCE = 1e-12
ITERATIONS = 10_000


@dataclass(frozen=True, slots=True)
class Walked:
    """One entry per organisation, not-a-number where undefined; `converged` is false after ITERATIONS."""

    values: FloatArray
    converged: bool


def pagerank(ties: Ties, damping: float = DAMPING) -> Walked:
    """Chance to be at an organisation, walking along ties in proportion to weight, and with 1 - `damping`
    starting anew anywhere (Brin and Page, Comput. Netw. 30, 1998); over those with a partner it adds up to 1.
    """
    rows = np.flatnonzero(ties.degree)
    values = np.full(ties.organisations, np.nan)
    if len(rows) == 0:
        return Walked(values, True)
    matrix = ties.adjacency[rows][:, rows]
    onward = (sparse.diags(1 / np.asarray(matrix.sum(axis=1)).ravel()) @ matrix).T.tocsr()
    at, converged = np.full(len(rows), 1 / len(rows)), False
    for _ in range(ITERATIONS):
        then = damping * (onward @ at) + (1 - damping) / len(rows)
        converged = float(np.abs(then - at).sum()) < TOLERANCE
        at = then
        if converged:
            break
    values[rows] = at / at.sum()
    return Walked(values, converged)


def eigenvector(ties: Ties) -> Walked:
    """Leading eigenvector of the matrix of weights in the largest component, its greatest value 1.

    Elsewhere undefined: with several components the leading vector is nought outside the one whose matrix
    is greatest, which is no statement on the others (Bonacich, Am. J. Sociol. 92, 1987). The matrix plus the
    identity has the same vectors, and its powers converge also where the network is bipartite.
    """
    values = np.full(ties.organisations, np.nan)
    if len(ties.pairs.a) == 0:
        return Walked(values, True)
    rows = largest_component(ties)
    matrix = ties.adjacency[rows][:, rows]
    scale = float(np.asarray(matrix.sum(axis=1)).max())
    at, converged = np.ones(len(rows)), False
    for _ in range(ITERATIONS):
        then = matrix @ at / scale + at
        then /= then.max()
        converged = float(np.abs(then - at).max()) < TOLERANCE
        at = then
        if converged:
            break
    values[rows] = at
    return Walked(values, converged)


def largest_component(ties: Ties) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Rows of the component with most organisations; of equally large ones that of the first."""
    _, labels = connected_components(ties.adjacency, directed=False)
    return np.flatnonzero(labels == np.argmax(np.bincount(labels)))
