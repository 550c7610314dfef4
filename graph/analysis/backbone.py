"""Backbones: the ties that are more than what size and chance would give (graph.analysis.significance)."""

from dataclasses import dataclass

from graph.analysis.significance import ALPHA, Correction, by_bipartite_null, by_disparity, passing
from graph.analysis.ties import Ties
from graph.errors import InvalidParameter
from graph.projection import FloatArray, IntArray, Pairs


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


def disparity(ties: Ties, *, alpha: float = ALPHA, correction: Correction = Correction.NONE) -> Backbone:
    """Ties that carry more of an end's strength than an even spread would."""
    p = by_disparity(ties.pairs, ties.organisations)
    return _tested("disparity filter", ties, p, alpha, correction)


def bipartite(ties: Ties, *, alpha: float = ALPHA, correction: Correction = Correction.FDR) -> Backbone:
    """Ties of more joint projects than chance would give to organisations and projects of those sizes."""
    part = ties.part
    shape = (len(part.organisations), len(part.projects))
    p = by_bipartite_null(ties.pairs, part.participant, part.joint_project, shape)
    return _tested("bipartite null (SDSM)", ties, p, alpha, correction)


def _tested(method: str, ties: Ties, p: FloatArray, alpha: float, correction: Correction) -> Backbone:
    if not 0 < alpha < 1:
        raise InvalidParameter("The significance level alpha must be between 0 and 1.")
    kept = passing(p, alpha, correction)
    return Backbone(method, alpha, correction, ties.pairs.taken(kept), kept, p)
