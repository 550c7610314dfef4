"""Fits the matcher's weights to the tuning part: logistic regression, prints the table for weights.py."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.resolution_gold import Pair, gold
from graph.resolution.evidence import evidence

RIDGE = 0.5
# Which way a feature may speak: a fit that turns it round has found an accident of the sample.
FOR = ("acronym", "plain", "same words", "dice", "alike")
FREE = ("alike, other language", "one language", "disagree elsewhere")
# Of positive pairs only those of two sources may stand in two towns, by the way the others are made; the site
# is a part of the truth.
LEFT_OUT = frozenset(("same town", "numbers differ", "same site"))


def matrix(pairs: Sequence[Pair]) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Feature names, one line of values for each pair, and the truth."""
    values = [evidence(pair.a, pair.b).values for pair in pairs]
    names = [n for n in sorted({name for line in values for name in line}) if n not in LEFT_OUT]
    table = np.array([[line.get(name, 0.0) for name in names] for line in values])
    return names, table, np.array([pair.same for pair in pairs], dtype=float)


def fitted(names: Sequence[str], x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights, the last one the start; a ridge keeps them small where the sample says little."""
    full = np.hstack([x, np.ones((len(x), 1))])
    bounds = [_bound(name) for name in names] + [(None, None)]

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = full @ w
        value = np.logaddexp(0, z) - y * z
        slope = full.T @ (1 / (1 + np.exp(-z)) - y) + RIDGE * np.append(w[:-1], 0)
        return float(value.sum() + RIDGE / 2 * (w[:-1] ** 2).sum()), slope

    return np.asarray(minimize(loss, np.zeros(full.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x)


def _bound(name: str) -> tuple[float | None, float | None]:
    if name in FREE:
        return None, None
    return (0, None) if name in FOR else (None, 0)


def main() -> None:
    names, x, y = matrix(gold().tuning)
    weights = fitted(names, x, y)
    for name, weight in zip([*names, "start"], weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
