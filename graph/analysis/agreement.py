"""How far two divisions of the same things agree: NMI, ARI and Jaccard, from their contingency table.

A division is an array with the number of the cluster of each thing, numbers from 0.
"""

from dataclasses import dataclass

import numpy as np

from graph.projection import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Contingency:
    """Cells that hold something: `both[i]` things are in cluster `a[i]` of one and `b[i]` of the other.

    `size_a` and `size_b` are the sizes of all clusters.
    """

    a: IntArray
    b: IntArray
    both: IntArray
    size_a: IntArray
    size_b: IntArray


def contingency(one: IntArray, other: IntArray) -> Contingency:
    """Contingency table of two divisions, sorted by (a, b); takes n log n steps."""
    width = int(other.max(initial=-1)) + 1
    cells, both = np.unique(one * max(width, 1) + other, return_counts=True)
    a, b = np.divmod(cells, max(width, 1))
    return Contingency(a, b, both, np.bincount(one), np.bincount(other))


def normalised_mutual_information(table: Contingency) -> float:
    """NMI = 2 I(A, B) / (H(A) + H(B)), from 0 to 1: normalised by the mean of both entropies.

    L. Danon et al., J. Stat. Mech. P09008, 2005. Two divisions without any border agree fully (1).
    """
    entropies = _entropy(table.size_a) + _entropy(table.size_b)
    if entropies == 0:
        return 1.0
    total = table.both.sum()
    expected = table.size_a[table.a] / total * table.size_b[table.b]
    mutual = float((table.both / total * np.log(table.both / expected)).sum())
    return min(max(2 * mutual / entropies, 0.0), 1.0)


def adjusted_rand_index(table: Contingency) -> float:
    """ARI: agreement on pairs beyond chance; 1 for equal divisions, 0 in the mean of random ones.

    (S - E) / (M - E) with S pairs together in both, E = A * B / all pairs, M = (A + B) / 2, where A and B
    are the pairs together in each (L. Hubert, P. Arabie, J. Classif. 2, 193, 1985).
    """
    together = _pairs(table.both)
    a, b, all_pairs = _pairs(table.size_a), _pairs(table.size_b), _pairs(table.both.sum(keepdims=True))
    if all_pairs == 0 or a == b == together:
        return 1.0
    expected = a * b / all_pairs
    return (together - expected) / ((a + b) / 2 - expected)


def best_jaccard(table: Contingency) -> FloatArray:
    """For each cluster of the first division the greatest |A and B| / |A or B| with one of the second."""
    either = table.size_a[table.a] + table.size_b[table.b] - table.both
    best = np.zeros(len(table.size_a))
    np.maximum.at(best, table.a, table.both / either)
    return best


def best_match(table: Contingency) -> IntArray:
    """For each cluster of the second division the one of the first with which it shares most members.

    Of equal ones the first; every cluster must have a member.
    """
    order = np.lexsort((table.a, -table.both, table.b))
    _, first = np.unique(table.b[order], return_index=True)
    return np.asarray(table.a[order][first], dtype=np.int64)


def _entropy(sizes: IntArray) -> float:
    shares = sizes[sizes > 0] / sizes.sum()
    return float(-(shares * np.log(shares)).sum()) if len(shares) > 1 else 0.0


def _pairs(sizes: IntArray) -> float:
    return float((sizes * (sizes - 1) // 2).sum())
