"""Where cooperation is missing: observed ties between groups, expected ones, chance, and a verdict."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from graph.analysis.divisions import Division
from graph.analysis.gap_expected import Expectation, expectation
from graph.analysis.gap_null import Seats, against_chance, benjamini_hochberg, seats, summed_between
from graph.errors import InvalidParameter
from graph.projection import Counting, FloatArray, IntArray
from graph.snapshot import Snapshot

DRAWS, MOST_DRAWS, LEAST_DRAWS = 1000, 2000, 100
# Pairs of seats times draws that are looked at; larger networks get fewer draws, and the answer says so.
WORK = 400_000_000
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
    `unplaced` is the weight of ties of which an end is in no known group.
    """

    division: Division
    counting: Counting
    draws: int
    seed: int
    observed: FloatArray
    found: Expectation
    with_data: npt.NDArray[np.bool_]
    unplaced: float
    a: IntArray
    b: IntArray
    chance: FloatArray
    p: FloatArray
    q: FloatArray
    verdict: IntArray

    def place(self, first: int, second: int) -> int:
        """Where two different groups stand in the parallel arrays."""
        a, b, many = min(first, second), max(first, second), len(self.division.codes)
        return a * many - a * (a + 1) // 2 + b - a - 1

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
    tested = _tested(found, a, b)
    many = max(LEAST_DRAWS, min(draws, WORK // max(len(taken.left), 1)))
    drawn = against_chance(
        taken, division.of, a[tested], b[tested], groups=groups, draws=min(many, draws), seed=seed
    )
    chance, p, q = (np.full(len(a), np.nan) for _ in range(3))
    chance[tested], p[tested], q[tested] = drawn.mean, drawn.p, benjamini_hochberg(drawn.p)
    low = np.zeros(len(a), dtype=bool)
    low[tested] = drawn.fewer < drawn.more
    return GapMatrix(
        division=division,
        counting=counting,
        draws=drawn.draws,
        seed=seed,
        observed=observed,
        found=found,
        with_data=with_data,
        unplaced=_unplaced(taken, division.of),
        a=a,
        b=b,
        chance=chance,
        p=p,
        q=q,
        verdict=_verdicts(tested, low, q, found.ratio[a, b], with_data[a] & with_data[b]),
    )


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


def _tested(found: Expectation, a: IntArray, b: IntArray) -> npt.NDArray[np.bool_]:
    enough = found.total >= FEWEST_TIES
    tested: npt.NDArray[np.bool_] = (found.expected[a, b] >= FEWEST_EXPECTED) & enough
    return tested


def _unplaced(taken: Seats, of: IntArray) -> float:
    who = taken.organisation
    known = (of[who[taken.left]] >= 0) & (of[who[taken.right]] >= 0)
    return float(taken.weight[~known].sum())


def _verdicts(
    tested: npt.NDArray[np.bool_],
    low: npt.NDArray[np.bool_],
    q: FloatArray,
    ratio: FloatArray,
    data: npt.NDArray[np.bool_],
) -> IntArray:
    """A gap has fewer ties than chance gives and than was expected; where the two differ, neither is said."""
    sure = tested & (q < SIGNIFICANT)
    gap, surplus = sure & low & (ratio < 1), sure & ~low & (ratio > 1)
    chosen = [~data, ~tested, gap, surplus]
    said = [Verdict.NO_DATA, Verdict.TOO_FEW, Verdict.GAP, Verdict.SURPLUS]
    numbers = [VERDICTS.index(one) for one in said]
    return np.select(chosen, numbers, default=VERDICTS.index(Verdict.EXPECTED)).astype(np.int64)
