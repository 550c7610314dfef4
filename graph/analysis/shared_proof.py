"""What proves that two organisations share a theme, a funder or a country."""

import numpy as np
import pyarrow.compute as pc

from graph.analysis.connections import Via, connections
from graph.projection import IntArray
from graph.snapshot import Snapshot
from graph.vocabulary import Tie


def shared_records(snapshot: Snapshot, via: Via, a: int, b: int, shared: int) -> tuple[str, ...]:
    """Records behind a connection of organisations `a` and `b` over its column `shared`, those of `a` first.

    Of a theme or a funder those of each one's latest project with it, else those that state it of the
    organisation itself; of a country those that say where they stand.
    """
    of = connections(snapshot, via)
    if of.records:
        return of.records[shared]
    if via is Via.COUNTRY:
        found = [_stated(snapshot, Tie.LOCATED_IN, one) for one in (a, b)]
    else:
        projects = _projects_with(snapshot, via, shared)
        theme = snapshot.tables["themes"]["uid"][shared].as_py() if via is Via.THEME else None
        found = [
            _latest(snapshot, one, projects) or _stated(snapshot, Tie.ABOUT, one, theme) for one in (a, b)
        ]
    return tuple(dict.fromkeys(uid for records in found for uid in records))


def _projects_with(snapshot: Snapshot, via: Via, shared: int) -> IntArray:
    if via is Via.THEME:
        about = snapshot.tables["about"]
        return np.asarray(about["project"].filter(pc.equal(about["theme"], shared)).to_numpy())
    programme = snapshot.tables["programmes"]["uid"][shared].as_py()
    ties = snapshot.tables["ties"]
    funded = pc.and_(pc.equal(ties["type"], Tie.FUNDED_BY.value), pc.equal(ties["to"], programme))
    by_tie = pc.is_in(snapshot.projects["uid"], value_set=ties["from"].filter(funded).combine_chunks())
    of_it = pc.or_kleene(pc.equal(snapshot.projects["programme"], programme), by_tie)
    return np.flatnonzero(pc.fill_null(of_it, fill_value=False).to_numpy())


def _latest(snapshot: Snapshot, organisation: int, projects: IntArray) -> list[str]:
    seats = np.flatnonzero(snapshot.participant == organisation)
    seats = seats[np.isin(snapshot.joint_project[seats], projects)]
    if not seats.size:
        return []
    starts = snapshot.projects["start"].take(snapshot.joint_project[seats]).to_pylist()
    newest = max(range(len(seats)), key=lambda place: (starts[place] or "", -place))
    return list(snapshot.participations["records"][int(seats[newest])].as_py() or ())


def _stated(snapshot: Snapshot, kind: Tie, organisation: int, end: str | None = None) -> list[str]:
    ties = snapshot.tables["ties"]
    chosen = pc.and_(
        pc.equal(ties["type"], kind.value), pc.equal(ties["from"], snapshot.organisation_uids[organisation])
    )
    rows = ties.filter(chosen).to_pylist()
    return [uid for row in rows if end in (None, row["to"]) for uid in row["records"] or ()]
