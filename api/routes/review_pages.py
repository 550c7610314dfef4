"""Pages on which a person decides what the program is not sure of: pairs of bodies, facts of a page."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import StringConstraints
from starlette.concurrency import run_in_threadpool

from api.access import is_open_to
from api.answers import resolution as answers
from api.answers.basis import Answer, basis
from api.answers.page_facts import decide, page_facts
from api.answers.resolution import Uid, WantedJudgement, WantedUndoing, Who
from api.dependencies import ExplorerDep
from api.explorer import Explorer
from api.html import EMPTY_IS_NONE, about, page
from api.routes.data_pages import SAYS_WHENCE
from api.routes.jobs import WritingDep
from graph.errors import NotFound
from viz import data_words, pages

router = APIRouter(include_in_schema=False, prefix="/data", default_response_class=HTMLResponse)

FIELDS = ("names", "kind", "country", "town", "place", "identifiers", "website", "sources")
Text = Annotated[Annotated[str, StringConstraints(max_length=200)] | None, EMPTY_IS_NONE]


@router.get("/review")
def review(
    request: Request, explorer: ExplorerDep, cursor: Text = None, by: Text = None, last: Text = None
) -> HTMLResponse:
    """The pair that is most alike of those up for review, with reasons and what both worked with."""
    found = answers.candidates(explorer, cursor, 1)
    pair = found.candidates[0] if found.candidates else None
    around = answers.explain(explorer, pair.a.uid, pair.b.uid).model_dump() if pair else None
    return page(
        "review.html",
        headers=SAYS_WHENCE,
        here="/data",
        basis=about(found, "/api/v1/resolution/candidates"),
        open=is_open_to(request),
        waiting=found.waiting,
        pair=pair.model_dump() if pair else None,
        rows=_rows(pair) if pair else [],
        around=around,
        skip=pages.address("/data/review", cursor=found.next, by=by) if found.next else None,
        skipped=cursor is not None,
        by=by,
        last=_last(explorer, last),
    )


def _rows(pair: answers.Candidate) -> list[tuple[str, str, str]]:
    """What is known of both, side by side; the last tells whether it is the same."""
    rows = []
    for field in FIELDS:
        sides = [_text(getattr(side, field)) for side in (pair.a, pair.b)]
        if any(sides):
            rows.append((data_words.side_field(field), *sides))
    return [(name, a, b) for name, a, b in rows]


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""


def _last(explorer: Explorer, uid: str | None) -> dict[str, Any] | None:
    """The judgement that was just made, so that it can be taken back at once."""
    if uid is None:
        return None
    try:
        found = answers.judgement(explorer, uid)
    except NotFound:
        return None
    names = [side.names[0] if side and side.names else "" for side in (found.a, found.b)]
    return {"uid": uid, "decision": data_words.decision(found.judgement.decision), "names": names}


@router.post("/review")
def judge(
    explorer: ExplorerDep,
    store: WritingDep,
    a: Annotated[Uid, Form()],
    b: Annotated[Uid, Form()],
    by: Annotated[Who, Form()],
    decision: Annotated[Literal["positive", "negative", "unsure"], Form()],
) -> Response:
    """Writes the judgement down and goes on to the next pair."""
    done = answers.judge(explorer, store, WantedJudgement(a=a, b=b, decision=decision, by=by))
    return RedirectResponse(pages.address("/data/review", by=by, last=done.judgement.uid), status_code=303)


@router.post("/review/undo")
def undo(
    explorer: ExplorerDep,
    store: WritingDep,
    uid: Annotated[Uid, Form()],
    by: Annotated[Who, Form()],
) -> Response:
    """Takes the last judgement back."""
    answers.undo(explorer, store, uid, WantedUndoing(by=by))
    return RedirectResponse(pages.address("/data/review", by=by), status_code=303)


@router.get("/jobs/{uid}/facts")
def facts(request: Request, explorer: ExplorerDep, uid: str) -> HTMLResponse:
    """Facts of a page that are not sure enough, each with the words it was taken from."""
    found = page_facts(explorer.store, explorer.settings, uid)
    return page(
        "facts.html",
        headers=SAYS_WHENCE,
        here="/data",
        basis=about(Answer(**basis(explorer)), f"/api/v1/jobs/{uid}"),
        open=is_open_to(request),
        found=found.model_dump(),
    )


@router.post("/jobs/{uid}/facts")
async def decide_facts(request: Request, explorer: ExplorerDep, store: WritingDep, uid: str) -> Response:
    """Keeps what was decided; the job runs again with it."""
    async with request.form(max_files=0, max_fields=1000) as form:
        given = {name: value for name, value in form.items() if isinstance(value, str)}
    chosen = {
        choice: [name for name, value in given.items() if value == choice] for choice in ("accept", "reject")
    }
    if any(chosen.values()):
        await run_in_threadpool(
            decide, store, explorer.settings, uid, **chosen, stop=request.app.state.closing
        )
    return RedirectResponse(f"/data/jobs/{uid}", status_code=303)
