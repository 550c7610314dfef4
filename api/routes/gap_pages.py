"""Pages of gaps: who of a territory takes part and who not, and what stands behind each unit."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from api.answers import territory_coverage
from api.answers.basis import Answer, basis
from api.answers.gap_evidence import levels_of, unit_evidence, usual_level
from api.answers.territory_coverage import CoverageAsked, Standing, TerritoryCoverageAnswer
from api.dependencies import ViewDep
from api.drawings import drawing_address
from api.explorer import Explorer
from api.html import EMPTY_IS_NONE, about, page
from api.table_files import csv_file
from graph.analysis.filtering import Filter
from graph.errors import ExplorerError, InvalidParameter, NotFound
from graph.vocabulary import Kind
from viz import choices, gap_words, pages

router = APIRouter(include_in_schema=False, prefix="/gaps", default_response_class=HTMLResponse)

Text = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None, EMPTY_IS_NONE
]
# The kept snapshot that is shown, for all that a page leads to stays in it.
Kept = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)] | None, EMPTY_IS_NONE
]
UNIT = ("state", "code", "name", "population", "participants", "nearest_present", "kilometres")


class Asked(BaseModel):
    """A territory against its list; without a level the smallest units of which there is a list."""

    model_config = ConfigDict(extra="ignore")

    country: Annotated[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None, EMPTY_IS_NONE] = None
    territory: Text = None
    level: Text = None
    start: Text = None
    end: Text = None
    kind: Annotated[Kind | None, EMPTY_IS_NONE] = None
    snapshot: Kept = None

    @property
    def where(self) -> str | None:
        return self.territory or self.country

    @property
    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_defaults=True, mode="json")

    @property
    def told(self) -> dict[str, Any]:
        """What the answer depends on beside its snapshot, which is told in words of its own."""
        return {name: value for name, value in self.given.items() if name != "snapshot"}

    def coverage(self, explorer: Explorer) -> CoverageAsked:
        """The question, with the usual level where none was chosen; raises NotFound, InvalidParameter."""
        where = self.where or ""
        level = self.level or usual_level(explorer.snapshot(), where)
        chosen = Filter(start=self.start, end=self.end, kind=self.kind)
        return CoverageAsked(where, level, chosen=chosen)


class AskedUnit(Asked):
    """One unit of the list."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=60)]


AskedDep = Annotated[Asked, Query()]


@router.get("")
def gaps(explorer: ViewDep, asked: AskedDep) -> HTMLResponse:
    """The form; with a territory its units, present, absent, unknown and excluded, each by name."""
    found, problem = None, None
    if asked.where:
        try:
            found = territory_coverage.coverage(explorer, asked.coverage(explorer))
        except (NotFound, InvalidParameter) as error:
            problem = error
    return page(
        "gaps.html",
        status=404 if problem else 200,
        here="/gaps",
        basis=about(found or Answer(**basis(explorer)), _json(found, asked), **asked.told),
        asked=asked.model_dump(),
        given=asked.given,
        problem=problem.message if problem else None,
        found=_shown(explorer, found) if found else None,
        countries=_countries(explorer),
        kinds=choices.kinds(),
        levels=_levels(explorer, asked.where),
        drawing=_drawing(explorer, found),
    )


@router.get("/coverage.csv")
def coverage_file(explorer: ViewDep, asked: AskedDep) -> Response:
    """The units of a territory as a table."""
    found = territory_coverage.coverage(explorer, asked.coverage(explorer))
    name = f"gaps-{found.territory}-{found.level}.csv".replace(" ", "-")
    more = ("list", "year", "snapshot")
    source = found.reference
    told = (source.name if source else None, source.year if source else None, found.snapshot)
    return csv_file(name, (*UNIT, *more), [(*row, *told) for row in _rows(found)])


