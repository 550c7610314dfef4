"""What suggestions of partners stand on, computed once per snapshot: everything but the one who asks.

A project counts the less the older it is: it halves with every year before the newest project of the
snapshot, because new partners are found through what is alive. A project whose start nobody states counts as
the mean of those with one.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from babel.languages import get_official_languages
from scipy import sparse

from graph.analysis.connections import own_themes
from graph.projection import FloatArray, IntArray
from graph.snapshot import Snapshot

HALF_LIFE_YEARS = 1.0
# Added to observed and expected before their ratio, so that a handful of ties proves no affinity.
PRIOR = 5.0


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of organisations by one attribute; `of` is -1 where nobody states it.

    `affinity` is the logarithm of observed over expected ties between groups, `works_with` the living
    activity of each organisation beside members of each group (organisations x groups).
    """

    names: tuple[str, ...]
    of: IntArray
    affinity: FloatArray
    works_with: FloatArray

    def number(self, name: str | None) -> int:
        """Number of a group, -1 for one of which nobody here is."""
        return self.names.index(name) if name in self.names else -1


@dataclass(frozen=True, eq=False)
class PartnerBasis:
    """One row per organisation everywhere; matrices are sparse with sorted indices.

    `members` holds 1 per participation, `seats` its row, `of_projects` is `members` with projects as rows,
    `fractions` has 1/(n - 1) of each aged project of n, `itself` its row sums. `partners` holds 1 per pair
    with a joint project, `living` the fractional weight of their ties, aged. `themes` is each organisation's
    mix of themes at length 1, `welcomed` how many first-timers were beside it in projects of a theme, aged.
    `places` are longitude and latitude in degrees, not-a-number where unknown.
    """

    members: sparse.csr_matrix
    seats: sparse.csr_matrix
    of_projects: sparse.csr_matrix
    fractions: sparse.csr_matrix
    itself: FloatArray
    partners: sparse.csr_matrix
    living: sparse.csr_matrix
    degree: FloatArray
    strength: FloatArray
    activity: FloatArray
    themes: sparse.csr_matrix
    relatedness: sparse.csr_matrix
    welcomed: sparse.csr_matrix
    kinds: Groups
    countries: Groups
    languages: tuple[frozenset[str], ...]
    places: FloatArray

    def onward(self, here: FloatArray) -> FloatArray:
        """One step of a walk along living ties, through the two-mode graph: a tenth of their number."""
        leaving = here / np.where(self.strength > 0, self.strength, 1.0)
        return np.asarray(self.fractions @ (self.of_projects @ leaving) - self.itself * leaving)


@lru_cache(maxsize=2)
def partner_basis(snapshot: Snapshot) -> PartnerBasis:
    """Sparse matrices and group tables of a snapshot; about a second for all of Horizon 2020."""
    seats = _seats(snapshot)
    members = sparse.csr_matrix((np.ones(seats.nnz), seats.indices, seats.indptr), shape=seats.shape)
    size = np.asarray(members.sum(axis=0)).ravel()
    days = start_days(snapshot)
    alive = np.where(size > 1, _aged(days), 0.0)
    fractions = sparse.csr_matrix(members @ sparse.diags(alive / np.maximum(size - 1, 1)))
    living = _without_self(fractions @ members.T)
    partners = _without_self(members @ sparse.diags((size > 1).astype(float)) @ members.T)
    partners.data[:] = 1.0
    about = _about(snapshot)
    themes = _unit_rows((members @ about + _own_themes(snapshot)).tocsr())
    countries = _groups(snapshot.organisations["country"].to_pylist(), living, members, alive)
    return PartnerBasis(
        members=members,
        seats=seats,
        of_projects=members.T.tocsr(),
        fractions=fractions,
        itself=np.asarray(fractions.sum(axis=1)).ravel(),
        partners=partners,
        living=living,
        degree=np.diff(partners.indptr).astype(float),
        strength=np.asarray(living.sum(axis=1)).ravel(),
        activity=members @ alive,
        themes=themes,
        relatedness=_unit_rows((themes.T @ themes).tocsr()),
        welcomed=_welcomed(members, days, alive, about),
        kinds=_groups(snapshot.organisations["kind"].to_pylist(), living, members, alive),
        countries=countries,
        languages=tuple(official_languages(name) for name in countries.names),
        places=_points(snapshot),
    )


def official_languages(country: str | None) -> frozenset[str]:
    """ISO 639 codes of the official languages of a country, as CLDR has them; none where unknown."""
    return frozenset(get_official_languages(country, de_facto=True)) if country else frozenset()


