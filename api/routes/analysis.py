"""Clusters and paths."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.answers import clusters as cluster_answers
from api.answers import paths as path_answers
from api.dependencies import ExplorerDep, Name, Resolution, Seed

router = APIRouter(tags=["analysis"])


@router.get("/clusters")
def clusters(
    explorer: ExplorerDep, resolution: Resolution = 1.0, seed: Seed = 0
) -> cluster_answers.ClusterList:
    """Groups of organisations that work together more than with others (Leiden)."""
    return cluster_answers.cluster_list(explorer, resolution=resolution, seed=seed)


@router.get("/clusters/{number}")
def cluster(
    explorer: ExplorerDep,
    number: Annotated[int, Path(ge=0, le=10_000_000)],
    resolution: Resolution = 1.0,
    seed: Seed = 0,
) -> cluster_answers.ClusterAnswer:
    """One cluster with its members."""
    return cluster_answers.cluster(explorer, number, resolution=resolution, seed=seed)


@router.get("/paths")
def path(
    explorer: ExplorerDep,
    start: Annotated[Name, Query(alias="from")],
    end: Annotated[Name, Query(alias="to")],
) -> path_answers.PathAnswer:
    """Shortest collaboration path between two organisations, told with its projects; or why there is none."""
    return path_answers.path(explorer, start, end)
