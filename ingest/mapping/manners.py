"""How numbers and dates of a table are written, found from all its rows, whatever their order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ingest.mapping.schema import ReadingPart
from ingest.reading.amounts import DecimalSign, column_decimal
from ingest.reading.dates import Order, column_date_order
from ingest.reading.rows import Table, TableRow

T = TypeVar("T")
Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Manners:
    """Decimal sign and order of dates by heading, where the column shows one; else what the mapping says."""

    said: ReadingPart
    decimals: Mapping[str, DecimalSign] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)

    def decimal(self, heading: str) -> DecimalSign | None:
        """The decimal sign of a column, None where nothing tells."""
        return self.said.decimal if self.said.decimal != "auto" else self.decimals.get(heading)

    def order(self, heading: str) -> Order | None:
        """Whether day or month comes first in a column, None where nothing tells."""
        return self.said.dates if self.said.dates != "auto" else self.orders.get(heading)


def manners_of(
    table: Table, said: ReadingPart, *, amounts: Columns, dates: Columns, separators: Iterable[str]
) -> Manners:
    """Reads the table once if the mapping leaves anything open; lists in a cell are taken apart first.

    `amounts` and `dates` are headings of the mapping with those under which the table has them.
    """
    amounts = amounts if said.decimal == "auto" else {}
    dates = dates if said.dates == "auto" else {}
    if not amounts and not dates:
        return Manners(said)
    decimals: dict[str, set[DecimalSign]] = {heading: set() for heading in amounts}
    orders: dict[str, set[Order]] = {heading: set() for heading in dates}
    signs = list(separators)
    for row in table.rows():
        if isinstance(row, TableRow):
            for heading, found in decimals.items():
                found.update(filter(None, map(_decimal, _items(row, amounts[heading], signs))))
            for heading, shown in orders.items():
                shown.update(filter(None, map(_order, _items(row, dates[heading], signs))))
    return Manners(said, _agreed(decimals), _agreed(orders))


def _items(row: TableRow, headings: Sequence[str], separators: Sequence[str]) -> list[str]:
    items = [row.cells[heading] for heading in headings if heading in row.cells]
    for separator in separators:
        items = [part for item in items for part in item.split(separator)]
    return items


def _decimal(text: str) -> DecimalSign | None:
    return column_decimal((text,))


def _order(text: str) -> Order | None:
    return column_date_order((text,))


def _agreed(found: Mapping[str, set[T]]) -> dict[str, T]:
    return {heading: next(iter(signs)) for heading, signs in found.items() if len(signs) == 1}
