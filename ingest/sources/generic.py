"""Any table with a mapping that says which of its columns mean what, and tables in our own templates.

A mapping is drafted from the headings (`ingest.mapping.suggest`) and mended by a person. Tables with the
headings of the templates (`ingest.mapping.templates`) need none.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import UnexpectedLayout
from graph.records import Location, Record, Rejection, Row
from ingest.contacts import LEFT_OUT, without_contacts
from ingest.mapping import schema
from ingest.mapping.columns import (
    AMOUNTS,
    DATES,
    headings_for,
    headings_of,
    numbers_in,
    separators_in,
    wanted_of,
)
from ingest.mapping.document import read_mapping
from ingest.mapping.given import Given
from ingest.mapping.manners import Manners, manners_of
from ingest.mapping.rows import Understood, row_of
from ingest.mapping.templates import template_mappings
from ingest.mapping.told import Telling
from ingest.reading.cannot_read import CannotRead
from ingest.reading.columns import Column, recognise, wanted
from ingest.reading.heading_rows import fold
from ingest.reading.rows import BrokenRow, Table, TableRow
from ingest.reading.tables import open_table
from ingest.source import Opened, Source, SourceFacts
from ingest.tabular import broken_cells, in_all_columns

TABLES = "tables"
PUBLISHES = "What the mapping of the table says."


def mapped_source(mapping: Path) -> Source:
    """The source that a mapping file describes; raises UnreadableFile or UnexpectedLayout."""
    return MappedSource(read_mapping(mapping))


@dataclass(frozen=True, slots=True)
class MappedSource:
    """A table read as a mapping says. `lenient` lets columns be absent that are not needed to know things."""

    mapping: schema.Mapping
    lenient: bool = False

    @property
    def facts(self) -> SourceFacts:
        said = self.mapping.source
        return SourceFacts(
            name=said.name,
            title=said.title,
            publisher=said.publisher or "Not stated.",
            address=said.address or "Not stated.",
            licence=said.licence or "Not stated: ask the publisher before you pass the data on.",
            publishes=PUBLISHES,
        )

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        needed = wanted_of(self.mapping)
        return {
            self.mapping.table: [
                Column(heading, (heading,), required=(heading,) in needed)
                for heading in headings_of(self.mapping)
            ]
        }

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        file = self.mapping.file
        table = open_table(
            path,
            sheet=file.sheet,
            member=file.member,
            wanted=[wanted_of(self.mapping)],
            encoding=file.encoding,
            delimiter=file.delimiter,
        )
        reading = _Reading.of(self.mapping, table, self.lenient)
        yield Opened(total=table.total, rows=reading.rows(), notes=lambda: table.notes)


class TemplateTables:
    """Tables with the headings of our templates, filled in by whoever knows; no mapping is needed."""

    @property
    def facts(self) -> SourceFacts:
        return SourceFacts(
            name=TABLES,
            title="Tables in the templates of this program",
            publisher="Whoever filled them in.",
            address="None: the tables are yours.",
            licence="Yours.",
            publishes="Participations, projects, organisations, memberships, partnerships or places.",
        )

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        return {kind: columns for one in _templates() for kind, columns in one.columns.items()}

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        """Reads the file by the template whose columns it has."""
        tables = self.columns
        there = open_table(path, wanted=[wanted(columns) for columns in tables.values()]).headings
        kind = recognise(there, tables)
        source = next((one for one in _templates() if one.mapping.table == kind), None)
        if source is None:
            raise UnexpectedLayout(
                f"{path.name} has the columns of none of the templates ({', '.join(tables)}). Get one: "
                "socialcluster ingest template KIND"
            )
        with source.open(path) as opened:
            yield opened


def _templates() -> tuple[MappedSource, ...]:
    return tuple(MappedSource(mapping, lenient=True) for mapping in template_mappings().values())


@dataclass(frozen=True, slots=True)
class _Reading:
    """One table being read: under which headings it has the columns of the mapping, and how it writes."""

    mapping: schema.Mapping
    table: Table
    names: Mapping[str, str]
    numbers: tuple[int, ...]
    manners: Manners
    left_out: frozenset[str]
    known: dict[object, Record] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, mapping: schema.Mapping, table: Table, lenient: bool) -> "_Reading":
        """Raises UnexpectedLayout where the table lacks columns that the mapping reads."""
        numbers = numbers_in(mapping, table.headings)
        names, missing = _matched(mapping, table.headings, numbers)
        if missing and not (lenient and not set(missing) & {name for (name,) in wanted_of(mapping)}):
            raise UnexpectedLayout(_lacking(table, missing))
        return cls(
            mapping=mapping,
            table=table,
            names=names,
            numbers=numbers,
            manners=_manners(mapping, table, names, numbers),
            left_out=frozenset(map(fold, mapping.left_out)),
        )

    def rows(self) -> Iterator[Row | Rejection]:
        for row in self.table.rows():
            location = Location(self.table.name, self.table.part, row.row)
            if isinstance(row, BrokenRow):
                yield Rejection(location, row.column, row.reason, broken_cells(self.table, row))
                continue
            read = self._row(row, location)
            yield in_all_columns(self.table, read) if isinstance(read, Rejection) else read

    def _row(self, row: TableRow, location: Location) -> Row | Rejection:
        kept = self._kept(row)
        cells = {
            heading: text
            for heading, there in self.names.items()
            if (text := row.cells.get(there, "")) and text not in self.mapping.reading.not_known
        }
        apart = tuple(cells.get(heading, "") for heading in self.mapping.rows_differ_in)
        telling = Telling(self.mapping.source.name, location, self.known)
        try:
            return row_of(
                self.mapping, Understood(Given(cells, self.manners), telling, kept, apart, self.numbers)
            )
        except CannotRead as error:
            column = self.names.get(error.column, error.column) if error.column else None
            return Rejection(location, column, error.reason, kept)

    def _kept(self, row: TableRow) -> Mapping[str, str]:
        """The cells that are kept: those of persons are not."""
        cells: Mapping[str, str] = row.cells
        if self.left_out:
            cells = {h: LEFT_OUT if fold(h) in self.left_out else text for h, text in cells.items()}
        return without_contacts(cells)


def _matched(
    mapping: schema.Mapping, headings: Sequence[str], numbers: Sequence[int]
) -> tuple[dict[str, str], list[str]]:
    """Headings of the mapping to those of the table, and those that the table lacks."""
    there = {fold(heading): heading for heading in reversed(headings)}
    there |= {heading: heading for heading in headings}  # one that is the same to the letter goes first
    names: dict[str, str] = {}
    missing = []
    for told in headings_of(mapping):
        found = {one: heading for one in _expanded(told, numbers) if (heading := _found(there, one))}
        names |= found
        if not found:
            missing.append(told)
    return names, missing


def _lacking(table: Table, missing: Sequence[str]) -> str:
    there = ", ".join(map(repr, table.headings[:40]))
    more = f" and {len(table.headings) - 40} more" if len(table.headings) > 40 else ""
    return (
        f"{table.name} lacks {len(missing)} of the columns that its mapping reads: "
        f"{', '.join(map(repr, missing))}. Its columns are: {there}{more}. Mend the mapping, or the headings."
    )


def _manners(
    mapping: schema.Mapping, table: Table, names: Mapping[str, str], numbers: Sequence[int]
) -> Manners:
    """How the table writes amounts and dates; numbered columns are looked at together."""
    return manners_of(
        table,
        mapping.reading,
        amounts=_there(headings_for(mapping, AMOUNTS), names, numbers),
        dates=_there(headings_for(mapping, DATES), names, numbers),
        separators=separators_in(mapping),
    )


def _there(
    told: Sequence[str], names: Mapping[str, str], numbers: Sequence[int]
) -> dict[str, tuple[str, ...]]:
    """Headings of a mapping to those of the table."""
    several = {heading: _expanded(heading, numbers) for heading in told}
    return {heading: tuple(names[one] for one in ones if one in names) for heading, ones in several.items()}


def _found(there: Mapping[str, str], heading: str) -> str | None:
    return there.get(heading) or there.get(fold(heading))


def _expanded(heading: str, numbers: Sequence[int]) -> list[str]:
    """A heading of a mapping with each number for which its `{n}` stands."""
    if schema.NUMBER not in heading:
        return [heading]
    return [heading.replace(schema.NUMBER, str(number)) for number in numbers]
