"""What routes ask for, by name."""

from typing import Annotated

from fastapi import Depends, Query, Request

from api.explorer import Explorer
from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED
from graph.analysis.divided import Mode
from graph.projection import Counting


def _explorer(request: Request) -> Explorer:
    explorer: Explorer = request.app.state.explorer
    return explorer


def _view(
    explorer: Annotated[Explorer, Depends(_explorer)],
    snapshot: Annotated[
        str | None,
        Query(
            max_length=64,
            description="Answer from this snapshot (its id or content hash, see /api/v1/snapshots) instead "
            "of the graph as it is.",
        ),
    ] = None,
) -> Explorer:
    return explorer.at(snapshot)


ExplorerDep = Annotated[Explorer, Depends(_explorer)]
ViewDep = Annotated[Explorer, Depends(_view)]
Resolution = Annotated[
    float,
    Query(gt=0, le=MAX_RESOLUTION, allow_inf_nan=False, description="Higher gives more, smaller clusters."),
]
ClusterMode = Annotated[
    Mode,
    Query(
        description="one-mode: organisations by their ties; two-mode: organisations and projects together."
    ),
]
CountingChoice = Annotated[
    Counting,
    Query(
        description="How much a joint project of n adds to the tie of two: full 1, fractional 1/(n-1), "
        "budget by what each of them gets."
    ),
]
Wait = Annotated[
    float,
    Query(
        ge=0,
        le=60,
        allow_inf_nan=False,
        description="Seconds to wait for stability and the comparison with chance, which are computed aside; "
        "where they take longer they are null, and a later request finds them.",
    ),
]
Seed = Annotated[int, Query(ge=0, le=MAX_SEED, description="The same seed gives the same clusters.")]
Name = Annotated[str, Query(min_length=1, max_length=500, description="uid or name of an organisation")]
Limit = Annotated[int, Query(ge=1, le=500, description="Entries on a page.")]
