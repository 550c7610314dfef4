"""A source whose files are tables: each table has columns, and a function that makes a row a `Row`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, cast

from graph.errors import UnexpectedLayout
from graph.records import Location, Record, Rejection, Row
from ingest.contacts import without_contacts
from ingest.reading.cannot_read import CannotRead
from ingest.reading.columns import Column, Layout, match, wanted
from ingest.reading.rows import BrokenRow, Table, TableRow
from ingest.reading.tables import open_table
from ingest.source import Opened, SourceFacts

T = TypeVar("T")
# Records of shared things that are kept while a table is read, 5 kB each. More of them gain no time: rows
# that share something mostly stand near one another, and the pipeline knows those seen before.
REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table: what its cells mean by field, the cells as written, and where it stands."""

    values: Mapping[str, object]
    cells: Mapping[str, str]
    location: Location
    layout: Layout
    known: dict[object, object]

    def text(self, field: str) -> str | None:
        """Text of a field, None where the row does not give it."""
        return self.get(field, str)

    def get(self, field: str, kind: type[T]) -> T | None:
        """Value of a field as its column reads it, None where the row does not give it."""
        value = self.values.get(field)
        if value is None or isinstance(value, kind):
            return value
        raise TypeError(f"{field} is read as {type(value).__name__}, not {kind.__name__}")

    def required(self, field: str) -> str:
        """Text of a field that the row must give; raises CannotRead naming the column."""
        text = self.text(field)
        if not text:
            raise CannotRead("The cell is empty.", self.heading(field))
        return text

    def once(self, key: object, build: Callable[[], Record]) -> Record:
        """The record of a thing of which many rows speak, built for the first of them."""
        return self.again(("record", key), build)

    def again(self, key: object, build: Callable[[], T]) -> T:
        """What other rows built from the same `key`, for values that are costly to build and repeat."""
        if key not in self.known:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            self.known[key] = build()
        return cast("T", self.known[key])

    def cells_of(self, *fields: str) -> dict[str, str]:
        """The cells of some fields as they are written."""
        headings = [self.heading(field) for field in fields]
        return {heading: self.cells[heading] for heading in headings if heading and heading in self.cells}

    def heading(self, field: str) -> str | None:
        """The heading under which the field stands in this file."""
        return self.layout.headings.get(field)


@dataclass(frozen=True, slots=True)
class TableKind:
    """One table that a source publishes. `read` raises CannotRead for a row that cannot be understood."""

    name: str
    columns: tuple[Column, ...]
    read: Callable[[Entry], Row]


@dataclass(frozen=True, slots=True)
class TabularSource:
    """Reads whichever of its tables a file holds: one text file, several sheets, or members of a zip."""

    facts: SourceFacts
    tables: tuple[TableKind, ...]

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        return {table.name: table.columns for table in self.tables}

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        found = list(tables_in(path, self.tables))
        totals = [table.total for _, table, _ in found]
        yield Opened(
            total=None if None in totals else sum(total for total in totals if total is not None),
            rows=(row for kind, table, layout in found for row in rows_of(kind, table, layout)),
            notes=lambda: [note for _, table, _ in found for note in table.notes],
        )


def tables_in(path: Path, kinds: Sequence[TableKind]) -> Iterator[tuple[TableKind, Table, Layout]]:
    """The tables of a file that are of these kinds, in the order of the kinds.

    Raises UnexpectedLayout, saying what each kind lacks, where there is none.
    """
    refusals = []
    for kind in kinds:
        try:
            table = open_table(path, wanted=[wanted(kind.columns)])
            layout = match(table.headings, kind.columns)
        except UnexpectedLayout as error:
            refusals.append(error)
        else:
            yield kind, table, layout
    if len(refusals) == len(kinds):
        raise refusals[0] if len(kinds) == 1 else UnexpectedLayout(_no_table(path, kinds, refusals))


def _no_table(path: Path, kinds: Sequence[TableKind], refusals: Sequence[UnexpectedLayout]) -> str:
    told = " ".join(f"For {kind.name}: {error.message}" for kind, error in zip(kinds, refusals, strict=True))
    return f"{path.name} holds none of the tables that are read from this source. {told}"


def rows_of(kind: TableKind, table: Table, layout: Layout) -> Iterator[Row | Rejection]:
    """What each row of a table states, or why it was not understood."""
    known: dict[object, object] = {}
    for row in table.rows():
        location = Location(table.name, table.part, row.row)
        if isinstance(row, BrokenRow):
            yield Rejection(location, row.column, row.reason, broken_cells(table, row))
            continue
        read = _read(kind, row, layout, location, known)
        yield in_all_columns(table, read) if isinstance(read, Rejection) else read


def in_all_columns(table: Table, rejection: Rejection) -> Rejection:
    """The rejection with all columns of its table, so that a person who mends the row sees the empty ones."""
    return replace(rejection, cells={**dict.fromkeys(table.headings, ""), **rejection.cells})


def broken_cells(table: Table, row: BrokenRow) -> dict[str, str]:
    """The columns of a row that could not be taken apart, with its text in one of them."""
    text = {row.column or "text": row.text} if row.text else {}
    return {**dict.fromkeys(table.headings, ""), **without_contacts(text)}


def _read(
    kind: TableKind, row: TableRow, layout: Layout, location: Location, known: dict[object, object]
) -> Row | Rejection:
    cells = without_contacts(row.cells)
    try:
        return kind.read(Entry(layout.values(row.cells), cells, location, layout, known))
    except CannotRead as error:
        return Rejection(location, error.column, error.reason, cells)
