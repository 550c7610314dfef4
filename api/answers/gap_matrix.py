"""Cooperation between groups: observed, expected, chance, and a verdict."""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote, urlencode

import numpy as np

from api.answers.basis import basis
from api.answers.gap_borders import borders, why_fewer
from api.answers.gap_cells import BeforeCell, GapCell, GapMatrixAnswer, GapTerritory
from api.explorer import Explorer
from graph.analysis.apart import apart
from graph.analysis.divisions import divided_by
from graph.analysis.ei_range import EiRange, ei_range
from graph.analysis.filtering import EVERYTHING, Filter, filtered
from graph.analysis.gap_change import Before, before
from graph.analysis.gap_matrix import DRAWS, VERDICTS, GapMatrix, Verdict, gap_matrix
from graph.analysis.gravity import FEWEST_GROUPS, Apart, Gravity, gravity
from graph.analysis.joint_work import joint_project_counts
from graph.analysis.territories import Level
from graph.analysis.ties import ties_of
from graph.errors import InvalidParameter
from graph.projection import BoolArray, Counting, FloatArray, IntArray
from graph.snapshot import Snapshot
from viz.languages import gettext, noted

KEPT = 3
NO_TIE = noted("No data: no joint project has participants of two known groups.")
NO_GRAVITY = noted(
    "Residuals after distance, border and language need %(fewest)s territories with ties and a known place, "
    "and distances that tell them apart."
)
NO_SURE_GAP = noted(
    "None of these pairs is a gap beyond chance. By residual those come first that lack most ties for their "
    "strength, distance, border and language."
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
    """What comes first: gaps, or what lacks most ties after distance, border and language."""

    VERDICT = "verdict"
    RESIDUAL = "residual"


@dataclass(frozen=True, slots=True)
class CellsAsked:
    """Which cells: of one verdict, of one or two groups, of groups at most so far apart, of neighbours.

    `among` keeps the cells between some groups alone.
    """

    verdict: Verdict | None = None
    a: str | None = None
    b: str | None = None
    within_km: float | None = None
    limit: int = 100
    order: Order = Order.VERDICT
    neighbours: bool = False
    among: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)
class _Computed:
    asked: MatrixAsked
    matrix: GapMatrix
    projects: IntArray
    openness: EiRange
    apart: Apart | None
    gravity: Gravity | None
    modelled: FloatArray
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
        participants=int(result.participants.sum()),
        participants_unknown=int(result.participants[-1]),
        gravity=_coefficients(found.gravity.coefficients if found.gravity else None),
        gravity_without_border=_coefficients(found.gravity.without_border if found.gravity else None),
        borders=borders(found.apart, found.gravity),
        reason=_reason(found, cells, chosen),
    )


