"""Maps."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.answers import map_path, map_territory, map_whole
from api.answers import maps as answers
from api.answers.gap_matrix import MatrixAsked
from api.answers.maps import DEEPEST, MapPage
from api.answers.territory_coverage import CoverageAsked
from api.dependencies import Chosen, CountingChoice, Name, Resolution, Seed, ViewDep
from graph.errors import InvalidParameter
from graph.projection import Counting
from viz.waiting import waiting_page

router = APIRouter(prefix="/maps", tags=["maps"], default_response_class=HTMLResponse)

Download = Annotated[bool, Query(description="As a file to keep or send.")]
PATIENCE = 6.0


class Extent(StrEnum):
    """How much of the network one map shows."""

    AUTO = "auto"
    STRONGEST = "strongest"
    WHOLE = "whole"


@router.get("/network", response_class=HTMLResponse)
def network(
    explorer: ViewDep,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    organisations: Annotated[int | None, Query(ge=1, le=5000, description="Drawn at most.")] = None,
    extent: Annotated[
        Extent,
        Query(
            description="whole: everybody, clusters as marks that open; strongest: the best connected alone; "
            "auto: whole where the network is too large for one drawing and no number is given."
        ),
    ] = Extent.AUTO,
    download: Download = False,
) -> HTMLResponse:
    """The network as one page that needs no other file and no network; 202 while it is laid out."""
    plain = extent is Extent.STRONGEST or (extent is Extent.AUTO and organisations is not None)
    if extent is Extent.AUTO and not plain:
        plain = not map_whole.is_needed(explorer, resolution=resolution, seed=seed)
    if plain:
        page = answers.network(explorer, resolution=resolution, seed=seed, most=organisations)
        return _answer(page, "network-map.html", download=download)
    found = map_whole.whole(explorer, resolution=resolution, seed=seed, wait=PATIENCE)
    if isinstance(found, MapPage):
        return _answer(found, "network-map.html", download=download)
    headers = {"Retry-After": "2", "Cache-Control": "no-store"}
    return HTMLResponse(waiting_page(*found), 202, headers)


@router.get("/ego", response_class=HTMLResponse)
def ego(
    explorer: ViewDep,
    organisation: Name,
    depth: Annotated[int, Query(ge=1, le=DEEPEST, description="Ties between it and the farthest.")] = 1,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    download: Download = False,
) -> HTMLResponse:
    """One organisation and who is around it."""
    page = answers.ego(explorer, organisation, depth=depth, resolution=resolution, seed=seed)
    return _answer(page, "organisation-map.html", download=download)


@router.get("/path", response_class=HTMLResponse)
def path(
    explorer: ViewDep,
    start: Annotated[str, Query(alias="from", min_length=1, max_length=500)],
    end: Annotated[str, Query(alias="to", min_length=1, max_length=500)],
    k: Annotated[int, Query(ge=1, le=map_path.MOST_CHAINS, description="How many chains.")] = 1,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    download: Download = False,
) -> HTMLResponse:
    """A chain of introductions before its surroundings, told in numbered notes."""
    page = map_path.path(explorer, start, end, k=k, resolution=resolution, seed=seed)
    return _answer(page, "path-map.html", download=download)


@router.get("/cluster", response_class=HTMLResponse)
def cluster(
    explorer: ViewDep,
    number: Annotated[int, Query(alias="cluster", ge=0, le=10_000_000, description="Its number.")],
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    download: Download = False,
) -> HTMLResponse:
    """The members of one cluster and the ties between them."""
    page = answers.cluster(explorer, number, resolution=resolution, seed=seed)
    return _answer(page, "cluster-map.html", download=download)


class Show(StrEnum):
    """What a geographic map tells of territories."""

    COVERAGE = "coverage"
    COOPERATION = "cooperation"


@router.get("/territory", response_class=HTMLResponse)
def territory(
    explorer: ViewDep,
    chosen: Chosen,
    level: Annotated[
        str,
        Query(
            min_length=1,
            max_length=40,
            description="lau, nuts3, nuts2, nuts1, country; for coverage also municipality.",
        ),
    ] = "country",
    code: Annotated[
        str | None, Query(alias="territory", max_length=20, description="LT, PL9; needed for coverage.")
    ] = None,
    show: Annotated[Show | None, Query(description="coverage where a territory is given.")] = None,
    counting: CountingChoice = Counting.FRACTIONAL,
    a: Annotated[str | None, Query(max_length=20, description="Cooperation begins with this one")] = None,
    b: Annotated[str | None, Query(max_length=20, description="and this other.")] = None,
    download: Download = False,
) -> HTMLResponse:
    """A geographic map without tiles: who takes part and who does not, or cooperation and its gaps."""
    if show is Show.COVERAGE or (show is None and code):
        if not code:
            raise InvalidParameter("Coverage is of a territory: name it, as territory=LT.")
        page = map_territory.coverage(explorer, CoverageAsked(code, level, chosen=chosen))
    else:
        asked = MatrixAsked(level, counting, chosen)
        page = map_territory.cooperation(explorer, asked, code, (a, b) if a and b else None)
    return _answer(page, "territory-map.html", download=download)


def _answer(page: MapPage, name: str, *, download: bool) -> HTMLResponse:
    headers = {
        "Content-Security-Policy": f"{page.policy}; frame-ancestors 'self'",
        "X-Snapshot": page.snapshot,
    }
    if download:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return HTMLResponse(page.html, headers=headers)
