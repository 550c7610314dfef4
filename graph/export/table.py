"""Tables as CSV that a spreadsheet opens without running anything that a name says."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

# OWASP: a cell that begins with one of these is taken for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0")

Cell = str | int | float | None


def write_csv(file: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Writes UTF-8 with a heading line and returns the number of rows; null is an empty cell.

    The file appears whole or not at all.
    """
    beside = file.with_name(file.name + ".part")
    written = 0
    with beside.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(headings)
        for row in rows:
            writer.writerow([harmless(cell) for cell in row])
            written += 1
    beside.replace(file)
    return written


def harmless(cell: Cell) -> Cell:
    """Text that looks like a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
