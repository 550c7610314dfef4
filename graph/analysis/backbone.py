"""Backbones: the ties that are more than what size and chance would give, by two published tests.

Disparity filter: alpha_ij = (1 - w_ij/s_i)^(k_i - 1), the smaller of both ends; an end with one partner never
decides (Serrano, Boguna, Vespignani, PNAS 106, 2009). Bipartite null: how likely at least so many joint
projects are, were only the number of projects of each organisation and the size of each project given (SDSM:
Neal, Domagalski, Sagan, Sci. Rep. 11, 2021, with the probabilities of BiCM: Saracco et al., New J. Phys. 19,
2017). That one is about how many projects two share, whatever weight the ties have.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.analysis.bipartite_null import Configuration, at_least, configuration
from graph.analysis.ties import Ties
from graph.errors import InvalidParameter
from graph.projection import FloatArray, IntArray, Pairs


class Correction(StrEnum):
    """How many tests are reckoned with: none, or Benjamini and Hochberg's false discovery rate."""

    NONE = "none"
    FDR = "benjamini-hochberg"


@dataclass(frozen=True, slots=True)
class Backbone:
    """`pairs` that pass at `alpha` after `correction`; `p` has an entry per pair of all ties, null where
    no test is possible (not-a-number).
    """

    method: str
    alpha: float
    correction: Correction
    pairs: Pairs
    kept: IntArray
    p: FloatArray


def disparity(ties: Ties, *, alpha: float = 0.05, correction: Correction = Correction.NONE) -> Backbone:
    """Ties that carry more of an end's strength than an even spread would."""
    pairs = ties.pairs
    p = np.full(len(pairs.a), np.nan)
    for end in (pairs.a, pairs.b):
        share = np.minimum(pairs.weight / ties.strength[end], 1.0)
        own = np.where(ties.degree[end] > 1, (1 - share) ** (ties.degree[end] - 1.0), np.nan)
        p = np.fmin(p, own)
    return _tested("disparity filter", ties, p, alpha, correction)


def bipartite(ties: Ties, *, alpha: float = 0.05, correction: Correction = Correction.FDR) -> Backbone:
    """Ties of more joint projects than chance would give to organisations and projects of those sizes."""
    part = ties.part
    shape = (len(part.organisations), len(part.projects))
    found = configuration(part.participant, part.joint_project, shape)
    return _tested("bipartite null (SDSM)", ties, _likely(found, ties.pairs), alpha, correction)


def _likely(found: Configuration, pairs: Pairs) -> FloatArray:
    """Chance of so many joint projects; equal degrees have equal chances, so each case is computed once."""
    first, second = found.class_of[pairs.a], found.class_of[pairs.b]
    cases = np.column_stack([np.minimum(first, second), np.maximum(first, second), pairs.projects])
    distinct, of = np.unique(cases, axis=0, return_inverse=True)
    return at_least(found, distinct[:, 0], distinct[:, 1], distinct[:, 2])[of.ravel()]


def _tested(method: str, ties: Ties, p: FloatArray, alpha: float, correction: Correction) -> Backbone:
    if not 0 < alpha < 1:
        raise InvalidParameter("The significance level alpha must be between 0 and 1.")
    threshold = alpha if correction is Correction.NONE else _false_discovery(p, alpha)
    kept = np.flatnonzero(p < threshold if correction is Correction.NONE else p <= threshold)
    pairs = ties.pairs
    chosen = Pairs(pairs.a[kept], pairs.b[kept], pairs.weight[kept], pairs.projects[kept])
    return Backbone(method, alpha, correction, chosen, kept, p)


def _false_discovery(p: FloatArray, alpha: float) -> float:
    """Greatest p that passes (Benjamini and Hochberg, J. R. Stat. Soc. B 57, 1995); -1 where none does."""
    known = np.sort(p[~np.isnan(p)])
    passing = known[known <= alpha * np.arange(1, len(known) + 1) / max(len(known), 1)]
    return float(passing[-1]) if len(passing) else -1.0
