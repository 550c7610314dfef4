"""Shortest collaboration path: from organisation to organisation through joint projects.

Works on the two-mode graph (organisation - project), where a hop is a joint project. Of all shortest
chains it tells the one whose ties are strongest in sum (fractional weights), then the first by uid.
"""

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order

from graph.projection import BoolArray, FloatArray, IntArray
from graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Step:
    """One introduction: from the organisation before to `organisation`, who know each other from `projects`.

    Rows of the snapshot; `participations` are the rows that prove it, two per project.
    """

    organisation: int
    projects: tuple[int, ...]
    participations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of introductions; no steps when both ends are the same organisation."""

    start: int
    end: int
    steps: tuple[Step, ...]

    @property
    def hops(self) -> int:
        return len(self.steps)


@dataclass(frozen=True, slots=True)
class NoPath:
    """There is no chain: sizes of both sides, and the best-connected organisation on each."""

    start: int
    end: int
    start_side: int
    end_side: int
    start_door: int
    end_door: int


@dataclass(frozen=True, slots=True)
class TwoMode:
    """Biadjacency as CSR both ways. Nodes count organisations first, projects after them. `seats` are the
    rows of all participations, those of the first organisation first, `seated` where those of each end.
    `joint` is how many projects with others each organisation has.
    """

    organisations: int
    adjacency: sparse.csr_matrix
    size: FloatArray
    seats: IntArray
    seated: IntArray
    joint: IntArray


def shortest_path(snapshot: Snapshot, start: int, end: int) -> Path | NoPath:
    """Path between two organisations given as rows of the snapshot."""
    graph = two_mode(snapshot)
    from_start = _distances(graph, start)
    if start != end and from_start[end] < 0:
        return _no_path(graph, start, end, from_start)
    from_end = _distances(graph, end)
    on_path = (from_start >= 0) & (from_end >= 0) & (from_start + from_end == from_start[end])
    chain = _strongest_chain(graph, start, end, from_start, on_path)
    steps = [joint_step(snapshot, graph, a, b) for a, b in itertools.pairwise(chain)]
    return Path(start, end, tuple(steps))


@lru_cache(maxsize=2)
def two_mode(snapshot: Snapshot) -> TwoMode:
    """The two-mode graph of a snapshot, made once."""
    organisations, projects = len(snapshot.organisations), len(snapshot.projects)
    ones = np.ones(len(snapshot.participant), dtype=np.int8)
    half = sparse.csr_matrix(
        (ones, (snapshot.participant, snapshot.joint_project)), shape=(organisations, projects)
    )
    adjacency = sparse.bmat([[None, half], [half.T, None]], format="csr")
    adjacency.sort_indices()
    size = np.diff(adjacency.indptr).astype(float)
    return TwoMode(
        organisations,
        adjacency,
        size,
        seats=np.argsort(snapshot.participant, kind="stable"),
        seated=np.cumsum(np.bincount(snapshot.participant, minlength=organisations)),
        joint=adjacency[:organisations] @ (size > 1).astype(np.int64),
    )


def _distances(graph: TwoMode, source: int) -> IntArray:
    """Steps of the two-mode graph from `source` to every node, -1 where there is no way.

    In breadth-first order parents come in order too, so each level ends where the parents of the next
    begin: one binary search per level in place of a walk over all nodes.
    """
    order, predecessor = breadth_first_order(graph.adjacency, source)
    place = np.empty(graph.adjacency.shape[0], dtype=np.int64)
    place[order] = np.arange(len(order))
    parent = place[predecessor[order[1:]]]
    distance = np.full(len(place), -1, dtype=np.int64)
    begin, end, level = 0, 1, 0
    while begin < end:
        distance[order[begin:end]] = level
        begin, end, level = end, 1 + int(np.searchsorted(parent, end)), level + 1
    return distance


def _neighbours(graph: TwoMode, node: int) -> IntArray:
    begin, end = graph.adjacency.indptr[node : node + 2]
    return np.asarray(graph.adjacency.indices[begin:end], dtype=np.int64)


def _strongest_chain(
    graph: TwoMode, start: int, end: int, distance: IntArray, on_path: BoolArray
) -> list[int]:
    """Longest sum of tie weights level by level; every organisation keeps its best predecessor."""
    best: dict[int, tuple[float, int]] = {start: (0.0, start)}
    level = [start]
    for depth in range(0, int(distance[end]), 2):
        reached: dict[int, tuple[float, int]] = {}
        for organisation in level:
            for partner, weight in _onward(graph, organisation, depth, distance, on_path).items():
                score = (best[organisation][0] + weight, -organisation)
                if partner not in reached or score > (reached[partner][0], -reached[partner][1]):
                    reached[partner] = (score[0], organisation)
        best |= reached
        level = sorted(reached)
    chain = [end]
    while chain[-1] != start:
        chain.append(best[chain[-1]][1])
    return chain[::-1]


def _onward(
    graph: TwoMode, organisation: int, depth: int, distance: IntArray, on_path: BoolArray
) -> dict[int, float]:
    """Organisations one hop further on a shortest path, with the weight of the tie to each."""
    weights: dict[int, float] = {}
    for project in _neighbours(graph, organisation):
        if not on_path[project] or distance[project] != depth + 1:
            continue
        for partner in _neighbours(graph, project).tolist():
            if on_path[partner] and distance[partner] == depth + 2:
                weights[partner] = weights.get(partner, 0.0) + 1.0 / (graph.size[project] - 1)
    return weights


def joint_step(snapshot: Snapshot, graph: TwoMode, a: int, b: int) -> Step:
    """What two organisations share: no project where they have none."""
    joint = (
        np.intersect1d(_neighbours(graph, a), _neighbours(graph, b), assume_unique=True) - graph.organisations
    )
    seats = np.concatenate([_seats(graph, a), _seats(graph, b)])
    proof = np.sort(seats[np.isin(snapshot.joint_project[seats], joint)])
    return Step(b, tuple(joint.tolist()), tuple(proof.tolist()))


def _seats(graph: TwoMode, organisation: int) -> IntArray:
    begin = int(graph.seated[organisation - 1]) if organisation else 0
    return graph.seats[begin : int(graph.seated[organisation])]


def _no_path(graph: TwoMode, start: int, end: int, from_start: IntArray) -> NoPath:
    sides = [from_start[: graph.organisations] >= 0, _distances(graph, end)[: graph.organisations] >= 0]
    doors = [_best_connected(graph, np.flatnonzero(side)) for side in sides]
    return NoPath(start, end, int(sides[0].sum()), int(sides[1].sum()), *doors)


def _best_connected(graph: TwoMode, organisations: IntArray) -> int:
    """Organisation with the most joint projects; of equals the first."""
    return int(organisations[int(np.argmax(graph.joint[organisations]))])
