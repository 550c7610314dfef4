"""XLSX, a sheet per table, written row by row. Texts are text cells, which nobody takes for formulas."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from graph.errors import ResultTooLarge
from graph.export.cells import list_cell
from graph.export.sheets import Sheet, rows_of

# What Excel can hold.
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
# Excel wants a date of making; a true one would make each file another.
_MADE = datetime(2000, 1, 1)


def write_workbook(chosen: Iterable[Sheet], target: Path, about: str) -> None:
    """Raises ResultTooLarge where a table does not fit a sheet, or a text a cell."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(target), options) as book:
        book.set_properties({"title": about, "created": _MADE})
        for sheet in chosen:
            _write(book.add_worksheet(sheet.name), sheet)


def _write(page: Worksheet, sheet: Sheet) -> None:
    page.write_row(0, 0, sheet.columns)
    lists = [pa.types.is_list(field.type) for field in sheet.schema]
    for number, row in enumerate(rows_of(sheet), start=1):
        if number >= MOST_ROWS:
            raise ResultTooLarge(
                f"The table {sheet.name} has more rows than an Excel sheet holds ({MOST_ROWS - 1:,}). "
                "Take it as CSV or Parquet."
            )
        for column, value in enumerate(row):
            _write_cell(page, number, column, list_cell(value) if lists[column] else value)  # type: ignore[arg-type] # lists stand in columns of lists


def _write_cell(page: Worksheet, row: int, column: int, value: object) -> None:
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ResultTooLarge(
                f"A text in row {row + 1} of the table {page.get_name()} is longer than an Excel cell holds "
                f"({LONGEST_TEXT:,} characters). Take it as CSV or Parquet."
            )
        page.write_string(row, column, value)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
