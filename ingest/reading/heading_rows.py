"""Headings compared without regard to case, accents, spaces and dots, and found below titles."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anyascii import anyascii

from ingest.reading.limits import ROWS_ABOVE_HEADINGS

# For each column that must be there, the headings by which it may go.
Wanted = tuple[tuple[str, ...], ...]

_ESCAPED_SPACE = re.compile(r"<U\+(00A0|202F|200B|FEFF)>", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def fold(heading: str) -> str:
    """Key under which headings are the same: `NUTS1 (or equivalent)` and `nuts1.or.equivalent`."""
    plain = anyascii(_ESCAPED_SPACE.sub(" ", heading)).casefold()
    return "".join(c for c in plain if c.isalnum()) or heading.strip().casefold()


def has_all(headings: Iterable[str], wanted: Wanted) -> bool:
    """Whether every wanted column is there under one of its headings."""
    there = {fold(heading) for heading in headings}
    return all(any(fold(name) in there for name in names) for names in wanted)


def heading_index(rows: Sequence[Sequence[str]], wanted: Sequence[Wanted]) -> tuple[int | None, bool]:
    """Index of the row of headings, and whether it has all the columns of one of `wanted`.

    Without such a row it is the first row with anything in it, None if there is none.
    """
    for index, cells in enumerate(rows[: ROWS_ABOVE_HEADINGS + 1]):
        if any(has_all(cells, columns) for columns in wanted):
            return index, True
    filled = (index for index, cells in enumerate(rows) if any(map(str.isalnum, "".join(cells))))
    return next(filled, None), False
