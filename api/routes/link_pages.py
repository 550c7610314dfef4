"""Short links to live views and to frozen ones, and the code that puts a view into a page of others."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access import MayWrite, is_open_to
from api.answers import snapshots
from api.answers.basis import Answer, basis
from api.answers.exports import Wanted
from api.answers.views import LONGEST_VIEW, can_be_embedded, can_be_frozen, can_be_shared
from api.dependencies import ExplorerDep
from api.html import about, page
from api.routes.data_pages import SAYS_WHENCE
from graph.errors import InvalidParameter
from graph.stamp import Stamp, default_parameters
from graph.store import links
from graph.store.links import Link
from viz import pages

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

View = Annotated[str, Query(max_length=LONGEST_VIEW)]
NOT_OURS = "Only pages of this server that show something of the graph have links. Open one and share it."


@router.get("/share")
def share(request: Request, explorer: ExplorerDep, view: View = "") -> HTMLResponse:
    """What there is to pass on of a page: its address, its short links, its code for other pages."""
    _check(view)
    base = str(request.base_url).rstrip("/")
    frozen_as = Stamp(explorer.snapshot().id, default_parameters()).id
    asked = {"live": Link(view), "frozen": Link(view, frozen_as)}
    codes = {name: links.code_of(explorer.settings, link) for name, link in asked.items()}
    made = {
        name: f"{base}/s/{code}" for name, code in codes.items() if links.is_kept(explorer.settings, code)
    }
    return page(
        "share.html",
        headers=SAYS_WHENCE,
        here="",
        basis=about(Answer(**basis(explorer))),
        view=view,
        address_of_view=base + view,
        made=made,
        snapshot=frozen_as,
        freezable=can_be_frozen(view),
        embedded=f"{base}/embed{view}" if can_be_embedded(view) else None,
        open=is_open_to(request),
    )


@router.post("/share")
def make(
    explorer: ExplorerDep,
    _: MayWrite,
    view: Annotated[str, Form(max_length=LONGEST_VIEW)],
    frozen: Annotated[bool, Form()] = False,
) -> Response:
    """Keeps a short link; for a frozen one the snapshot is kept as well."""
    _check(view)
    kept = None
    if frozen:
        if not can_be_frozen(view):
            raise InvalidParameter("This page tells of the graph as it is; it cannot be frozen.")
        kept = snapshots.create(explorer, Wanted("zip"), None).id
    links.keep(explorer.settings, Link(view, kept))
    return RedirectResponse(pages.address("/share", view=view), status_code=303)


@router.get("/s/{code}")
def follow(explorer: ExplorerDep, code: Annotated[str, Path(max_length=40)]) -> Response:
    """Leads to the page that the link stands for."""
    found = links.find(explorer.settings, code)
    _check(found.view)
    frozen = f"{'&' if '?' in found.view else '?'}snapshot={found.snapshot}" if found.snapshot else ""
    return RedirectResponse(found.view + frozen, status_code=307, headers={"Cache-Control": "no-cache"})


def _check(view: str) -> None:
    if not can_be_shared(view):
        raise InvalidParameter(NOT_OURS)
