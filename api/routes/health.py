"""Is the process there, and can it answer?"""

from fastapi import APIRouter

from api.dependencies import ExplorerDep
from graph.store import schema

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process runs; says nothing of the database."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(explorer: ExplorerDep) -> dict[str, str]:
    """The database answers a query and its schema is in place; else 503."""
    schema.check(explorer.store)
    return {"status": "ready"}
