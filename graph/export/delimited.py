"""CSV: UTF-8, commas, CRLF, a heading line; see `graph.export.cells` for how values are written."""

import csv
import io
from collections.abc import Iterator

from graph.export.cells import text_cell, writer_for
from graph.export.sheets import Sheet, portions


def csv_of(sheet: Sheet) -> Iterator[bytes]:
    """The table a batch at a time."""
    yield _lines([[text_cell(name) for name in sheet.columns]])
    writers = [writer_for(field.type) for field in sheet.schema]
    for batch in portions(sheet):
        columns = [
            map(write, column.to_pylist()) if write else column.to_pylist()
            for column, write in zip(batch.columns, writers, strict=True)
        ]
        yield _lines(zip(*columns, strict=True))


def _lines(rows: object) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)  # type: ignore[arg-type] # rows of cells of any kind
    return text.getvalue().encode()
