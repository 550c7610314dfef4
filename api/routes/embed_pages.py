"""Views without the frame of our pages, for pages of others: the only ones that others may put in a frame."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.answers import clusters as cluster_answers
from api.answers import map_whole, maps
from api.answers.maps import MapPage
from api.dependencies import Resolution, Seed, ViewDep
from api.guard import CONTENT_SECURITY_POLICY
from api.html import EMPTY_IS_NONE, about, page
from api.routes.maps import PATIENCE, Extent, still_laid_out
from api.routes.path_pages import AskedDep
from graph.analysis.clusters import ClusterQuestion
from viz import pages

router = APIRouter(include_in_schema=False, prefix="/embed", default_response_class=HTMLResponse)

ANYBODY = "frame-ancestors *"
POLICY = {"Content-Security-Policy": CONTENT_SECURITY_POLICY.replace("frame-ancestors 'self'", ANYBODY)}
MEMBERS_SHOWN = 50
End = Annotated[str, Query(min_length=1, max_length=500)]
AtMost = Annotated[int, Field(ge=1, le=5000)]


@router.get("/map")
def network_map(
    explorer: ViewDep,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    organisations: Annotated[AtMost | None, EMPTY_IS_NONE] = None,
    extent: Annotated[Extent | None, EMPTY_IS_NONE] = None,
) -> HTMLResponse:
    """The network map, under its own policy."""
    made: MapPage | tuple[int, int]
    if extent is Extent.WHOLE:
        made = map_whole.whole(explorer, resolution=resolution, seed=seed, wait=PATIENCE)
    else:
        made = maps.network(explorer, resolution=resolution, seed=seed, most=organisations)
    if not isinstance(made, MapPage):
        return still_laid_out(*made, policy=POLICY)
    return HTMLResponse(made.html, headers={"Content-Security-Policy": f"{made.policy}; {ANYBODY}"})


@router.get("/path")
def path(
    explorer: ViewDep,
    asked: AskedDep,
    start: Annotated[End, Query(alias="from")],
    end: Annotated[End, Query(alias="to")],
) -> HTMLResponse:
    """The first chain between two ends."""
    found = asked.answer(explorer, start, end)
    return page(
        "embed_path.html",
        headers=POLICY,
        about=about(found),
        whole=pages.address("/path", from_=start, to=end, **asked.told),
        path=found.model_dump(mode="json"),
    )


@router.get("/clusters/{number}")
def cluster(
    explorer: ViewDep,
    number: Annotated[int, Path(ge=0, le=10_000_000)],
    resolution: Resolution = 1.0,
    seed: Seed = 0,
) -> HTMLResponse:
    """One cluster with its first members."""
    asked = ClusterQuestion(resolution=resolution, seed=seed)
    found = cluster_answers.cluster(explorer, number, asked)
    return page(
        "embed_cluster.html",
        headers=POLICY,
        about=about(found),
        whole=pages.address(f"/clusters/{number}", resolution=resolution, seed=seed),
        most=MEMBERS_SHOWN,
        found=found.model_dump(),
        titles=cluster_answers.titles(explorer, asked),
    )
