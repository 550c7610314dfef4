"""Which ties are missing after distance, border and language are allowed for.

ln E[W_gh] = a + b1 (ln s_g + ln s_h) - b3 ln distance + b4 border + b5 language, fitted as a Poisson
regression over pairs of groups by maximum likelihood (T. Scherngell, M. J. Barber, Pap. Reg. Sci. 88, 2009).
One coefficient serves both strengths, since a tie has no direction. Groups without a tie to another, or whose
place is unknown, are left out. Pairs of which nobody knows whether they share a border would have to be
guessed into the regression, so there are two: one with the border, over the pairs of which it is known, and
one without, over all pairs, for the others.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.projection import FloatArray, IntArray

# With fewer groups than this the coefficients would be fitted to a handful of pairs.
FEWEST_GROUPS = 24
STEPS, TOLERANCE = 60, 1e-10
ALIKE = 1e-10
NEAREST_KM = 1.0


@dataclass(frozen=True, slots=True)
class Gravity:
    """Pairs a[i] < b[i] with what they should have, the Pearson residual, and whether border was allowed for.

    A residual, (W - mean)/sqrt(mean), far below 0 is a gap that distance does not explain. `coefficients` are
    by name, with `border` where it was allowed for in any pair; then `without_border` are those by which the
    other pairs were told, None where there are no others.
    """

    coefficients: dict[str, float]
    without_border: dict[str, float] | None
    groups: int
    a: IntArray
    b: IntArray
    mean: FloatArray
    residual: FloatArray
    with_border: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Apart:
    """What keeps groups apart, square and symmetric: kilometres, and 1 where they share a border or language.

    A border is not-a-number where nobody knows of it; `border` and `language` are None where nobody told.
    """

    kilometres: FloatArray
    border: FloatArray | None = None
    language: FloatArray | None = None


def gravity(observed: FloatArray, strength: FloatArray, apart: Apart) -> Gravity | None:
    """None with fewer than FEWEST_GROUPS groups that have ties and a place, or where nothing tells apart."""
    usable = np.flatnonzero((strength > 0) & ~np.isnan(np.diag(apart.kilometres)))
    if len(usable) < FEWEST_GROUPS:
        return None
    first, second = np.triu_indices(len(usable), k=1)
    a, b = usable[first], usable[second]
    weight, terms = observed[a, b], _terms(strength, apart, a, b)
    plain = _fitted(terms, weight)
    border = np.full(len(a), np.nan) if apart.border is None else apart.border[a, b]
    known = ~np.isnan(border)
    bordered = _bordered(terms, weight, border, np.concatenate([a[known], b[known]]))
    if plain is None:
        return None
    beta, mean = plain
    if bordered:
        mean[known] = bordered[1]
    return Gravity(
        coefficients=bordered[0] if bordered else beta,
        without_border=beta if bordered and not known.all() else None,
        groups=len(usable),
        a=a,
        b=b,
        mean=mean,
        residual=(weight - mean) / np.sqrt(mean),
        with_border=known if bordered else np.zeros(len(a), dtype=bool),
    )


_Terms = dict[str, FloatArray]
_Fit = tuple[dict[str, float], FloatArray]


def _terms(strength: FloatArray, apart: Apart, a: IntArray, b: IntArray) -> _Terms:
    terms: _Terms = {
        "constant": np.ones(len(a)),
        "strength": np.log(strength[a]) + np.log(strength[b]),
        "distance": np.log(np.maximum(apart.kilometres[a, b], NEAREST_KM)),
    }
    if apart.language is not None and 0 < apart.language[a, b].sum() < len(a):
        terms["language"] = apart.language[a, b]
    return terms


def _bordered(terms: _Terms, weight: FloatArray, border: FloatArray, ends: IntArray) -> _Fit | None:
    """The regression over the pairs of known border; None where too few are, or all are alike."""
    known = ~np.isnan(border)
    told = border[known]
    if len(np.unique(ends)) < FEWEST_GROUPS or not 0 < told.sum() < len(told):
        return None
    chosen = {name: term[known] for name, term in terms.items()} | {"border": told}
    alike = [name for name, term in chosen.items() if name != "constant" and np.ptp(term) == 0]
    return _fitted({name: term for name, term in chosen.items() if name not in alike}, weight[known])


def _fitted(terms: _Terms, observed: FloatArray) -> _Fit | None:
    """Coefficients and means, by iteratively reweighted least squares; None where it does not settle."""
    if not observed.any():
        return None
    matrix = np.column_stack(list(terms.values()))
    mean = (observed + observed.mean()) / 2
    beta = np.zeros(len(terms))
    for _ in range(STEPS):
        better = _weighted(matrix, mean, np.log(mean) + (observed - mean) / mean)
        if better is None:
            return None
        mean = np.exp(np.clip(matrix @ better, -30.0, 30.0))
        if float(np.abs(better - beta).max()) < TOLERANCE * (1 + float(np.abs(better).max())):
            return dict(zip(terms, better.tolist(), strict=True)), mean
        beta = better
    return None


def _weighted(matrix: FloatArray, weight: FloatArray, wanted: FloatArray) -> FloatArray | None:
    """Weighted least squares by the normal equations, scaled; None where the terms cannot be told apart.

    The terms are few, the pairs hundreds of thousands: to decompose all of them would take longer.
    """
    weighted = matrix * weight[:, None]
    normal = weighted.T @ matrix
    scale = np.sqrt(np.diag(normal))
    if not scale.all():
        return None
    normal /= np.outer(scale, scale)
    if np.linalg.matrix_rank(normal, tol=ALIKE, hermitian=True) < len(scale):
        return None
    return np.asarray(np.linalg.solve(normal, weighted.T @ wanted / scale) / scale)
