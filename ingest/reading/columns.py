"""The columns that a source reads, by the headings under which they go in several languages and dialects."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import UnexpectedLayout
from ingest.reading.cannot_read import CannotRead
from ingest.reading.heading_rows import Wanted, fold, has_all

_SHOWN_HEADINGS = 40
_REMEMBERED = 20_000
# Longer texts are descriptions, which do not repeat.
_REPEATED_LENGTH = 80
_NOT_READ = object()


def _as_it_is(text: str) -> object:
    return text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a source: its field, the headings by which it may go, and how its cells are read.

    `required` says that a table without it is none of this source; a cell may be empty all the same.
    """

    field: str
    headings: tuple[str, ...]
    required: bool = False
    read: Callable[[str], object] = _as_it_is


@dataclass(frozen=True, slots=True)
class Layout:
    """Under which heading each field stands in a table."""

    headings: Mapping[str, str]
    columns: Mapping[str, Column]
    # Cells repeat (countries, roles, dates of a project); what was read once is not read again.
    known: dict[str, dict[str, object]] = field(default_factory=dict, compare=False, repr=False)
    readers: "list[tuple[str, str, dict[str, object] | None]]" = field(
        default_factory=list, compare=False, repr=False
    )

    def text(self, field: str, cells: Mapping[str, str]) -> str:
        """The text of a field in a row, empty where it has none or the table lacks the column."""
        heading = self.headings.get(field)
        return cells.get(heading, "") if heading is not None else ""

    def values(self, cells: Mapping[str, str]) -> dict[str, object]:
        """What the filled cells of a row mean, by field; raises CannotRead naming the column."""
        values: dict[str, object] = {}
        for name, heading, known in self._readers():
            if text := cells.get(heading):
                value = text if known is None else known.get(text, _NOT_READ)
                values[name] = self._value(name, text) if value is _NOT_READ else value
        return values

    def _readers(self) -> "list[tuple[str, str, dict[str, object] | None]]":
        """Field, heading and what is known of its cells, None where they are taken as they are."""
        if not self.readers:
            for name, heading in self.headings.items():
                plain = self.columns[name].read is _as_it_is
                self.readers.append((name, heading, None if plain else self.known.setdefault(name, {})))
        return self.readers

    def _value(self, name: str, text: str) -> object:
        known = self.known[name]
        try:
            value = self.columns[name].read(text)
        except CannotRead as error:
            raise error.of(self.headings[name]) from error
        if len(known) >= _REMEMBERED:
            known.clear()
        if len(text) <= _REPEATED_LENGTH:
            known[text] = value
        return value


def match(headings: Sequence[str], columns: Sequence[Column]) -> Layout:
    """The layout of a table; raises UnexpectedLayout naming what is missing, and what there is."""
    there: dict[str, list[str]] = {}
    for heading in headings:
        there.setdefault(fold(heading), []).append(heading)
    found = {column.field: _heading(column, there) for column in columns}
    missing = [column for column in columns if column.required and found[column.field] is None]
    if missing:
        raise UnexpectedLayout(_lacking(headings, missing))
    known = {field: heading for field, heading in found.items() if heading is not None}
    return Layout(known, {column.field: column for column in columns})


def recognise(headings: Sequence[str], sources: Mapping[str, Sequence[Column]]) -> str | None:
    """The source with all required columns there and most columns of all; None if there is none, or two."""
    keys = {fold(heading) for heading in headings}
    fitting = {name: columns for name, columns in sources.items() if has_all(headings, wanted(columns))}
    counts = {name: _known(keys, columns) for name, columns in fitting.items() if wanted(columns)}
    most = [name for name, count in counts.items() if count == max(counts.values())]
    return most[0] if len(most) == 1 else None


def wanted(columns: Sequence[Column]) -> Wanted:
    """The headings of the required columns, as `open_table` looks for them."""
    return tuple(column.headings for column in columns if column.required)


def _heading(column: Column, there: Mapping[str, list[str]]) -> str | None:
    """The heading of the first alias that is there; raises UnexpectedLayout where two answer to it."""
    for alias in column.headings:
        found = there.get(fold(alias), [])
        exact = [heading for heading in found if heading == alias]
        if len(found) > 1 and len(exact) != 1:
            both = " and ".join(map(repr, found))
            raise UnexpectedLayout(
                f"The columns {both} could both be {alias!r}. Rename or remove one of them."
            )
        if found:
            return exact[0] if exact else found[0]
    return None


def _known(keys: set[str], columns: Sequence[Column]) -> int:
    return sum(any(fold(alias) in keys for alias in column.headings) for column in columns)


def _lacking(headings: Sequence[str], missing: Sequence[Column]) -> str:
    names = "; ".join(" or ".join(map(repr, column.headings)) for column in missing)
    there = ", ".join(map(repr, headings[:_SHOWN_HEADINGS]))
    more = f" and {len(headings) - _SHOWN_HEADINGS} more" if len(headings) > _SHOWN_HEADINGS else ""
    return f"The table lacks {len(missing)} of its columns: {names}. Its columns are: {there}{more}."
