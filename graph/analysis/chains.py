"""Chains of introductions: the k shortest, over the kinds of connections that are allowed.

Between organisations, or between groups of them (a place, a cluster). By hops: the fewest connections, then
the fewest weak ones, then the strongest in sum. By strength: the least sum of 1/weight (Newman, Phys. Rev. E
64, 016132, 2001). Chains do not visit anybody twice (Yen, Management Science 17, 1971). Only organisations
that lie on a chain at most SLACK hops (or a half) longer than the best are looked at, of more than MOST of
them the best connected: so the work is bounded whatever is asked.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, connected_components, yen

from graph.analysis.connections import Connections, Via, connections
from graph.analysis.detours import BITS, detours, lengths_of
from graph.analysis.ties import Ties, ties_of
from graph.errors import InvalidParameter
from graph.projection import IntArray
from graph.snapshot import Snapshot

MOST_PATHS, SLACK, MOST, LONGEST = 5, 2, 1000, 12
# Costs are whole numbers, so that equal chains are equal: a hop, a weak connection, a unit of weight.
HOP, WEAK, UNIT = 2e10, 1e8, 1e4
# By strength: how much longer than the best a chain may be, and than which the first five mostly are not.
LONGER, NEARLY = 1.5, 1.1


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows of organisations from one end to the other, and by what each is reached (all kinds that are)."""

    organisations: tuple[int, ...]
    vias: tuple[tuple[Via, ...], ...]

    @property
    def hops(self) -> int:
        return len(self.organisations) - 1


@dataclass(frozen=True, slots=True)
class Apart:
    """No chain: how many each side reaches, and the best connected on each."""

    start_side: int
    end_side: int
    start_door: int
    end_door: int


@dataclass(frozen=True, eq=False)
class _Woven:
    """Organisations (first) and all that they share, by the kinds of connections that are allowed; `part` is
    the component of each organisation.
    """

    shared: sparse.csr_matrix
    adjacency: sparse.csr_matrix
    part: IntArray


@dataclass(frozen=True, slots=True)
class _Question:
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    k: int
    kinds: tuple[Connections, ...]
    ties: Ties
    woven: _Woven


def chains(
    snapshot: Snapshot,
    starts: Sequence[int],
    ends: Sequence[int],
    *,
    k: int = 1,
    via: Sequence[Via] = (Via.COOPERATION,),
    by_strength: bool = False,
) -> tuple[Chain, ...] | Apart:
    """Up to k chains, the best first; one without hops where both ends share somebody.

    Raises InvalidParameter: k is 1 to 5, and only cooperation has a strength.
    """
    _check(starts, ends, k, via, by_strength=by_strength)
    common = sorted(set(starts) & set(ends))
    if common:
        return (Chain((common[0],), ()),)
    kinds = tuple(connections(snapshot, one) for one in Via if one in via)
    sides = tuple(sorted(set(starts))), tuple(sorted(set(ends)))
    asked = _Question(*sides, k, kinds, _ties(snapshot), _woven(snapshot, tuple(one.via for one in kinds)))
    near, far = (np.unique(asked.woven.part[list(rows)]) for rows in sides)
    if not np.intersect1d(near, far).size:
        return _apart(asked, near, far)
    found = _by_strength(asked) if by_strength else []
    found = found or _by_hops(asked, _hops(asked.woven, asked.starts))
    return tuple(_chain(kinds, rows) for rows in found)


def _check(
    starts: Sequence[int], ends: Sequence[int], k: int, via: Sequence[Via], *, by_strength: bool
) -> None:
    if not 1 <= k <= MOST_PATHS:
        raise InvalidParameter(f"Ask for 1 to {MOST_PATHS} paths.")
    if not starts or not ends:
        raise InvalidParameter("No organisation stands at one of the ends.")
    if not via:
        raise InvalidParameter(f"Name at least one kind of connection: {', '.join(Via)}.")
    if by_strength and set(via) != {Via.COOPERATION}:
        raise InvalidParameter("Only cooperation has a strength: ask by strength with via=cooperation alone.")


