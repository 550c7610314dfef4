"""What can lead from one organisation to another, and how much such a connection is worth.

Every connection goes through something that both share: a project, a tie of administration, a theme, a
funder, a country. So each kind is a two-mode graph, and all that are allowed together are one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from scipy import sparse

from graph.projection import IntArray
from graph.snapshot import Snapshot
from graph.vocabulary import Tie


class Via(StrEnum):
    """Kinds of connections, in the order in which they are told."""

    COOPERATION = "cooperation"
    ADMINISTRATIVE = "administrative"
    THEME = "theme"
    FUNDER = "funder"
    COUNTRY = "country"

    @property
    def strong(self) -> bool:
        """Whether both sides know each other; through a theme, a funder or a country they need not."""
        return self in (Via.COOPERATION, Via.ADMINISTRATIVE)


ADMINISTRATIVE = frozenset({Tie.SUBORDINATE_TO, Tie.PART_OF, Tie.MEMBER_OF})


@dataclass(frozen=True, eq=False)
class Connections:
    """`shared` is organisations x things shared (sorted indices); `names` and `records` tell the things."""

    via: Via
    shared: sparse.csr_matrix
    names: tuple[str | None, ...]
    records: tuple[tuple[str, ...], ...] = ()

    def between(self, a: int, b: int) -> IntArray:
        """Columns of what two organisations share."""
        rows = [self.shared.indices[self.shared.indptr[row] : self.shared.indptr[row + 1]] for row in (a, b)]
        return np.intersect1d(rows[0], rows[1])


@lru_cache(maxsize=10)
def connections(snapshot: Snapshot, via: Via) -> Connections:
    """All connections of one kind."""
    if via is Via.COOPERATION:
        names = snapshot.projects["acronym"].to_pylist()
        members = _matrix(snapshot, snapshot.participant, snapshot.joint_project, len(names))
        return Connections(via, members, tuple(names))
    if via is Via.ADMINISTRATIVE:
        return _administrative(snapshot)
    if via is Via.COUNTRY:
        return _countries(snapshot)
    return _themes(snapshot) if via is Via.THEME else _funders(snapshot)


def _matrix(
    snapshot: Snapshot, rows: Iterable[int] | IntArray, columns: Iterable[int] | IntArray, width: int
) -> sparse.csr_matrix:
    """A thing shared in several ways counts once."""
    row, column = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
    shape = (len(snapshot.organisations), width)
    matrix = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=shape)
    matrix.sum_duplicates()
    matrix.sort_indices()
    matrix.data[:] = 1.0
    return matrix


def _of_pairs(snapshot: Snapshot, pairs: Iterable[tuple[int, int]], width: int) -> sparse.csr_matrix:
    found = sorted(set(pairs))
    return _matrix(snapshot, [row for row, _ in found], [column for _, column in found], width)


def _stated(snapshot: Snapshot, types: Iterable[Tie]) -> list[dict[str, object]]:
    wanted = set(types)
    return [tie for tie in snapshot.tables["ties"].to_pylist() if tie["type"] in wanted]


def _rows(uids: list[str]) -> dict[str, int]:
    return {uid: row for row, uid in enumerate(uids)}


def _countries(snapshot: Snapshot) -> Connections:
    """A body of which no source says more than where it is can introduce nobody: it joins no country."""
    known = zip(*(snapshot.organisations[name].to_pylist() for name in ("country", "name")), strict=True)
    stated = [country if name else None for country, name in known]
    codes = sorted({code for code in stated if code})
    number = {code: column for column, code in enumerate(codes)}
    pairs = [(row, number[code]) for row, code in enumerate(stated) if code]
    return Connections(Via.COUNTRY, _of_pairs(snapshot, pairs, len(codes)), tuple(codes))


def _administrative(snapshot: Snapshot) -> Connections:
    row = _rows(snapshot.organisation_uids)
    ties = [tie for tie in _stated(snapshot, ADMINISTRATIVE) if tie["from"] in row and tie["to"] in row]
    pairs = [(row[str(tie[end])], number) for number, tie in enumerate(ties) for end in ("from", "to")]
    names = tuple(Tie(str(tie["type"])).facts.caption for tie in ties)
    records = tuple(tuple(map(str, _listed(tie["records"]))) for tie in ties)
    return Connections(Via.ADMINISTRATIVE, _of_pairs(snapshot, pairs, len(ties)), names, records)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _themes(snapshot: Snapshot) -> Connections:
    """Themes of an organisation's projects, and those that it states itself."""
    names = snapshot.tables["themes"]["name"].to_pylist()
    projects = [(joint["project"], joint["theme"]) for joint in snapshot.tables["about"].to_pylist()]
    shared = _through_projects(snapshot, projects, own_themes(snapshot), len(names))
    return Connections(Via.THEME, shared, tuple(names))


def own_themes(snapshot: Snapshot) -> list[tuple[int, int]]:
    """Organisations and the themes that they state of themselves, whatever their projects are about."""
    row, who = _rows(snapshot.tables["themes"]["uid"].to_pylist()), _rows(snapshot.organisation_uids)
    return [
        (who[str(tie["from"])], row[str(tie["to"])])
        for tie in _stated(snapshot, [Tie.ABOUT])
        if tie["from"] in who and tie["to"] in row
    ]


def _funders(snapshot: Snapshot) -> Connections:
    """Programmes that fund a project directly: all of one Union are no connection."""
    programmes = snapshot.tables["programmes"]
    row, project = _rows(programmes["uid"].to_pylist()), _rows(snapshot.projects["uid"].to_pylist())
    above = enumerate(snapshot.projects["programme"].to_pylist())
    pairs = [(number, row[uid]) for number, uid in above if uid in row]
    pairs += [
        (project[str(tie["from"])], row[str(tie["to"])])
        for tie in _stated(snapshot, [Tie.FUNDED_BY])
        if tie["from"] in project and tie["to"] in row
    ]
    shared = _through_projects(snapshot, pairs, [], len(row))
    return Connections(Via.FUNDER, shared, tuple(programmes["name"].to_pylist()))


def _through_projects(
    snapshot: Snapshot, pairs: list[tuple[int, int]], own: list[tuple[int, int]], width: int
) -> sparse.csr_matrix:
    members = connections(snapshot, Via.COOPERATION).shared
    rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
    of = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(members.shape[1], width))
    found = (members @ of).tocoo()
    return _of_pairs(snapshot, [*zip(found.row.tolist(), found.col.tolist(), strict=True), *own], width)
