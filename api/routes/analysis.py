"""Clusters and paths."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.answers import clusters as cluster_answers
from api.answers import paths as path_answers
from api.answers.chains import ONLY_COOPERATION, PathOrder, introductions
from api.dependencies import ChosenClusters, ClustersOfAll, Name, ViewDep, Wait
from api.routes.jobs import CHANGES, WritingDep
from graph.analysis.chains import MOST_PATHS
from graph.analysis.connections import Via

router = APIRouter(tags=["analysis"])
ClusterNumber = Annotated[int, Path(ge=0, le=10_000_000)]


class NewName(BaseModel):
    """What a person calls a cluster."""

    name: str = Field(min_length=1, max_length=cluster_answers.LONGEST_NAME)


@router.get("/clusters")
def clusters(
    explorer: ViewDep, asked: ChosenClusters, wait: Wait = cluster_answers.A_MOMENT
) -> cluster_answers.ClusterList:
    """Groups of organisations that work together more than with others (Leiden), and how real they are."""
    return cluster_answers.cluster_list(explorer, asked, wait=wait)


@router.get("/clusters/{number}")
def cluster(
    explorer: ViewDep, number: ClusterNumber, asked: ChosenClusters, wait: Wait = cluster_answers.A_MOMENT
) -> cluster_answers.ClusterAnswer:
    """One cluster with its members, and how far each of them belongs to it."""
    return cluster_answers.cluster(explorer, number, asked, wait=wait)


@router.put("/clusters/{number}/name", responses=CHANGES)
def name_cluster(
    explorer: ViewDep, store: WritingDep, number: ClusterNumber, wanted: NewName, asked: ClustersOfAll
) -> cluster_answers.NameAnswer:
    """Gives a cluster a name. It keeps it while more than half of all organisations that the cluster has, or
    had when it was named, are in both.
    """
    return cluster_answers.rename(explorer, store, number, wanted.name, asked)


@router.delete("/clusters/{number}/name", responses=CHANGES)
def unname_cluster(
    explorer: ViewDep, store: WritingDep, number: ClusterNumber, asked: ClustersOfAll
) -> cluster_answers.NameAnswer:
    """Forgets a name that was given; the cluster has its computed name again."""
    return cluster_answers.rename(explorer, store, number, None, asked)


@router.get("/paths")
def path(
    explorer: ViewDep,
    start: Annotated[Name, Query(alias="from")],
    end: Annotated[Name, Query(alias="to")],
    k: Annotated[int, Query(ge=1, le=MOST_PATHS, description="How many chains at most.")] = 1,
    via: Annotated[
        list[Via] | None,
        Query(max_length=len(Via), description="Connections allowed; cooperation alone where missing."),
    ] = None,
    by: Annotated[
        PathOrder, Query(description="hops: the fewest introductions; strength: the strongest ties.")
    ] = PathOrder.HOPS,
) -> path_answers.PathAnswer:
    """Chains of introductions between organisations (or place:CODE, cluster:NUMBER), told with their
    projects; or why there is none and what would join both ends.
    """
    return introductions(
        explorer, start, end, k=k, via=via or ONLY_COOPERATION, by_strength=by is PathOrder.STRENGTH
    )