@lru_cache(maxsize=2)
def _ties(snapshot: Snapshot) -> Ties:
    return ties_of(snapshot)


# Four sets of kinds: what is mostly asked for, and the same with themes where there is no path.
@lru_cache(maxsize=4)
def _woven(snapshot: Snapshot, kinds: tuple[Via, ...]) -> _Woven:
    shared = sparse.hstack([connections(snapshot, one).shared for one in kinds], format="csr")
    adjacency = sparse.bmat([[None, shared], [shared.T, None]], format="csr")
    part = connected_components(adjacency, directed=False)[1][: shared.shape[0]]
    return _Woven(shared, adjacency, part.astype(np.int64))


def _hops(woven: _Woven, sources: Sequence[int]) -> IntArray:
    """Fewest connections from any of the sources to each organisation, -1 where there is no way."""
    everyone, nodes = woven.shared.shape[0], woven.adjacency.shape[0]
    order, before = breadth_first_order(_with_entry(woven.adjacency, sources), nodes)
    distance = np.full(nodes + 1, -1, dtype=np.int64)
    distance[nodes] = 0
    for begin, end in _levels(order, before):
        distance[order[begin:end]] = distance[before[order[begin:end]]] + 1
    return np.where(distance[:everyone] > 0, (distance[:everyone] - 1) // 2, -1)


def _with_entry(adjacency: sparse.csr_matrix, sources: Sequence[int]) -> sparse.csr_matrix:
    """One more node behind all others, from which a step leads to each of the sources."""
    nodes = adjacency.shape[0] + 1
    indices = np.concatenate([adjacency.indices, np.asarray(sources, dtype=adjacency.indices.dtype)])
    ends = np.append(adjacency.indptr, len(indices)).astype(adjacency.indptr.dtype)
    return sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=(nodes, nodes))


def _levels(order: IntArray, before: IntArray) -> list[tuple[int, int]]:
    """Stretches of a breadth-first order whose parents all come before the stretch."""
    place = np.empty(len(before), dtype=np.int64)
    place[order] = np.arange(len(order))
    parent = place[before[order[1:]]]
    levels, end = [], 1
    while end < len(order):
        begin, end = end, 1 + int(np.searchsorted(parent, end))
        levels.append((begin, end))
    return levels


def _by_hops(asked: _Question, from_start: IntArray) -> list[tuple[int, ...]]:
    from_end = _hops(asked.woven, asked.ends)
    through = np.where((from_start >= 0) & (from_end >= 0), from_start + from_end, np.iinfo(np.int64).max)
    best = int(through.min())
    found: list[tuple[int, ...]] = []
    for slack in range(SLACK + 1):
        near = _nearest(asked, np.flatnonzero(through <= best + slack), from_start, through)
        ways = _ways(asked, near, _costs(asked, near))
        found = [way for way in ways if len(way) - 1 <= best + slack]
        if len(found) >= asked.k or best > LONGEST:
            break
    return found