@router.get("/unit")
def unit(explorer: ViewDep, asked: Annotated[AskedUnit, Query()]) -> HTMLResponse:
    """Who makes a unit present, project by project with the records; or that nobody is known there."""
    question, code = asked.coverage(explorer), asked.code
    found = territory_coverage.coverage(explorer, question)
    shown = _shown(explorer, found)
    return page(
        "gap_unit.html",
        here="/gaps",
        basis=about(found, _json(found, asked), **asked.told),
        given={name: value for name, value in asked.given.items() if name != "code"},
        found=shown,
        state=_state(found, code),
        unit=unit_evidence(explorer, question, code).model_dump(),
        present=next((one for one in shown["present"] if one["code"] == code), None),
        absent=next((one for one in shown["absent"] if one["code"] == code), None),
        excluded=next((one for one in shown["excluded"] if one["code"] == code), None),
    )


def _state(found: TerritoryCoverageAnswer, code: str) -> str:
    for state in ("present", "absent", "excluded"):
        if any(one.code == code for one in getattr(found, state)):
            return state
    return "unknown" if found.verdict is Standing.UNNAMED else "no data"


def _shown(explorer: Explorer, found: TerritoryCoverageAnswer) -> dict[str, Any]:
    """The answer with projects by their names, and units by those of their nearest."""
    shown = found.model_dump()
    projects = _named_projects(explorer)
    for one in (*shown["present"], *shown["excluded"]):
        key = "covered_by" if "covered_by" in one else "projects"
        one["projects"] = [projects.get(uid, {"uid": uid}) for uid in one[key]]
    for one in shown["unknown"]:
        one["project"] = projects.get(one["project"], {"uid": one["project"]})
    names = {one["code"]: one["name"] for one in shown["present"]}
    for one in shown["absent"]:
        one["nearest_name"] = names.get(one["nearest"])
    for state in ("present", "absent", "excluded"):
        shown[state].sort(key=lambda one: (choices.by_name(one["name"] or one["code"]), one["code"]))
    return shown


def _named_projects(explorer: Explorer) -> dict[str, dict[str, Any]]:
    columns = ["uid", "acronym", "title", "code"]
    return {row["uid"]: row for row in explorer.snapshot().projects.select(columns).to_pylist()}


def _rows(found: TerritoryCoverageAnswer) -> list[tuple[str | int | float | None, ...]]:
    present = [
        ("present", one.code, one.name, one.population, one.participants, None, None) for one in found.present
    ]
    nobody = "absent" if found.verdict is Standing.GAPS else "nobody known"
    absent = [
        (nobody, one.code, one.name, one.population, 0, one.nearest, one.kilometres) for one in found.absent
    ]
    excluded = [("excluded", one.code, one.name, None, None, None, None) for one in found.excluded]
    unknown = [
        ("unknown", None, f"{one.count:g} {one.label}", None, None, None, None) for one in found.unknown
    ]
    return [*present, *absent, *excluded, *unknown]


def _json(found: TerritoryCoverageAnswer | None, asked: Asked) -> str | None:
    if found is None:
        return None
    told = {name: value for name, value in found.parameters.items() if name not in ("territory", "level")}
    return pages.address(
        "/api/v1/gaps/coverage",
        territory=found.territory,
        level=found.level,
        **told,
        snapshot=asked.snapshot,
    )


def _drawing(explorer: Explorer, found: TerritoryCoverageAnswer | None) -> str | None:
    """The geographic map of the units; None where there are none to draw."""
    if found is None or found.denominator is None:
        return None
    asked = {name: value for name, value in found.parameters.items() if name not in ("territory", "level")}
    return drawing_address(explorer, "territory", territory=found.territory, level=found.level, **asked)


def _countries(explorer: Explorer) -> list[tuple[str, str]]:
    """Countries of which the graph knows something first, for of the others it can say nothing."""
    known = choices.countries(explorer.snapshot().organisations["country"].to_pylist())
    codes = {code for code, _ in known}
    return known + [one for one in choices.every_country() if one[0] not in codes]


def _levels(explorer: Explorer, where: str | None) -> list[tuple[str, str]]:
    try:
        levels = levels_of(explorer.snapshot(), where) if where else []
    except ExplorerError:
        levels = []
    return [(level, gap_words.level_name(level)) for level in levels]
