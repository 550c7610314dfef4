"""Projects, programmes and records."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import projects as answers
from api.dependencies import ExplorerDep, Limit

router = APIRouter(tags=["projects"])


@router.get("/projects")
def search(
    explorer: ExplorerDep,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words of title, acronym or code")],
    limit: Limit = 50,
) -> answers.ProjectList:
    """Projects by title, acronym or code, best match first."""
    return answers.search(explorer, q, limit)


@router.get("/projects/{uid}")
def project(explorer: ExplorerDep, uid: str) -> answers.ProjectAnswer:
    """A project: participants, suppliers, patrons, places, figures, funding."""
    return answers.project(explorer, uid)


@router.get("/programmes/{uid}")
def programme(explorer: ExplorerDep, uid: str) -> answers.ProgrammeAnswer:
    """A programme: the chain above it, and every project that it or a part of it funds."""
    return answers.programme(explorer, uid)


@router.get("/records/{uid}")
def record(explorer: ExplorerDep, uid: str) -> answers.RecordAnswer:
    """What a source says of one thing, as it said it."""
    return answers.record(explorer, uid)
