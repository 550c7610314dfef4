"""Where cooperation is missing: observed ties between groups, expected ones, chance, and a verdict."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.analysis.divisions import Division
from graph.analysis.gap_expected import Expectation, expectation
from graph.analysis.gap_null import (
    Seats,
    against_chance,
    benjamini_hochberg,
    seats,
    summed_between,
)
from graph.errors import InvalidParameter
from graph.projection import BoolArray, Counting, FloatArray, IntArray
from graph.snapshot import Snapshot

DRAWS, MOST_DRAWS, LEAST_DRAWS = 1000, 2000, 100
# Pairs of seats times draws that are looked at; larger networks get fewer draws, and the answer says so.
WORK = 150_000_000
SIGNIFICANT = 0.05
FEWEST_TIES, FEWEST_EXPECTED = 10.0, 1.0
MOST_GROUPS = 2000


class Verdict(StrEnum):
    """What is said of two groups."""

    GAP = "gap"
    SURPLUS = "surplus"
    EXPECTED = "as expected"
    TOO_FEW = "too few to say"
    NO_DATA = "no data"


VERDICTS = tuple(Verdict)


@dataclass(frozen=True, eq=False)
class GapMatrix:
    """Pairs of groups a < b, parallel arrays in their order; p, q and `chance` are not-a-number if untested.

    `chance` is the mean of the draws. `verdict` holds positions in VERDICTS. `observed` is the whole square
    matrix with the ties inside on its diagonal; `with_data` says which groups have a joint project at all;
    `participants` are organisations of each group that take part in anything, and last those of none known;
    `unplaced` is the weight of ties of which an end is in no known group.
    """

    division: Division
    counting: Counting
    draws: int
    seed: int
    observed: FloatArray
    found: Expectation
    with_data: BoolArray
    participants: IntArray
    unplaced: float
    a: IntArray
    b: IntArray
    chance: FloatArray
    p: FloatArray
    q: FloatArray
    verdict: IntArray

    def place(self, first: int, second: int) -> int:
        """Where two different groups stand in the parallel arrays."""
        a, b = np.array([min(first, second)]), np.array([max(first, second)])
        return int(self.places(a, b)[0])

    def places(self, a: IntArray, b: IntArray) -> IntArray:
        """As `place`, for many pairs with a < b."""
        return a * len(self.division.codes) - a * (a + 1) // 2 + b - a - 1

    def counts(self) -> dict[str, int]:
        """Pairs of each verdict."""
        numbers = np.bincount(self.verdict, minlength=len(VERDICTS)).tolist()
        return {str(one): number for one, number in zip(VERDICTS, numbers, strict=True)}


def gap_matrix(
    part: Snapshot,
    division: Division,
    *,
    counting: Counting = Counting.FRACTIONAL,
    draws: int = DRAWS,
    seed: int = 0,
) -> GapMatrix:
    """All pairs of groups of what was chosen; raises InvalidParameter.

    Tested are pairs of which at least 1 tie is to be expected where there are at least 10 between groups: of
    others there is too little to say. `draws` may become fewer in a very large network.
    """
    groups = len(division.codes)
    _check(counting, groups, draws)
    taken = seats(part.participant, part.joint_project, fractional=counting is Counting.FRACTIONAL)
    observed = summed_between(taken, taken.organisation, division.of, groups)
    found = expectation(observed)
    with_data = np.isin(np.arange(groups), division.of[taken.organisation])
    a, b = np.triu_indices(groups, k=1)
    tests = _tests(taken, division, found, draws=draws, seed=seed)
    return GapMatrix(
        division=division,
        counting=counting,
        draws=tests.draws,
        seed=seed,
        observed=observed,
        found=found,
        with_data=with_data,
        participants=_participants(part, division),
        unplaced=_unplaced(taken, division.of),
        a=a,
        b=b,
        chance=tests.chance,
        p=tests.p,
        q=tests.q,
        verdict=_verdicts(tests, found.ratio[a, b], with_data[a] & with_data[b]),
    )


@dataclass(frozen=True, eq=False)
class _Tests:
    """Of each pair: whether it was tested, and what came of it; `low` where it has too few ties, not many."""

    draws: int
    tested: BoolArray
    low: BoolArray
    chance: FloatArray
    p: FloatArray
    q: FloatArray


def _tests(taken: Seats, division: Division, found: Expectation, *, draws: int, seed: int) -> _Tests:
    groups = len(division.codes)
    a, b = np.triu_indices(groups, k=1)
    tested = (found.expected[a, b] >= FEWEST_EXPECTED) & (found.total >= FEWEST_TIES)
    many = min(draws, max(LEAST_DRAWS, WORK // max(len(taken.left), 1)))
    drawn = against_chance(taken, division.of, a[tested], b[tested], groups=groups, draws=many, seed=seed)
    chance, p, q = (np.full(len(a), np.nan) for _ in range(3))
    chance[tested], p[tested], q[tested] = drawn.mean, drawn.p, benjamini_hochberg(drawn.p)
    low = np.zeros(len(a), dtype=bool)
    low[tested] = drawn.fewer < drawn.more
    return _Tests(drawn.draws, tested, low, chance, p, q)


def _check(counting: Counting, groups: int, draws: int) -> None:
    if counting is Counting.BUDGET:
        raise InvalidParameter("Gaps are counted full or fractional: chance cannot deal out budgets.")
    if groups > MOST_GROUPS:
        raise InvalidParameter(
            f"There are {groups} groups, more than the {MOST_GROUPS} of one matrix. Choose a country, or a "
            "level above."
        )
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        raise InvalidParameter(f"Draws are a number from {LEAST_DRAWS} to {MOST_DRAWS}.")


def _participants(part: Snapshot, division: Division) -> IntArray:
    of = division.of[np.unique(part.participant)]
    return np.bincount(np.where(of < 0, len(division.codes), of), minlength=len(division.codes) + 1)


def _unplaced(taken: Seats, of: IntArray) -> float:
    who = taken.organisation
    known = (of[who[taken.left]] >= 0) & (of[who[taken.right]] >= 0)
    return float(taken.weight[~known].sum())


def _verdicts(tests: _Tests, ratio: FloatArray, data: BoolArray) -> IntArray:
    """A gap has fewer ties than chance gives and than was expected; where the two differ, neither is said."""
    sure = tests.tested & (tests.q < SIGNIFICANT)
    gap, surplus = sure & tests.low & (ratio < 1), sure & ~tests.low & (ratio > 1)
    chosen = [~data, ~tests.tested, gap, surplus]
    said = [Verdict.NO_DATA, Verdict.TOO_FEW, Verdict.GAP, Verdict.SURPLUS]
    numbers = [VERDICTS.index(one) for one in said]
    return np.select(chosen, numbers, default=VERDICTS.index(Verdict.EXPECTED)).astype(np.int64)
