"""How open each group is, beside what chance gives: the sizes of groups alone bound the E-I index.

E-I = (E - I)/(E + I), E and I being a group's ties to others and inside (D. Krackhardt, R. N. Stern, Soc.
Psychol. Q. 51, 1988). Chance: the same ties, and organisations that change groups among each other.
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.divisions import Division
from graph.analysis.ties import Ties
from graph.projection import FloatArray, IntArray

PERMUTATIONS, FEWEST = 200, 40
# Ties times permutations that are looked at; larger networks get fewer, but FEWEST at least.
WORK = 60_000_000
LOW, HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True)
class EiRange:
    """Per group, not-a-number where it has no tie: E-I, and where 95 of 100 permutations lie."""

    ei: FloatArray
    low: FloatArray
    high: FloatArray


def ei_range(ties: Ties, division: Division, *, seed: int = 0) -> EiRange:
    """Of all groups; organisations of unknown group, and their ties, are left out."""
    a, b, of = ties.pairs.a, ties.pairs.b, division.of
    known = (of[a] >= 0) & (of[b] >= 0)
    a, b, weight = a[known], b[known], ties.pairs.weight[known]
    groups = len(division.codes)
    found = _ei(of[a], of[b], weight, groups)
    generator = np.random.default_rng(seed)
    members, drawn = np.flatnonzero(of >= 0), of.copy()
    many = max(FEWEST, min(PERMUTATIONS, WORK // max(len(a), 1)))
    draws = np.empty((many, groups))
    for number in range(many):
        drawn[members] = generator.permutation(of[members])
        draws[number] = _ei(drawn[a], drawn[b], weight, groups)
    low, high = _percentiles(draws)
    none = np.isnan(found)
    return EiRange(found, np.where(none, np.nan, low), np.where(none, np.nan, high))


def _ei(first: IntArray, second: IntArray, weight: FloatArray, groups: int) -> FloatArray:
    ends = np.bincount(first, weights=weight, minlength=groups)
    ends = ends + np.bincount(second, weights=weight, minlength=groups)
    own = first == second
    inside = np.bincount(first[own], weights=weight[own], minlength=groups)
    result: FloatArray = np.full(groups, np.nan)
    np.divide(ends - 3 * inside, ends - inside, out=result, where=ends > 0)
    return result


def _percentiles(draws: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Over the draws in which the group has a tie; not-a-number if there is none."""
    ordered = np.sort(draws, axis=0)
    many = (~np.isnan(ordered)).sum(axis=0)
    columns = np.arange(draws.shape[1])
    last = np.maximum(many - 1, 0)
    low = ordered[np.floor(last * LOW / 100).astype(np.int64), columns]
    high = ordered[np.ceil(last * HIGH / 100).astype(np.int64), columns]
    return low, high
