"""Gaps: who of a territory takes part, between whom cooperation is missing, and what would mend it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import closers, gap_matrix, territory_coverage
from api.answers.closers import ClosersAsked
from api.answers.gap_cells import GapMatrixAnswer
from api.answers.gap_evidence import PairEvidence, UnitEvidence, pair_evidence, unit_evidence
from api.answers.gap_matrix import CellsAsked, MatrixAsked, Order
from api.answers.territory_coverage import CoverageAsked
from api.dependencies import Chosen, CountingChoice, Limit, Seed, ViewDep
from graph.analysis.filtering import Filter
from graph.analysis.gap_matrix import DRAWS, LEAST_DRAWS, MOST_DRAWS, Verdict
from graph.analysis.reference_lists import Unit
from graph.projection import Counting

router = APIRouter(prefix="/gaps", tags=["gaps"])
GroupLevel = Annotated[
    str,
    Query(
        pattern="^(lau|nuts3|nuts2|nuts1|country|sector|kind)$",
        description="Groups between which ties are counted.",
    ),
]
Code = Query(min_length=1, max_length=60)


@router.get("/coverage")
def coverage(
    explorer: ViewDep,
    chosen: Chosen,
    territory: Annotated[str, Query(max_length=20, description="Code: LT, PL9, LT021.")],
    level: Annotated[
        str,
        Query(
            min_length=1,
            max_length=40,
            description="lau, nuts3, nuts2, nuts1, country; or the word of ISO 3166-2: municipality, county.",
        ),
    ],
    code: Annotated[
        list[str] | None, Query(max_length=500, description="A list of your own: codes of its units.")
    ] = None,
) -> territory_coverage.TerritoryCoverageAnswer:
    """Every unit of the reference list: present, absent, unknown or excluded by design."""
    units = tuple(Unit(one, None) for one in code or ())
    asked = CoverageAsked(territory, level, units, chosen=chosen)
    return territory_coverage.coverage(explorer, asked)


@router.get("/unit")
def unit(
    explorer: ViewDep,
    chosen: Chosen,
    territory: Annotated[str, Query(max_length=20, description="Code: LT, PL9, LT021.")],
    level: Annotated[str, Query(min_length=1, max_length=40, description="As in the coverage.")],
    code: Annotated[str, Code],
) -> UnitEvidence:
    """Who makes a unit present: the projects of all that stand there, with the records; 50 at most."""
    return unit_evidence(explorer, CoverageAsked(territory, level, chosen=chosen), code)


@router.get("/matrix")
def matrix(
    explorer: ViewDep,
    chosen: Chosen,
    level: GroupLevel = "country",
    counting: CountingChoice = Counting.FRACTIONAL,
    verdict: Annotated[Verdict | None, Query(description="Only pairs of this verdict.")] = None,
    a: Annotated[str | None, Code] = None,
    b: Annotated[str | None, Code] = None,
    within_km: Annotated[
        float | None, Query(gt=0, le=20_100, description="Only territories at most so far apart.")
    ] = None,
    before_from: Annotated[str | None, Query(max_length=10, description="Compare with a period.")] = None,
    before_to: Annotated[str | None, Query(max_length=10, description="Its end.")] = None,
    draws: Annotated[
        int, Query(ge=LEAST_DRAWS, le=MOST_DRAWS, description="Networks dealt by chance.")
    ] = DRAWS,
    seed: Seed = 0,
    limit: Limit = 100,
    order: Annotated[Order, Query(description="What comes first.")] = Order.VERDICT,
    neighbours: Annotated[bool, Query(description="Only territories that share a border on land.")] = False,
) -> GapMatrixAnswer:
    """Ties between groups: observed, expected, p by chance with the same degrees, q, and a verdict."""
    earlier = earlier_part(chosen, before_from, before_to)
    asked = MatrixAsked(level, counting, chosen, earlier, draws, seed)
    return gap_matrix.matrix(explorer, asked, CellsAsked(verdict, a, b, within_km, limit, order, neighbours))


def earlier_part(chosen: Filter, start: str | None, end: str | None) -> Filter | None:
    """The same part in another period; None where no period is given."""
    if start is None and end is None:
        return None
    return replace(chosen, start=start, end=end)


@router.get("/pair")
def pair(
    explorer: ViewDep,
    chosen: Chosen,
    a: Annotated[str, Code],
    b: Annotated[str, Code],
    level: GroupLevel = "country",
) -> PairEvidence:
    """What stands behind a pair: its joint projects with both sides and records, and who belongs to each."""
    return pair_evidence(explorer, MatrixAsked(level, chosen=chosen), a, b)


@router.get("/closers")
def closing(
    explorer: ViewDep,
    chosen: Chosen,
    a: Annotated[str, Code],
    b: Annotated[str, Code],
    level: GroupLevel = "country",
    counting: CountingChoice = Counting.FRACTIONAL,
    target: Annotated[
        float, Query(gt=0, le=10, allow_inf_nan=False, description="Wanted: observed to expected.")
    ] = 1.0,
) -> closers.ClosersAnswer:
    """The fewest new ties that lift a gap, with whom they could be, and brokers by name with their paths."""
    asked = MatrixAsked(level, counting, chosen)
    return closers.closing(explorer, asked, ClosersAsked(a, b, target))
