"""Which PARTNERS_WITH ties organisations should have, from the projects they share."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import numpy as np

from graph.projection import IntArray, JointProjects, joint_projects
from graph.resolution.canonical import SameAs
from graph.store import derive_statements as statements
from graph.store.portions import portions
from graph.store.session import Store
from graph.years import year_of

NO_YEAR = 9999


@dataclass(frozen=True, slots=True)
class _TwoMode:
    """Participations as indices into sorted uids; years per project, NO_YEAR where not stated."""

    organisations: list[str]
    organisation: IntArray
    project: IntArray
    first_year: IntArray
    last_year: IntArray


def partnership_rows(
    store: Store, affected: Sequence[str], same_as: SameAs
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """For each affected organisation, its ties to affected organisations with a larger uid.

    Whoever another stands for has none: its projects are that other's. `affected` is sorted. Every project
    that two organisations share is a project of the first, so a part of the organisations can be computed by
    itself, in bounded memory.
    """
    concerned = frozenset(affected)
    for uids in portions(store, affected, same_as):
        yield from _partnerships(store, uids, concerned, same_as)


def _partnerships(
    store: Store, uids: Sequence[str], concerned: AbstractSet[str], same_as: SameAs
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    graph = _read(store, uids, same_as)
    asked = np.isin(np.array(graph.organisations), np.array(uids))
    both = np.array([organisation in concerned for organisation in graph.organisations], dtype=bool)
    joint = joint_projects(graph.organisation, graph.project, (asked, both))
    by_owner = groupby(_ties(graph, joint), key=lambda tie: tie["start"])
    owner, own = next(by_owner, (None, iter(())))
    for organisation in uids:
        if organisation == owner:
            yield organisation, list(own)
            owner, own = next(by_owner, (None, iter(())))
        else:
            yield organisation, []


def _read(store: Store, uids: Sequence[str], same_as: SameAs) -> _TwoMode:
    """What was read is far larger than what it says, and goes before the ties are made."""
    members = same_as.members_of(uids)
    projects = store.read(lambda tx: tx.values(statements.PARTICIPANTS, uids=members), timeout=600)
    return _two_mode(projects, same_as)


def _two_mode(projects: Sequence[Sequence[Any]], same_as: SameAs) -> _TwoMode:
    """From rows of uid, start, end and the uids of all participants."""
    ordered = sorted(projects, key=itemgetter(0))
    organisations = sorted({same_as.of(uid) for *_, members in ordered for uid in members})
    at = {organisation: i for i, organisation in enumerate(organisations)}
    years = [(year_of(start), year_of(end) or year_of(start)) for _, start, end, _ in ordered]
    sizes = [len(members) for *_, members in ordered]
    who = (at[same_as.of(uid)] for *_, members in ordered for uid in members)
    return _TwoMode(
        organisations=organisations,
        organisation=np.fromiter(who, dtype=np.int64, count=sum(sizes)),
        project=np.repeat(np.arange(len(ordered)), sizes),
        first_year=np.array([first or NO_YEAR for first, _ in years], dtype=np.int64),
        last_year=np.array([last or -NO_YEAR for _, last in years], dtype=np.int64),
    )


def _ties(graph: _TwoMode, joint: JointProjects) -> Iterator[dict[str, Any]]:
    """Rows sorted by their two organisations."""
    starts = joint.pair_starts()
    if len(starts) == 0:
        return
    weight = np.add.reduceat(joint.weight, starts)
    first = np.minimum.reduceat(graph.first_year[joint.project], starts)
    last = np.maximum.reduceat(graph.last_year[joint.project], starts)
    bounds = pairwise([*starts.tolist(), len(joint.a)])
    ends = zip(joint.a[starts].tolist(), joint.b[starts].tolist(), strict=True)
    columns = zip(ends, bounds, weight.tolist(), first.tolist(), last.tolist(), strict=True)
    for (start, end), (begin, after), share, first_year, last_year in columns:
        a, b = graph.organisations[start], graph.organisations[end]
        values: dict[str, Any] = {"weight": share, "projects": after - begin}
        if first_year != NO_YEAR:
            values["first_year"] = first_year
        if last_year != -NO_YEAR:
            values["last_year"] = last_year
        yield {"start": a, "end": b, "values": values}
