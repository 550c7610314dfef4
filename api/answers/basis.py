"""What every answer says of itself: from which snapshot it comes and how old the data is."""

from typing import TypedDict

from pydantic import BaseModel, Field

from api.explorer import Explorer
from graph.store import jobs


class Answer(BaseModel):
    """Base of all answers."""

    snapshot: str = Field(description="Content hash of the graph that answered.")
    data_as_of: str | None = Field(
        description="When the last ingest ended (ISO 8601); null before the first."
    )


class Evidence(BaseModel):
    """A record that states what is claimed; `href` shows it as its source said it."""

    record: str
    href: str


def evidence(records: list[str] | None) -> list[Evidence]:
    """Records as links."""
    return [Evidence(record=uid, href=f"/api/v1/records/{uid}") for uid in records or ()]


class Basis(TypedDict):
    """Values of Answer."""

    snapshot: str
    data_as_of: str | None


def basis(explorer: Explorer) -> Basis:
    """What an answer from the graph as it is now says of itself."""
    return {"snapshot": explorer.snapshot().id, "data_as_of": jobs.last_end(explorer.store)}
