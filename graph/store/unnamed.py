"""Units that sources count without naming them: twelve powiats, of which nobody says which."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.store.session import Store
from graph.store.statement import Statement

COUNTED_UNITS = Statement(
    "units counted without names",
    """
    MATCH (c:Counter)-[t:COUNTED_IN]->(p:Project)
    WHERE toLower(c.unit) IN $units AND c.value IS NOT NULL
    RETURN c.uid AS uid, p.uid AS project, c.label AS label, c.value AS count, t.records AS records
    ORDER BY uid, project
    """,
)


@dataclass(frozen=True, slots=True)
class CountedUnits:
    """A figure (uid of its node), its project, how the source words it, and the records that state it."""

    uid: str
    project: str
    label: str | None
    count: float
    records: tuple[str, ...]


def counted_units(store: Store, units: Sequence[str]) -> tuple[CountedUnits, ...]:
    """All figures in these units (small letters); figures that a source left out are none."""
    return tuple(
        CountedUnits(row["uid"], row["project"], row["label"], row["count"], tuple(row["records"] or ()))
        for row in store.rows(COUNTED_UNITS, units=list(units))
    )
