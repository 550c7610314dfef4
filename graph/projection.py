"""From projects to ties between organisations: fractional counting over the two-mode graph.

Each project with n > 1 participants adds 1/(n - 1) to each of its pairs, so an organisation's summed
weight is the number of its joint projects (M. E. J. Newman, Phys. Rev. E 64, 016132, 2001).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Distinct pairs of organisations with a < b, sorted by (a, b); all arrays have one entry per pair."""

    a: IntArray
    b: IntArray
    weight: FloatArray
    projects: IntArray


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


def joint_projects(organisation: IntArray, project: IntArray) -> JointProjects:
    """Every pair of participants of every project; a participation given twice counts once.

    `organisation` and `project` are parallel arrays of indices, one entry per participation, any order.
    """
    distinct = np.unique(np.column_stack([project, organisation]), axis=0).reshape(-1, 2)
    projects, starts, sizes = np.unique(distinct[:, 0], return_index=True, return_counts=True)
    parts = [
        _pairs_of_projects(distinct[:, 1], projects[sizes == size], starts[sizes == size], int(size))
        for size in np.unique(sizes)
        if size > 1
    ]
    if not parts:
        none = np.empty(0, dtype=np.int64)
        return JointProjects(none, none, none, np.empty(0))
    a, b, of, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((of, b, a))
    return JointProjects(a[order], b[order], of[order], weight[order])


def _pairs_of_projects(
    members: IntArray, projects: IntArray, starts: IntArray, size: int
) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    """All pairs inside the projects that have exactly `size` participants, in one step per size."""
    left, right = np.triu_indices(size, k=1)
    rows = members[starts[:, None] + np.arange(size)]
    weight = np.full(len(projects) * len(left), 1.0 / (size - 1))
    return rows[:, left].ravel(), rows[:, right].ravel(), np.repeat(projects, len(left)), weight


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
