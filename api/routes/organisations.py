"""Organisations."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import StringConstraints

from api.answers import organisations as answers
from api.dependencies import ExplorerDep, Limit
from graph.store.organisations import Filters
from graph.vocabulary import Kind

router = APIRouter(prefix="/organisations", tags=["organisations"])
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{2,40}$")]


@router.get("")
def search(
    explorer: ExplorerDep,
    q: Annotated[
        str, Query(max_length=200, description="Words of the name; typing errors are forgiven.")
    ] = "",
    kind: Annotated[Kind | None, Query()] = None,
    country: Annotated[str | None, Query(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2")] = None,
    place: Annotated[Code | None, Query(description="Code of a territory; what lies in it counts.")] = None,
    theme: Annotated[Code | None, Query(description="uid of a theme")] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = 50,
) -> answers.OrganisationList:
    """Organisations by name, best match first; without `q` all of them in a fixed order."""
    filters = Filters(kind=kind, country=country, place=place, theme=theme)
    return answers.search(explorer, q, filters, cursor, limit)


@router.get("/{uid}")
def profile(explorer: ExplorerDep, uid: str) -> answers.Profile:
    """One organisation: projects, collaborators, other ties, and what each source says of it."""
    return answers.profile(explorer, uid)
