"""Measures of brokerage and closure, all from the triangles of the network.

Constraint c_i = sum over partners j of (p_ij + sum over q of p_iq * p_qj)^2, p being the share of i's
strength that goes to j (Burt, Am. J. Sociol. 110, 2004). Effective size: partners less their redundancy, the
sum over partners j and q of p_iq * m_jq, m being w_jq over j's strongest tie (Burt, Structural Holes, 1992).
Clustering coefficient: closed share of the pairs of partners (Watts and Strogatz, Nature 393, 1998).
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.ties import Ties
from graph.analysis.triangles import Triangles, triangles
from graph.projection import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Brokerage:
    """One entry per organisation, not-a-number where undefined: no partner; for clustering fewer than two."""

    constraint: FloatArray
    effective_size: FloatArray
    clustering: FloatArray


def brokerage(ties: Ties) -> Brokerage:
    """Constraint, effective size and clustering coefficient of every organisation."""
    size = ties.organisations
    pairs, degree, strength = ties.pairs, ties.degree, ties.strength
    strongest = np.zeros(size)
    np.maximum.at(strongest, pairs.a, pairs.weight)
    np.maximum.at(strongest, pairs.b, pairs.weight)
    through, redundant, closed = np.zeros(len(pairs.a)), np.zeros(size), np.zeros(size)
    for found in triangles(pairs, size):
        xy, xz, yz = (pairs.weight[tie] for tie in (found.xy, found.xz, found.yz))
        corners = ((found.x, xy, xz, found.yz), (found.y, xy, yz, found.xz), (found.z, xz, yz, found.xy))
        for corner, one, other, opposite in corners:
            # Two partners of the corner: what reaches one from the other through it, and is redundant to it.
            through += _summed(opposite, one * other / strength[corner], len(through))
            facing = pairs.weight[opposite]
            first, second = _others(corner, found)
            redundant += _summed(
                corner, facing / strength[corner] * (other / strongest[first] + one / strongest[second]), size
            )
            closed += _summed(corner, np.ones(len(corner)), size)
    return Brokerage(
        constraint=_constraint(ties, through),
        effective_size=np.where(degree > 0, degree - redundant, np.nan),
        clustering=_share(2 * closed, degree * (degree - 1.0)),
    )


def _others(corner: IntArray, found: Triangles) -> tuple[IntArray, IntArray]:
    """The other two corners, in the order x, y, z."""
    if corner is found.x:
        return found.y, found.z
    return (found.x, found.z) if corner is found.y else (found.x, found.y)


def _summed(where: IntArray, what: FloatArray, size: int) -> FloatArray:
    return np.bincount(where, weights=what, minlength=size).astype(np.float64, copy=False)


def _constraint(ties: Ties, through: FloatArray) -> FloatArray:
    pairs, strength, size = ties.pairs, ties.strength, ties.organisations
    invested = pairs.weight + through
    total = np.zeros(size)
    for end in (pairs.a, pairs.b):
        total += _summed(end, (invested / strength[end]) ** 2, size)
    return np.where(ties.degree > 0, total, np.nan)


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    share: FloatArray = np.full(len(whole), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share
