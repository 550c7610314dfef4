"""Amounts in euro by a dated table of exchange rates that the user brings; no rates come with the program.

A rate says how many units of a currency one euro was worth on a day. The table is the European Central
Bank's history (`Date,USD,JPY,...`) or its long form (`date,currency,rate`). There are no rates on days
when markets rest, so the last one of the days before counts; an older one would be a guess.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.amounts import amount
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column, Layout, match, wanted
from ingest.reading.dates import date as read_date
from ingest.reading.dates import precision
from ingest.reading.rows import BrokenRow, Table, TableRow
from ingest.reading.tables import open_table

EURO = "EUR"
OLDEST = timedelta(days=7)
CENT = Decimal("0.01")
_CURRENCY = re.compile(r"[A-Z]{3}")
_NO_RATE = {"N/A", "NA", "-"}


@dataclass(frozen=True, slots=True)
class Rates:
    """By currency, the days that have a rate in order, and the rates beside them."""

    days: Mapping[str, tuple[date, ...]]
    rates: Mapping[str, tuple[Decimal, ...]]


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in euro to the cent, the rate that was used and the day of which it is."""

    amount_eur: Decimal
    rate: Decimal
    rate_date: date


@dataclass(frozen=True, slots=True)
class NotConverted:
    """Why there is no amount in euro, in a sentence."""

    reason: str


def converted(value: Decimal, currency: str, day: date, rates: Rates) -> Converted | NotConverted:
    """The amount in euro by the last rate on the day or within the 7 days before it."""
    if currency == EURO:
        return Converted(value.quantize(CENT, ROUND_HALF_EVEN), Decimal(1), day)
    days = rates.days.get(currency, ())
    if not days:
        return NotConverted(f"The table of rates has none for {currency}.")
    place = bisect_right(days, day) - 1
    if place < 0:
        return NotConverted(f"The rates for {currency} begin on {days[0]}, after {day}.")
    if day - days[place] > OLDEST:
        return NotConverted(
            f"The last rate for {currency} before {day} is of {days[place]}, which is more than "
            f"{OLDEST.days} days older."
        )
    rate = rates.rates[currency][place]
    return Converted((value / rate).quantize(CENT, ROUND_HALF_EVEN), rate, days[place])


def read_rates(path: Path) -> Rates:
    """The rates of a file; raises UnreadableFile naming row and column of what is not a rate.

    A wrong rate would spoil every amount of its day, so a table with one is not used at all.
    """
    table = open_table(path, wanted=[wanted(LONG), wanted(WIDE)])
    layout = _layout(table)
    found: dict[str, dict[date, Decimal]] = {}
    for row in table.rows():
        if isinstance(row, BrokenRow):
            raise _unusable(table, row.row, row.column, row.reason)
        try:
            for currency, day, rate in _stated(row, layout):
                _keep(found, currency, day, rate)
        except CannotRead as error:
            raise _unusable(table, row.row, error.column, error.reason) from error
    if not found:
        raise UnreadableFile(
            f"{table.name} holds no rate. It needs columns Date,USD,... or date,currency,rate."
        )
    order = {currency: dict(sorted(by_day.items())) for currency, by_day in sorted(found.items())}
    return Rates(
        days={currency: tuple(by_day) for currency, by_day in order.items()},
        rates={currency: tuple(by_day.values()) for currency, by_day in order.items()},
    )


def day_of(text: str) -> date:
    """A whole day; a month or a year has no rate of its own."""
    iso = read_date(text)
    if precision(iso) != "day":
        raise CannotRead(f"{shown(text)} is not a day; rates are read by the day.")
    return date.fromisoformat(iso)


def rate_of(text: str) -> Decimal | None:
    """A rate above 0, None where the bank says that there is none."""
    if text.upper() in _NO_RATE:
        return None
    rate = amount(text, decimal=".")
    if rate <= 0:
        raise CannotRead(f"{shown(text)} is not a rate: one euro is worth more than nothing.")
    return rate


def currency_of(text: str) -> str:
    """Three letters of ISO 4217."""
    code = text.strip().upper()
    if not _CURRENCY.fullmatch(code):
        raise CannotRead(f"{shown(text)} is not a currency such as PLN.")
    return code


_DAY = Column("day", ("Date", "TIME_PERIOD"), required=True, read=day_of)
WIDE = (_DAY,)
LONG = (
    _DAY,
    Column("currency", ("currency",), required=True, read=currency_of),
    Column("rate", ("rate", "OBS_VALUE"), required=True, read=rate_of),
)


def _stated(row: TableRow, layout: Layout) -> Iterator[tuple[str, date, Decimal]]:
    values = layout.values(row.cells)
    day = values.get("day")
    if not isinstance(day, date):
        raise CannotRead("The cell is empty.", layout.headings["day"])
    if "rate" in layout.headings:
        told = {str(values.get("currency", "")): values.get("rate")}
    else:
        told = dict(_wide(row))
    for currency, rate in told.items():
        if isinstance(rate, Decimal):
            yield currency_of(currency), day, rate


def _layout(table: Table) -> Layout:
    try:
        return match(table.headings, LONG)
    except UnexpectedLayout:
        return match(table.headings, WIDE)


def _wide(row: TableRow) -> Iterator[tuple[str, Decimal | None]]:
    for heading, text in row.cells.items():
        if _CURRENCY.fullmatch(heading.strip()):
            try:
                yield heading.strip(), rate_of(text)
            except CannotRead as error:
                raise error.of(heading) from error


def _keep(found: dict[str, dict[date, Decimal]], currency: str, day: date, rate: Decimal) -> None:
    known = found.setdefault(currency, {}).setdefault(day, rate)
    if known != rate:
        raise CannotRead(f"The rate of {currency} on {day} is {rate} here and {known} in another row.")


def _unusable(table: Table, row: int, column: str | None, reason: str) -> UnreadableFile:
    where = f"row {row}, column {column!r}" if column else f"row {row}"
    return UnreadableFile(f"{table.name} is not used as a table of rates: {where}: {reason}")
