"""Reads one sheet of a spreadsheet in a process of its own, and writes its rows as lines of JSON.

A damaged .xls or a cell in the last corner of an .xlsx makes calamine ask for more memory than there is,
which ends the process that asks; here it ends this one, and the one that waits for it says so in words.
Reads the spreadsheet from standard input; arguments are a JSON object with `sheet`, `wanted`, `memory`.
The first line answers with what was found, each further one is a row: its number and its cells.
"""

import io
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import orjson
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from ingest.reading.heading_rows import Wanted, heading_index
from ingest.reading.limits import MIB, ROWS_ABOVE_HEADINGS

# File descriptors that the parent has bound to files.
_INPUT, _OUTPUT = 0, 1
_ERROR_CELL = re.compile(rb"""<c [^>]*\bt=["']e["']""")
# Excel keeps 15 digits of a number; those of a whole number beyond are made up.
_EXACT = 10**15


def main() -> None:
    task = orjson.loads(sys.argv[1])
    _bound_memory(task["memory"])
    with open(_INPUT, "rb") as stream:
        data = stream.read()
    with open(_OUTPUT, "wb") as answers:
        for answer in _answers(data, task["sheet"], task["wanted"]):
            answers.write(orjson.dumps(answer) + b"\n")


def _answers(data: bytes, name: str | None, wanted: Sequence[Wanted]) -> Iterator[Any]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            yield from _found(workbook, data, name, wanted)
    except PasswordError:
        yield {"locked": True}
    except CalamineError as error:
        yield {"damaged": str(error)}


def _found(
    workbook: CalamineWorkbook, data: bytes, name: str | None, wanted: Sequence[Wanted]
) -> Iterator[Any]:
    names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    chosen, index, found = (
        _chosen(workbook, [name] if name else names, wanted) if name in (None, *names) else _NONE
    )
    if chosen is None or index is None or (wanted and not found and not name and len(names) > 1):
        yield {"sheets": names, "sheet": chosen.name if chosen else None, "headings": None}
        return
    rows = _rows(chosen)
    number, headings = next(islice(rows, index, None))
    errors = _error_cells(data)
    yield {"sheet": chosen.name, "sheets": names, "row": number, "headings": headings, "errors": errors}
    yield from rows


_NONE = (None, None, False)


def _chosen(
    workbook: CalamineWorkbook, names: Sequence[str], wanted: Sequence[Wanted]
) -> tuple[CalamineSheet | None, int | None, bool]:
    """The first sheet with all wanted headings, else the first that is not empty; and its row of headings."""
    fallback: tuple[CalamineSheet | None, int | None, bool] = _NONE
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        first = [cells for _, cells in islice(_rows(sheet), ROWS_ABOVE_HEADINGS + 1)]
        index, found = heading_index(first, wanted)
        if found:
            return sheet, index, True
        if fallback[1] is None:
            fallback = (sheet, index, False)
    return fallback


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with the number that the spreadsheet shows."""
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _text(cell: object) -> str:
    """A cell as a person reads it: 103 and not 103.0, and no digits that Excel has made up."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return str(cell.date() if cell.time() == time() else cell)
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _error_cells(data: bytes) -> int:
    """Cells that hold a formula error, which calamine gives as empty."""
    if not data.startswith(b"PK"):
        return 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return sum(_error_cells_of(archive, name) for name in sheets)


def _error_cells_of(archive: zipfile.ZipFile, name: str) -> int:
    count, rest = 0, b""
    with archive.open(name) as sheet:
        while block := sheet.read(MIB):
            whole, sign, rest = (rest + block).rpartition(b"<c ")
            count += len(_ERROR_CELL.findall(whole))
            rest = sign + rest
    return count + len(_ERROR_CELL.findall(rest))


def _bound_memory(size: int) -> None:
    """Windows knows no such bound."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
