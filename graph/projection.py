"""From projects to ties between organisations: full, fractional or by budget, over the two-mode graph.

By fractional counting each project with n > 1 participants adds 1/(n - 1) to each of its pairs, so an
organisation's summed weight is the number of its joint projects (M. E. J. Newman, Phys. Rev. E 64, 016132,
2001). A project of one alone makes no tie.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Distinct pairs of organisations with a < b, sorted by (a, b); all arrays have one entry per pair."""

    a: IntArray
    b: IntArray
    weight: FloatArray
    projects: IntArray

    def taken(self, rows: IntArray) -> "Pairs":
        """Some of the pairs, in the order of the rows."""
        return Pairs(self.a[rows], self.b[rows], self.weight[rows], self.projects[rows])


@dataclass(frozen=True, slots=True)
class JointProjects:
    """One entry per pair and joint project, sorted by (a, b, project)."""

    a: IntArray
    b: IntArray
    project: IntArray
    weight: FloatArray

    def pair_starts(self) -> IntArray:
        """Index of the first entry of each distinct pair."""
        changed = (self.a[1:] != self.a[:-1]) | (self.b[1:] != self.b[:-1])
        return np.flatnonzero(np.concatenate([np.ones(min(len(self.a), 1), dtype=bool), changed]))


def joint_projects(
    organisation: IntArray, project: IntArray, ends: tuple[BoolArray, BoolArray] | None = None
) -> JointProjects:
    """Every pair of participants of every project; a participation given twice counts once.

    `organisation` and `project` are parallel arrays of indices, one entry per participation, any order.
    `ends` says of each organisation whether it may be the first, and the second, of a pair.
    """
    distinct = np.unique(np.column_stack([project, organisation]), axis=0).reshape(-1, 2)
    projects, starts, sizes = np.unique(distinct[:, 0], return_index=True, return_counts=True)
    parts = [
        _pairs_of_projects(distinct[:, 1], projects[sizes == size], starts[sizes == size], int(size), ends)
        for size in np.unique(sizes)
        if size > 1
    ]
    if not parts:
        none = np.empty(0, dtype=np.int64)
        return JointProjects(none, none, none, np.empty(0))
    a, b, of, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = _by_ends_and_project(a, b, of)
    return JointProjects(a[order], b[order], of[order], weight[order])


def _by_ends_and_project(a: IntArray, b: IntArray, project: IntArray) -> IntArray:
    """Order by (a, b, project), no two equal; as one number each where it fits, four times as fast."""
    organisations, projects = int(b.max(initial=0)) + 1, int(project.max(initial=0)) + 1
    if organisations**2 * projects <= np.iinfo(np.int64).max:
        return np.argsort((a * organisations + b) * projects + project)
    return np.lexsort((project, b, a))


def _pairs_of_projects(
    members: IntArray,
    projects: IntArray,
    starts: IntArray,
    size: int,
    ends: tuple[BoolArray, BoolArray] | None,
) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    """All pairs inside the projects that have exactly `size` participants, in one step per size."""
    left, right = np.triu_indices(size, k=1)
    rows = members[starts[:, None] + np.arange(size)]
    a, b, of = rows[:, left].ravel(), rows[:, right].ravel(), np.repeat(projects, len(left))
    if ends:
        wanted = ends[0][a] & ends[1][b]
        a, b, of = a[wanted], b[wanted], of[wanted]
    return a, b, of, np.full(len(a), 1.0 / (size - 1))


def fractional(organisation: IntArray, project: IntArray) -> Pairs:
    """One-mode projection with fractional weights and the number of joint projects."""
    joint = joint_projects(organisation, project)
    starts = joint.pair_starts()
    if len(starts) == 0:
        return Pairs(joint.a, joint.b, joint.weight, joint.project)
    return Pairs(
        a=joint.a[starts],
        b=joint.b[starts],
        weight=np.add.reduceat(joint.weight, starts),
        projects=np.diff(np.append(starts, len(joint.a))),
    )


class Counting(StrEnum):
    """How much one joint project adds to the tie of two of its n participants (chosen, and told, each time).

    full: 1. fractional: 1/(n - 1). budget: c_i * c_j / (sum over its pairs of c_k * c_l), c being what each
    participant gets, in euro; so one project adds 1 to all its ties together. A project of which the
    contribution of any participant is unknown, or in which fewer than two get anything, adds nothing by
    budget and is counted as left out: unknown is not nought.
    """

    FULL = "full"
    FRACTIONAL = "fractional"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Counted:
    """Ties by one way of counting; `left_out` joint projects could not be counted that way, of `joint`."""

    pairs: Pairs
    joint: int
    left_out: int


def counted(
    organisation: IntArray, project: IntArray, counting: Counting, euro: FloatArray | None = None
) -> Counted:
    """One-mode projection; `euro` is the contribution of each participation, not-a-number where unknown.

    A participation may be given once only. Pairs whose weight is 0 are no ties.
    """
    joint = joint_projects(organisation, project)
    starts = joint.pair_starts()
    sizes = np.bincount(project)
    weight, left_out = joint.weight, 0
    if counting is Counting.FULL:
        weight = np.ones(len(joint.a))
    elif counting is Counting.BUDGET:
        money = np.full(len(project), np.nan) if euro is None else euro
        weight, left_out = _by_budget(organisation, project, money, joint)
    if len(starts) == 0:
        return Counted(Pairs(joint.a, joint.b, joint.weight, joint.project), 0, 0)
    summed = np.add.reduceat(weight, starts)
    projects = np.diff(np.append(starts, len(joint.a)))
    tied = summed > 0
    pairs = Pairs(joint.a[starts][tied], joint.b[starts][tied], summed[tied], projects[tied])
    return Counted(pairs, int(np.count_nonzero(sizes > 1)), left_out)


def _by_budget(
    organisation: IntArray, project: IntArray, euro: FloatArray, joint: JointProjects
) -> tuple[FloatArray, int]:
    """Weight of each entry of `joint`, and how many joint projects have no known shares."""
    total = np.bincount(project, weights=euro)
    squares = np.bincount(project, weights=euro * euro)
    of_pairs = (total * total - squares) / 2
    # Two equal large squares leave a rest of rounding where one participant gets all.
    known = of_pairs > 1e-9 * squares
    many = int(organisation.max(initial=0)) + 1
    order = np.argsort(project * many + organisation)
    keys = (project * many + organisation)[order]
    first = euro[order][np.searchsorted(keys, joint.project * many + joint.a)]
    second = euro[order][np.searchsorted(keys, joint.project * many + joint.b)]
    usable = known[joint.project]
    weight = np.zeros(len(joint.a))
    weight[usable] = (first * second)[usable] / of_pairs[joint.project][usable]
    return weight, int(np.count_nonzero((np.bincount(project) > 1) & ~known))
