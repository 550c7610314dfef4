"""From the cells of a table to values. What a cell does not say is None; what cannot be understood raises.

`CellError` carries the column and a reason in words; the source turns it into a rejected row.
"""

from datetime import datetime
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

AMOUNT_SIGNS = frozenset("+-,.0123456789")


class CellError(ValueError):
    """A cell that cannot be understood."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def text_of(cell: object) -> str:
    """Text of a cell as a person reads it: Excel turns the acronym 103 into the number 103.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if cell is not None else ""


def amount_of(column: str, text: str) -> str | None:
    """Decimal amount without separators, from text in English notation such as '1,604,442.00'."""
    if not text:
        return None
    try:
        amount: Decimal = parse_decimal(text, locale="en", strict=True)
    except NumberFormatError:
        amount = Decimal("NaN")
    # Python also takes 'NaN', 'Infinity', '1e5' and '1_000' for numbers.
    if not set(text) <= AMOUNT_SIGNS or not amount.is_finite():
        raise CellError(column, f"{text!r} is not an amount such as 1,604,442.00.")
    return f"{amount:f}"


def date_of(column: str, text: str, layout: str) -> str | None:
    """ISO 8601 date from text in a `strptime` layout."""
    if not text:
        return None
    try:
        return datetime.strptime(text, layout).date().isoformat()
    except ValueError:
        example = datetime(2015, 10, 27).strftime(layout)
        raise CellError(column, f"{text!r} is not a date such as {example}.") from None
