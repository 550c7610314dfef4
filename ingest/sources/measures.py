"""Numbers as programs write them: plain, with a decimal point or comma, never with thousands set apart."""

import re

from ingest.reading.cannot_read import CannotRead, shown

_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def number(text: str) -> float:
    """A measured number; `8.700` is 8.7 here, because a program wrote it."""
    bare = text.strip()
    if not _PLAIN.fullmatch(bare):
        raise CannotRead(f"{shown(text)} is not a number such as 8.7.")
    return float(bare.replace(",", "."))


def whole(text: str) -> int:
    """A counted number, which a program may have written as `119714.0`."""
    counted = number(text)
    if not counted.is_integer() or counted < 0:
        raise CannotRead(f"{shown(text)} is not a whole number of zero or more.")
    return int(counted)


def longitude(text: str) -> float:
    """Degrees east of Greenwich."""
    return _degrees(text, limit=180)


def latitude(text: str) -> float:
    """Degrees north of the equator."""
    return _degrees(text, limit=90)


def _degrees(text: str, limit: int) -> float:
    degrees = number(text)
    if abs(degrees) > limit:
        raise CannotRead(f"{shown(text)} lies nowhere on Earth; degrees go to {limit}.")
    return degrees
