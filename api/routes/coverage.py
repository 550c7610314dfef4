"""What is in the graph, source by source."""

from fastapi import APIRouter

from api.answers import coverage as answers
from api.dependencies import ExplorerDep

router = APIRouter(tags=["coverage"])


@router.get("/coverage")
def coverage(explorer: ExplorerDep) -> answers.Coverage:
    """Per source: what is held, as of when, what is known to be missing, and how much of it is resolved."""
    return answers.coverage(explorer)
