"""Leiden: a weighted graph divided so that its modularity is as high as can be found.

Modularity with resolution g: Q = (1/2m) * sum over pairs inside a cluster of (w_ij - g * k_i * k_j / 2m)
(Traag, Waltman, van Eck, Sci. Rep. 9, 5233, 2019). The same graph, resolution, seed and order of nodes give
the same clusters, which scikit-network's Leiden does not (its refinement draws from C's rand(), which no
seed reaches).
"""

import numpy as np
from graspologic_native import leiden_csr
from scipy import sparse

from graph.projection import IntArray

# Turns of the whole algorithm, each beginning with what the one before found. One falls short of the best
# known divisions of the usual test networks; ten reach them, and twenty hardly anything better on real ones.
# A large graph takes 0.4 s per turn, and its last six turns add 0.001 to its modularity.
ITERATIONS = 10
ITERATIONS_OF_LARGE = 4
LARGE = 100_000


def leiden(
    adjacency: sparse.csr_matrix, *, resolution: float, seed: int, order: IntArray | None = None
) -> IntArray:
    """Cluster of each node of a symmetric matrix of weights; isolated nodes get clusters of their own.

    `order` is a permutation of the nodes in which the algorithm meets them, by default their own.
    """
    nodes = adjacency.shape[0]
    if order is not None:
        adjacency = adjacency[order][:, order]
    _, cluster_of = leiden_csr(
        indptr=adjacency.indptr.astype(np.int64, copy=False),
        indices=adjacency.indices.astype(np.int32, copy=False),
        data=adjacency.data.astype(np.float64, copy=False),
        n_nodes=nodes,
        resolution=resolution,
        iterations=ITERATIONS if adjacency.nnz <= 2 * LARGE else ITERATIONS_OF_LARGE,
        seed=seed,
    )
    found = np.fromiter((cluster_of[node] for node in range(nodes)), dtype=np.int64, count=nodes)
    if order is None:
        return found
    labels = np.empty(nodes, dtype=np.int64)
    labels[order] = found
    return labels


def modularity(adjacency: sparse.csr_matrix, labels: IntArray, resolution: float) -> float:
    """Modularity of a division of a graph that has at least one tie."""
    label = labels.astype(np.int32)
    same = np.repeat(label, np.diff(adjacency.indptr)) == label[adjacency.indices]
    inside = float(adjacency.data[same].sum())
    total = float(adjacency.data.sum())
    per_cluster = np.bincount(labels, weights=np.asarray(adjacency.sum(axis=1)).ravel())
    return inside / total - resolution * float(((per_cluster / total) ** 2).sum())


def largest_first(labels: IntArray) -> IntArray:
    """Numbers clusters by size, of equal ones by their first member, whatever they were called before."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(len(names), dtype=np.int64)
    number[order] = np.arange(len(names))
    return number[np.searchsorted(names, labels)]
