"""Which PARTNERS_WITH ties organisations should have, from the projects they share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from graph.projection import IntArray, JointProjects, joint_projects
from graph.records import uid
from graph.store import derive_statements as statements
from graph.store.session import Store
from graph.vocabulary import Tie
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


def partnership_rows(store: Store, affected: Sequence[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """For each affected organisation, its ties to affected organisations with a larger uid."""
    rows = store.read(lambda tx: tx.values(statements.PARTICIPATIONS, uids=affected), timeout=600)
    graph = _two_mode(rows)
    concerned = np.isin(np.array(graph.organisations), np.array(affected))
    joint = joint_projects(graph.organisation, graph.project)
    both = concerned[joint.a] & concerned[joint.b]
    joint = JointProjects(joint.a[both], joint.b[both], joint.project[both], joint.weight[both])
    ties = _ties(graph, joint)
    for organisation in affected:
        yield organisation, ties.pop(organisation, [])


def _two_mode(rows: Sequence[Sequence[Any]]) -> _TwoMode:
    organisations = sorted({row[1] for row in rows})
    projects = sorted({row[0]: (row[2], row[3]) for row in rows}.items())
    organisation_at = {organisation: i for i, organisation in enumerate(organisations)}
    project_at = {project: i for i, (project, _) in enumerate(projects)}
    years = [(year_of(start), year_of(end) or year_of(start)) for _, (start, end) in projects]
    return _TwoMode(
        organisations=organisations,
        organisation=np.array([organisation_at[row[1]] for row in rows], dtype=np.int64),
        project=np.array([project_at[row[0]] for row in rows], dtype=np.int64),
        first_year=np.array([first or NO_YEAR for first, _ in years], dtype=np.int64),
        last_year=np.array([last or -NO_YEAR for _, last in years], dtype=np.int64),
    )


def _ties(graph: _TwoMode, joint: JointProjects) -> dict[str, list[dict[str, Any]]]:
    """Rows by the organisation with the smaller uid."""
    starts = joint.pair_starts()
    if len(starts) == 0:
        return {}
    weight = np.add.reduceat(joint.weight, starts)
    first = np.minimum.reduceat(graph.first_year[joint.project], starts)
    last = np.maximum.reduceat(graph.last_year[joint.project], starts)
    ties: dict[str, list[dict[str, Any]]] = {}
    bounds = pairwise([*starts.tolist(), len(joint.a)])
    columns = zip(bounds, weight.tolist(), first.tolist(), last.tolist(), strict=True)
    for (begin, end), share, first_year, last_year in columns:
        a, b = graph.organisations[joint.a[begin]], graph.organisations[joint.b[begin]]
        values = {"uid": uid("tie", Tie.PARTNERS_WITH, a, b), "weight": share, "projects": end - begin}
        if first_year != NO_YEAR:
            values["first_year"] = first_year
        if last_year != -NO_YEAR:
            values["last_year"] = last_year
        ties.setdefault(a, []).append({"start": a, "end": b, "values": values})
    return ties
