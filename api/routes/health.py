"""Is the process there, and can it answer?"""

import asyncio

from fastapi import APIRouter

from api.dependencies import ExplorerDep
from graph.errors import StoreUnavailable
from graph.store import schema

# Whoever asks wants to know soon; a database that holds its connections and says nothing is not ready.
SECONDS_TO_ANSWER = 8.0
router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process runs; says nothing of the database."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(explorer: ExplorerDep) -> dict[str, str]:
    """The database answers a query and its schema is in place; else 503."""
    checking = asyncio.get_running_loop().run_in_executor(None, schema.check, explorer.store)
    try:
        await asyncio.wait_for(checking, SECONDS_TO_ANSWER)
    except TimeoutError:
        raise StoreUnavailable("The database does not answer. It may be paused or out of memory.") from None
    return {"status": "ready"}
