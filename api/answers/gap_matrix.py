"""Cooperation between groups: observed, expected, chance, and a verdict."""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.explorer import Explorer
from graph.analysis.apart import apart
from graph.analysis.divisions import divided_by
from graph.analysis.ei_range import EiRange, ei_range
from graph.analysis.filtering import EVERYTHING, Filter, filtered
from graph.analysis.gap_change import Before, before
from graph.analysis.gap_matrix import DRAWS, VERDICTS, GapMatrix, Verdict, gap_matrix
from graph.analysis.gravity import FEWEST_GROUPS, Apart, Gravity, gravity
from graph.analysis.territories import Level
from graph.analysis.ties import ties_of
from graph.errors import InvalidParameter
from graph.projection import Counting, FloatArray, IntArray
from graph.snapshot import Snapshot
from viz.languages import gettext, noted

KEPT = 3
NO_TIE = noted("No data: no joint project has participants of two known groups.")
NO_GRAVITY = noted(
    "Residuals after distance and language need %(fewest)s territories with ties and a known place, and "
    "distances that tell them apart."
)
FIRST = (Verdict.GAP, Verdict.SURPLUS, Verdict.EXPECTED, Verdict.TOO_FEW, Verdict.NO_DATA)


@dataclass(frozen=True, slots=True)
class MatrixAsked:
    """What the matrix is of; `earlier` is the part to compare with."""

    level: str = Level.COUNTRY
    counting: Counting = Counting.FRACTIONAL
    chosen: Filter = EVERYTHING
    earlier: Filter | None = None
    draws: int = DRAWS
    seed: int = 0


class Order(StrEnum):
    """What comes first: gaps, or what lacks most ties after distance and language."""

    VERDICT = "verdict"
    RESIDUAL = "residual"


@dataclass(frozen=True, slots=True)
class CellsAsked:
    """Which cells are shown: of one verdict, of one or two groups, of groups at most so far apart."""

    verdict: Verdict | None = None
    a: str | None = None
    b: str | None = None
    within_km: float | None = None
    limit: int = 100
    order: Order = Order.VERDICT


class GapTerritory(BaseModel):
    code: str
    name: str | None
    organisations: int
    strength: float = Field(description="Weight of its ties to other groups.")
    inside: float = Field(description="Weight of its ties inside.")
    data: bool = Field(description="Whether any of its organisations is in a joint project.")
    ei: float | None = Field(description="E-I index of its ties together; null where it has none.")
    ei_low: float | None = Field(description="95 of 100 permutations of the groups lie from here")
    ei_high: float | None = Field(description="to here.")


class BeforeCell(BaseModel):
    """The pair in the earlier period."""

    observed: float
    expected: float | None
    ratio: float | None
    verdict: Verdict


class GapCell(BaseModel):
    a: str
    b: str
    observed: float
    expected: float | None = Field(description="Without pairs of a group with itself (Steijn 2021).")
    ratio: float | None
    salton: float | None
    jaccard: float | None
    chance: float | None = Field(description="Mean over the networks dealt by chance.")
    p: float | None = Field(description="Two-sided, by chance with the same degrees; null: not tested.")
    q: float | None = Field(description="After Benjamini and Hochberg, over all tested pairs.")
    verdict: Verdict
    kilometres: float | None
    residual: float | None = Field(
        description="Pearson residual after strengths, distance and language; null where not fitted."
    )
    before: BeforeCell | None


class GapMatrixAnswer(Answer):
    level: str
    counting: Counting
    parameters: dict[str, str | int | float]
    territories: list[GapTerritory]
    cells: list[GapCell] = Field(
        description="Gaps first, those that lack most ties before others; or by `order`."
    )
    shown: int
    found: int = Field(description="Pairs that fit what was asked for.")
    verdicts: dict[str, int] = Field(description="Pairs of each verdict, of all.")
    ties: float = Field(description="Weight of all ties between groups.")
    tested: int
    unplaced: float = Field(description="Weight of ties of which an end is in no known group.")
    with_place: int
    organisations: int
    gravity: dict[str, float] | None = Field(description="Coefficients of the regression, where fitted.")
    reason: str | None = Field(description="Why less is said than asked for.")


@dataclass(frozen=True, eq=False)
class _Computed:
    part: Snapshot
    matrix: GapMatrix
    openness: EiRange
    apart: Apart | None
    gravity: Gravity | None
    residual: FloatArray
    earlier: GapMatrix | None


def matrix(explorer: Explorer, asked: MatrixAsked, cells: CellsAsked) -> GapMatrixAnswer:
    """The groups, and the cells that were asked for; raises InvalidParameter."""
    snapshot = explorer.snapshot()
    found = _computed(snapshot, asked)
    result = found.matrix
    chosen = _chosen(found, cells)
    shown = chosen[: cells.limit]
    return GapMatrixAnswer(
        **(basis(explorer) | {"snapshot": snapshot.id}),
        level=asked.level,
        counting=asked.counting,
        parameters=_parameters(asked, cells, result.draws),
        territories=_territories(result, found.openness),
        cells=[_cell(found, place) for place in shown.tolist()],
        shown=len(shown),
        found=len(chosen),
        verdicts=result.counts(),
        ties=rounded(result.found.total) or 0.0,
        tested=int(np.count_nonzero(~np.isnan(result.p))),
        unplaced=rounded(result.unplaced) or 0.0,
        with_place=int(np.count_nonzero(result.division.of >= 0)),
        organisations=len(result.division.of),
        gravity=_coefficients(found.gravity),
        reason=_reason(found),
    )


