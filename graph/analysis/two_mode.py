"""Organisations and projects clustered together: Barber's modularity of the two-mode graph.

Q = (1/m) * sum over organisations o and projects p of one cluster of (A_op - g * k_o * d_p / m), with m
participations, k_o projects of o, d_p participants of p and resolution g (M. J. Barber, Phys. Rev. E 76,
066102, 2007; on networks of funded projects: M. J. Barber, M. M. Fischer, T. Scherngell, Geogr. Anal. 43,
415, 2011).

Found in three steps. Leiden on the two-mode graph gives a start. Barber's BRIM improves it: with the clusters
of one side held, each node of the other goes where Q gains most. Then clusters whose union has a higher Q are
joined (X. Liu, T. Murata, "LPAb+", 2010), and both are repeated until nothing gains.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.analysis.leiden import leiden
from graph.projection import IntArray

# Gains below this are rounding, and would let two equal divisions take turns for ever.
LEAST_GAIN = 1e-12
# Leiden starts as fine as asked, and finer: small clusters can be joined, large ones are hard to part. In
# large graphs the finer starts take their time and gain nothing.
STARTS = (1.0, 1.25, 1.5)
LARGE = 20_000


@dataclass(frozen=True, slots=True)
class Sides:
    """Clusters of both sides, numbered together from 0."""

    organisations: IntArray
    projects: IntArray


def barber_modularity(half: sparse.csr_matrix, sides: Sides, resolution: float) -> float:
    """Modularity of a division; `half` is organisations x projects with at least one participation."""
    cells = half.tocoo()
    total = float(cells.data.sum())
    inside = float(cells.data[sides.organisations[cells.row] == sides.projects[cells.col]].sum())
    k, d = _weights(half, sides)
    return inside / total - resolution * float(k @ d) / total**2


def two_mode_leiden(
    half: sparse.csr_matrix, *, resolution: float, seed: int, order: IntArray | None = None
) -> Sides:
    """Clusters of both sides; `order` is a permutation of all nodes, organisations counted first."""
    both_ways = sparse.bmat([[None, half], [half.T, None]], format="csr")
    best: tuple[float, Sides] | None = None
    for finer in STARTS if half.nnz <= LARGE else STARTS[:1]:
        labels = leiden(both_ways, resolution=finer * resolution, seed=seed, order=order)
        start = Sides(labels[: half.shape[0]], labels[half.shape[0] :])
        found = _improved(half, start, resolution)
        if best is None or found[0] > best[0] + LEAST_GAIN:
            best = found
    assert best is not None  # noqa: S101 - there is a start, which a type checker cannot see
    return best[1]


def _improved(half: sparse.csr_matrix, sides: Sides, resolution: float) -> tuple[float, Sides]:
    """Induces and joins until nothing gains; with the modularity reached."""
    reached = barber_modularity(half, sides, resolution)
    while True:
        better = _joined(half, _induced(half, sides, resolution), resolution)
        quality = barber_modularity(half, better, resolution)
        if quality <= reached + LEAST_GAIN:
            return reached, sides
        sides, reached = better, quality


def _induced(half: sparse.csr_matrix, sides: Sides, resolution: float) -> Sides:
    """BRIM: each side in turn, until Q gains no more. Held against one side, each node's best is exact."""
    turned = half.T.tocsr()
    reached = barber_modularity(half, sides, resolution)
    while True:
        projects = _best(turned, sides.organisations, resolution)
        better = _renumbered(_best(half, projects, resolution), projects)
        quality = barber_modularity(half, better, resolution)
        if quality <= reached + LEAST_GAIN:
            return sides
        sides, reached = better, quality


def _best(half: sparse.csr_matrix, columns: IntArray, resolution: float) -> IntArray:
    """For each row the cluster of columns in which it gains most; one of its own where it gains in none."""
    rows, count = half.shape[0], int(columns.max()) + 1
    weights = np.bincount(columns, weights=np.asarray(half.sum(axis=0)).ravel())
    degree = np.asarray(half.sum(axis=1)).ravel()
    shared = (half @ _membership(columns, count)).tocoo()
    gain = shared.data - resolution * degree[shared.row] * weights[shared.col] / degree.sum()
    order = np.lexsort((shared.col, -gain, shared.row))
    found, first = np.unique(shared.row[order], return_index=True)
    chosen = order[first]
    best = count + np.arange(rows)
    gains = gain[chosen] > 0
    best[found[gains]] = shared.col[chosen][gains]
    return best


def _joined(half: sparse.csr_matrix, sides: Sides, resolution: float) -> Sides:
    """Joins pairs of clusters, those that gain most first, each cluster with at most one other."""
    k, d = _weights(half, sides)
    total = float(half.sum())
    count = len(k)
    across = _membership(sides.organisations, count).T @ half @ _membership(sides.projects, count)
    pairs = sparse.triu(across + across.T, k=1).tocoo()
    chance = k[pairs.row] * d[pairs.col] + d[pairs.row] * k[pairs.col]
    gain = pairs.data / total - resolution * chance / total**2
    into = np.arange(count)
    taken: set[int] = set()
    for i in np.lexsort((pairs.col, pairs.row, -gain)).tolist():
        a, b = int(pairs.row[i]), int(pairs.col[i])
        if gain[i] > LEAST_GAIN and a not in taken and b not in taken:
            into[b] = a
            taken |= {a, b}
    return _renumbered(into[sides.organisations], into[sides.projects])


def _weights(half: sparse.csr_matrix, sides: Sides) -> tuple[IntArray, IntArray]:
    """Participations of the organisations, and of the projects, of each cluster."""
    count = int(max(sides.organisations.max(), sides.projects.max())) + 1
    degrees = (np.asarray(half.sum(axis=axis)).ravel() for axis in (1, 0))
    k, d = (
        np.bincount(labels, weights=degree, minlength=count)
        for labels, degree in zip((sides.organisations, sides.projects), degrees, strict=True)
    )
    return k, d


def _membership(labels: IntArray, count: int) -> sparse.csr_matrix:
    ones = np.ones(len(labels))
    return sparse.csr_matrix((ones, (np.arange(len(labels)), labels)), shape=(len(labels), count))


def _renumbered(organisations: IntArray, projects: IntArray) -> Sides:
    _, labels = np.unique(np.concatenate([organisations, projects]), return_inverse=True)
    return Sides(labels[: len(organisations)], labels[len(organisations) :])
