"""How answers become web pages, and who gets one."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from api.answers.basis import Answer
from api.answers.views import can_be_shared
from viz import pages

# A form sends an empty text for a field that was left alone.
EMPTY_IS_NONE = BeforeValidator(lambda value: value or None)
# The address of the page that is being made: every page links to itself in other languages.
_asked: ContextVar[str] = ContextVar("asked", default="/")


async def noting_address(request: Request) -> None:
    """A dependency of all pages; it is asynchronous because a thread would note it for itself alone."""
    query = request.url.query
    _asked.set(f"{request.url.path}?{query}" if query else request.url.path)


def page(
    name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    """The page of that template; browsers keep it but ask whether it still holds."""
    here = pages.without(_asked.get(), "lang")
    shown = pages.render(
        name,
        here_address=here,
        share=here if status == 200 and can_be_shared(here) else None,
        live=pages.without(here, "snapshot"),
        **values,
    )
    return HTMLResponse(shown, status, {"Cache-Control": "no-cache"} | dict(headers or {}))


def about(answer: Answer, json: str | None = None, **parameters: object) -> dict[str, Any]:
    """What a page says of its answer; `json` is the address under which programs get the same."""
    return {
        "snapshot": answer.snapshot,
        "data_as_of": answer.data_as_of,
        "parameters": parameters,
        "json": json,
    }


def error_page(problem: Mapping[str, Any], headers: Mapping[str, str] | None) -> HTMLResponse:
    """An error for a person: what happened, what to do, near matches as links."""
    shown = pages.render("error.html", here="", near=problem.get("near", ()), problem=problem)
    return HTMLResponse(shown, problem["status"], dict(headers or {}) | {"Cache-Control": "no-store"})


def wants_page(request: Request) -> bool:
    """Whether a person with a browser asks, who should read an error as a page and not as JSON."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
