"""Every three organisations that all work with each other, found once: what several measures count.

Ties point from the end with fewer partners to the other, so that no organisation points at many, and every
triangle is found at its lowest corner only (Latapy, Theor. Comput. Sci. 407, 2008).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.projection import IntArray, Pairs

# Pairs of ties looked at in one step, some 120 bytes each.
AT_ONCE = 250_000


@dataclass(frozen=True, slots=True)
class Triangles:
    """Three ties each, as positions in the pairs: `xy`, `xz` and `yz` between corners `x`, `y`, `z`."""

    x: IntArray
    y: IntArray
    z: IntArray
    xy: IntArray
    xz: IntArray
    yz: IntArray


def triangles(pairs: Pairs, organisations: int) -> Iterator[Triangles]:
    """All triangles, in portions of bounded size, always in the same order."""
    degree = np.bincount(np.concatenate([pairs.a, pairs.b]), minlength=organisations)
    order = np.lexsort((np.arange(organisations), degree))
    rank = np.empty(organisations, dtype=np.int64)
    rank[order] = np.arange(organisations)
    low, high = np.minimum(rank[pairs.a], rank[pairs.b]), np.maximum(rank[pairs.a], rank[pairs.b])
    tie = np.lexsort((high, low))
    low, high = low[tie], high[tie]
    key = low * organisations + high
    following = np.searchsorted(low, low, side="right") - np.arange(len(low)) - 1
    for begin, end in _portions(following):
        first, second = _wedges(begin, end, following)
        wanted = high[first] * organisations + high[second]
        third = np.searchsorted(key, wanted)
        third[third == len(key)] = 0
        closed = key[third] == wanted
        one, two, three = first[closed], second[closed], third[closed]
        corners = (order[low[one]], order[high[one]], order[high[two]])
        yield Triangles(*corners, tie[one], tie[two], tie[three])


def _portions(following: IntArray) -> Iterator[tuple[int, int]]:
    """Stretches of ties whose wedges are AT_ONCE in all, or one tie alone where it has more."""
    wedges, begin = np.cumsum(following), 0
    while begin < len(following):
        before = int(wedges[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(wedges, before + AT_ONCE, side="right")), begin + 1)
        yield begin, end
        begin = end


def _wedges(begin: int, end: int, following: IntArray) -> tuple[IntArray, IntArray]:
    """Each tie of the stretch with each tie after it from the same lower end."""
    ties, rest = np.arange(begin, end), following[begin:end]
    first = np.repeat(ties, rest)
    place = np.arange(len(first)) - np.repeat(np.cumsum(rest) - rest, rest)
    return first, first + 1 + place
