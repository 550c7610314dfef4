"""A metric by its name: its value for every organisation, or why it has none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from graph.analysis import betweenness as betweenness_module
from graph.analysis import distances as distances_module
from graph.analysis.betweenness import betweenness
from graph.analysis.brokerage import Brokerage, brokerage
from graph.analysis.catalogue import NO_PARTNER, metric_called
from graph.analysis.centrality import Walked, eigenvector, pagerank
from graph.analysis.cohesion import Cohesion, cohesion
from graph.analysis.distances import Distances, distances
from graph.analysis.groups import openness
from graph.analysis.ties import Ties
from graph.projection import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Measured:
    """Values of one metric, one per organisation, not-a-number where `undefined` says why.

    `error` is the standard error where the values are estimates; `method` says how they were had.
    """

    values: FloatArray
    method: str
    error: FloatArray | None = None
    undefined: str = NO_PARTNER


T = TypeVar("T")
EXACT = "exact"
ONE_PARTNER = "It has fewer than two partners in what was chosen, so none of them can know each other."
_APART = "It is not in the largest component of what was chosen, where alone the measure is defined."
_NO_GROUP = "It has no tie to an organisation of known group, or its own group is unknown."
_ALIKE = "Its group is unknown, it has no tie of known group, or all members of its group are tied alike."
REASONS = (NO_PARTNER, ONE_PARTNER, _APART, _NO_GROUP, _ALIKE)
UNSETTLED = "the iteration had not settled when it was stopped"


def measured(ties: Ties, name: str, group: IntArray | None = None, *, one_of: int = 1) -> Measured:
    """Values of a metric; `group` divides the organisations where it needs that. Raises NotFound.

    `one_of` so many computations must stay together within the time that one may take.
    """
    if metric_called(name).groups:
        if group is None:
            raise ValueError(f"{name} needs a division into groups")
        return _grouped(ties, name, group)
    return _BOUNDED[name](ties, one_of) if name in _BOUNDED else _MEASURES[name](ties)


def _grouped(ties: Ties, name: str, group: IntArray) -> Measured:
    found = openness(ties, group)
    known = group >= 0
    values = {"ei": found.ei, "participation": found.participation, "within": found.within}[name]
    undefined = _ALIKE if name == "within" else _NO_GROUP
    return Measured(np.where(known, values, np.nan), EXACT, undefined=undefined)


def _betweenness(ties: Ties, one_of: int) -> Measured:
    found = betweenness(ties, work=betweenness_module.WORK // one_of)
    if found.exact:
        return Measured(found.values, EXACT)
    method = (
        f"estimated from {found.starts} starting points of {found.connected}, drawn with a fixed seed; "
        "all of them would take too long"
    )
    return Measured(found.values, method, found.error)


def _once_for_each(compute: Callable[[Ties, int], T]) -> Callable[[Ties, int], T]:
    """Several metrics come from one computation: it is kept, but no longer than the network itself is."""
    kept: WeakKeyDictionary[Ties, dict[int, T]] = WeakKeyDictionary()

    def of(ties: Ties, work: int) -> T:
        found = kept.setdefault(ties, {})
        if work not in found:
            found[work] = compute(ties, work)
        return found[work]

    return of


_distances: Callable[[Ties, int], Distances] = _once_for_each(lambda ties, work: distances(ties, work=work))
# These two are exact whatever they cost.
_brokerage: Callable[[Ties, int], Brokerage] = _once_for_each(lambda ties, _: brokerage(ties))
_cohesion: Callable[[Ties, int], Cohesion] = _once_for_each(lambda ties, _: cohesion(ties))


def _harmonic(ties: Ties, one_of: int) -> Measured:
    found = _distances(ties, distances_module.WORK // one_of)
    exact = found.starts == found.connected
    return Measured(
        found.harmonic, _sampled(found.starts, found.connected), None if exact else found.harmonic_error
    )


def _closeness(ties: Ties, one_of: int) -> Measured:
    found = _distances(ties, distances_module.WORK // one_of)
    return Measured(found.closeness, _sampled(found.starts, found.connected))


def _sampled(starts: int, connected: int) -> str:
    return EXACT if starts == connected else f"estimated from {starts} starting points of {connected}"


def _walked(found: Walked, undefined: str) -> Measured:
    method = EXACT if found.converged else UNSETTLED
    return Measured(found.values, method, undefined=undefined)


def _bridges(ties: Ties) -> Measured:
    where = _cohesion(ties, 0).bridges
    ends = np.concatenate([ties.pairs.a[where], ties.pairs.b[where]])
    return Measured(np.bincount(ends, minlength=ties.organisations).astype(np.float64), EXACT)


_BOUNDED: dict[str, Callable[[Ties, int], Measured]] = {
    "betweenness": _betweenness,
    "harmonic": _harmonic,
    "closeness": _closeness,
}
_MEASURES: dict[str, Callable[[Ties], Measured]] = {
    "degree": lambda ties: Measured(ties.degree.astype(np.float64), EXACT),
    "strength": lambda ties: Measured(ties.strength, EXACT),
    "eigenvector": lambda ties: _walked(eigenvector(ties), _APART),
    "pagerank": lambda ties: _walked(pagerank(ties), NO_PARTNER),
    "core": lambda ties: Measured(_cohesion(ties, 0).core.astype(np.float64), EXACT),
    "clustering": lambda ties: Measured(_brokerage(ties, 0).clustering, EXACT, undefined=ONE_PARTNER),
    "constraint": lambda ties: Measured(_brokerage(ties, 0).constraint, EXACT),
    "effective_size": lambda ties: Measured(_brokerage(ties, 0).effective_size, EXACT),
    "articulation": lambda ties: Measured(_cohesion(ties, 0).articulation.astype(np.float64), EXACT),
    "bridges": _bridges,
}
