"""Tables as CSV that a spreadsheet opens without running anything that a name says."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

# OWASP: a cell that begins with one of these is taken for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0")
# With apostrophes that stood there before, so that what is restored is the same to the letter.
_TAKEN_FOR_FORMULA = re.compile("'*[" + re.escape("".join(FORMULA_SIGNS)) + "]")
_ESCAPED = re.compile("'+[" + re.escape("".join(FORMULA_SIGNS)) + "]")

Cell = str | int | float | None


def write_csv(
    file: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]], encoding: str = "utf-8"
) -> int:
    """Writes UTF-8 with a heading line and returns the number of rows; null is an empty cell.

    The file appears whole or not at all. `utf-8-sig` is for files that a person opens in a spreadsheet.
    """
    beside = file.with_name(file.name + ".part")
    written = 0
    with beside.open("w", encoding=encoding, newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([harmless(heading) for heading in headings])
        for row in rows:
            writer.writerow([harmless(cell) for cell in row])
            written += 1
    beside.replace(file)
    return written


def harmless(cell: Cell) -> Cell:
    """Text that looks like a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and _TAKEN_FOR_FORMULA.match(cell) else cell


def restored(text: str) -> str:
    """The text of a cell before `harmless` put an apostrophe in front."""
    return text[1:] if _ESCAPED.match(text) else text
