"""Sheets of a spreadsheet, opened with every complaint in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.cells import text_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headings, and the rows in which something stands, with the number that Excel shows."""

    name: str
    headings: tuple[str, ...]
    filled: Sequence[tuple[int, Sequence[object]]]

    def __len__(self) -> int:
        return len(self.filled)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Row number and its filled cells by heading."""
        for number, cells in self.filled:
            texts = {heading: text_of(cell) for heading, cell in zip(self.headings, cells, strict=True)}
            yield number, {heading: text for heading, text in texts.items() if text}


def open_workbook(path: Path) -> CalamineWorkbook:
    """Raises UnreadableFile when there is no such file, or it is empty, or it is no spreadsheet."""
    if not path.is_file():
        raise UnreadableFile(f"There is no file {path}. Check the name and try again.")
    if path.stat().st_size == 0:
        raise UnreadableFile(f"{path.name} is empty. Download it again.")
    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise _unreadable(path.name) from error


def sheet(workbook: CalamineWorkbook, file: str, name: str, columns: Sequence[str]) -> Sheet:
    """A sheet with all the `columns` it must have; raises UnexpectedLayout naming what is missing."""
    if name not in workbook.sheet_names:
        there = ", ".join(workbook.sheet_names) or "none"
        raise UnexpectedLayout(f"{file} has no sheet {name!r}; its sheets are: {there}.")
    try:
        read = workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise _unreadable(file) from error
    rows, (top, _) = read.to_python(), read.start or (0, 0)
    headings = tuple(text_of(cell) for cell in rows[0]) if rows else ()
    missing = [column for column in columns if column not in headings]
    if missing:
        raise UnexpectedLayout(f"Sheet {name!r} of {file} lacks the column {', '.join(map(repr, missing))}.")
    numbered = enumerate(rows[1:], start=top + 2)
    return Sheet(name, headings, [(number, cells) for number, cells in numbered if any(map(text_of, cells))])


def _unreadable(file: str) -> UnreadableFile:
    return UnreadableFile(
        f"{file} cannot be opened as a spreadsheet (.xlsx, .xls, .ods): it is damaged or something else. "
        "Download it again, or save it as .xlsx."
    )
