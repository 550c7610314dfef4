"""Clusters of organisations that work together more than with others: Leiden on fractional ties.

Modularity with resolution g: Q = (1/2m) * sum over pairs inside a cluster of (w_ij - g * k_i * k_j / 2m)
(Traag, Waltman, van Eck, Sci. Rep. 9, 5233, 2019). An organisation without any partner belongs to no
cluster. The same snapshot, resolution and seed give the same clusters, which scikit-network's Leiden does
not (its refinement draws from C's rand(), which no seed reaches).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from graspologic_native import leiden_csr
from scipy import sparse

from graph.analysis.cluster_names import name_cluster
from graph.errors import InvalidParameter
from graph.projection import FloatArray, IntArray, Pairs, fractional
from graph.snapshot import Snapshot

MAX_RESOLUTION = 100.0
MAX_SEED = 2**31 - 1
# Turns of the whole algorithm, each beginning with what the one before found. One falls short of the best
# known divisions of the usual test networks; ten reach them, and twenty hardly anything better on real ones.
ITERATIONS = 10


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster; `members` are rows of the snapshot's organisations, best connected first."""

    id: int
    name: str
    members: tuple[int, ...]
    sectors: dict[str, int]
    countries: dict[str, int]


@dataclass(frozen=True, slots=True)
class Clustering:
    """All clusters, largest first. `cluster_of` has one entry per organisation, -1 for none."""

    snapshot: str
    resolution: float
    seed: int
    modularity: float | None
    clusters: tuple[Cluster, ...]
    cluster_of: IntArray
    strength: FloatArray

    @property
    def without_partner(self) -> int:
        """Organisations that have no partner and so no cluster."""
        return int(np.count_nonzero(self.cluster_of < 0))


def clusters(snapshot: Snapshot, *, resolution: float = 1.0, seed: int = 0) -> Clustering:
    """Leiden clusters; raises InvalidParameter outside 0 < resolution <= 100, 0 <= seed < 2^31.

    `modularity` is None where there is no tie: nothing to divide is not a division of quality 0.
    """
    if not 0 < resolution <= MAX_RESOLUTION:
        raise InvalidParameter(f"The resolution must be above 0 and at most {MAX_RESOLUTION:g}.")
    if not 0 <= seed <= MAX_SEED:
        raise InvalidParameter(f"The seed must be from 0 to {MAX_SEED}.")
    ties = fractional(snapshot.participant, snapshot.joint_project)
    adjacency = adjacency_of(ties, len(snapshot.organisation_uids))
    strength = np.asarray(adjacency.sum(axis=1)).ravel()
    connected = np.flatnonzero(np.diff(adjacency.indptr))
    labels, modularity = _leiden(adjacency[connected][:, connected], resolution, seed)
    cluster_of = np.full(len(strength), -1, dtype=np.int64)
    cluster_of[connected] = _largest_first(labels)
    return Clustering(
        snapshot=snapshot.id,
        resolution=resolution,
        seed=seed,
        modularity=modularity,
        clusters=_described(snapshot, cluster_of, strength),
        cluster_of=cluster_of,
        strength=strength,
    )


def adjacency_of(ties: Pairs, organisations: int) -> sparse.csr_matrix:
    """Symmetric matrix of weights."""
    rows, columns = np.concatenate([ties.a, ties.b]), np.concatenate([ties.b, ties.a])
    weights = np.concatenate([ties.weight, ties.weight])
    return sparse.csr_matrix((weights, (rows, columns)), shape=(organisations, organisations))


def _leiden(adjacency: sparse.csr_matrix, resolution: float, seed: int) -> tuple[IntArray, float | None]:
    if adjacency.nnz == 0:
        return np.empty(0, dtype=np.int64), None
    _, cluster_of = leiden_csr(
        indptr=adjacency.indptr.astype(np.int64),
        indices=adjacency.indices.astype(np.int32),
        data=adjacency.data.astype(np.float64),
        n_nodes=adjacency.shape[0],
        resolution=resolution,
        iterations=ITERATIONS,
        seed=seed,
    )
    labels = np.array([cluster_of[node] for node in range(adjacency.shape[0])], dtype=np.int64)
    return labels, _modularity(adjacency, labels, resolution)


def _modularity(adjacency: sparse.csr_matrix, labels: IntArray, resolution: float) -> float:
    ties = adjacency.tocoo()
    inside = float(ties.data[labels[ties.row] == labels[ties.col]].sum())
    total = float(ties.data.sum())
    per_cluster = np.bincount(labels, weights=np.asarray(adjacency.sum(axis=1)).ravel())
    return inside / total - resolution * float(((per_cluster / total) ** 2).sum())


def _largest_first(labels: IntArray) -> IntArray:
    """Numbers clusters by size, of equal ones by their first member, whatever the algorithm called them."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(len(names), dtype=np.int64)
    number[order] = np.arange(len(names))
    return number[np.searchsorted(names, labels)]


def _described(snapshot: Snapshot, cluster_of: IntArray, strength: FloatArray) -> tuple[Cluster, ...]:
    order = np.lexsort((np.arange(len(cluster_of)), -strength, cluster_of))
    order = order[cluster_of[order] >= 0]
    bounds = np.flatnonzero(np.diff(cluster_of[order])) + 1
    sector, country = (snapshot.organisations[name].to_pylist() for name in ("sector", "country"))
    described = []
    for number, rows in enumerate(np.split(order, bounds) if len(order) else []):
        members = tuple(rows.tolist())
        described.append(
            Cluster(
                id=number,
                name=name_cluster(snapshot, members),
                members=members,
                sectors=_counted(sector[member] for member in members),
                countries=_counted(country[member] for member in members),
            )
        )
    return tuple(described)


def _counted(values: Iterable[str | None]) -> dict[str, int]:
    """How often each value occurs, most frequent first; what is not known counts as 'unknown'."""
    counts = Counter("unknown" if value is None else value for value in values)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