def _nearest(asked: _Question, rows: IntArray, from_start: IntArray, through: IntArray) -> IntArray:
    """Of too many, at each distance the best connected; one shortest chain is always among them."""
    if len(rows) <= MOST:
        return rows
    order = np.lexsort((rows, -asked.ties.degree[rows], through[rows]))
    rank = np.zeros(len(rows), dtype=np.int64)
    share = max(MOST // (int(from_start[rows].max()) + 1), 1)
    for level in np.unique(from_start[rows]):
        at = order[from_start[rows[order]] == level]
        rank[at] = np.arange(len(at))
    kept = rows[rank < share]
    return np.unique(np.concatenate([kept, _one_chain(asked, from_start)]))


def _one_chain(asked: _Question, from_start: IntArray) -> IntArray:
    """A shortest chain, walked back from the nearest end over the first by uid."""
    reached = [end for end in asked.ends if from_start[end] >= 0]
    chain = [min(reached, key=lambda end: (from_start[end], end))]
    while from_start[chain[-1]] > 0:
        near = [_beside(one.shared, chain[-1]) for one in asked.kinds]
        beside = np.unique(np.concatenate(near))
        chain.append(int(beside[from_start[beside] == from_start[chain[-1]] - 1][0]))
    return np.array(chain, dtype=np.int64)


def _beside(shared: sparse.csr_matrix, row: int) -> IntArray:
    return np.asarray((shared @ shared[[row]].T).tocoo().row, dtype=np.int64)


def _costs(asked: _Question, near: IntArray) -> sparse.csr_matrix:
    """What one hop between any two of the organisations costs."""
    best = np.full((len(near), len(near)), np.inf)
    for one in asked.kinds:
        part = one.shared[near]
        tied = (part @ part.T).tocoo()
        cost = np.full(tied.nnz, HOP + (0 if one.via.strong else WEAK))
        if one.via is Via.COOPERATION:
            weight = np.asarray(asked.ties.adjacency[near][:, near].todense())
            cost -= np.rint(UNIT * weight[tied.row, tied.col])
        np.minimum.at(best, (tied.row, tied.col), cost)
    np.fill_diagonal(best, np.inf)
    rows, columns = np.nonzero(np.isfinite(best))
    return sparse.csr_matrix((best[rows, columns], (rows, columns)), shape=best.shape)


def _by_strength(asked: _Question) -> list[tuple[int, ...]]:
    """None where nothing joins both ends. Looks among detours of NEARLY first; the last chain found then says
    how long a detour those before it may make.
    """
    lengths, longer = lengths_of(asked.ties), NEARLY
    while True:
        near = detours(lengths, asked.starts, asked.ends, longer=longer, most=MOST)
        if near is None:
            return []
        found = _ways(asked, near.rows, lengths.of_ties[near.rows][:, near.rows])
        enough = lengths.along(found[-1]) / near.shortest if len(found) == asked.k else LONGER
        if enough <= longer * (1 + BITS) or longer == LONGER or len(near.rows) >= MOST:
            return found
        longer = min(enough, LONGER)


def _ways(asked: _Question, near: IntArray, costs: sparse.csr_matrix) -> list[tuple[int, ...]]:
    """Up to k cheapest ways among `near`, from one node before all starts to one behind all ends."""
    size = len(near)
    starts, ends = np.isin(near, asked.starts), np.isin(near, asked.ends)
    door = float(costs.data.min()) if costs.nnz else 1.0
    whole = costs.tocoo()
    inside = ~ends[whole.row] & ~starts[whole.col]
    first, last = np.flatnonzero(starts), np.flatnonzero(ends)
    rows = np.concatenate([whole.row[inside], np.full(len(first), size), last])
    columns = np.concatenate([whole.col[inside], first, np.full(len(last), size + 1)])
    data = np.concatenate([whole.data[inside], np.full(len(first) + len(last), door)])
    graph = sparse.csr_matrix((data, (rows, columns)), shape=(size + 2, size + 2))
    _, before = yen(graph, size, size + 1, asked.k, return_predecessors=True)
    return [_walked_back(near, one) for one in np.atleast_2d(before)]


def _walked_back(near: IntArray, before: IntArray) -> tuple[int, ...]:
    way, here = [], int(before[len(near) + 1])
    while here != len(near):
        way.append(int(near[here]))
        here = int(before[here])
    return tuple(way[::-1])


def _chain(kinds: Sequence[Connections], rows: tuple[int, ...]) -> Chain:
    return Chain(rows, tuple(_vias(kinds, a, b) for a, b in itertools.pairwise(rows)))


def _vias(kinds: Sequence[Connections], a: int, b: int) -> tuple[Via, ...]:
    return tuple(one.via for one in kinds if len(one.between(a, b)))


def _apart(asked: _Question, near: IntArray, far: IntArray) -> Apart:
    """`near` and `far` are the components of both sides."""
    sides = [np.flatnonzero(np.isin(asked.woven.part, parts)) for parts in (near, far)]
    doors = [int(side[np.lexsort((side, -asked.ties.degree[side]))[0]]) for side in sides]
    return Apart(len(sides[0]), len(sides[1]), doors[0], doors[1])
