"""Metrics: the catalogue, values of organisations and territories, over time, and between territories."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import metric_windows, metrics
from api.answers.metrics import Asked, Groups
from api.dependencies import ChosenTies, CountingChoice, EngineChoice, Limit, ViewDep
from graph.analysis.engines import Engine
from graph.analysis.territories import Level
from graph.projection import Counting

router = APIRouter(tags=["analysis"])
Metric = Annotated[str, Query(max_length=40, description="Name of a metric in the catalogue.")]
OneLevel = Annotated[Level, Query(description="Level of the territories.")]
GroupsChoice = Annotated[Groups, Query(description="Groups of the metrics that need some.")]


@router.get("/metrics")
def values(
    explorer: ViewDep,
    chosen: ChosenTies,
    metric: Annotated[str | None, Query(max_length=40, description="Without one: the catalogue.")] = None,
    level: Annotated[
        str, Query(pattern="^(organisation|lau|nuts3|nuts2|nuts1|country)$", description="Of whom.")
    ] = metrics.ORGANISATION,
    counting: CountingChoice = Counting.FRACTIONAL,
    groups: GroupsChoice = Groups.COUNTRY,
    engine: EngineChoice = Engine.LOCAL,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Limit = 50,
) -> metrics.MetricCatalogue | metrics.MetricAnswer:
    """The catalogue of metrics; or, with `metric`, its value for each organisation or territory."""
    if metric is None:
        return metrics.catalogue(explorer)
    wanted = None if level == metrics.ORGANISATION else Level(level)
    asked = Asked(metric, wanted, counting, groups, chosen, engine)
    return metrics.metric(explorer, asked, cursor, limit)


@router.get("/metrics/years")
def by_year(
    explorer: ViewDep,
    chosen: ChosenTies,
    metric: Metric,
    organisation: Annotated[str | None, Query(max_length=100, description="uid of an organisation.")] = None,
    counting: CountingChoice = Counting.FRACTIONAL,
    groups: GroupsChoice = Groups.COUNTRY,
) -> metric_windows.MetricYears:
    """A metric in each year in which projects ran, on average and of one organisation."""
    asked = Asked(metric, None, counting, groups, chosen)
    return metric_windows.over_years(explorer, asked, organisation)


@router.get("/metrics/matrix")
def matrix(
    explorer: ViewDep,
    chosen: ChosenTies,
    level: OneLevel = Level.COUNTRY,
    counting: CountingChoice = Counting.FRACTIONAL,
) -> metric_windows.CooperationMatrix:
    """Observed ties between and inside territories; what was to be expected is told elsewhere."""
    return metric_windows.matrix(explorer, Asked("strength", level, counting, chosen=chosen))
