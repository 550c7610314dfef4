"""Maps."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.answers import maps as answers
from api.dependencies import Resolution, Seed, ViewDep

router = APIRouter(prefix="/maps", tags=["maps"])


@router.get("/network", response_class=HTMLResponse)
def network(
    explorer: ViewDep,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    organisations: Annotated[int | None, Query(ge=1, le=5000, description="Drawn at most.")] = None,
    download: Annotated[bool, Query(description="As a file to keep or send.")] = False,
) -> HTMLResponse:
    """The best-connected organisations and their strongest ties, as one page that needs no network."""
    page = answers.network(explorer, resolution=resolution, seed=seed, most=organisations)
    headers = {"Content-Security-Policy": page.policy, "X-Snapshot": page.snapshot}
    if download:
        headers["Content-Disposition"] = 'attachment; filename="network-map.html"'
    return HTMLResponse(page.html, headers=headers)
