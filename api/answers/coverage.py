"""What is held of each source, and what is not."""

from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.explorer import Explorer
from graph.store import coverage as held


class Missing(BaseModel):
    """Something that is known to be missing."""

    what: str
    count: int


class Resolved(BaseModel):
    """Shares (0 to 1) of the records that describe organisations."""

    records: int
    by_id: float = Field(description="One with another organisation by an identifier of both.")
    by_judgement: float = Field(description="One with another by a judgement on names and places.")
    not_at_all: float = Field(description="Alone: nothing else is known to be the same.")


class SourceCoverage(BaseModel):
    source: str
    as_of: str | None = Field(description="When the last job of the source ended.")
    files: int
    records: int
    organisations: int = Field(description="Organisations as this source knows them.")
    projects: int
    missing: list[Missing]
    resolved: Resolved | None = Field(description="null where the source describes no organisation.")


class Coverage(Answer):
    sources: list[SourceCoverage]
    organisations: int = Field(description="Organisations as they are shown, each once.")


def coverage(explorer: Explorer) -> Coverage:
    """One entry for each source of which something is held."""
    return Coverage(
        **basis(explorer),
        sources=[SourceCoverage.model_validate(source) for source in held.coverage(explorer.store)],
        organisations=len(explorer.snapshot().organisations),
    )