def row_of(matrix: sparse.csr_matrix, row: int) -> tuple[IntArray, FloatArray]:
    """Columns and values of one row."""
    begin, end = matrix.indptr[row : row + 2]
    return np.asarray(matrix.indices[begin:end], dtype=np.int64), matrix.data[begin:end]


def _seats(snapshot: Snapshot) -> sparse.csr_matrix:
    rows, columns = snapshot.participant, snapshot.joint_project
    shape = (len(snapshot.organisations), len(snapshot.projects))
    matrix = sparse.csr_matrix((np.arange(len(rows)), (rows, columns)), shape=shape)
    matrix.sort_indices()
    return matrix


def _without_self(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    matrix = matrix.tocoo()
    others = (matrix.row != matrix.col) & (matrix.data != 0)
    kept = (matrix.data[others], (matrix.row[others], matrix.col[others]))
    found = sparse.csr_matrix(kept, shape=matrix.shape)
    found.sort_indices()
    return found


def start_days(snapshot: Snapshot) -> FloatArray:
    """First day of each project as a number of days, not-a-number where nobody states it."""
    return np.array([_day(text) for text in snapshot.projects["start"].to_pylist()], dtype=np.float64)


def _day(text: str | None) -> float:
    if text is None:
        return float("nan")
    parts = [int(part) for part in text.split("-")]
    year, month, day = parts + [1] * (3 - len(parts))
    return float(date(year, month, day).toordinal())


def _aged(days: FloatArray) -> FloatArray:
    known = ~np.isnan(days)
    if not known.any():
        return np.ones(len(days))
    weight = 0.5 ** ((np.nanmax(days) - np.where(known, days, 0.0)) / 365.25 / HALF_LIFE_YEARS)
    return np.where(known, weight, weight[known].mean())


def _about(snapshot: Snapshot) -> sparse.csr_matrix:
    table = snapshot.tables["about"]
    rows, columns = (np.asarray(table[name].to_numpy(), dtype=np.int64) for name in ("project", "theme"))
    shape = (len(snapshot.projects), len(snapshot.tables["themes"]))
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def _own_themes(snapshot: Snapshot) -> sparse.csr_matrix:
    pairs = own_themes(snapshot)
    rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
    shape = (len(snapshot.organisations), len(snapshot.tables["themes"]))
    return sparse.csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=shape)


def _unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled = sparse.csr_matrix(sparse.diags(1 / np.where(length > 0, length, 1)) @ matrix)
    scaled.sort_indices()
    return scaled


def _welcomed(
    members: sparse.csr_matrix, days: FloatArray, alive: FloatArray, about: sparse.csr_matrix
) -> sparse.csr_matrix:
    """A first-timer takes part in a project and in none that began before; itself it does not welcome."""
    seats = members.tocoo()
    began = days[seats.col]
    first = np.full(members.shape[0], np.inf)
    np.fmin.at(first, seats.row, began)
    new = began == first[seats.row]
    per_project = np.bincount(seats.col[new], minlength=members.shape[1])
    count = (per_project[seats.col] - new) * alive[seats.col]
    return sparse.csr_matrix(sparse.csr_matrix((count, (seats.row, seats.col)), shape=members.shape) @ about)


def _groups(
    values: list[str | None], living: sparse.csr_matrix, members: sparse.csr_matrix, alive: FloatArray
) -> Groups:
    names = sorted({value for value in values if value is not None})
    number = {name: place for place, name in enumerate(names)}
    of = np.array([-1 if value is None else number[value] for value in values], dtype=np.int64)
    known = np.flatnonzero(of >= 0)
    belongs = sparse.csr_matrix((np.ones(len(known)), (known, of[known])), shape=(len(values), len(names)))
    observed = (belongs.T @ living @ belongs).toarray()
    total = observed.sum(axis=1)
    expected = np.outer(total, total) / max(total.sum(), 1.0)
    works_with = (members @ (sparse.diags(alive) @ (members.T @ belongs))).toarray()
    return Groups(tuple(names), of, np.log((observed + PRIOR) / (expected + PRIOR)), works_with)


def _points(snapshot: Snapshot) -> FloatArray:
    """Where each organisation is: its own point, else that of its place."""
    own = np.column_stack([_degrees(snapshot.organisations[name]) for name in ("longitude", "latitude")])
    places = np.column_stack([_degrees(snapshot.places[name]) for name in ("longitude", "latitude")])
    located = snapshot.organisations["located_in"].to_pylist()
    row = np.array([-1 if place is None else place for place in located], dtype=np.int64)
    beyond = np.vstack([places, np.full((1, 2), np.nan)])
    return np.where(np.isnan(own), beyond[row], own)


def _degrees(column: object) -> FloatArray:
    values = column.to_pylist()  # type: ignore[attr-defined]  # pyarrow has no stubs
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
