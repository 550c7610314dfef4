"""Maps."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from api.answers import map_path, map_territory, map_whole
from api.answers import maps as answers
from api.answers.gap_matrix import MatrixAsked
from api.answers.maps import DEEPEST, MapPage
from api.answers.territory_coverage import CoverageAsked
from api.dependencies import Chosen, CountingChoice, Name, Resolution, Seed, ViewDep
from graph.errors import InvalidParameter
from graph.projection import Counting
from viz.languages import spoken
from viz.pictures.formats import DRAWINGS
from viz.waiting import waiting_page

router = APIRouter(prefix="/maps", tags=["maps"], default_response_class=HTMLResponse)

PATIENCE = 6.0


class Form(StrEnum):
    """As what a map is sent."""

    HTML = "html"
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Sent:
    """As what a map is sent, and whether as a file to keep."""

    form: Form
    download: bool


def _sent(
    form: Annotated[
        Form, Query(alias="format", description="A page, or a picture for a report.")
    ] = Form.HTML,
    download: Annotated[bool, Query(description="As a file to keep or send.")] = False,
) -> Sent:
    return Sent(form, download)


SentDep = Annotated[Sent, Depends(_sent)]


class Extent(StrEnum):
    """How much of the network one map shows."""

    AUTO = "auto"
    STRONGEST = "strongest"
    WHOLE = "whole"


@router.get("/network", response_class=HTMLResponse)
def network(
    explorer: ViewDep,
    sent: SentDep,
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
) -> Response:
    """The network as one page that needs no other file and no network; 202 while it is laid out."""
    plain = extent is Extent.STRONGEST or (extent is Extent.AUTO and organisations is not None)
    if extent is Extent.AUTO and not plain:
        plain = not map_whole.is_needed(explorer, resolution=resolution, seed=seed)
    if plain:
        page = answers.network(explorer, resolution=resolution, seed=seed, most=organisations)
        return _answer(page, "network-map", sent)
    found = map_whole.whole(explorer, resolution=resolution, seed=seed, wait=PATIENCE)
    if isinstance(found, MapPage):
        return _answer(found, "network-map", sent)
    return still_laid_out(*found)


def still_laid_out(done: int, total: int, policy: Mapping[str, str] = MappingProxyType({})) -> HTMLResponse:
    """The page of a reader who waits, and which asks again by itself."""
    headers = {"Retry-After": "2", "Cache-Control": "no-store", **policy}
    return HTMLResponse(waiting_page(done, total, language=spoken()), 202, headers)


@router.get("/ego", response_class=HTMLResponse)
def ego(
    explorer: ViewDep,
    sent: SentDep,
    organisation: Name,
    depth: Annotated[int, Query(ge=1, le=DEEPEST, description="Ties between it and the farthest.")] = 1,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
) -> Response:
    """One organisation and who is around it."""
    page = answers.ego(explorer, organisation, depth=depth, resolution=resolution, seed=seed)
    return _answer(page, "organisation-map", sent)


@router.get("/path", response_class=HTMLResponse)
def path(
    explorer: ViewDep,
    sent: SentDep,
    start: Annotated[str, Query(alias="from", min_length=1, max_length=500)],
    end: Annotated[str, Query(alias="to", min_length=1, max_length=500)],
    k: Annotated[int, Query(ge=1, le=map_path.MOST_CHAINS, description="How many chains.")] = 1,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
) -> Response:
    """A chain of introductions before its surroundings, told in numbered notes."""
    page = map_path.path(explorer, start, end, k=k, resolution=resolution, seed=seed)
    return _answer(page, "path-map", sent)


@router.get("/cluster", response_class=HTMLResponse)
def cluster(
    explorer: ViewDep,
    sent: SentDep,
    number: Annotated[int, Query(alias="cluster", ge=0, le=10_000_000, description="Its number.")],
    resolution: Resolution = 1.0,
    seed: Seed = 0,
) -> Response:
    """The members of one cluster and the ties between them."""
    page = answers.cluster(explorer, number, resolution=resolution, seed=seed)
    return _answer(page, "cluster-map", sent)


class Show(StrEnum):
    """What a geographic map tells of territories."""

    COVERAGE = "coverage"
    COOPERATION = "cooperation"


@router.get("/territory", response_class=HTMLResponse)
def territory(
    explorer: ViewDep,
    sent: SentDep,
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
) -> Response:
    """A geographic map without tiles: who takes part and who does not, or cooperation and its gaps."""
    if show is Show.COVERAGE or (show is None and code):
        if not code:
            raise InvalidParameter("Coverage is of a territory: name it, as territory=LT.")
        shown = map_territory.coverage(explorer, CoverageAsked(code, level, chosen=chosen))
    else:
        asked = MatrixAsked(level, counting, chosen)
        shown = map_territory.cooperation(explorer, asked, code, (a, b) if a and b else None)
    return _answer(map_territory.page_of(shown), "territory-map", sent)


def _answer(page: MapPage, name: str, sent: Sent) -> Response:
    headers = {"X-Snapshot": page.snapshot}
    if sent.download:
        headers["Content-Disposition"] = f'attachment; filename="{name}.{sent.form}"'
    if sent.form is Form.HTML:
        headers["Content-Security-Policy"] = f"{page.policy}; frame-ancestors 'self'"
        return HTMLResponse(page.html, headers=headers)
    return Response(page.drawn(sent.form), media_type=DRAWINGS[sent.form].media_type, headers=headers)