@lru_cache(maxsize=KEPT)
def _computed(snapshot: Snapshot, asked: MatrixAsked) -> _Computed:
    part, result = _matrix(snapshot, asked, asked.chosen)
    far = apart(part, result.division)
    fitted = gravity(result.observed, result.found.strength, far) if far else None
    modelled, residual = (np.full(len(result.a), np.nan) for _ in range(2))
    if fitted:
        places = result.places(fitted.a, fitted.b)
        modelled[places], residual[places] = fitted.mean, fitted.residual
    ties = ties_of(part, counting=asked.counting)
    return _Computed(
        asked=asked,
        matrix=result,
        projects=joint_project_counts(part, result.division),
        openness=ei_range(ties, result.division, seed=asked.seed),
        apart=far,
        gravity=fitted,
        modelled=modelled,
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
    if cells.among is not None:
        rows = [result.division.row(code) for code in cells.among]
        stays &= np.isin(result.a, rows) & np.isin(result.b, rows)
    if cells.verdict is not None:
        stays &= result.verdict == VERDICTS.index(cells.verdict)
    if cells.within_km is not None:
        with np.errstate(invalid="ignore"):
            stays &= _placed(found).kilometres[result.a, result.b] <= cells.within_km
    if cells.neighbours:
        stays &= _bordering(_placed(found))[result.a, result.b]
    kept = np.flatnonzero(stays)
    return kept[_order(found, kept, cells.order)]


def _placed(found: _Computed) -> Apart:
    if found.apart is None:
        raise InvalidParameter(
            "Sectors and kinds lie nowhere: distance and borders tell only territories apart."
        )
    return found.apart


def _bordering(apart: Apart) -> BoolArray:
    border = np.zeros_like(apart.kilometres) if apart.border is None else apart.border
    return np.asarray(border == 1)


def _order(found: _Computed, kept: IntArray, order: Order) -> IntArray:
    """By residual, those without one last; or by FIRST, then by how many ties are missing or too many."""
    if order is Order.RESIDUAL:
        return np.lexsort((kept, found.residual[kept]))
    result = found.matrix
    a, b = result.a[kept], result.b[kept]
    rank = np.array([FIRST.index(verdict) for verdict in VERDICTS])[result.verdict[kept]]
    return np.lexsort((kept, -np.abs(result.observed[a, b] - result.found.expected[a, b]), rank))


def _parameters(asked: MatrixAsked, cells: CellsAsked, draws: int) -> dict[str, str | bool | int | float]:
    told: dict[str, str | bool | int | float] = {
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
    if cells.neighbours:
        told["neighbours"] = True
    return told | {name: getattr(cells, name) for name in names if getattr(cells, name) is not None}


def _territories(result: GapMatrix, openness: EiRange) -> list[GapTerritory]:
    division, sizes = result.division, result.division.sizes
    return [
        GapTerritory(
            code=code,
            name=division.names[row],
            organisations=int(sizes[row]),
            participants=int(result.participants[row]),
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
        projects=int(found.projects[a, b]),
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
        border=_border(found.apart, a, b),
        modelled=rounded(found.modelled[place]),
        residual=rounded(found.residual[place]),
        before=_before(earlier) if earlier else None,
        href=evidence_address(found.asked, codes[a], codes[b]),
    )


def _border(apart: Apart | None, a: int, b: int) -> bool | None:
    if apart is None or apart.border is None or np.isnan(apart.border[a, b]):
        return None
    return bool(apart.border[a, b])


def evidence_address(asked: MatrixAsked, a: str, b: str) -> str:
    """Where the projects and organisations behind a pair are shown."""
    return f"/api/v1/gaps/pair?{_chosen_part(asked)}&a={quote(a)}&b={quote(b)}"


@lru_cache(maxsize=KEPT)
def _chosen_part(asked: MatrixAsked) -> str:
    return urlencode({"level": asked.level, **asked.chosen.parameters})


def _before(earlier: Before) -> BeforeCell:
    return BeforeCell(
        observed=rounded(earlier.observed) or 0.0,
        expected=rounded(earlier.expected),
        ratio=rounded(earlier.ratio),
        verdict=earlier.verdict,
    )


def _coefficients(fitted: dict[str, float] | None) -> dict[str, float] | None:
    if fitted is None:
        return None
    return {name: rounded(value) or 0.0 for name, value in fitted.items()}


def _reason(found: _Computed, cells: CellsAsked, chosen: IntArray) -> str | None:
    if found.matrix.found.total == 0:
        return gettext(NO_TIE)
    unfitted = found.apart is not None and found.gravity is None
    lacking = why_fewer(borders(found.apart, found.gravity), found.asked.level) if cells.neighbours else None
    unsure = cells.verdict is Verdict.GAP and len(chosen) == 0 and found.gravity
    said = (
        gettext(NO_SURE_GAP) if unsure else None,
        lacking,
        gettext(NO_GRAVITY, fewest=FEWEST_GROUPS) if unfitted else None,
    )
    return " ".join(sentence for sentence in said if sentence) or None


def rounded(value: float | None) -> float | None:
    """As far as sums are exact, so that equal answers are equal texts; None for what is undefined."""
    return None if value is None or math.isnan(value) else float(f"{value:.10g}")
