"""The part of a network that fits on one map: its best-connected organisations and their strongest ties."""

from dataclasses import dataclass

import numpy as np

from graph.projection import FloatArray, IntArray, JointProjects, joint_projects
from graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class PartTie:
    """A tie between organisations `a` < `b` (rows of the snapshot) with the rows of its joint projects."""

    a: int
    b: int
    weight: float
    projects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn, and of how much: `organisations` are rows, best connected first."""

    organisations: tuple[int, ...]
    ties: tuple[PartTie, ...]
    connected: int
    all_ties: int


def strongest_part(snapshot: Snapshot, strength: FloatArray, *, organisations: int, ties: int) -> Part:
    """The `organisations` of greatest strength, and the `ties` of greatest weight between them.

    Weights count all partners of each project, also those left out. Equal ones in the order of uids.
    """
    order = np.argsort(-strength, kind="stable")
    connected = int(np.count_nonzero(strength))
    return part_between(snapshot, order[: min(organisations, connected)], ties=ties, connected=connected)


def part_between(snapshot: Snapshot, rows: IntArray, *, ties: int, connected: int) -> Part:
    """These organisations, in this order, and the `ties` of greatest weight between them.

    The strongest tie of each goes before all others, so that nobody who has a partner here stands alone.
    """
    joint = joint_projects(snapshot.participant, snapshot.joint_project)
    everywhere = len(joint.pair_starts())
    drawn = np.zeros(len(snapshot.organisations), dtype=bool)
    drawn[rows] = True
    inside = drawn[joint.a] & drawn[joint.b]
    part = JointProjects(joint.a[inside], joint.b[inside], joint.project[inside], joint.weight[inside])
    return Part(tuple(rows.tolist()), _strongest_ties(part, ties), connected, everywhere)


def _strongest_ties(joint: JointProjects, most: int) -> tuple[PartTie, ...]:
    starts = joint.pair_starts()
    if len(starts) == 0:
        return ()
    weight = np.add.reduceat(joint.weight, starts)
    ends: IntArray = np.append(starts[1:], len(joint.a))
    order = np.argsort(-weight, kind="stable")
    order = order[np.argsort(~_best_of_an_end(joint.a[starts], joint.b[starts], order), kind="stable")]
    kept = np.sort(order[:most])
    return tuple(
        PartTie(
            a=int(joint.a[starts[i]]),
            b=int(joint.b[starts[i]]),
            weight=float(weight[i]),
            projects=tuple(joint.project[starts[i] : ends[i]].tolist()),
        )
        for i in kept.tolist()
    )


def _best_of_an_end(a: IntArray, b: IntArray, order: IntArray) -> np.ndarray:
    """For each entry of `order`, strongest first, whether it is the strongest tie of one of its ends."""
    best = np.zeros(len(order), dtype=bool)
    ends = np.stack([a[order], b[order]], axis=1).ravel()
    _, first = np.unique(ends, return_index=True)
    best[first // 2] = True
    return best
