"""Mentors for first-timers: experienced organisations that share a language or a theme, none overloaded."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from graph.analysis.partner_basis import PartnerBasis, partner_basis
from graph.analysis.partner_features import Asker, spoken, theme_mix
from graph.errors import InvalidParameter
from graph.projection import BoolArray, FloatArray, IntArray
from graph.snapshot import Snapshot

EXPERIENCE, LOAD, MOST_LOAD = 3, 2, 10
MOST_NEWCOMERS, MOST_MENTORS = 200, 2000


@dataclass(frozen=True, slots=True)
class Mentor:
    """Who helps newcomer number `newcomer`, with what both share; `experience` in international projects."""

    newcomer: int
    organisation: int
    experience: int
    themes: tuple[int, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentoring:
    """`without` are newcomers with whom no experienced organisation that has time shares anything."""

    mentors: tuple[Mentor, ...]
    without: tuple[int, ...]
    experienced: int


def mentoring(
    snapshot: Snapshot, newcomers: Sequence[Asker], *, experience: int = EXPERIENCE, load: int = LOAD
) -> Mentoring:
    """Gives each newcomer one mentor so that most is shared in all; nobody mentors more than `load`.

    A shared theme counts up to 1 (cosine), a shared language 0.5. Experienced are organisations with a name
    in at least `experience` projects of two or more countries. Raises InvalidParameter.
    """
    _check(newcomers, experience, load)
    basis = partner_basis(snapshot)
    count = international_projects(snapshot, basis)
    named = np.array([bool(name) for name in snapshot.folded_names], dtype=bool)
    able = np.flatnonzero((count >= experience) & named)
    able = able[np.lexsort((able, -count[able]))][:MOST_MENTORS]
    shared = np.array([_shared(basis, asker, able) for asker in newcomers]).reshape(len(newcomers), -1)
    rows, seats = linear_sum_assignment(-np.repeat(shared, load, axis=1))
    found = [
        _mentor(basis, newcomers[row], row, int(able[seat // load]), int(count[able[seat // load]]))
        for row, seat in zip(rows.tolist(), seats.tolist(), strict=True)
        if shared[row, seat // load] > 0
    ]
    served = {mentor.newcomer for mentor in found}
    alone = tuple(number for number in range(len(newcomers)) if number not in served)
    return Mentoring(tuple(found), alone, len(able))


def _check(newcomers: Sequence[Asker], experience: int, load: int) -> None:
    if not 1 <= len(newcomers) <= MOST_NEWCOMERS:
        raise InvalidParameter(f"Ask for mentors of 1 to {MOST_NEWCOMERS} newcomers at once.")
    if not 1 <= load <= MOST_LOAD:
        raise InvalidParameter(f"A mentor may take 1 to {MOST_LOAD} newcomers.")
    if experience < 1:
        raise InvalidParameter("The experience asked of a mentor is at least one international project.")


def international_projects(snapshot: Snapshot, basis: PartnerBasis) -> IntArray:
    """In how many projects with participants of two or more stated countries each organisation is."""
    several = _international(snapshot, basis)
    return np.bincount(
        snapshot.participant, weights=several[snapshot.joint_project], minlength=len(snapshot.organisations)
    ).astype(np.int64)


def _international(snapshot: Snapshot, basis: PartnerBasis) -> BoolArray:
    country = basis.countries.of[snapshot.participant]
    known = country >= 0
    seen = np.unique(np.column_stack([snapshot.joint_project[known], country[known]]), axis=0)
    return np.bincount(seen[:, 0], minlength=len(snapshot.projects)) > 1


def international_seats(snapshot: Snapshot, organisation: int) -> list[int]:
    """Rows of an organisation's participations in international projects, the latest project first."""
    several = _international(snapshot, partner_basis(snapshot))
    own = np.flatnonzero(snapshot.participant == organisation)
    own = own[several[snapshot.joint_project[own]]]
    starts = snapshot.projects["start"].take(snapshot.joint_project[own]).to_pylist()
    order = sorted(range(len(own)), key=lambda place: (starts[place] or "", -place), reverse=True)
    return [int(own[place]) for place in order]


def _shared(basis: PartnerBasis, asker: Asker, able: IntArray) -> FloatArray:
    languages = spoken(basis, asker)
    speaks = np.array([bool(languages & theirs) for theirs in basis.languages] + [False], dtype=float)
    value = basis.themes[able] @ theme_mix(basis, asker) + 0.5 * speaks[basis.countries.of[able]]
    if asker.row is not None:
        value[able == asker.row] = 0.0
    return np.asarray(value)


def _mentor(basis: PartnerBasis, asker: Asker, number: int, row: int, experience: int) -> Mentor:
    country = int(basis.countries.of[row])
    theirs = basis.languages[country] if country >= 0 else frozenset()
    both = np.flatnonzero((theme_mix(basis, asker) > 0) & (basis.themes[[row]].toarray().ravel() > 0))
    return Mentor(number, row, experience, tuple(both.tolist()), tuple(sorted(spoken(basis, asker) & theirs)))
