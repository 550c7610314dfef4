"""How many ties between two groups were to be expected, and measures of likeness of two groups.

`observed` is square and symmetric: ties between groups, its diagonal (ties inside) left out of everything.
"""

from dataclasses import dataclass

import numpy as np

from graph.projection import FloatArray


@dataclass(frozen=True, slots=True)
class Expectation:
    """Square and symmetric, diagonal 0; not-a-number where a group has no tie to another.

    With W the ties between two groups and s the ties of each to all others: `expected` = M * (s_g/S *
    s_h/(S - s_g) + s_h/S * s_g/(S - s_h)), S being the sum of s and M half of it: expected without pairs of a
    group with itself, so that all together are M (after W. Steijn, Quant. Sci. Stud. 2, 2021). `ratio` =
    W/expected. `salton` = W/sqrt(s_g * s_h). `jaccard` = W/(s_g + s_h - W).
    """

    strength: FloatArray
    total: float
    expected: FloatArray
    ratio: FloatArray
    salton: FloatArray
    jaccard: FloatArray


def expectation(observed: FloatArray) -> Expectation:
    """All measures of all pairs at once."""
    between = observed.copy()
    np.fill_diagonal(between, 0.0)
    strength: FloatArray = between.sum(axis=1)
    product = np.outer(strength, strength)
    expected = _without_own_pairs(strength)
    return Expectation(
        strength=strength,
        total=float(strength.sum()) / 2,
        expected=expected,
        ratio=_over(between, expected),
        salton=_over(between, np.sqrt(product)),
        jaccard=_over(between, np.where(product > 0, strength[:, None] + strength - between, 0.0)),
    )


def _without_own_pairs(strength: FloatArray) -> FloatArray:
    """No group has more than half of S, since each tie has an end elsewhere: S - s is 0 only where S is."""
    whole = strength.sum()
    if whole == 0:
        return np.zeros((len(strength), len(strength)))
    rest = 1 / (whole - strength)
    expected: FloatArray = np.outer(strength, strength) * (rest[:, None] + rest) / 2
    np.fill_diagonal(expected, 0.0)
    return expected


def _over(part: FloatArray, whole: FloatArray) -> FloatArray:
    result: FloatArray = np.full(part.shape, np.nan)
    np.divide(part, whole, out=result, where=whole > 0)
    return result
