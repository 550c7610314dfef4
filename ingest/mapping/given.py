"""What one row of a table gives for the fields of a mapping."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from graph.properties import Value
from ingest.mapping.manners import Manners
from ingest.mapping.schema import NUMBER, Cell
from ingest.reading.amounts import DecimalSign, Money, money
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.dates import date
from ingest.reading.heading_rows import fold

T = TypeVar("T")
EMPTY = "The cell is empty."


@dataclass(frozen=True, slots=True)
class Given:
    """The cells of a row by the headings of the mapping.

    `number` stands for `{n}` in the headings of numbered columns; `item` says which item of how many is
    meant where one cell holds several organisations, by which sign they are separated.
    """

    cells: Mapping[str, str]
    manners: Manners
    number: int | None = None
    item: tuple[str, int, int] | None = None

    def text(self, cell: Cell | None) -> str | None:
        """The text of a field, None where the row does not give it."""
        if cell is None:
            return None
        if cell.value is not None:
            return cell.value
        parts = [part for heading in cell.headings if (part := self._part(self.heading(heading)))]
        text = self.meant(cell, cell.joined_by.join(parts)) if parts else None
        if text is None and cell.required:
            raise CannotRead(EMPTY, self.heading(cell.headings[0]))
        return text

    def needed(self, cell: Cell) -> str:
        """The text of a field that the row must give."""
        text = self.text(cell)
        if text is None:
            raise CannotRead(EMPTY, self.column(cell))
        return text

    def read(self, cell: Cell | None, meaning: Callable[[str], T]) -> T | None:
        """What the text of a field means; a complaint names the column."""
        text = self.text(cell)
        return None if text is None else self.meant_as(cell, text, meaning)

    def number_of(self, cell: Cell | None, meaning: Callable[[str, DecimalSign | None], T]) -> T | None:
        """What a field means that is written with the decimal sign of its column."""
        return self.read(cell, lambda text: meaning(text, self._decimal(cell)))

    def money(self, cell: Cell | None) -> Money | None:
        """An amount, with the currency if the cell names one."""
        return self.read(cell, lambda text: money(text, decimal=self._decimal(cell) or "auto"))

    def date(self, cell: Cell | None) -> str | None:
        """An ISO date."""
        order = self.manners.order(cell.headings[0]) if cell and cell.headings else None
        language = self.manners.said.language
        spoken = (language,) if language else ()
        return self.read(cell, lambda text: date(text, order=order or "auto", languages=spoken))

    def items(self, cell: Cell | None) -> tuple[str, ...]:
        """The items of a list, each once, in the order in which they stand."""
        if cell is None or cell.separator is None:
            text = self.text(cell)
            return (text,) if text is not None else ()
        raw = self.text(cell.model_copy(update={"values": {}}))
        parts = [part.strip() for part in (raw or "").split(cell.separator)]
        meant = (self.meant(cell, part) for part in parts if part)
        return tuple(dict.fromkeys(item for item in meant if item is not None))

    def is_empty(self, cells: tuple[Cell | None, ...]) -> bool:
        """Whether the row has nothing in any of the columns of these fields."""
        headings = [heading for cell in cells if cell for heading in cell.headings]
        return not any(self._part(self.heading(heading)) for heading in headings)

    def several(self, cell: Cell, separator: str) -> int:
        """How many items a cell holds."""
        text = self.cells.get(self.heading(cell.headings[0]), "") if cell.headings else ""
        return len(text.split(separator)) if text else 0

    def numbered(self, number: int) -> "Given":
        """The same row, `{n}` in headings being this number."""
        return replace(self, number=number)

    def one_of(self, separator: str, place: int, count: int) -> "Given":
        """The same row, cells being lists of which one item is meant."""
        return replace(self, item=(separator, place, count))

    def heading(self, heading: str) -> str:
        """A heading with the number for which `{n}` stands."""
        return heading.replace(NUMBER, str(self.number)) if self.number is not None else heading

    def column(self, cell: Cell | None) -> str | None:
        """Heading by which a complaint names a field."""
        return self.heading(cell.headings[0]) if cell and cell.headings else None

    def meant(self, cell: Cell, text: str) -> str | None:
        """What the mapping says of a word; raises CannotRead where it says nothing and must."""
        if not cell.values:
            return text
        table = {fold(word): meaning for word, meaning in cell.values.items()}
        if fold(text) in table:
            return table[fold(text)]
        if cell.others == "refused":
            raise CannotRead(
                f"{shown(text)} is none of the words that the mapping knows here: "
                f"{', '.join(map(repr, cell.values))}.",
                self.column(cell),
            )
        return text if cell.others == "kept" else None

    def _decimal(self, cell: Cell | None) -> DecimalSign | None:
        return self.manners.decimal(cell.headings[0]) if cell and cell.headings else None

    def _part(self, heading: str) -> str:
        text = self.cells.get(heading, "")
        if self.item is None or not text:
            return text
        separator, place, count = self.item
        items = text.split(separator)
        if len(items) != count:
            raise CannotRead(
                f"The cell lists {len(items)} where the row names {count} organisations, so it is not "
                "certain which belongs to which.",
                heading,
            )
        return items[place].strip()

    def meant_as(self, cell: Cell | None, text: str, meaning: Callable[[str], T]) -> T:
        """What a text of a field means; a complaint names the column."""
        try:
            return meaning(text)
        except CannotRead as error:
            column = error.column or self.column(cell)
            raise CannotRead(error.reason, column) from error


def plain(value: Value | None) -> str | None:
    """A word of the vocabulary as a plain text."""
    return None if value is None else str(value)
