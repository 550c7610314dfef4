"""Kept snapshots and their differences."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.answers import snapshots as answers
from api.dependencies import ExplorerDep

router = APIRouter(prefix="/snapshots", tags=["snapshots"])
SnapshotName = Annotated[
    str, Path(max_length=64, description="Id of a snapshot (or its beginning), content hash, or latest.")
]


@router.get("")
def snapshots(explorer: ExplorerDep) -> answers.SnapshotList:
    """Snapshots that were kept, each with the id under which to cite it."""
    return answers.listed(explorer)


@router.get("/{snapshot}")
def snapshot(explorer: ExplorerDep, snapshot: SnapshotName) -> answers.SnapshotAnswer:
    """A snapshot that was kept, with its sources, and whether its files are still what they were."""
    return answers.shown(explorer, snapshot)


@router.get("/{before}/diff/{after}")
def diff(explorer: ExplorerDep, before: SnapshotName, after: SnapshotName) -> answers.DiffAnswer:
    """What changed from one snapshot to another: organisations, projects, ties, values and clusters."""
    return answers.diff(explorer, before, after)
