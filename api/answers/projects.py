"""Projects, programmes and records."""

from typing import Any

from pydantic import BaseModel, Field

from api.answers.basis import Answer, Evidence, basis, evidence
from api.answers.equally_near import MOST_SORTED, ties_by_name
from api.answers.organisations import Said, said
from api.answers.stated import Values, shown_values
from api.explorer import Explorer
from graph.store import projects


class Participant(BaseModel):
    """An organisation, or a group that a source counts but does not name."""

    uid: str
    label: str
    name: str | None
    name_status: str | None
    kind: str | None
    country: str | None
    size: float | None
    role: str | None
    department: str | None
    contribution: str | None
    currency: str | None
    evidence: list[Evidence]
    values: Values = Field(description="What each record says of the part in the project.")


class ProjectRow(BaseModel):
    uid: str
    acronym: str | None
    title: str | None
    code: str | None = None
    start: str | None = None
    end: str | None = None
    participants: int | None = None


class ProjectList(Answer):
    projects: list[ProjectRow]


class ProjectAnswer(Answer):
    """Participants are partners; suppliers and patrons are named beside them and counted nowhere."""

    project: dict[str, Any]
    values: Values = Field(description="Per value: what is shown, why, and everything that is stated.")
    participants: list[Participant]
    suppliers: list[dict[str, Any]]
    patrons: list[dict[str, Any]]
    covers: list[dict[str, Any]]
    excludes: list[dict[str, Any]]
    themes: list[dict[str, Any]]
    counters: list[dict[str, Any]]
    aggregates: list[dict[str, Any]]
    funding: list[dict[str, Any]]
    under: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    said: list[Said]


class ProgrammeAnswer(Answer):
    programme: dict[str, Any]
    chain: list[dict[str, Any]]
    projects: list[dict[str, Any]]


class RecordAnswer(Answer):
    """What a source says of one thing, as it said it."""

    uid: str
    source: str
    key: str
    file: str | None
    part: str | None
    row: int | None
    address: str | None
    job: str | None
    raw: dict[str, Any]


LINKED = (
    "suppliers",
    "patrons",
    "covers",
    "excludes",
    "themes",
    "aggregates",
    "funding",
    "under",
    "groups",
)


def project(explorer: Explorer, uid: str) -> ProjectAnswer:
    """A project with everyone and everything in it; raises NotFound."""
    found = projects.project(explorer.store, uid)
    return ProjectAnswer(
        **basis(explorer),
        project=found["project"],
        values=shown_values(found["values"]),
        participants=[Participant(**_with_values(row)) for row in found["participants"]],
        said=[said(record) for record in found["records"]],
        counters=[_with_values(row) for row in found["counters"]],
        **{part: [_linked(row) for row in found[part]] for part in LINKED},
    )


def search(explorer: Explorer, text: str, limit: int) -> ProjectList:
    """Projects whose title, acronym or code is like the text, best first."""
    best = projects.best_matches(explorer.store, text, max(MOST_SORTED, limit))
    ranked = ties_by_name(best, "title", "acronym", "code")[:limit]
    shown = [ProjectRow(**row) for row in projects.these(explorer.store, ranked)]
    return ProjectList(**basis(explorer), projects=shown)


def programme(explorer: Explorer, uid: str) -> ProgrammeAnswer:
    """A programme, what is above it, and all projects under it; raises NotFound."""
    found = projects.programme(explorer.store, uid)
    found["projects"] = [_linked(row) for row in found["projects"]]
    return ProgrammeAnswer(**basis(explorer), **found)


def record(explorer: Explorer, uid: str) -> RecordAnswer:
    """One record; raises NotFound."""
    return RecordAnswer(**basis(explorer), **projects.record(explorer.store, uid))


def _with_values(row: dict[str, Any]) -> dict[str, Any]:
    return _linked(row) | {"values": shown_values(row["values"])}


def _linked(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"evidence": evidence(row["evidence"])}
