"""Pages that show what is in the graph: organisations, projects, programmes, records."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import StringConstraints

from api.answers import organisations as organisation_answers
from api.answers import projects as project_answers
from api.answers.basis import Answer, basis
from api.answers.overview import overview
from api.dependencies import ExplorerDep
from api.drawings import drawing_address
from api.explorer import Explorer
from api.html import EMPTY_IS_NONE, about, page
from graph.errors import NotFound
from graph.names import nearest
from graph.shown import SHOWN_RULE
from graph.store.organisations import Filters
from graph.store.projects import LISTED
from graph.vocabulary import KINDS, Kind
from ingest.registry import SOURCES
from viz import pages, wording
from viz.sorting import by_name

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

ON_A_PAGE = 50
PROJECTS_BESIDE = 5
SECONDS_OF_A_YEAR = 31_536_000

Words = Annotated[str, Query(max_length=200)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Cursor = Annotated[str, StringConstraints(max_length=200)]


@router.get("/")
def landing(explorer: ExplorerDep) -> HTMLResponse:
    """What this is, what is in it now, and three ways in."""
    found = overview(explorer)
    return page("landing.html", here="/", basis=about(found), found=found.model_dump())


@router.get("/organisations")
def organisations(
    explorer: ExplorerDep,
    q: Words = "",
    kind: Annotated[Kind | None, EMPTY_IS_NONE, Query()] = None,
    country: Annotated[Country | None, EMPTY_IS_NONE, Query()] = None,
    cursor: Annotated[Cursor | None, EMPTY_IS_NONE, Query()] = None,
) -> HTMLResponse:
    """Search by name, narrowed by kind and country; near names where nothing is found."""
    text = q.strip()
    found = organisation_answers.search(
        explorer, text, Filters(kind=kind, country=country), cursor, ON_A_PAGE
    )
    asked = {"q": text, "kind": kind, "country": country}
    empty = not found.organisations and bool(text)
    return page(
        "organisations.html",
        here="/organisations",
        basis=about(found, pages.address("/api/v1/organisations", **asked, cursor=cursor), **asked),
        asked=asked,
        found=found.model_dump(),
        first_page=cursor is None,
        near=_near(explorer, text) if empty else [],
        projects=_projects_beside(explorer, text) if text and not cursor else [],
        kinds=sorted(((wording.kinds(kind), kind) for kind in KINDS), key=by_name),
        countries=_countries(explorer),
    )


@router.get("/organisations/{uid}")
def organisation(explorer: ExplorerDep, uid: str) -> HTMLResponse:
    """The profile of one organisation."""
    found = organisation_answers.profile(explorer, uid)
    return page(
        "organisation.html",
        here="/organisations",
        basis=about(found, f"/api/v1/organisations/{found.organisation['uid']}"),
        shown_rule=SHOWN_RULE,
        drawing=drawing_address(explorer, "ego", organisation=found.organisation["uid"]),
        **found.model_dump(),
    )


@router.get("/projects")
def projects(explorer: ExplorerDep, q: Words = "") -> HTMLResponse:
    """Search of projects."""
    text = q.strip()
    found = project_answers.search(explorer, text, ON_A_PAGE) if text else None
    json = pages.address("/api/v1/projects", q=text) if text else None
    return page(
        "projects.html",
        here="/projects",
        basis=about(found or Answer(**basis(explorer)), json, q=text),
        q=text,
        projects=[row.model_dump() for row in found.projects] if found else [],
        most=ON_A_PAGE,
    )


@router.get("/projects/{uid}")
def project(explorer: ExplorerDep, uid: str) -> HTMLResponse:
    """One project with all that sources say of it."""
    found = project_answers.project(explorer, uid)
    shown = found.model_dump()
    for funding in shown["funding"]:
        funding["chain"] = project_answers.programme(explorer, funding["uid"]).chain
    shown["counters"].sort(key=lambda counter: counter.get("label") or "")
    return page(
        "project.html",
        here="/projects",
        basis=about(found, f"/api/v1/projects/{found.project['uid']}"),
        shown_rule=SHOWN_RULE,
        around=_around(shown),
        **shown,
    )


@router.get("/programmes/{uid}")
def programme(explorer: ExplorerDep, uid: str) -> HTMLResponse:
    """One programme: what it is part of, and every project under it."""
    found = project_answers.programme(explorer, uid)
    said = about(found, f"/api/v1/programmes/{found.programme['uid']}")
    return page("programme.html", here="/projects", basis=said, most=LISTED, **found.model_dump())


@router.get("/records/{uid}")
def record(explorer: ExplorerDep, uid: str) -> HTMLResponse:
    """What a source says of one thing, cell by cell."""
    found = project_answers.record(explorer, uid)
    source = next((source.facts for source in SOURCES if source.facts.name == found.source), None)
    said = about(found, f"/api/v1/records/{found.uid}")
    return page("record.html", here="", basis=said, source=source, record=found.model_dump())


@router.get("/static/{name}")
def static(request: Request, name: str) -> Response:
    """A style, script or picture of the pages; under the address that pages use it never changes."""
    try:
        asset = pages.asset(name)
    except KeyError:
        raise NotFound(f"There is no file {name!r}.") from None
    forever = request.query_params.get("v") == asset.digest
    lasting = f"public, max-age={SECONDS_OF_A_YEAR}, immutable" if forever else "no-cache"
    headers = {"ETag": f'"{asset.digest}"', "Cache-Control": lasting}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(asset.content, headers=headers, media_type=asset.media_type)


def _around(project: dict[str, Any]) -> list[dict[str, Any]]:
    """Ties of participants to bodies and groups beside them, both ends with their names."""
    bodies = {one["uid"]: one for one in project["participants"]}
    bodies |= {one["node"]["uid"]: one["node"] | {"label": one["label"]} for one in project["groups"]}
    ties = {(one["type"], one["start"], one["end"]): one for one in project["groups"]}
    return [one | {"start": bodies[one["start"]], "end": bodies[one["end"]]} for one in ties.values()]


def _near(explorer: Explorer, text: str) -> list[dict[str, str | None]]:
    """Organisations whose names are nearest to a text that no name matches."""
    snapshot = explorer.snapshot()
    return [snapshot.organisation(row) for row in nearest(text, snapshot.folded_names)]


def _projects_beside(explorer: Explorer, text: str) -> list[dict[str, object]]:
    found = project_answers.search(explorer, text, PROJECTS_BESIDE)
    return [row.model_dump() for row in found.projects]


def _countries(explorer: Explorer) -> list[tuple[str, str]]:
    """Names and codes of the countries from which there are organisations, by name."""
    codes = explorer.snapshot().organisations["country"].unique().to_pylist()
    return sorted(((wording.country(code), code) for code in codes if code), key=by_name)
