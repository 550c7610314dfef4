"""Fits the weights of graph/analysis/partner_weights.py on an earlier cut than the one that is reported.

A conditional logit: of all candidates of one asker, which become partners. Losers are those that any part
puts near the top, and some drawn from all others, who count for all whom they stand for. No weight is
negative, so that every part of a score is a reason and none an excuse.
"""

import sys
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from benchmarks.partner_sets import Cut, cut, h2020, keep_eu
from graph.analysis.partner_basis import row_of
from graph.analysis.partner_features import PARTS, features
from graph.projection import FloatArray, IntArray

SEED, HARD, DRAWN, MOST, RIDGE = 20261122, 60, 80, 60, 0.3
# At most so many of each. Fitted on half of the year's askers and tried on the others, more of keep.eu cost
# newcomers of Horizon 2020 more than it brought those of keep.eu.
ASKERS = {"h2020": 1000, "keep": 200}


@dataclass(frozen=True, eq=False)
class Choices:
    """Rows of candidates; `of` is the asker, `won` 1 for a partner, `offset` the log of how many each is."""

    values: FloatArray
    of: IntArray
    won: FloatArray
    offset: FloatArray


def choices(
    at: Cut, askers: IntArray, *, newcomers: bool, rng: np.random.Generator, first: int = 0
) -> Choices:
    parts = [_of_one(at, int(row), newcomers=newcomers, rng=rng) for row in askers]
    of = np.concatenate([np.full(len(part[0]), first + place) for place, part in enumerate(parts)])
    values, won, offset = (np.concatenate([part[column] for part in parts]) for column in range(3))
    return Choices(values, of, won, offset)


def _of_one(
    at: Cut, row: int, *, newcomers: bool, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray, FloatArray]:
    values = features(at.basis, at.asker(row, newcomer=newcomers))
    open_to = candidates(at, row)
    partners = np.intersect1d(at.new.indices[at.new.indptr[row] : at.new.indptr[row + 1]], open_to)
    top = [open_to[np.argpartition(-column, HARD)[:HARD]] for column in values[open_to].T if column.any()]
    hard = np.setdiff1d(np.unique(np.concatenate(top)), partners)
    rest = np.setdiff1d(open_to, np.concatenate([hard, partners]))
    drawn = rng.choice(rest, min(DRAWN, len(rest)), replace=False)
    partners = rng.permutation(partners)[:MOST]
    rows = np.concatenate([partners, hard, drawn])
    offset = np.zeros(len(rows))
    offset[len(rows) - len(drawn) :] = np.log(len(rest) / max(len(drawn), 1))
    return values[rows], (np.arange(len(rows)) < len(partners)).astype(float), offset


def candidates(at: Cut, row: int) -> IntArray:
    """Everybody known before the date but the asker and its partners."""
    open_to = at.known > 0
    open_to[row_of(at.basis.partners, row)[0]] = False
    return np.flatnonzero(open_to)


def fitted(found: Choices) -> FloatArray:
    """Weights of PARTS, none negative."""
    spread = found.values.std(axis=0)
    scale = np.where(spread > 1e-9, spread, np.inf)
    values = found.values / scale
    starts = np.flatnonzero(np.diff(found.of, prepend=-1))
    asker = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(found.of))))
    wins = np.add.reduceat(found.won, starts)
    heed = 1 / np.sqrt(np.maximum(wins, 1))

    def loss(weights: FloatArray) -> tuple[float, FloatArray]:
        score = values @ weights + found.offset
        score -= np.maximum.reduceat(score, starts)[asker]
        power = np.exp(score)
        chance = power / np.add.reduceat(power, starts)[asker]
        at_stake = heed[asker] * (found.won - chance * wins[asker])
        log_chance = np.log(np.maximum(chance, 1e-300))
        return (
            float(-(heed[asker] * found.won * log_chance).sum() + RIDGE * weights @ weights),
            -(values.T @ at_stake) + 2 * RIDGE * weights,
        )

    bounds = [(0.0, None)] * len(PARTS)
    start = np.zeros(len(PARTS))
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x / scale)


def earlier(name: str) -> Cut:
    if name == "h2020":
        return cut("h2020", h2020(), at="2016-01-01", until="2017-01-01")
    return cut("keep.eu", keep_eu(), at="2016-01-01", until="2017-01-01")


def main(names: list[str]) -> None:
    rng = np.random.default_rng(SEED)
    cuts = {name: earlier(name) for name in names or ASKERS}
    for newcomers in (False, True):
        found, first = [], 0
        for name, at in cuts.items():
            askers = rng.permutation(at.askers(newcomers=newcomers))[: ASKERS[name]]
            found.append(choices(at, askers, newcomers=newcomers, rng=rng, first=first))
            first += len(askers)
        joined = Choices(*(np.concatenate(column) for column in zip(*map(_columns, found), strict=True)))
        print("newcomers" if newcomers else "known")
        for part, weight in zip(PARTS, fitted(joined), strict=True):
            print(f"    Part.{part.name}: {weight:.3f},")


def _columns(found: Choices) -> tuple[FloatArray, IntArray, FloatArray, FloatArray]:
    return found.values, found.of, found.won, found.offset


if __name__ == "__main__":
    main(sys.argv[1:])
