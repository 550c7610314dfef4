"""Measures of openness between groups: sectors, countries, clusters or any other division.

`group` has one number per organisation, -1 where its group is unknown; ties with an organisation of unknown
group are left out of these measures, since nobody can say whether they stay inside.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.analysis.ties import Ties
from graph.projection import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Openness:
    """Per organisation, not-a-number where undefined.

    `ei` = (E - I)/(E + I), E and I being its ties to others and to its own group (Krackhardt and Stern, Soc.
    Psychol. Q. 51, 1988); `ei_full` counts partners, not weights. `participation` = 1 - sum over groups of
    (k_is/k_i)^2; `within` = (k_own - mean)/sd over its group, undefined where all there are alike (Guimera
    and Amaral, Nature 433, 2005).
    """

    ei: FloatArray
    ei_full: FloatArray
    participation: FloatArray
    within: FloatArray


def openness(ties: Ties, group: IntArray) -> Openness:
    """All four by one division."""
    weight = _to_groups(ties, group, ties.pairs.weight)
    number = _to_groups(ties, group, np.ones(len(ties.pairs.a)))
    total = np.asarray(weight.sum(axis=1)).ravel()
    squares = np.asarray(weight.multiply(weight).sum(axis=1)).ravel()
    own = _own(weight, group)
    return Openness(
        ei=_ei(total, own),
        ei_full=_ei(np.asarray(number.sum(axis=1)).ravel(), _own(number, group)),
        participation=1 - _over(squares, total**2),
        within=_within(own, total, group),
    )


def groups_of(values: list[str | None]) -> tuple[IntArray, list[str]]:
    """Numbers of groups, -1 for unknown, and the names of the groups in order."""
    names = sorted({value for value in values if value is not None})
    number = {name: place for place, name in enumerate(names)}
    return np.array([-1 if v is None else number[v] for v in values], dtype=np.int64), names


def mixing(ties: Ties, group: IntArray, groups: int, *, weighted: bool = True) -> FloatArray:
    """Ties between groups, square and symmetric; on the diagonal each tie inside counts twice."""
    weight = ties.pairs.weight if weighted else np.ones(len(ties.pairs.a))
    g, h = group[ties.pairs.a], group[ties.pairs.b]
    known = (g >= 0) & (h >= 0)
    flat = np.bincount(g[known] * groups + h[known], weights=weight[known], minlength=groups * groups)
    half = flat.reshape(groups, groups)
    return np.asarray(half + half.T)


def assortativity(matrix: FloatArray) -> float | None:
    """r = (trace e - |e^2|)/(1 - |e^2|), e being the shares of `mixing` (Newman, Phys. Rev. E 67, 2003).

    None where there is no tie, or where all ties end in one group: nothing else could be.
    """
    if matrix.sum() == 0:
        return None
    share = matrix / matrix.sum()
    expected = float((share.sum(axis=0) * share.sum(axis=1)).sum())
    return None if expected > 1 - 1e-12 else (float(np.trace(share)) - expected) / (1 - expected)


def network_ei(matrix: FloatArray) -> float | None:
    """E-I index of the whole network, from `mixing`; None without a tie."""
    total, inside = float(matrix.sum()), float(np.trace(matrix))
    return (total - 2 * inside) / total if total else None


def _to_groups(ties: Ties, group: IntArray, weight: FloatArray) -> sparse.csr_matrix:
    """Weight from each organisation of known group to each group."""
    a, b = ties.pairs.a, ties.pairs.b
    known = (group[a] >= 0) & (group[b] >= 0)
    rows = np.concatenate([a[known], b[known]])
    columns = np.concatenate([group[b[known]], group[a[known]]])
    values = np.concatenate([weight[known], weight[known]])
    shape = (ties.organisations, int(group.max(initial=0)) + 1)
    return sparse.csr_matrix((values, (rows, columns)), shape=shape)


def _own(weight: sparse.csr_matrix, group: IntArray) -> FloatArray:
    own: FloatArray = np.zeros(len(group))
    rows = np.flatnonzero(group >= 0)
    own[rows] = np.asarray(weight[rows, group[rows]]).ravel()
    return own


def _ei(total: FloatArray, inside: FloatArray) -> FloatArray:
    return _over(total - 2 * inside, total)


def _over(part: FloatArray, whole: FloatArray) -> FloatArray:
    share: FloatArray = np.full(len(whole), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share


def _within(own: FloatArray, total: FloatArray, group: IntArray) -> FloatArray:
    """Against the other members of known group that have a tie; a spread of rounding alone is none."""
    values = np.full(len(own), np.nan)
    counts = (group >= 0) & (total > 0)
    number = np.bincount(group[counts])
    mean = np.bincount(group[counts], weights=own[counts]) / np.maximum(number, 1)
    off = own[counts] - mean[group[counts]]
    spread = np.sqrt(np.bincount(group[counts], weights=off**2) / np.maximum(number, 1))
    spread[spread <= 1e-9 * np.maximum(np.abs(mean), 1e-300)] = 0.0
    values[counts] = _over(off, spread[group[counts]])
    return values
