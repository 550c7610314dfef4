"""keep.eu: projects and partners of Interreg and its neighbours, as the database exports them.

The export is a workbook of three sheets, or one CSV file of each with dots in its headings. In a workbook
a partner's project must be there; a sheet by itself cannot say whether it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from graph.errors import UnexpectedLayout
from graph.records import Rejection, Row
from ingest.reading.columns import Column, Layout
from ingest.reading.rows import Table
from ingest.source import Opened, SourceFacts
from ingest.sources.keep_eu_rows import (
    CALL_COLUMNS,
    CALLS,
    FACTS,
    PARTNER_COLUMNS,
    PARTNERS,
    PROJECT_COLUMNS,
    PROJECTS,
    call,
    partner,
    project,
)
from ingest.tabular import TableKind, rows_of, tables_in

# In the order in which the sheets refer to each other.
TABLES = (
    TableKind(CALLS, CALL_COLUMNS, call),
    TableKind(PROJECTS, PROJECT_COLUMNS, project),
    TableKind(PARTNERS, PARTNER_COLUMNS, partner),
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that was found."""

    kind: TableKind
    table: Table
    layout: Layout


class KeepEu:
    """The export of keep.eu: its workbook, or any of its sheets as a file of its own."""

    @property
    def facts(self) -> SourceFacts:
        return FACTS

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        return {kind.name: kind.columns for kind in TABLES}

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        found = _sheets(path)
        totals = [sheet.table.total for sheet in found]
        yield Opened(
            total=None if None in totals else sum(total for total in totals if total is not None),
            rows=_rows(found),
            notes=lambda: [note for sheet in found for note in sheet.table.notes],
        )


def _sheets(path: Path) -> list[_Sheet]:
    """The sheets of a file; a workbook must have all of them."""
    found: list[_Sheet] = []
    refusals: list[str] = []
    for kind in TABLES:
        try:
            found.extend(_Sheet(*sheet) for sheet in tables_in(path, [kind]))
        except UnexpectedLayout as error:
            refusals.append(f"For sheet {kind.name!r}: {error.message}")
    if not found or (refusals and any(sheet.table.part for sheet in found)):
        raise UnexpectedLayout(f"{path.name} is no whole export of keep.eu. {' '.join(refusals)}")
    return found


def _rows(sheets: Sequence[_Sheet]) -> Iterator[Row | Rejection]:
    """Rows of all sheets; a partner is checked against the projects, if these are in the same file."""
    projects: set[str] = set()
    known = projects if any(sheet.kind.name == PROJECTS for sheet in sheets) else None
    for sheet in sheets:
        kind = sheet.kind
        if kind.name == PARTNERS:
            kind = replace(kind, read=partial(partner, projects=known))
        for row in rows_of(kind, sheet.table, sheet.layout):
            if kind.name == PROJECTS and isinstance(row, Row):
                projects.add(row.record.nodes[0].uid)
            yield row
