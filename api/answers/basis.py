"""What every answer says of itself: from which snapshot it comes and how old the data is."""

from typing import TypedDict

from pydantic import BaseModel, Field

from api.explorer import Explorer


class Answer(BaseModel):
    """Base of all answers."""

    snapshot: str = Field(description="Content hash of the graph that answered.")
    data_as_of: str | None = Field(
        description="When the last ingest ended (ISO 8601); null before the first."
    )


class Evidence(BaseModel):
    """A record that states what is claimed, or a judgement by which it is so; `href` shows it."""

    record: str
    href: str


def evidence(records: list[str] | None) -> list[Evidence]:
    """Records and judgements as links."""
    return [Evidence(record=uid, href=_address(uid)) for uid in records or ()]


def _address(uid: str) -> str:
    judged = uid.startswith("jdg-")
    return f"/api/v1/resolution/judgements/{uid}" if judged else f"/api/v1/records/{uid}"


class Basis(TypedDict):
    """Values of Answer."""

    snapshot: str
    data_as_of: str | None


def basis(explorer: Explorer) -> Basis:
    """What an answer says of itself: from which snapshot it is, and how old the data is."""
    return {"snapshot": explorer.snapshot().id, "data_as_of": explorer.data_as_of()}
