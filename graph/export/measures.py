"""The one seam through which exports take metrics: each with its values, and what must be said beside it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from graph.analysis.catalogue import METRICS, Metric
from graph.analysis.filtering import EVERYTHING, Filter
from graph.analysis.groups import groups_of
from graph.analysis.measures import Measured, measured
from graph.analysis.ties import ties_of
from graph.projection import Counting
from graph.snapshot import Snapshot

# Metrics that compare groups take countries as groups.
GROUPS = "country"
# One export asks for them as a table, a dictionary and a note, and its manifest asks once more.
KEPT = 2
NOWHERE = "It has a value for every organisation."


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric of organisations. `values` has one entry per organisation, null where it is undefined.

    `error` holds standard errors where the values are estimates, `undefined` says why some are null.
    """

    name: str
    values: pa.Array
    question: str
    reading: str
    caution: str
    formula: str
    source: str
    method: str
    undefined: str
    error: pa.Array | None = None


@lru_cache(maxsize=KEPT)
def measures_of(snapshot: Snapshot, counting: str, chosen: Filter = EVERYTHING) -> tuple[Measure, ...]:
    """All metrics of the catalogue, in its order; `snapshot` is the part that was chosen.

    They are the figures that the same question gets alone: two of one snapshot could not both be cited.
    """
    ties = ties_of(snapshot, counting=Counting(counting), chosen=chosen)
    group, _ = groups_of(snapshot.organisations[GROUPS].to_pylist())
    made = []
    for name, metric in METRICS.items():
        found = measured(ties, name, group if metric.groups else None)
        made.append(_measure(metric, found))
    return tuple(made)


def _measure(metric: Metric, found: Measured) -> Measure:
    values = _nulled(found.values)
    return Measure(
        name=metric.name,
        values=values,
        question=metric.question,
        reading=metric.reading,
        caution=metric.caution,
        formula=metric.formula,
        source=f"{metric.source}, doi:{metric.doi}" if metric.doi else metric.source,
        method=found.method + (f"; groups: {GROUPS}" if metric.groups else ""),
        undefined=found.undefined if values.null_count else NOWHERE,
        error=None if found.error is None else _nulled(found.error),
    )


def _nulled(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> pa.Array:
    """Not-a-number is null: undefined is not a number, and not 0."""
    return pa.array(values, mask=np.isnan(values))
