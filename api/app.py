"""The HTTP application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from api import errors, logs
from api.explorer import opened
from api.guard import Guard
from api.routes import analysis, analysis_pages, documentation, health, maps, organisations, pages, projects
from graph.progress import Silent
from graph.settings import Settings
from graph.store.session import READ_PATIENCE
from graph.version import __version__


def create_app(settings: Settings) -> FastAPI:
    """An application on the database of the settings; its lifespan opens and closes the connection."""
    logs.configure()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        entered = opened(settings, Silent(), patience=READ_PATIENCE)
        app.state.explorer = await run_in_threadpool(entered.__enter__)
        try:
            yield
        finally:
            await run_in_threadpool(entered.__exit__, None, None, None)

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
    app.add_middleware(Guard)
    errors.install(app)
    for router in (organisations.router, projects.router, analysis.router, maps.router):
        app.include_router(router, prefix="/api/v1")
    for router in (health.router, pages.router, analysis_pages.router, documentation.router):
        app.include_router(router)
    return app
