"""Ingest jobs over HTTP: asked for, watched, stopped, resumed, withdrawn."""

from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, StreamingResponse

from api.access import MayWrite
from api.answers import jobs as answers
from api.answers.job_events import LAST, EventStream
from api.answers.jobs import Wanted
from api.dependencies import ExplorerDep, Limit
from api.errors import RETRY_AFTER_SECONDS, Problem
from api.receiving import PathWish, Wish, allowed_path, received_file, received_wish
from graph.errors import Conflict
from graph.progress import Silent
from graph.settings import Settings
from graph.store import leases, schema, withdraw
from graph.store.session import Store
from ingest import jobs as engine

MOST_UPLOADS = 4
router = APIRouter(tags=["jobs"])
# Two withdrawals at once would only wait for each other.
_withdrawing = Lock()


def _writing(request: Request, _: MayWrite, explorer: ExplorerDep) -> Store:
    """A store that waits where a write must; asked first is the one that soon tells of a dead database."""
    schema.check(explorer.store)
    store: Store = request.app.state.writing
    return store


WritingDep = Annotated[Store, Depends(_writing)]


def _problems(**told: str) -> dict[int | str, dict[str, Any]]:
    return {status[1:]: {"model": Problem, "description": words} for status, words in told.items()}


CHANGES = _problems(_403="Not allowed from there", _409="Not in this state")
SUBMITS = _problems(
    _400="Broken upload",
    _403="Not allowed from there, or not this path",
    _413="Too large",
    _415="Neither form",
)
_TEXTS = {
    "source": "Name of the source (`page` for a project's page); without it, the one that its columns tell.",
    "language": "Language of a project's page (da, en, hu, lt, pl); without it, the one that its words tell.",
    "address": "Web address where the page stands; it is kept with every record, and never fetched.",
    "mapping": "Text of a mapping (YAML) that says what the columns of the table mean.",
}
_WISH: dict[str, Any] = {
    **{name: {"type": "string", "description": words} for name, words in _TEXTS.items()},
    "strict": {
        "type": "boolean",
        "default": False,
        "description": "Whether the job fails at the first row that is not understood.",
    },
}
BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary", "description": "The file to be loaded."},
                    **_WISH,
                },
            }
        },
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["path"],
                "additionalProperties": False,
                "properties": {
                    "path": {
                        "type": "string",
                        "description": "A file on the server, in a folder of `SOCIALCLUSTER_INGEST_FOLDERS`.",
                    },
                    **_WISH,
                },
            }
        },
    },
}


@router.get("/jobs")
def job_list(explorer: ExplorerDep, limit: Limit = 50) -> answers.JobList:
    """The latest ingest jobs."""
    return answers.job_list(explorer.store, limit)


@router.get("/jobs/{uid}")
def job(explorer: ExplorerDep, uid: str) -> answers.JobAnswer:
    """One ingest job: rows read, written, unchanged, rejected, each reject with its reason."""
    return answers.job(explorer.store, uid)


