"""The one table that turns errors into HTTP answers, all of them RFC 9457 problem+json."""

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api import html
from api.guard import guarded
from graph.errors import (
    BeingWritten,
    Conflict,
    EmbeddedServerError,
    ExplorerError,
    InputError,
    InvalidParameter,
    NotFound,
    QueryTimeout,
    ResultTooLarge,
    SchemaMissing,
    StorageFailed,
    StoreError,
    StoreUnavailable,
    UnexpectedLayout,
    UnreadableFile,
)
from viz.languages import noted

log = structlog.get_logger(__name__)
RETRY_AFTER_SECONDS = "5"

# The first class that fits decides: children stand before their parents.
STATUS: tuple[tuple[type[ExplorerError], int, str], ...] = (
    (NotFound, 404, noted("Not found")),
    (InvalidParameter, 422, noted("Parameter out of range")),
    (UnexpectedLayout, 422, noted("File not understood")),
    (UnreadableFile, 422, noted("File not readable")),
    (InputError, 400, noted("Input cannot be used")),
    (Conflict, 409, noted("Not possible now")),
    (StoreUnavailable, 503, noted("Database unavailable")),
    (StorageFailed, 503, noted("Database cannot write")),
    (BeingWritten, 503, noted("Graph being written")),
    (SchemaMissing, 503, noted("Database not prepared")),
    (EmbeddedServerError, 503, noted("Database unavailable")),
    (QueryTimeout, 504, noted("Took too long")),
    (ResultTooLarge, 422, noted("Too large")),
    (StoreError, 500, noted("Database error")),
    (ExplorerError, 500, noted("Error")),
)
TITLES = {
    400: noted("Bad request"),
    403: noted("Not allowed"),
    404: noted("Not found"),
    405: noted("Method not allowed"),
    413: noted("Too large"),
    415: noted("Kind of body not taken"),
    422: noted("Not understood"),
    503: noted("Busy"),
}


class Problem(BaseModel):
    """The shape of every error (RFC 9457)."""

    type: str = Field(default="about:blank")
    title: str
    status: int
    detail: str
    instance: str = Field(description="Id of the request, also in the log.")


class NearMatch(BaseModel):
    uid: str
    name: str


def problem(
    request: Request,
    status: int,
    title: str,
    detail: str,
    *,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as the client reads it, as JSON or as a page: no stack, no statement, no class name."""
    body = Problem(title=title, status=status, detail=detail, instance=request.state.request_id)
    content = body.model_dump() | dict(more or {})
    if html.wants_page(request):
        return html.error_page(content, headers)
    return JSONResponse(content, status, dict(headers or {}), media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Registers the handlers; whatever goes wrong in a route ends in one of them."""

    @app.exception_handler(ExplorerError)
    def explorer_error(request: Request, error: ExplorerError) -> Response:
        status, title = next((s, t) for kind, s, t in STATUS if isinstance(error, kind))
        headers = {"Retry-After": RETRY_AFTER_SECONDS} if status == 503 else {}
        near = [NearMatch(uid=uid, name=name).model_dump() for uid, name in getattr(error, "near", ())]
        more = {"near": near} if near else {}
        return problem(request, status, title, error.message, more=more, headers=headers)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        errors = [
            {"parameter": ".".join(str(part) for part in entry["loc"]), "reason": entry["msg"]}
            for entry in error.errors()
        ]
        detail = "; ".join(f"{entry['parameter']}: {entry['reason']}" for entry in errors)
        return problem(request, 422, "Not understood", detail, more={"errors": errors})

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        title = TITLES.get(error.status_code, "Error")
        return problem(request, error.status_code, title, str(error.detail), headers=error.headers)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        log.exception("unexpected error", request=request.state.request_id, exc_info=error)
        detail = noted(
            "Something went wrong here, not with you. The log names the request id given as 'instance'."
        )
        headers = guarded(request.state.request_id)
        return problem(request, 500, "Error", detail, headers=headers)
