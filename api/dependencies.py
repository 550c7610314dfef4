"""What routes ask for, by name."""

from typing import Annotated

from fastapi import Depends, Query, Request

from api.explorer import Explorer
from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED


def _explorer(request: Request) -> Explorer:
    explorer: Explorer = request.app.state.explorer
    return explorer


ExplorerDep = Annotated[Explorer, Depends(_explorer)]
Resolution = Annotated[
    float,
    Query(gt=0, le=MAX_RESOLUTION, allow_inf_nan=False, description="Higher gives more, smaller clusters."),
]
Seed = Annotated[int, Query(ge=0, le=MAX_SEED, description="The same seed gives the same clusters.")]
Name = Annotated[str, Query(min_length=1, max_length=500, description="uid or name of an organisation")]
Limit = Annotated[int, Query(ge=1, le=500, description="Entries on a page.")]
