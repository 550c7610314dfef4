"""A metric year by year, and who cooperates with whom between territories."""

import numpy as np
from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.answers.metrics import Asked, MetricAbout, about, group_of, parameters
from api.explorer import Explorer
from graph.analysis.catalogue import METRICS, metric_called
from graph.analysis.measures import measured
from graph.analysis.territories import Level, cooperation_matrix, territories
from graph.analysis.ties import ties_of
from graph.analysis.windows import by_year, years
from graph.errors import InvalidParameter
from graph.projection import FloatArray

MOST_TERRITORIES = 400


class YearValue(BaseModel):
    year: int
    organisations: int = Field(description="Organisations with a value in the projects of that year.")
    ties: int
    mean: float | None = Field(description="Mean over them; null where there is none.")
    value: float | None = Field(
        description="Of the organisation asked for; null where undefined or not asked."
    )
    reason: str | None
    method: str


class MetricYears(Answer):
    metric: MetricAbout
    parameters: dict[str, str | float]
    organisation: str | None
    years: list[YearValue]
    undated: int = Field(description="Projects without any date: they are in no year.")


class MatrixTerritory(BaseModel):
    code: str
    name: str | None
    organisations: int
    strength: float = Field(description="Weight of its ties to other territories.")


class MatrixCell(BaseModel):
    a: str
    b: str
    observed: float


class CooperationMatrix(Answer):
    level: Level
    parameters: dict[str, str | float]
    territories: list[MatrixTerritory]
    cells: list[MatrixCell] = Field(description="a <= b; a = b are ties inside. A pair left out has no tie.")
    unplaced: float = Field(description="Weight of ties of which an end stands in no known territory.")
    with_place: int
    organisations: int


def over_years(explorer: Explorer, asked: Asked, organisation: str | None) -> MetricYears:
    """The metric in each year, of all and of one organisation; raises NotFound."""
    metric_called(asked.metric)
    snapshot = explorer.snapshot()
    if organisation is not None:
        snapshot.organisation_row(organisation)
    many = max(len(years(snapshot, asked.chosen)), 1)
    rows = []
    for year, ties in by_year(snapshot, counting=asked.counting, chosen=asked.chosen):
        result = measured(ties, asked.metric, group_of(ties, asked), one_of=many)
        values = result.values
        known = values[~np.isnan(values)]
        uids = ties.part.organisation_uids
        own = float(values[uids.index(organisation)]) if organisation in uids else float("nan")
        undefined = organisation is not None and bool(np.isnan(own))
        rows.append(
            YearValue(
                year=year,
                organisations=len(known),
                ties=len(ties.pairs.a),
                mean=_rounded(known.mean()) if len(known) else None,
                value=None if np.isnan(own) else _rounded(own),
                reason=result.undefined if undefined else None,
                method=result.method,
            )
        )
    whole = ties_of(snapshot, counting=asked.counting, chosen=asked.chosen)
    dates = snapshot.projects.select(["start", "end"]).to_pylist()
    return MetricYears(
        **basis(explorer),
        metric=about(METRICS[asked.metric]),
        parameters=parameters(whole, asked),
        organisation=organisation,
        years=rows,
        undated=sum(row["start"] is None and row["end"] is None for row in dates),
    )


def matrix(explorer: Explorer, asked: Asked) -> CooperationMatrix:
    """Observed ties between territories; raises InvalidParameter where they are too many to show."""
    snapshot, level = explorer.snapshot(), asked.level or Level.COUNTRY
    ties = ties_of(snapshot, counting=asked.counting, chosen=asked.chosen)
    where = territories(ties.part, level)
    if len(where.codes) > MOST_TERRITORIES:
        raise InvalidParameter(
            f"There are {len(where.codes)} territories of level {level}, more than the {MOST_TERRITORIES} of "
            "one matrix. Choose a country, or a level above."
        )
    found = cooperation_matrix(ties, where)
    outward = found.weights.sum(axis=1) - np.diag(found.weights)
    located = np.bincount(where.of[where.of >= 0], minlength=len(where.codes))
    named = zip(where.codes, where.names, located.tolist(), outward.tolist(), strict=True)
    return CooperationMatrix(
        **basis(explorer),
        level=level,
        parameters={"level": str(level), **ties.parameters},
        territories=[
            MatrixTerritory(code=code, name=name, organisations=count, strength=_rounded(strength))
            for code, name, count, strength in named
        ],
        cells=_cells(where.codes, found.weights),
        unplaced=_rounded(found.unplaced),
        with_place=int(located.sum()),
        organisations=ties.organisations,
    )


def _cells(codes: tuple[str, ...], weights: FloatArray) -> list[MatrixCell]:
    rows, columns = np.nonzero(np.triu(weights))
    return [
        MatrixCell(a=codes[a], b=codes[b], observed=_rounded(weights[a, b]))
        for a, b in zip(rows.tolist(), columns.tolist(), strict=True)
    ]


def _rounded(value: float) -> float:
    return float(f"{value:.10g}")