@lru_cache(maxsize=KEPT)
def _computed(snapshot: Snapshot, asked: MatrixAsked) -> _Computed:
    part, result = _matrix(snapshot, asked, asked.chosen)
    far = apart(part, result.division)
    fitted = gravity(result.observed, result.found.strength, far) if far else None
    residual = np.full(len(result.a), np.nan)
    if fitted:
        residual[result.places(fitted.a, fitted.b)] = fitted.residual
    ties = ties_of(part, counting=asked.counting)
    return _Computed(
        part=part,
        matrix=result,
        openness=ei_range(ties, result.division, seed=asked.seed),
        apart=far,
        gravity=fitted,
        residual=residual,
        earlier=_matrix(snapshot, asked, asked.earlier)[1] if asked.earlier else None,
    )


def _matrix(snapshot: Snapshot, asked: MatrixAsked, chosen: Filter) -> tuple[Snapshot, GapMatrix]:
    if chosen.minimum_weight is not None:
        raise InvalidParameter("Gaps count every tie: chance cannot deal out ties of a minimum weight.")
    part = filtered(snapshot, chosen)
    division = divided_by(part, asked.level)
    return part, gap_matrix(part, division, counting=asked.counting, draws=asked.draws, seed=asked.seed)


def _chosen(found: _Computed, cells: CellsAsked) -> IntArray:
    """Positions of the cells, in the order of FIRST, then by how many ties are missing or too many."""
    result = found.matrix
    stays = np.ones(len(result.a), dtype=bool)
    for code in (cells.a, cells.b):
        if code is not None:
            row = result.division.row(code)
            stays &= (result.a == row) | (result.b == row)
    if cells.verdict is not None:
        stays &= result.verdict == VERDICTS.index(cells.verdict)
    if cells.within_km is not None:
        if found.apart is None:
            raise InvalidParameter("Sectors and kinds lie nowhere: distance tells only territories apart.")
        with np.errstate(invalid="ignore"):
            stays &= found.apart.kilometres[result.a, result.b] <= cells.within_km
    kept = np.flatnonzero(stays)
    return kept[_order(found, kept, cells.order)]


def _order(found: _Computed, kept: IntArray, order: Order) -> IntArray:
    """By residual, those without one last; or by FIRST, then by how many ties are missing or too many."""
    if order is Order.RESIDUAL:
        return np.lexsort((kept, found.residual[kept]))
    result = found.matrix
    a, b = result.a[kept], result.b[kept]
    rank = np.array([FIRST.index(verdict) for verdict in VERDICTS])[result.verdict[kept]]
    return np.lexsort((kept, -np.abs(result.observed[a, b] - result.found.expected[a, b]), rank))


def _parameters(asked: MatrixAsked, cells: CellsAsked, draws: int) -> dict[str, str | int | float]:
    told: dict[str, str | int | float] = {
        "level": asked.level,
        "counting": str(asked.counting),
        "draws": draws,
        "seed": asked.seed,
        **asked.chosen.parameters,
    }
    if asked.earlier:
        told |= {f"before_{name}": value for name, value in asked.earlier.parameters.items()}
    names = ("verdict", "a", "b", "within_km")
    if cells.order is not Order.VERDICT:
        told["order"] = str(cells.order)
    return told | {name: getattr(cells, name) for name in names if getattr(cells, name) is not None}


def _territories(result: GapMatrix, openness: EiRange) -> list[GapTerritory]:
    division, sizes = result.division, result.division.sizes
    return [
        GapTerritory(
            code=code,
            name=division.names[row],
            organisations=int(sizes[row]),
            strength=rounded(result.found.strength[row]) or 0.0,
            inside=rounded(result.observed[row, row]) or 0.0,
            data=bool(result.with_data[row]),
            ei=rounded(openness.ei[row]),
            ei_low=rounded(openness.low[row]),
            ei_high=rounded(openness.high[row]),
        )
        for row, code in enumerate(division.codes)
    ]


def _cell(found: _Computed, place: int) -> GapCell:
    result = found.matrix
    a, b = int(result.a[place]), int(result.b[place])
    codes, verdict = result.division.codes, VERDICTS[int(result.verdict[place])]
    known = verdict is not Verdict.NO_DATA
    earlier = before(found.earlier, codes[a], codes[b]) if found.earlier else None
    return GapCell(
        a=codes[a],
        b=codes[b],
        observed=rounded(result.observed[a, b]) or 0.0,
        expected=rounded(result.found.expected[a, b]) if known else None,
        ratio=rounded(result.found.ratio[a, b]),
        salton=rounded(result.found.salton[a, b]),
        jaccard=rounded(result.found.jaccard[a, b]),
        chance=rounded(result.chance[place]),
        p=rounded(result.p[place]),
        q=rounded(result.q[place]),
        verdict=verdict,
        kilometres=rounded(found.apart.kilometres[a, b]) if found.apart else None,
        residual=rounded(found.residual[place]),
        before=_before(earlier) if earlier else None,
    )


def _before(earlier: Before) -> BeforeCell:
    return BeforeCell(
        observed=rounded(earlier.observed) or 0.0,
        expected=rounded(earlier.expected),
        ratio=rounded(earlier.ratio),
        verdict=earlier.verdict,
    )


def _coefficients(fitted: Gravity | None) -> dict[str, float] | None:
    if fitted is None:
        return None
    return {name: rounded(value) or 0.0 for name, value in fitted.coefficients.items()}


def _reason(found: _Computed) -> str | None:
    if found.matrix.found.total == 0:
        return gettext(NO_TIE)
    unfitted = found.apart is not None and found.gravity is None
    return gettext(NO_GRAVITY, fewest=FEWEST_GROUPS) if unfitted else None


def rounded(value: float | None) -> float | None:
    """As far as sums are exact, so that equal answers are equal texts; None for what is undefined."""
    return None if value is None or math.isnan(value) else float(f"{value:.10g}")
