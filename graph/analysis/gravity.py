"""Which ties are missing after distance, border and language are allowed for.

ln E[W_gh] = a + b1 (ln s_g + ln s_h) - b3 ln distance + b4 border + b5 language, fitted as a Poisson
regression over all pairs of groups by maximum likelihood (T. Scherngell, M. J. Barber, Pap. Reg. Sci. 88,
2009). One coefficient serves both strengths, since a tie has no direction. Groups without a tie to another,
or whose place is unknown, are left out.
"""

from dataclasses import dataclass

import numpy as np

from graph.projection import FloatArray, IntArray

# With fewer groups than this the coefficients would be fitted to a handful of pairs.
FEWEST_GROUPS = 24
STEPS, TOLERANCE = 60, 1e-10
NEAREST_KM = 1.0


@dataclass(frozen=True, slots=True)
class Gravity:
    """`coefficients` by name; pairs a[i] < b[i] with what they should have and the Pearson residual.

    A residual, (W - mean)/sqrt(mean), far below 0 is a gap that distance does not explain.
    """

    coefficients: dict[str, float]
    groups: int
    a: IntArray
    b: IntArray
    mean: FloatArray
    residual: FloatArray


@dataclass(frozen=True, eq=False)
class Apart:
    """What keeps groups apart, square and symmetric: kilometres, and 1 where they share a border or language.

    `border` and `language` are None where nobody told.
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
    terms = {
        "constant": np.ones(len(a)),
        "strength": np.log(strength[a]) + np.log(strength[b]),
        "distance": np.log(np.maximum(apart.kilometres[a, b], NEAREST_KM)),
    }
    for name, known in (("border", apart.border), ("language", apart.language)):
        if known is not None and 0 < known[a, b].sum() < len(a):
            terms[name] = known[a, b]
    fitted = _fitted(np.column_stack(list(terms.values())), observed[a, b])
    if fitted is None:
        return None
    beta, mean = fitted
    named = dict(zip(terms, beta.tolist(), strict=True))
    residual = (observed[a, b] - mean) / np.sqrt(mean)
    return Gravity(named, len(usable), a, b, mean, residual)


def _fitted(terms: FloatArray, observed: FloatArray) -> tuple[FloatArray, FloatArray] | None:
    """Coefficients and means, by iteratively reweighted least squares; None where it does not settle."""
    mean = (observed + observed.mean()) / 2
    beta = np.zeros(terms.shape[1])
    for _ in range(STEPS):
        working = np.log(mean) + (observed - mean) / mean
        root = np.sqrt(mean)
        better, _, rank, _ = np.linalg.lstsq(terms * root[:, None], working * root, rcond=None)
        if rank < terms.shape[1]:
            return None
        mean = np.exp(np.clip(terms @ better, -30.0, 30.0))
        if float(np.abs(better - beta).max()) < TOLERANCE * (1 + float(np.abs(better).max())):
            return better, mean
        beta = better
    return None
