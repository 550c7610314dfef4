"""Tables of rejected rows that come back mended: they are read as the table from which they were taken.

Such a table has the columns of its origin and three more (`ADDED`), and texts that a spreadsheet would take
for formulas have an apostrophe in front.
"""

from collections.abc import Iterator
from dataclasses import replace

from graph.export.table import restored
from ingest.reading.findings import Findings
from ingest.reading.rows import BrokenRow, Rows, Table, TableRow

ADDED = ("_row", "_column", "_reason")
NOTE = f"This is a table of rejected rows; its columns {', '.join(ADDED)} are passed over."


def as_first_read(table: Table) -> Table:
    """The table without what was added when its rows were rejected; any other table as it is."""
    if not set(ADDED) <= set(table.headings):
        return table
    kept = tuple(restored(heading) for heading in table.headings if heading not in ADDED)
    return replace(
        table,
        headings=kept,
        read=lambda findings: _restored(table, findings),
        opening=(*table.opening, NOTE),
    )


def _restored(table: Table, findings: Findings) -> Rows:
    return (row if isinstance(row, BrokenRow) else _row(row) for row in _filled(table, findings))


def _row(row: TableRow) -> TableRow:
    cells = {restored(heading): restored(text) for heading, text in row.cells.items() if heading not in ADDED}
    return row._replace(cells=cells, mended=tuple(map(restored, row.mended)))


def _filled(table: Table, findings: Findings) -> Iterator[TableRow | BrokenRow]:
    """Rows with anything in them beside the reason for which they were rejected."""
    for row in table.read(findings):
        if isinstance(row, BrokenRow) or not row.cells.keys() <= set(ADDED):
            yield row
