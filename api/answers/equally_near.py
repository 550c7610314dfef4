"""Results that match a search equally well, in the order in which the reader's language has their names."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from viz.sorting import sort_key

# Of how many best matches the order is computed; who reads farther gets the rest in a fixed order.
MOST_SORTED = 1000


def ties_by_name(rows: Iterable[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """Rows as they came, best first, but those of one score by the first name they have, nameless ones last.

    Rows without a score stay as they are: they are part of a longer list in another order.
    """
    found: list[dict[str, Any]] = []
    for score, group in groupby(rows, key=lambda row: row["score"]):
        equal = list(group)
        found += equal if score is None else sorted(equal, key=lambda row: _key(row, names))
    return found


def _key(row: dict[str, Any], names: Iterable[str]) -> tuple[bool, Any]:
    name = next((row[one] for one in names if row[one]), None)
    return name is None, sort_key(name or "")
