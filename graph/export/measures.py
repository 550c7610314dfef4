"""The one seam through which exports take metrics: each with its values, and what must be said beside it."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from graph.analysis.catalogue import METRICS, Metric
from graph.analysis.filtering import EVERYTHING, Filter
from graph.analysis.groups import groups_of
from graph.analysis.measures import measured
from graph.analysis.ties import ties_of
from graph.projection import Counting
from graph.snapshot import Snapshot

# Metrics that compare groups take countries as groups.
GROUPS = "country"


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric of organisations. `values` has one entry per organisation, null where it is undefined.

    `error` holds standard errors where the values are estimates.
    """

    name: str
    values: pa.Array
    question: str
    reading: str
    caution: str
    formula: str
    source: str
    method: str
    error: pa.Array | None = None


def measures_of(snapshot: Snapshot, counting: str, chosen: Filter = EVERYTHING) -> tuple[Measure, ...]:
    """All metrics of the catalogue, in its order; `snapshot` is the part that was chosen."""
    ties = ties_of(snapshot, counting=Counting(counting), chosen=chosen)
    group, _ = groups_of(snapshot.organisations[GROUPS].to_pylist())
    made = []
    for name, metric in METRICS.items():
        found = measured(ties, name, group if metric.groups else None, one_of=len(METRICS))
        method = found.method + (f"; groups: {GROUPS}" if metric.groups else "")
        error = None if found.error is None else _nulled(found.error)
        made.append(_measure(metric, _nulled(found.values), method, error))
    return tuple(made)


def _measure(metric: Metric, values: pa.Array, method: str, error: pa.Array | None) -> Measure:
    return Measure(
        name=metric.name,
        values=values,
        question=metric.question,
        reading=metric.reading,
        caution=metric.caution,
        formula=metric.formula,
        source=f"{metric.source}, doi:{metric.doi}" if metric.doi else metric.source,
        method=method,
        error=error,
    )


def _nulled(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> pa.Array:
    """Not-a-number is null: undefined is not a number, and not 0."""
    return pa.array(values, mask=np.isnan(values))
