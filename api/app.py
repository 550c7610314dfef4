"""The HTTP application."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from threading import Event

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from api import errors, logs
from api.answers.job_events import Listeners
from api.explorer import opened
from api.guard import Guard
from api.html import noting_address
from api.routes import (
    analysis,
    analysis_pages,
    coverage,
    data_pages,
    documentation,
    embed_pages,
    exports,
    gap_matrix_pages,
    gap_pages,
    gaps,
    health,
    help_pages,
    jobs,
    link_pages,
    maps,
    metric_pages,
    metrics,
    organisations,
    pages,
    partner_pages,
    partners,
    path_pages,
    projects,
    reports,
    resolution,
    review_pages,
    snapshots,
)
from api.speaking import Speaking
from api.worker import working
from graph.progress import Silent
from graph.settings import Settings
from graph.store.connect import connected
from graph.store.session import READ_PATIENCE, WRITE_PATIENCE
from graph.version import __version__

VERSION_1 = (
    partners,
    organisations,
    projects,
    jobs,
    analysis,
    maps,
    snapshots,
    exports,
    resolution,
    coverage,
    metrics,
    gaps,
    reports,
)
PAGES = (
    pages,
    analysis_pages,
    path_pages,
    partner_pages,
    gap_pages,
    gap_matrix_pages,
    metric_pages,
    review_pages,
    data_pages,
    help_pages,
    link_pages,
    embed_pages,
    documentation,
)


def create_app(settings: Settings, *, worker: bool = False) -> FastAPI:
    """An application on the database of the settings; its lifespan opens and closes the connections.

    With `worker` a thread of it runs queued jobs. Whoever stops the process sets `state.closing` first, so
    that the worker and those who listen to jobs end in time.
    """
    logs.configure()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as stack:
            await run_in_threadpool(_open, app, stack, worker=worker)
            try:
                yield
            finally:
                app.state.closing.set()
                await run_in_threadpool(stack.close)

    app = FastAPI(
        title="Social cluster explorer",
        summary="Who works with whom, with evidence on every tie.",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        responses={status: {"model": errors.Problem} for status in (404, 422, 503)},
    )
    app.state.settings = settings
    app.state.closing = Event()
    app.state.listeners = Listeners()
    app.state.uploads = 0
    app.add_middleware(Speaking)
    app.add_middleware(Guard)
    errors.install(app)
    _route(app)
    return app


def _route(app: FastAPI) -> None:
    for part in VERSION_1:
        app.include_router(part.router, prefix="/api/v1")
    app.include_router(health.router)
    for part in PAGES:
        app.include_router(part.router, dependencies=[Depends(noting_address)])


def _open(app: FastAPI, stack: ExitStack, *, worker: bool) -> None:
    """Connections to the database: one whose readers soon hear that it is gone, one that waits to write."""
    settings: Settings = app.state.settings
    app.state.explorer = stack.enter_context(opened(settings, Silent(), patience=READ_PATIENCE, live=True))
    app.state.writing = stack.enter_context(connected(settings, Silent(), patience=WRITE_PATIENCE))
    if worker:
        stack.enter_context(working(app.state.writing, settings, app.state.closing))
