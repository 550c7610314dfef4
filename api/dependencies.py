"""What routes ask for, by name."""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query, Request

from api.explorer import Explorer
from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED, ClusterQuestion
from graph.analysis.divided import Mode
from graph.analysis.engines import Engine
from graph.analysis.filtering import Filter
from graph.analysis.significance import Correction, Significance
from graph.projection import Counting
from graph.vocabulary import Kind


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
EngineChoice = Annotated[
    Engine,
    Query(description="local: in this process; gds: by Neo4j Graph Data Science, where the database has it."),
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
Text = Query(min_length=1, max_length=200)


def _filter(
    start: Annotated[
        str | None, Query(alias="from", max_length=10, description="Projects that ran at or after this date.")
    ] = None,
    end: Annotated[
        str | None, Query(alias="to", max_length=10, description="Projects that ran at or before this date.")
    ] = None,
    programme: Annotated[str | None, Text] = None,
    kind: Annotated[Kind | None, Query(description="Only organisations of this kind.")] = None,
    country: Annotated[str | None, Query(pattern="^[A-Z]{2}$", description="ISO 3166-1 code.")] = None,
    theme: Annotated[str | None, Text] = None,
    minimum_weight: Annotated[
        float | None, Query(ge=0, allow_inf_nan=False, description="Leaves out weaker ties.")
    ] = None,
) -> Filter:
    return Filter(start, end, programme, kind, country, theme, minimum_weight)


Chosen = Annotated[Filter, Depends(_filter)]


def _ties(
    chosen: Chosen,
    backbone: Annotated[
        Significance | None,
        Query(description="Only ties that are more than chance: the disparity filter or the bipartite null."),
    ] = None,
    alpha: Annotated[
        float | None,
        Query(gt=0, lt=1, allow_inf_nan=False, description="Significance level of the backbone: 0.05."),
    ] = None,
    correction: Annotated[
        Correction | None,
        Query(description="For many tests; by default none for disparity, else Benjamini and Hochberg's."),
    ] = None,
) -> Filter:
    return replace(chosen, backbone=backbone, alpha=alpha, correction=correction)


ChosenTies = Annotated[Filter, Depends(_ties)]


def _clusters_of_all(
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    mode: ClusterMode = Mode.ONE,
    counting: CountingChoice = Counting.FRACTIONAL,
) -> ClusterQuestion:
    return ClusterQuestion(resolution, seed, mode, counting)


# Names are given to clusters of the whole network.
ClustersOfAll = Annotated[ClusterQuestion, Depends(_clusters_of_all)]


def _clusters(
    asked: ClustersOfAll, chosen: ChosenTies, engine: EngineChoice = Engine.LOCAL
) -> ClusterQuestion:
    return replace(asked, chosen=chosen, engine=engine)


ChosenClusters = Annotated[ClusterQuestion, Depends(_clusters)]