@router.post("/jobs", status_code=202, responses=SUBMITS, openapi_extra={"requestBody": BODY})
async def submit(
    request: Request, response: Response, explorer: ExplorerDep, store: WritingDep
) -> answers.JobAnswer:
    """Load a file, uploaded as a form or named by its path on the server; a worker will run the job.

    A file that no source reads is refused at once, with the reason in words.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        queued = await uploaded(request, explorer.settings, store)
    elif kind == "application/json":
        wish = await received_wish(request)
        path = await run_in_threadpool(allowed_path, wish.path, explorer.settings)
        queued = await run_in_threadpool(answers.queue, store, explorer.settings, wanted_of(path, wish))
    else:
        raise HTTPException(
            415, "Send a form with the field 'file' (multipart/form-data), or JSON with a 'path'."
        )
    response.headers["Location"] = f"/api/v1/jobs/{queued.id}"
    return queued


async def uploaded(request: Request, settings: Settings, store: Store) -> answers.JobAnswer:
    """Takes a file of a form in and queues its job; raises 503 where too many are being taken in."""
    state = request.app.state
    if state.uploads >= MOST_UPLOADS:
        raise HTTPException(
            503,
            "Other files are being taken in. Try again in a moment.",
            {"Retry-After": RETRY_AFTER_SECONDS},
        )
    state.uploads += 1
    try:
        async with received_file(request, settings) as (path, wish):
            return await run_in_threadpool(answers.queue, store, settings, wanted_of(path, wish))
    finally:
        state.uploads -= 1


def wanted_of(path: Path, wish: Wish | PathWish) -> Wanted:
    """What a request wants to be loaded."""
    return Wanted(path, source=wish.source, mapping=wish.mapping, strict=wish.strict, page=wish.page)


@router.get(
    "/jobs/{uid}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "Events `progress`, then `end`."}},
)
async def events(request: Request, explorer: ExplorerDep, uid: str) -> Response:
    """How far a job is, as server-sent events: `progress` when something changed, `end` when the job ended.

    The data of both is JSON with the state and the counts of the job. Lines that begin with a colon only
    show that the connection is alive.
    """
    first = await run_in_threadpool(answers.progress, explorer.store, uid)
    if request.headers.get("last-event-id") == LAST:
        return Response(status_code=204)
    state = request.app.state
    if not state.listeners.enter():
        raise HTTPException(
            503,
            "Too many listen to jobs at the moment. Ask for the job itself.",
            {"Retry-After": RETRY_AFTER_SECONDS},
        )
    return EventStream(explorer.store, first, state.closing, state.listeners)


@router.get(
    "/jobs/{uid}/rejects",
    response_class=FileResponse,
    responses={
        200: {"content": {"text/csv": {}, "application/zip": {}}, "description": "The rejected rows."}
    },
)
def rejects(explorer: ExplorerDep, uid: str) -> FileResponse:
    """Rejected rows as CSV: the columns of the file, `_row`, `_column` and `_reason`. Mend it, load it again.

    Where a file has several tables (sheets), it is a zip with a CSV of each.
    """
    with ExitStack() as stack:
        file, name = stack.enter_context(answers.rejects(explorer.store, explorer.settings, uid))
        kind = "application/zip" if file.suffix == ".zip" else "text/csv; charset=utf-8"
        gone = BackgroundTask(stack.pop_all().close)
    return FileResponse(
        file, media_type=kind, filename=name, background=gone, headers={"Cache-Control": "no-store"}
    )


@router.post("/jobs/{uid}/cancel", status_code=202, responses=CHANGES)
def cancel(store: WritingDep, uid: str) -> answers.JobAnswer:
    """Stop a job; what it has written stays. It is `running` until its worker has heard, within seconds."""
    engine.cancel(store, uid)
    return answers.job(store, uid)


@router.post("/jobs/{uid}/resume", status_code=202, responses=CHANGES)
def resume(store: WritingDep, uid: str) -> answers.JobAnswer:
    """Queue a job again that failed, was cancelled or withdrawn, or rejected rows; what is there is kept."""
    leases.requeue(store, uid, engine.RESUMABLE)
    return answers.job(store, uid)


@router.post("/jobs/{uid}/withdraw", responses=CHANGES)
def withdraw_job(request: Request, store: WritingDep, uid: str) -> answers.WithdrawnAnswer:
    """Take back all that a job brought. That may take minutes; after an interruption, ask again."""
    if not _withdrawing.acquire(blocking=False):
        raise Conflict("Another job is being withdrawn. Try again when it is done.")
    try:
        done = withdraw.withdraw(store, uid, Silent(), stop=request.app.state.closing)
    finally:
        _withdrawing.release()
    return answers.WithdrawnAnswer(job=answers.job(store, uid), removed=done.removed, restored=done.restored)
