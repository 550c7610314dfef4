"""What reading a table gives: rows that could be read, rows that could not, and what was noticed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.reading.findings import Findings


class TableRow(NamedTuple):
    """A row: its number as a person sees it in the file, and its filled cells by heading.

    `mended` names the columns whose text is no longer letter by letter what the file holds. A named tuple,
    because a frozen dataclass takes three times as long to make and there are millions.
    """

    row: int
    cells: dict[str, str]
    mended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be read: where it begins, why, in which column, and the text if there is any."""

    row: int
    reason: str
    column: str | None = None
    text: str = ""


Rows = Iterator[TableRow | BrokenRow]


@dataclass(slots=True)
class Table:
    """A table that can be read from the start as often as needed.

    `part` is the sheet, or the member of an archive. `total` is the number of rows to expect, None where
    only reading tells; quotation marks gone astray can make it wrong for text files. `encoding` is how the
    bytes of a text file became letters. `heading_row` is 0 where the file has no row of headings (JSON).
    """

    name: str
    headings: tuple[str, ...]
    read: Callable[[Findings], Rows] = field(repr=False)
    part: str | None = None
    heading_row: int = 1
    total: int | None = None
    encoding: str | None = None
    opening: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings, repr=False)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on all that was decided or changed; those on cells come as rows are read."""
        return (*self.opening, *self.findings.sentences())

    def rows(self) -> Rows:
        """Rows in the order of the file; raises UnreadableFile where nothing after a point can be read."""
        self.findings = Findings()
        return self.read(self.findings)
