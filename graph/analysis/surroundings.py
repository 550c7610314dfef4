"""Who is how many ties away from somebody."""

import numpy as np
from scipy import sparse

from graph.projection import IntArray


def hops_from(adjacency: sparse.csr_matrix, starts: IntArray, depth: int) -> IntArray:
    """Fewest ties from any of the rows `starts` to each organisation; -1 beyond `depth`."""
    hops = np.full(adjacency.shape[0], -1, dtype=np.int64)
    edge = np.unique(starts)
    hops[edge] = 0
    for step in range(1, depth + 1):
        beside = np.unique(adjacency[edge].indices).astype(np.int64)
        edge = beside[hops[beside] < 0]
        hops[edge] = step
    return hops


def nearest_and_strongest(hops: IntArray, strength: np.ndarray, most: int) -> IntArray:
    """Rows within reach, at most `most`: the nearest first, of equally near ones the best connected."""
    reached = np.flatnonzero(hops >= 0)
    order = np.lexsort((reached, -strength[reached], hops[reached]))
    return np.asarray(reached[order][:most], dtype=np.int64)
