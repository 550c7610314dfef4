"""How likely chance alone gives a tie of such weight, by two published tests, and which ties pass.

Disparity filter: alpha_ij = (1 - w_ij/s_i)^(k_i - 1), the smaller of both ends; an end with one partner never
decides (Serrano, Boguna, Vespignani, PNAS 106, 2009). Bipartite null: how likely at least so many joint
projects are, were only the number of projects of each organisation and the size of each project given (SDSM:
Neal, Domagalski, Sagan, Sci. Rep. 11, 2021, with the probabilities of BiCM: Saracco et al., New J. Phys. 19,
2017). That one is about how many projects two share, whatever weight the ties have.
"""

from enum import StrEnum

import numpy as np

from graph.analysis.bipartite_null import Configuration, at_least, configuration
from graph.projection import FloatArray, IntArray, Pairs

ALPHA = 0.05


class Correction(StrEnum):
    """How many tests are reckoned with: none, or Benjamini and Hochberg's false discovery rate."""

    NONE = "none"
    FDR = "benjamini-hochberg"


class Significance(StrEnum):
    """By which test a tie belongs to the backbone."""

    DISPARITY = "disparity"
    BIPARTITE = "bipartite"

    @property
    def usual_correction(self) -> Correction:
        """As its authors use it."""
        return Correction.NONE if self is Significance.DISPARITY else Correction.FDR


def by_disparity(pairs: Pairs, organisations: int) -> FloatArray:
    """Chance of each tie were its ends' strengths spread evenly; not-a-number where no end can tell."""
    p = np.full(len(pairs.a), np.nan)
    ends, weights = np.concatenate([pairs.a, pairs.b]), np.concatenate([pairs.weight, pairs.weight])
    degree = np.bincount(ends, minlength=organisations)
    strength = np.bincount(ends, weights=weights, minlength=organisations)
    for end in (pairs.a, pairs.b):
        share = np.minimum(pairs.weight / strength[end], 1.0)
        own = np.where(degree[end] > 1, (1 - share) ** (degree[end] - 1.0), np.nan)
        p = np.fmin(p, own)
    return p


def by_bipartite_null(
    pairs: Pairs, organisation: IntArray, project: IntArray, shape: tuple[int, int]
) -> FloatArray:
    """Chance of so many joint projects; equal degrees have equal chances, so each case is computed once.

    `organisation` and `project` are the participations, `shape` counts organisations and projects.
    """
    if not len(pairs.a):
        return np.empty(0)
    found: Configuration = configuration(organisation, project, shape)
    first, second = found.class_of[pairs.a], found.class_of[pairs.b]
    cases = np.column_stack([np.minimum(first, second), np.maximum(first, second), pairs.projects])
    distinct, of = np.unique(cases, axis=0, return_inverse=True)
    return at_least(found, distinct[:, 0], distinct[:, 1], distinct[:, 2])[of.ravel()]


def passing(p: FloatArray, alpha: float, correction: Correction) -> IntArray:
    """Positions of the ties that pass; without a chance none does."""
    if correction is Correction.NONE:
        return np.flatnonzero(p < alpha)
    return np.flatnonzero(p <= _false_discovery(p, alpha))


def _false_discovery(p: FloatArray, alpha: float) -> float:
    """Greatest p that passes (Benjamini and Hochberg, J. R. Stat. Soc. B 57, 1995); -1 where none does."""
    known = np.sort(p[~np.isnan(p)])
    passed = known[known <= alpha * np.arange(1, len(known) + 1) / max(len(known), 1)]
    return float(passed[-1]) if len(passed) else -1.0
