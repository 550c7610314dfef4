"""Every three organisations that all work with each other, found once: what several measures count.

Ties point from the end with fewer partners to the other, so that no organisation points at many, and every
triangle is found at its lowest corner only (Latapy, Theor. Comput. Sci. 407, 2008).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.projection import IntArray, Pairs

# Pairs of ties looked at in one step, some 120 bytes each; more in a network of more than a million ties.
AT_ONCE = 250_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ties between ranks: an organisation's rank counts those with fewer partners. Sorted by both ends.

    `organisation` is that of each rank, `pair` that of each tie; what is near here is near in memory.
    """

    organisation: IntArray
    pair: IntArray
    low: IntArray
    high: IntArray


@dataclass(frozen=True, slots=True)
class Triangles:
    """Three ties each, as positions in the ranked: `xy`, `xz` and `yz` between ranks `x` < `y` < `z`."""

    x: IntArray
    y: IntArray
    z: IntArray
    xy: IntArray
    xz: IntArray
    yz: IntArray


def ranked(pairs: Pairs, organisations: int) -> Ranked:
    """Ties between ranks; of organisations with equally many partners the first comes first."""
    degree = np.bincount(np.concatenate([pairs.a, pairs.b]), minlength=organisations)
    order = np.argsort(degree, kind="stable")
    rank = np.empty(organisations, dtype=np.int64)
    rank[order] = np.arange(organisations)
    low, high = np.minimum(rank[pairs.a], rank[pairs.b]), np.maximum(rank[pairs.a], rank[pairs.b])
    pair = np.argsort(low * organisations + high, kind="stable")
    return Ranked(order, pair, low[pair], high[pair])


def triangles(ties: Ranked) -> Iterator[Triangles]:
    """All triangles, in portions of bounded size, always in the same order."""
    low, high, size = ties.low, ties.high, len(ties.organisation)
    starts = np.searchsorted(low, np.arange(size + 1))
    # One more than the position of each tie, for what is not in a sparse matrix reads as 0.
    numbered = sparse.csr_matrix((np.arange(1, len(low) + 1), high, starts), shape=(size, size))
    following = starts[low + 1] - np.arange(len(low)) - 1
    for begin, end in _portions(following):
        first, second = _wedges(begin, end, following)
        if len(first) == 0:
            continue
        third = np.asarray(numbered[high[first], high[second]]).ravel()
        closed = np.flatnonzero(third)
        xy, xz, yz = first[closed], second[closed], third[closed] - 1
        yield Triangles(low[xy], high[xy], high[xz], xy, xz, yz)


def _portions(following: IntArray) -> Iterator[tuple[int, int]]:
    """Stretches of ties whose wedges stay within bounds, or one tie alone where it has more."""
    wedges, begin = np.cumsum(following), 0
    # Each look-up of many goes through the whole network once; a few of it at a time keep that cheap.
    at_once = max(AT_ONCE, len(following) // 4)
    while begin < len(following):
        before = int(wedges[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(wedges, before + at_once, side="right")), begin + 1)
        yield begin, end
        begin = end


def _wedges(begin: int, end: int, following: IntArray) -> tuple[IntArray, IntArray]:
    """Each tie of the stretch with each tie after it from the same lower end."""
    ties, rest = np.arange(begin, end), following[begin:end]
    first = np.repeat(ties, rest)
    place = np.arange(len(first)) - np.repeat(np.cumsum(rest) - rest, rest)
    return first, first + 1 + place
