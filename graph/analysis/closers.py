"""What would close a gap: how many new ties, between whom, and who could bring them together.

A new tie is a joint project of two, one of each group, that have none yet: it weighs 1, fractional or full.
The ratio of observed to expected is computed anew each time, since new ties also raise what is expected.
All new ties weigh the same, so no smaller set than the number found here lifts the ratio to what is wanted.
A broker works already with organisations of both groups; a project of one of each and the broker weighs 1/2
on each of its three ties (1 by full counting).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from graph.analysis.divisions import Division
from graph.analysis.ties import Ties
from graph.projection import Counting, FloatArray, IntArray

MOST_TIES = 1000
SHOWN = 20
# The best-connected organisations of each group that are looked at for new ties.
LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class NewTie:
    """Organisations a and b (rows) that could begin to work together; `via` those that both work with.

    `ratio` is what the two groups reach with this tie and all before it in the list; `joins` says whether it
    joins two parts of the network between which there was no path.
    """

    a: int
    b: int
    via: tuple[int, ...]
    ratio: float
    joins: bool


@dataclass(frozen=True, slots=True)
class Broker:
    """An organisation (row) with its partners in both groups; `ratio` after one project with the first two.

    `a` and `b` are the two it would bring together: not yet partners, and the busiest of its partners.
    `needed` such projects would lift the gap, None where more than MOST_TIES were.
    """

    organisation: int
    partners_a: tuple[int, ...]
    partners_b: tuple[int, ...]
    a: int
    b: int
    ratio: float
    needed: int | None


@dataclass(frozen=True, slots=True)
class Closers:
    """`needed` new ties lift the ratio to `target`; None where even MOST_TIES would not."""

    ratio: float | None
    target: float
    needed: int | None
    ties: tuple[NewTie, ...]
    brokers: tuple[Broker, ...]


def closers(ties: Ties, division: Division, a: int, b: int, *, target: float = 1.0) -> Closers:
    """For two different groups, by their numbers; nothing is proposed where no tie is needed."""
    observed = _between(ties, division)
    ratio = _ratio(observed, a, b)
    needed = needed_ties(observed, a, b, target)
    if needed == 0:
        return Closers(ratio, target, needed, (), ())
    chosen = _new_ties(ties, division, observed, (a, b), needed or SHOWN)
    return Closers(ratio, target, needed, chosen, _brokers(ties, division, observed, (a, b), target))


def _between(ties: Ties, division: Division) -> FloatArray:
    """Ties between groups, square and symmetric, of two ends in known and different groups."""
    of, many = division.of, len(division.codes)
    g, h = of[ties.pairs.a], of[ties.pairs.b]
    known = (g >= 0) & (h >= 0) & (g != h)
    flat = np.bincount(g[known] * many + h[known], weights=ties.pairs.weight[known], minlength=many * many)
    half = flat.reshape(many, many)
    return np.asarray(half + half.T, dtype=np.float64)


def needed_ties(observed: FloatArray, a: int, b: int, target: float) -> int | None:
    """Fewest new ties of weight 1 after which the ratio of two groups is at least `target`."""
    return _fewest(observed, [(a, b, 1.0)], a, b, target)


def _fewest(
    observed: FloatArray, added: list[tuple[int, int, float]], a: int, b: int, target: float
) -> int | None:
    """The ratio need not rise with each step where two groups are all there is, so each is looked at."""
    now = observed.copy()
    for number in range(MOST_TIES + 1):
        ratio = _ratio(now, a, b)
        if ratio is not None and ratio >= target - 1e-12:
            return number
        _add(now, added)
    return None


def _add(observed: FloatArray, added: list[tuple[int, int, float]]) -> None:
    for first, second, weight in added:
        if first != second:
            observed[first, second] += weight
            observed[second, first] += weight


def _ratio(observed: FloatArray, a: int, b: int) -> float | None:
    """Observed to expected of one pair (graph.analysis.gap_expected); None where nothing was expected."""
    strength = observed.sum(axis=1)
    whole = float(strength.sum())
    first, second = float(strength[a]), float(strength[b])
    if first == 0 or second == 0:
        return None
    expected = first * second * (1 / (whole - first) + 1 / (whole - second)) / 2
    return float(observed[a, b]) / expected


def _new_ties(
    ties: Ties, division: Division, observed: FloatArray, groups: tuple[int, int], number: int
) -> tuple[NewTie, ...]:
    """Pairs with most partners in common first, each organisation once as long as there are others."""
    a, b = groups
    pairs = _candidates(ties, division, a, b)
    now, part = observed.copy(), _components(ties)
    chosen = []
    for first, second in _spread(pairs, min(number, SHOWN)):
        _add(now, [(a, b, 1.0)])
        joins = bool(part[first] != part[second])
        part = np.where(part == part[second], part[first], part)
        ratio = _ratio(now, a, b)
        via = _shared(ties.adjacency, first, second)
        chosen.append(NewTie(first, second, via, 0.0 if ratio is None else ratio, joins))
    return tuple(chosen)


def _candidates(ties: Ties, division: Division, a: int, b: int) -> list[tuple[int, int]]:
    """Pairs that have no tie yet, best first: partners in common, then projects, then place in the table."""
    first, second = (_busiest(ties, division, group) for group in (a, b))
    present = (ties.adjacency > 0).astype(np.int64)
    common = (present[first] @ present[:, second]).toarray()
    tied = present[first][:, second].toarray() > 0
    degree = ties.degree
    rows, columns = np.nonzero(~tied)
    order = np.lexsort(
        (
            second[columns],
            first[rows],
            -degree[first[rows]] - degree[second[columns]],
            -common[rows, columns],
        )
    )
    return list(zip(first[rows[order]].tolist(), second[columns[order]].tolist(), strict=True))


def _busiest(ties: Ties, division: Division, group: int) -> IntArray:
    members = np.flatnonzero((division.of == group) & _named(ties))
    order = np.lexsort((members, -ties.degree[members]))
    return members[order[:LOOKED_AT]]


def _named(ties: Ties) -> npt.NDArray[np.bool_]:
    """Those that have a name: nobody can be introduced to a partner whom no source names."""
    return np.asarray(ties.part.organisations["name"].is_valid(), dtype=bool)


def _spread(pairs: list[tuple[int, int]], number: int) -> list[tuple[int, int]]:
    """The first pairs of organisations that are in none before; then the first of the rest."""
    used: set[int] = set()
    apart = []
    for pair in pairs:
        if used.isdisjoint(pair):
            apart.append(pair)
            used.update(pair)
    taken = set(apart)
    return (apart + [pair for pair in pairs if pair not in taken])[:number]


def _components(ties: Ties) -> IntArray:
    labels: IntArray = csgraph.connected_components(ties.adjacency, directed=False)[1].astype(np.int64)
    return labels


def _shared(adjacency: sparse.csr_matrix, first: int, second: int) -> tuple[int, ...]:
    return tuple(np.intersect1d(_partners(adjacency, first), _partners(adjacency, second)).tolist())


def _partners(adjacency: sparse.csr_matrix, row: int) -> IntArray:
    return np.asarray(adjacency.indices[adjacency.indptr[row] : adjacency.indptr[row + 1]], dtype=np.int64)


def _brokers(
    ties: Ties, division: Division, observed: FloatArray, groups: tuple[int, int], target: float
) -> tuple[Broker, ...]:
    """Those with most pairs to introduce first."""
    present = (ties.adjacency > 0).astype(np.int64)
    sides = [present[:, np.flatnonzero(division.of == group)].sum(axis=1) for group in groups]
    left, right = (np.asarray(side).ravel() for side in sides)
    both = np.flatnonzero((left > 0) & (right > 0) & _named(ties))
    order = both[np.lexsort((both, -np.minimum(left, right)[both], -(left * right)[both]))]
    told = []
    for row in order.tolist():
        broker = _broker(ties, division, observed, groups, row, target)
        if broker is not None:
            told.append(broker)
        if len(told) == SHOWN:
            break
    return tuple(told)


def _broker(
    ties: Ties, division: Division, observed: FloatArray, groups: tuple[int, int], row: int, target: float
) -> Broker | None:
    """None where all that it could bring together know each other."""
    partners = _partners(ties.adjacency, row)
    partners = partners[_named(ties)[partners]]
    busy = partners[np.lexsort((partners, -ties.degree[partners]))]
    sides = [busy[division.of[busy] == group] for group in groups]
    introduced = next(
        ((i, j) for i in sides[0].tolist() for j in sides[1].tolist() if ties.adjacency[i, j] == 0), None
    )
    if introduced is None:
        return None
    added = _project_of_three(int(division.of[row]), groups, ties.counting)
    now = observed.copy()
    _add(now, added)
    ratio = _ratio(now, *groups)
    return Broker(
        organisation=row,
        partners_a=tuple(sides[0].tolist()),
        partners_b=tuple(sides[1].tolist()),
        a=introduced[0],
        b=introduced[1],
        ratio=0.0 if ratio is None else ratio,
        needed=_fewest(observed, added, *groups, target),
    )


def _project_of_three(own: int, groups: tuple[int, int], counting: Counting) -> list[tuple[int, int, float]]:
    """What a project of the broker and one of each group adds between groups; of unknown group, less."""
    weight = 0.5 if counting is Counting.FRACTIONAL else 1.0
    pairs = [groups] + ([(own, groups[0]), (own, groups[1])] if own >= 0 else [])
    return [(first, second, weight) for first, second in pairs]
