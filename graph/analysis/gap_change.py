"""What became of cooperation between groups from one period to another."""

from dataclasses import dataclass

import numpy as np

from graph.analysis.gap_matrix import VERDICTS, GapMatrix, Verdict


@dataclass(frozen=True, slots=True)
class Before:
    """What the pair was in the earlier period; `no data` where a group had no joint project then."""

    observed: float
    expected: float | None
    ratio: float | None
    verdict: Verdict


def before(earlier: GapMatrix, a: str, b: str) -> Before:
    """The pair of groups, by their codes, in the matrix of another period."""
    codes = earlier.division.codes
    if a not in codes or b not in codes:
        return Before(0.0, None, None, Verdict.NO_DATA)
    first, second = codes.index(a), codes.index(b)
    verdict = VERDICTS[int(earlier.verdict[earlier.place(first, second)])]
    ratio = float(earlier.found.ratio[first, second])
    known = verdict is not Verdict.NO_DATA
    return Before(
        observed=float(earlier.observed[first, second]),
        expected=float(earlier.found.expected[first, second]) if known else None,
        ratio=ratio if known and not np.isnan(ratio) else None,
        verdict=verdict,
    )
