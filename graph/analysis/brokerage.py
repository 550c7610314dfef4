"""Measures of brokerage and closure, all from the triangles of the network.

Constraint c_i = sum over partners j of (p_ij + sum over q of p_iq * p_qj)^2, p being the share of i's
strength that goes to j (Burt, Am. J. Sociol. 110, 2004). Effective size: partners less their redundancy, the
sum over partners j and q of p_iq * m_jq, m being w_jq over j's strongest tie (Burt, Structural Holes, 1992).
Clustering coefficient: closed share of the pairs of partners (Watts and Strogatz, Nature 393, 1998).
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.ties import Ties
from graph.analysis.triangles import Ranked, ranked, triangles
from graph.projection import FloatArray


@dataclass(frozen=True, slots=True)
class Brokerage:
    """One entry per organisation, not-a-number where undefined: no partner; for clustering fewer than two."""

    constraint: FloatArray
    effective_size: FloatArray
    clustering: FloatArray


def brokerage(ties: Ties) -> Brokerage:
    """Constraint, effective size and clustering coefficient of every organisation."""
    network = ranked(ties.pairs, ties.organisations)
    weight, strength = ties.pairs.weight[network.pair], ties.strength[network.organisation]
    through, redundant, closed = _from_triangles(network, weight, strength)
    constraint = np.zeros(len(strength))
    for end in (network.low, network.high):
        np.add.at(constraint, end, ((weight + through) / strength[end]) ** 2)
    rank = np.argsort(network.organisation)
    degree = ties.degree
    return Brokerage(
        constraint=np.where(degree > 0, constraint[rank], np.nan),
        effective_size=np.where(degree > 0, degree - redundant[rank], np.nan),
        clustering=_share(2 * closed[rank], degree * (degree - 1.0)),
    )


def _from_triangles(
    network: Ranked, weight: FloatArray, strength: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Per tie what reaches one end from the other through third ones; per rank redundancy and triangles."""
    strongest = np.zeros(len(strength))
    for end in (network.low, network.high):
        np.maximum.at(strongest, end, weight)
    through, redundant, closed = np.zeros(len(weight)), np.zeros(len(strength)), np.zeros(len(strength))
    for found in triangles(network):
        xy, xz, yz = weight[found.xy], weight[found.xz], weight[found.yz]
        x, y, z = strongest[found.x], strongest[found.y], strongest[found.z]
        np.add.at(through, found.yz, xy * xz / strength[found.x])
        np.add.at(through, found.xz, xy * yz / strength[found.y])
        np.add.at(through, found.xy, xz * yz / strength[found.z])
        np.add.at(redundant, found.x, yz * (xz / y + xy / z) / strength[found.x])
        np.add.at(redundant, found.y, xz * (yz / x + xy / z) / strength[found.y])
        np.add.at(redundant, found.z, xy * (yz / x + xz / y) / strength[found.z])
        for corner in (found.x, found.y, found.z):
            np.add.at(closed, corner, 1.0)
    return through, redundant, closed


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    share: FloatArray = np.full(len(whole), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share
