"""Pages of data: load a file, watch its job, mend what was rejected, see what is held."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from api.access import MayWrite, is_open_to
from api.answers import jobs as job_answers
from api.answers.basis import Answer, basis
from api.answers.coverage import coverage
from api.answers.exports import disposition
from api.dependencies import ExplorerDep
from api.explorer import Explorer
from api.html import about, page
from api.receiving import received_file
from api.routes import jobs as job_routes
from api.routes.jobs import WritingDep
from graph.errors import InputError, NotFound
from graph.store import resolution_review
from ingest.mapping import schema
from ingest.mapping.templates import Format, template
from ingest.registry import SOURCES, Recognised
from viz import data_words, wording
from viz.sorting import by_name

router = APIRouter(include_in_schema=False, prefix="/data", default_response_class=HTMLResponse)

JOBS_SHOWN = 20
REJECTS_SHOWN = 50
CHANGES = {
    "cancel": job_routes.cancel,
    "resume": job_routes.resume,
}
# A form that changes something must be known to come from a page of ours.
SAYS_WHENCE = {"Referrer-Policy": "same-origin"}
TITLES = {source.facts.name: source.facts.title for source in SOURCES}


@router.get("")
def data(request: Request, explorer: ExplorerDep) -> HTMLResponse:
    """What is held, what is being loaded, and the form to load more."""
    return _data(request, explorer)


def _data(request: Request, explorer: Explorer, **told: Any) -> HTMLResponse:
    held = coverage(explorer)
    values: dict[str, Any] = {"problem": None, "recognised": None} | told
    return page(
        "data.html",
        status=422 if values["problem"] else 200,
        headers=SAYS_WHENCE,
        here="/data",
        basis=about(held, "/api/v1/coverage"),
        open=is_open_to(request),
        most=explorer.settings.upload_mb,
        held=held.model_dump(),
        jobs=job_answers.job_list(explorer.store, JOBS_SHOWN).model_dump()["jobs"],
        waiting=resolution_review.waiting_count(explorer.store),
        sources=sorted(((wording.fixed(title), name) for name, title in TITLES.items()), key=by_name),
        titles=TITLES,
        tables=[(kind, data_words.table_name(kind)) for kind in schema.TABLES],
        **values,
    )


@router.get("/template")
def empty_table(kind: Annotated[str, Query(max_length=40)], form: Format = "csv") -> Response:
    """An empty table to fill in."""
    kinds = {"csv": "text/csv; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-16"}
    headers = {"Content-Disposition": disposition(f"{kind}.{form}"), "Cache-Control": "no-cache"}
    return Response(template(kind, form), media_type=kinds[form], headers=headers)


@router.post("/upload")
async def upload(request: Request, explorer: ExplorerDep, store: WritingDep) -> Response:
    """Queues the file that the form brings, and goes on to its job; or says why it cannot be read."""
    try:
        queued = await job_routes.uploaded(request, explorer.settings, store)
    except InputError as error:
        return await run_in_threadpool(_data, request, explorer, problem=error.message)
    return RedirectResponse(f"/data/jobs/{queued.id}", status_code=303)


@router.post("/recognise")
async def recognise(request: Request, explorer: ExplorerDep, _: MayWrite) -> Response:
    """Says which source would read the file, and loads nothing."""
    told: dict[str, Any]
    try:
        async with received_file(request, explorer.settings) as (path, wish):
            wanted = job_routes.wanted_of(path, wish)
            known = await run_in_threadpool(wanted.recognised)
            told = {"recognised": _told(known, path.name)}
    except InputError as error:
        told = {"problem": error.message}
    return await run_in_threadpool(_data, request, explorer, **told)


def _told(known: Recognised, file: str) -> dict[str, str]:
    facts = known.source.facts
    return {"file": file, "title": facts.title, "licence": facts.licence, "reason": known.reason}


@router.get("/jobs/{uid}")
def job(request: Request, explorer: ExplorerDep, uid: str) -> HTMLResponse:
    """One job: how far it is, what became of every row, and what to mend."""
    found = job_answers.job(explorer.store, uid)
    shown = found.model_dump()
    return page(
        "job.html",
        headers=SAYS_WHENCE,
        here="/data",
        basis=about(Answer(**basis(explorer)), f"/api/v1/jobs/{found.id}"),
        open=is_open_to(request),
        job=shown | {"rejects": shown["rejects"][:REJECTS_SHOWN]},
        ended=found.state not in ("queued", "running"),
        title=TITLES.get(found.source, found.source),
        is_page=found.source == "page",
    )


@router.post("/jobs/{uid}/{change}")
def change(request: Request, store: WritingDep, uid: str, change: str) -> Response:
    """Stops, resumes or takes back a job, as programs ask for it too."""
    if change == "withdraw":
        job_routes.withdraw_job(request, store, uid)
    elif change in CHANGES:
        CHANGES[change](store, uid)
    else:
        raise NotFound(f"Nobody can {change!r} a job.")
    return RedirectResponse(f"/data/jobs/{uid}", status_code=303)
