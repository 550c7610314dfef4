"""Pages of gaps between groups: pairs with their verdicts, one pair, and what would close it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.answers import closers, gap_matrix
from api.answers.closers import ClosersAsked
from api.answers.gap_cells import GapCell, GapMatrixAnswer
from api.answers.gap_evidence import pair_evidence
from api.answers.gap_matrix import CellsAsked, MatrixAsked, Order
from api.dependencies import ViewDep
from api.explorer import Explorer
from api.html import EMPTY_IS_NONE, about, page
from api.routes.gap_pages import Kept
from api.table_files import csv_file
from graph.analysis.filtering import Filter
from graph.analysis.gap_matrix import Verdict
from graph.errors import NotFound
from viz import gap_words, pages, wording

router = APIRouter(include_in_schema=False, prefix="/gaps", default_response_class=HTMLResponse)

# Groups that lie nowhere, with how one of them is called.
DIVISIONS = {"sector": wording.sector, "kind": wording.kind}
LEVELS = ("country", "nuts1", "nuts2", "nuts3", "lau", *DIVISIONS)
SHOWN, IN_FILE = 100, 100_000
# A square of more groups than this is no longer read; the list is.
LARGEST_SQUARE = 16
NUMBERS = ("projects", "observed", "expected", "ratio", "chance", "p", "q")
PLACES = ("kilometres", "border", "modelled", "residual")
COLUMNS = ("a", "b", *NUMBERS, "verdict", *PLACES)

Text = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None, EMPTY_IS_NONE
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Asked(BaseModel):
    """Between which groups, and which of the pairs."""

    model_config = ConfigDict(extra="ignore")

    level: Annotated[str, StringConstraints(pattern=f"^({'|'.join(LEVELS)})$")] = "country"
    verdict: Annotated[Verdict | None, EMPTY_IS_NONE] = None
    order: Order = Order.VERDICT
    within_km: Annotated[Annotated[float, Field(gt=0, le=20_100)] | None, EMPTY_IS_NONE] = None
    neighbours: bool = False
    start: Text = None
    end: Text = None
    snapshot: Kept = None

    @property
    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_defaults=True, mode="json")

    @property
    def matrix(self) -> MatrixAsked:
        return MatrixAsked(self.level, chosen=Filter(start=self.start, end=self.end))

    def cells(self, limit: int) -> CellsAsked:
        return CellsAsked(
            verdict=self.verdict,
            within_km=self.within_km,
            limit=limit,
            order=self.order,
            neighbours=self.neighbours,
        )

    def map_of(self, a: str, b: str) -> str | None:
        """Address of the map that shows the pair first; None of what lies nowhere."""
        if self.level in DIVISIONS:
            return None
        return pages.address(
            "/api/v1/maps/territory",
            level=self.level,
            a=a,
            b=b,
            from_=self.start,
            to=self.end,
            snapshot=self.snapshot,
        )


class AskedPair(Asked):
    """One pair of groups."""

    a: Code
    b: Code


@router.get("/matrix")
def matrix(explorer: ViewDep, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Pairs of groups with what was observed, expected and what chance gives, gaps first."""
    found = gap_matrix.matrix(explorer, asked.matrix, asked.cells(SHOWN))
    return page(
        "gap_matrix.html",
        here="/gaps",
        basis=about(found, _json("matrix", asked), **found.parameters),
        asked=asked.model_dump(mode="json"),
        given=asked.given,
        found=found.model_dump(mode="json"),
        names=_names(found),
        square=_square(explorer, asked, found),
        levels=[(level, gap_words.level_name(level)) for level in LEVELS],
        verdicts=[(one.value, gap_words.verdict_name(one.value)) for one in Verdict],
        map_of=asked.map_of,
    )


@router.get("/matrix.csv")
def matrix_file(explorer: ViewDep, asked: Annotated[Asked, Query()]) -> Response:
    """The pairs as a table."""
    found = gap_matrix.matrix(explorer, asked.matrix, asked.cells(IN_FILE))
    rows = [
        (cell.a, cell.b, *_of(cell, NUMBERS), cell.verdict.value, *_of(cell, PLACES)) for cell in found.cells
    ]
    return csv_file(
        f"gaps-{asked.level}.csv", (*COLUMNS, "snapshot"), [(*row, found.snapshot) for row in rows]
    )


def _of(cell: GapCell, names: tuple[str, ...]) -> list[float | None]:
    return [getattr(cell, name) for name in names]


@router.get("/pair")
def pair(explorer: ViewDep, asked: Annotated[AskedPair, Query()]) -> HTMLResponse:
    """One pair: its numbers, the projects behind them, and what would close the gap."""
    cells = CellsAsked(a=asked.a, b=asked.b, limit=1)
    found = gap_matrix.matrix(explorer, asked.matrix, cells)
    if not found.cells:
        raise NotFound(f"There is no pair of {asked.a!r} and {asked.b!r} at the level {asked.level}.")
    closing = closers.closing(explorer, asked.matrix, ClosersAsked(asked.a, asked.b))
    return page(
        "gap_pair.html",
        here="/gaps",
        basis=about(found, _json("closers", asked), **found.parameters),
        asked=asked.model_dump(mode="json"),
        back=pages.address(
            "/gaps/matrix", **{name: value for name, value in asked.given.items() if name not in ("a", "b")}
        ),
        cell=found.cells[0].model_dump(mode="json"),
        names=_names(found),
        map=asked.map_of(asked.a, asked.b),
        shared=pair_evidence(explorer, asked.matrix, asked.a, asked.b).model_dump(),
        closing=closing.model_dump(),
        projects=_project_names(explorer),
    )


def _names(found: GapMatrixAnswer) -> dict[str, str]:
    """What groups are called: in the reader's language, territories by name and code."""
    names = {}
    for one in found.territories:
        if found.level == "country":
            names[one.code] = wording.country(one.code)
        elif found.level in DIVISIONS:
            names[one.code] = DIVISIONS[found.level](one.code)
        else:
            names[one.code] = one.code if one.name in (None, one.code) else f"{one.name} ({one.code})"
    return names


def _square(explorer: Explorer, asked: Asked, found: GapMatrixAnswer) -> dict[str, Any] | None:
    """The strongest groups against each other; None where there are too few to make one."""
    strongest = sorted(found.territories, key=lambda one: (-one.strength, one.code))[:LARGEST_SQUARE]
    codes = sorted(one.code for one in strongest if one.data)
    if len(codes) < 3:
        return None
    every = CellsAsked(limit=IN_FILE, among=tuple(codes))
    cells = {
        frozenset((cell.a, cell.b)): cell for cell in gap_matrix.matrix(explorer, asked.matrix, every).cells
    }
    rows = {
        a: {
            b: cell.model_dump(mode="json") if (cell := cells.get(frozenset((a, b)))) else None for b in codes
        }
        for a in codes
    }
    return {"codes": codes, "rows": rows, "all": len(codes) == len(found.territories)}


def _project_names(explorer: Explorer) -> dict[str, dict[str, Any]]:
    columns = ["uid", "acronym", "title", "code"]
    return {row["uid"]: row for row in explorer.snapshot().projects.select(columns).to_pylist()}


def _json(what: str, asked: Asked) -> str:
    told = asked.given
    named = {"from": told.pop("start", None), "to": told.pop("end", None)}
    return pages.address(f"/api/v1/gaps/{what}", **told | {"level": asked.level}, **named)
