"""The tables of a snapshot and its clusters, as files for a person or a spreadsheet."""

from collections.abc import Iterator
from pathlib import Path

from graph.analysis.clusters import Clustering
from graph.export.table import Cell, write_csv
from graph.projection import fractional
from graph.snapshot import Snapshot


def write_tables(snapshot: Snapshot, clustering: Clustering, folder: Path) -> dict[str, int]:
    """Writes organisations, participations, ties and clusters as CSV; returns rows per file."""
    return {
        "organisations.csv": write_csv(
            folder / "organisations.csv",
            ("uid", "name", "kind", "sector", "country", "place", "cluster", "strength"),
            _organisations(snapshot, clustering),
        ),
        "participations.csv": write_csv(
            folder / "participations.csv",
            ("organisation", "project", "role", "project_name", "start", "end"),
            _participations(snapshot),
        ),
        "ties.csv": write_csv(folder / "ties.csv", ("a", "b", "weight", "projects"), _ties(snapshot)),
        "clusters.csv": write_csv(
            folder / "clusters.csv",
            ("id", "name", "size", "public", "private", "civic", "science", "unknown"),
            _clusters(clustering),
        ),
    }


def _organisations(snapshot: Snapshot, clustering: Clustering) -> Iterator[list[Cell]]:
    columns = ("uid", "name", "kind", "sector", "country", "place")
    table = snapshot.organisations.select(columns).to_pylist()
    for row, number, strength in zip(
        table, clustering.cluster_of.tolist(), clustering.strength.tolist(), strict=True
    ):
        yield [*(row[column] for column in columns), None if number < 0 else number, strength]


def _participations(snapshot: Snapshot) -> Iterator[list[Cell]]:
    projects = snapshot.projects.to_pylist()
    roles = snapshot.tables["participations"]["role"].to_pylist()
    uids = snapshot.organisation_uids
    rows = zip(snapshot.participant.tolist(), snapshot.joint_project.tolist(), roles, strict=True)
    for organisation, number, role in rows:
        project = projects[number]
        name = project["acronym"] or project["title"]
        yield [uids[organisation], project["uid"], role, name, project["start"], project["end"]]


def _ties(snapshot: Snapshot) -> Iterator[list[Cell]]:
    ties = fractional(snapshot.participant, snapshot.joint_project)
    uids = snapshot.organisation_uids
    columns = (ties.a.tolist(), ties.b.tolist(), ties.weight.tolist(), ties.projects.tolist())
    for a, b, weight, projects in zip(*columns, strict=True):
        yield [uids[a], uids[b], weight, projects]


def _clusters(clustering: Clustering) -> Iterator[list[Cell]]:
    sectors = ("public", "private", "civic", "science", "unknown")
    for cluster in clustering.clusters:
        counts = [cluster.sectors.get(sector, 0) for sector in sectors]
        yield [cluster.id, cluster.name, len(cluster.members), *counts]
