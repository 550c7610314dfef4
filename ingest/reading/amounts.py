"""Amounts of money and other numbers in the notations of Europe; what has two meanings is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from babel.numbers import list_currencies

from ingest.reading.cannot_read import CannotRead, shown

DecimalSign = Literal[",", "."]

_LONGEST = 60
_SPACES = dict.fromkeys(map(ord, "\xa0\u2007\u2009\u202f"), " ")
_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ´"), "'")
_SHAPE = re.compile(
    r"(?P<sign>[+\-−]?)\s*(?P<before>[^\d\s+\-−.,']*)\s*(?P<inner>[+\-−]?)\s*"
    r"(?P<number>[0-9](?:[0-9.,' ]*[0-9])?)\s*(?P<after>\D*)"
)
# Thousands set apart by one sign throughout.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([., '])[0-9]{3}(?:\1[0-9]{3})*")
_SIGNS = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "eurų": "EUR", "£": "GBP", "zł": "PLN", "zl": "PLN",
    "kč": "CZK", "ft": "HUF", "лв": "BGN", "lt": "LTL", "ls": "LVL", "kn": "HRK", "₴": "UAH", "₺": "TRY",
    "us$": "USD", "fr.": "CHF",
}  # fmt: skip
_SHARED_SIGNS = {
    "$": "the dollars of several countries",
    "kr": "the crowns of Denmark, Sweden, Norway or Iceland",
    "lei": "the lei of Romania or of Moldova",
    "leu": "the leu of Romania or of Moldova",
    "¥": "yen or yuan",
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, and its currency by ISO 4217 where the text names one."""

    amount: Decimal
    currency: str | None = None


def money(text: str, *, decimal: Literal["auto", ",", "."] = "auto") -> Money:
    """Amount and currency of a text such as `1 604 442,00 zł`; raises CannotRead where it is not certain.

    `decimal` is the decimal sign of the column (see `column_decimal`); it decides only what has two meanings.
    """
    shape = _shape(text)
    currency = _currency(text, shape["before"], shape["after"])
    number = _plain(text, shape["number"], decimal)
    negative = "-" in _signs(text, shape)
    return Money(-number if negative else number, currency)


def amount(text: str, *, decimal: Literal["auto", ",", "."] = "auto") -> Decimal:
    """The number that a text is; raises CannotRead where a currency stands with it (`money` reads that)."""
    read = money(text, decimal=decimal)
    if read.currency:
        raise CannotRead(f"{shown(text)} names a currency ({read.currency}), which does not belong here.")
    return read.amount


def column_decimal(samples: Iterable[str]) -> DecimalSign | None:
    """The decimal sign of a column by those of its texts that have one meaning; None if they do not agree."""
    found = {sign for sign in map(_evidence, samples) if sign}
    return found.pop() if len(found) == 1 else None


def _evidence(text: str) -> DecimalSign | None:
    try:
        number = _shape(text)["number"]
        _plain(text, number, "auto")
    except CannotRead:
        return None
    last = next((sign for sign in reversed(number) if sign in ",."), None)
    if last is None:
        return None
    point: bool = (last == ".") != bool(_GROUPED.fullmatch(number))
    return "." if point else ","


def _shape(text: str) -> re.Match[str]:
    bare = text.strip().translate(_SPACES).translate(_APOSTROPHES)
    found = _SHAPE.fullmatch(bare) if len(bare) <= _LONGEST else None
    if not found:
        raise CannotRead(f"{shown(text)} is not an amount such as 1604442.00 or 1 604 442,00.")
    return found


def _signs(text: str, shape: re.Match[str]) -> str:
    signs = (shape["sign"] + shape["inner"]).replace("−", "-")
    if len(signs) > 1:
        raise CannotRead(f"{shown(text)} has two signs before the amount.")
    return signs


def _plain(text: str, number: str, decimal: str) -> Decimal:
    """The digits without separators, and with a point where the decimal sign is."""
    if _two_meanings(number):
        sign = "," if "," in number else "."
        if decimal == "auto":
            raise CannotRead(
                f"{shown(text)} has two meanings: {sign!r} may be the decimal sign or separate thousands, "
                "and no other amount in the column tells which."
            )
        return Decimal(number.replace(sign, "." if sign == decimal else ""))
    if _GROUPED.fullmatch(number):
        return Decimal(_digits(number))
    whole, sign, fraction = _split(number)
    if not (_GROUPED.fullmatch(whole) or whole == _digits(whole)) or (sign and sign in whole):
        raise CannotRead(f"{shown(text)} is not an amount: its digits are not grouped by threes.")
    return Decimal(_digits(whole) + (f".{fraction}" if sign else ""))


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)


def _two_meanings(number: str) -> bool:
    """`1,234` and `1.234`: one sign, three digits after it, one to three before it that are no zero."""
    return re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", number) is not None


def _split(number: str) -> tuple[str, str, str]:
    """Before, at and after the decimal sign, which is the last sign and stands once."""
    for sign in ",.":
        whole, found, fraction = number.rpartition(sign)
        if found and fraction == _digits(fraction):
            return whole, sign, fraction
    return number, "", ""


def _currency(text: str, before: str, after: str) -> str | None:
    named = [part.strip() for part in (before, after) if part.strip()]
    if len(named) > 1:
        raise CannotRead(f"{shown(text)} has something on both sides of the amount.")
    return _currency_of(text, named[0]) if named else None


def _currency_of(text: str, name: str) -> str:
    key = name.casefold()
    bare = key.rstrip(".")
    if bare in _SHARED_SIGNS:
        raise CannotRead(
            f"{shown(text)} does not say which currency is meant: {name!r} are {_SHARED_SIGNS[bare]}."
        )
    code = _SIGNS.get(key) or _SIGNS.get(bare) or (name.upper() if name.upper() in _codes() else None)
    if code is None:
        raise CannotRead(f"{shown(text)} is not an amount: {shown(name)} is no currency that is known here.")
    return code


@cache
def _codes() -> frozenset[str]:
    return frozenset(list_currencies())
