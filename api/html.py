"""How answers become web pages, and who gets one."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from api.answers.basis import Answer
from viz import pages

# A form sends an empty text for a field that was left alone.
EMPTY_IS_NONE = BeforeValidator(lambda value: value or None)


def page(name: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """The page of that template; browsers keep it but ask whether it still holds."""
    return HTMLResponse(pages.render(name, **values), status, {"Cache-Control": "no-cache"})


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
