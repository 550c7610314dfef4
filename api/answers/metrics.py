"""Metrics of organisations and territories, each with what it asks, how to read it and where it is from."""

import base64
import binascii
import math
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
import orjson
from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.engines import measured_by_gds
from api.explorer import Explorer
from graph.analysis.catalogue import METRICS, Metric, RollUp, metric_called
from graph.analysis.clusters import ClusterQuestion, clusters
from graph.analysis.engines import Engine
from graph.analysis.filtering import EVERYTHING, Filter
from graph.analysis.groups import assortativity, groups_of, mixing, network_ei
from graph.analysis.measures import Measured, measured
from graph.analysis.territories import Level, Territories, rolled_up, territories
from graph.analysis.ties import Ties, ties_of
from graph.errors import InvalidParameter
from graph.projection import Counting, FloatArray, IntArray
from graph.snapshot import Snapshot
from graph.store.session import Store

ORGANISATION = "organisation"
KEPT = 8
NOBODY = "None of its organisations has a value."
ONE_GROUP = "No tie joins two of known group, or all ties lie in one group."


class Groups(StrEnum):
    """Divisions of the organisations."""

    COUNTRY = "country"
    SECTOR = "sector"
    KIND = "kind"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: the metric, of whom, by which counting and groups, on what part."""

    metric: str
    level: Level | None = None
    counting: Counting = Counting.FRACTIONAL
    groups: Groups = Groups.COUNTRY
    chosen: Filter = EVERYTHING
    engine: Engine = Engine.LOCAL


class MetricAbout(BaseModel):
    """What a metric is."""

    name: str
    label: str
    question: str
    reading: str
    caution: str
    formula: str
    source: str
    doi: str
    unit: str
    lowest: float | None = Field(description="null where it has no lower bound.")
    highest: float | None = Field(description="null where it has no upper bound.")
    weighted: bool = Field(description="Whether weights of ties matter, and so the way of counting.")
    groups: bool = Field(description="Whether it needs a division into groups.")
    roll_up: RollUp = Field(description="What the value of a territory is made of.")


class MetricCatalogue(Answer):
    metrics: list[MetricAbout]


class MetricValue(BaseModel):
    uid: str = Field(description="uid of the organisation, or code of the territory.")
    name: str | None
    country: str | None
    value: float | None = Field(description="null where undefined; `reason` says why.")
    error: float | None = Field(description="Standard error, where the value is estimated from a sample.")
    reason: str | None
    organisations: int | None = Field(description="Of a territory: organisations that stand in it.")
    with_value: int | None = Field(description="Of a territory: those of them that have a value.")


class MetricCoverage(BaseModel):
    organisations: int = Field(description="Organisations in what was chosen.")
    with_value: int
    with_place: int = Field(description="Organisations whose territory at that level is known.")
    ties: int
    joint_projects: int = Field(description="Projects of two or more in what was chosen.")
    left_out: int = Field(description="Joint projects that this way of counting cannot count.")


class Mixing(BaseModel):
    """Whether like works with like, over the whole of what was chosen."""

    by: Groups
    known: int = Field(description="Organisations whose group is known.")
    assortativity: float | None = Field(
        description="1: only with like; 0: as if by chance; null: see reason."
    )
    ei: float | None = Field(description="E-I index of all ties together; null where there is none.")
    reason: str | None


class MetricAnswer(Answer):
    metric: MetricAbout
    level: str
    parameters: dict[str, str | float]
    method: str
    coverage: MetricCoverage
    mixing: list[Mixing]
    values: list[MetricValue] = Field(description="Greatest first; undefined ones last.")
    next: str | None = Field(description="Cursor of the next page; null on the last.")


def catalogue(explorer: Explorer) -> MetricCatalogue:
    """All metrics with their question, reading, caution, formula and source."""
    return MetricCatalogue(**basis(explorer), metrics=[about(metric) for metric in METRICS.values()])


def about(metric: Metric) -> MetricAbout:
    return MetricAbout(**asdict(metric))


def metric(explorer: Explorer, asked: Asked, cursor: str | None, limit: int) -> MetricAnswer:
    """A page of values; raises NotFound for the metric, InvalidParameter for a cursor that is not ours."""
    metric_called(asked.metric)
    snapshot = explorer.snapshot()
    found = _found(snapshot, asked, explorer.store if asked.engine is Engine.GDS else None)
    begin = _place(cursor, snapshot.id)
    rows = found.order[begin : begin + limit]
    last = begin + len(rows) >= len(found.order)
    return MetricAnswer(
        **(basis(explorer) | {"snapshot": snapshot.id}),
        metric=about(METRICS[asked.metric]),
        level=_level(asked),
        parameters=found.parameters,
        method=found.method,
        coverage=found.coverage,
        mixing=found.mixing,
        values=[found.row(row) for row in rows.tolist()],
        next=None if last else _cursor(begin + len(rows), snapshot.id),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """All values of one question, and the order in which they are shown."""

    parameters: dict[str, str | float]
    method: str
    coverage: MetricCoverage
    mixing: list[Mixing]
    names: list[tuple[str, str | None, str | None]]
    values: FloatArray
    error: FloatArray | None
    reason: str
    counts: tuple[IntArray, IntArray] | None
    order: IntArray

    def row(self, row: int) -> MetricValue:
        uid, name, country = self.names[row]
        value = _number(self.values[row])
        return MetricValue(
            uid=uid,
            name=name,
            country=country,
            value=value,
            error=None if self.error is None else _number(self.error[row]),
            reason=self.reason if value is None else None,
            organisations=int(self.counts[0][row]) if self.counts else None,
            with_value=int(self.counts[1][row]) if self.counts else None,
        )


@lru_cache(maxsize=KEPT)
def _found(snapshot: Snapshot, asked: Asked, store: Store | None) -> _Found:
    """`store` is the one whose GDS computes, None where this process does."""
    ties = ties_of(snapshot, counting=asked.counting, chosen=asked.chosen)
    where = territories(ties.part, asked.level or Level.COUNTRY)
    result = (
        measured(ties, asked.metric, group_of(ties, asked))
        if store is None
        else measured_by_gds(store, ties, asked.metric)
    )
    coverage = coverage_of(ties, result, where)
    facts = [_mixing(ties, by) for by in (Groups.SECTOR, Groups.COUNTRY)]
    if asked.level is None:
        columns = ("uid", "name", "country")
        table = ties.part.organisations.select(columns).to_pylist()
        names = [(row["uid"], row["name"], row["country"]) for row in table]
        values, error, reason, counts = result.values, result.error, result.undefined, None
    else:
        rolled = rolled_up(result.values, where, METRICS[asked.metric].roll_up, ties)
        names = [(code, name, code[:2]) for code, name in zip(where.codes, where.names, strict=True)]
        values, error, reason = rolled.values, None, NOBODY
        counts = (rolled.organisations, rolled.with_value)
    order = np.lexsort((np.arange(len(values)), -np.where(np.isnan(values), -np.inf, values)))
    shown = parameters(ties, asked)
    return _Found(shown, result.method, coverage, facts, names, values, error, reason, counts, order)


def parameters(ties: Ties, asked: Asked) -> dict[str, str | float]:
    """Everything that the values depend on beside the snapshot."""
    groups = {"groups": str(asked.groups)} if METRICS[asked.metric].groups else {}
    engine = {"engine": str(asked.engine)} if asked.engine is not Engine.LOCAL else {}
    return {"metric": asked.metric, "level": _level(asked), **ties.parameters, **groups, **engine}


def group_of(ties: Ties, asked: Asked) -> IntArray | None:
    """The division that the metric needs; clusters are those of Leiden at resolution 1 and seed 0."""
    if not METRICS[asked.metric].groups:
        return None
    if asked.groups is Groups.CLUSTER:
        return clusters(ties.part, ClusterQuestion(counting=asked.counting)).cluster_of
    return groups_of(ties.part.organisations[asked.groups.value].to_pylist())[0]


def coverage_of(ties: Ties, result: Measured, where: Territories) -> MetricCoverage:
    """Of how much the values tell."""
    return MetricCoverage(
        organisations=ties.organisations,
        with_value=int(np.count_nonzero(~np.isnan(result.values))),
        with_place=int(np.count_nonzero(where.of >= 0)),
        ties=len(ties.pairs.a),
        joint_projects=ties.joint,
        left_out=ties.left_out,
    )


def _mixing(ties: Ties, by: Groups) -> Mixing:
    group, names = groups_of(ties.part.organisations[by.value].to_pylist())
    matrix = mixing(ties, group, len(names))
    r = assortativity(matrix)
    return Mixing(
        by=by,
        known=int(np.count_nonzero(group >= 0)),
        assortativity=None if r is None else round(r, 9),
        ei=network_ei(matrix),
        reason=ONE_GROUP if r is None else None,
    )


def _level(asked: Asked) -> str:
    return str(asked.level) if asked.level else ORGANISATION


def _number(value: float) -> float | None:
    """Rounded where rounding of sums begins, so that equal answers are equal texts."""
    return None if math.isnan(value) else float(f"{value:.10g}")


def _cursor(begin: int, snapshot: str) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([begin, snapshot])).decode()


def _place(cursor: str | None, snapshot: str) -> int:
    if cursor is None:
        return 0
    try:
        begin, of = orjson.loads(base64.urlsafe_b64decode(cursor.encode()))
        begin = int(begin)
    except (ValueError, TypeError, binascii.Error):
        raise InvalidParameter(
            "The cursor is not one of ours; take it from 'next' of the page before."
        ) from None
    if of != snapshot or begin < 0:
        raise InvalidParameter("The cursor is of another snapshot; begin with the first page again.")
    return begin
