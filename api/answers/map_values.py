"""Rows of a snapshot as the values that a network map draws: organisations, ties, projects, evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.analysis.clusters import Clustering
from graph.analysis.strongest import Part
from graph.projection import IntArray
from graph.snapshot import Snapshot
from graph.vocabulary import Kind
from graph.years import year_of
from viz import wording
from viz.model import MapNode, MapProject, MapTie

# Participations of which a map tells the records; those of a whole programme would be most of the file.
MOST_EVIDENCE = 60_000

Evidence = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MapValues:
    """What of a part is drawn; `evidence` is empty where there would be too much of it."""

    nodes: tuple[MapNode, ...]
    ties: tuple[MapTie, ...]
    evidence: Evidence


def map_values(snapshot: Snapshot, clustering: Clustering, part: Part) -> MapValues:
    """The part in the order of its organisations."""
    works = np.unique(np.array([row for tie in part.ties for row in tie.projects], dtype=np.int64))
    projects = dict(zip(works.tolist(), _projects(snapshot, works), strict=True))
    uids = snapshot.organisation_uids
    ties = tuple(
        MapTie(uids[tie.a], uids[tie.b], tie.weight, tuple(projects[row] for row in tie.projects))
        for tie in part.ties
    )
    rows = np.array(part.organisations, dtype=np.int64)
    return MapValues(_nodes(snapshot, clustering, rows), ties, _evidence(snapshot, rows, works))


def _taken(table: pa.Table, rows: IntArray, *columns: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.select(list(columns)).take(pa.array(rows)).to_pylist()
    return found


def _nodes(snapshot: Snapshot, clustering: Clustering, rows: IntArray) -> tuple[MapNode, ...]:
    values = _taken(snapshot.organisations, rows, "uid", "name", "kind", "country")
    return tuple(
        MapNode(
            uid=one["uid"],
            name=one["name"],
            kind=Kind(one["kind"]) if one["kind"] else None,
            country=one["country"],
            cluster=int(clustering.cluster_of[row]) if clustering.cluster_of[row] >= 0 else None,
            strength=float(clustering.strength[row]),
            projects=int(snapshot.projects_per_organisation[row]),
        )
        for row, one in zip(rows.tolist(), values, strict=True)
    )


def _projects(snapshot: Snapshot, rows: IntArray) -> list[MapProject]:
    themes = _themes(snapshot, rows)
    values = _taken(snapshot.projects, rows, "uid", "acronym", "title", "code", "start")
    return [
        MapProject(
            uid=one["uid"],
            title=one["acronym"] or one["title"] or one["code"],
            year=year_of(one["start"]),
            themes=tuple(themes.get(row, ())),
        )
        for row, one in zip(rows.tolist(), values, strict=True)
    ]


def _themes(snapshot: Snapshot, rows: IntArray) -> dict[int, list[str]]:
    """Names of the themes of each project that has any."""
    about, names = snapshot.tables["about"], snapshot.tables["themes"]["name"].to_pylist()
    chosen = about.filter(pc.is_in(about["project"], value_set=pa.array(rows, type=pa.int32())))
    found: dict[int, list[str]] = {}
    for project, theme in zip(*(chosen[name].to_pylist() for name in ("project", "theme")), strict=True):
        if names[theme]:
            found.setdefault(project, []).append(wording.theme(names[theme]))
    return found


def _evidence(snapshot: Snapshot, rows: IntArray, works: IntArray) -> Evidence:
    inside = np.isin(snapshot.participant, rows) & np.isin(snapshot.joint_project, works)
    chosen = np.flatnonzero(inside)
    if len(chosen) > MOST_EVIDENCE:
        return {}
    uids = dict(zip(works.tolist(), _uids(snapshot.projects, works), strict=True))
    stated: Sequence[list[str] | None] = snapshot.participations["records"].take(pa.array(chosen)).to_pylist()
    return {
        (snapshot.organisation_uids[who], uids[what]): tuple(records)
        for who, what, records in zip(
            snapshot.participant[chosen].tolist(),
            snapshot.joint_project[chosen].tolist(),
            stated,
            strict=True,
        )
        if records
    }


def _uids(table: pa.Table, rows: IntArray) -> list[str]:
    found: list[str] = table["uid"].take(pa.array(rows)).to_pylist()
    return found
