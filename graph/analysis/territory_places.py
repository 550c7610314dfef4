"""The places of a territory, found without walking through all of Europe each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from graph.snapshot import Snapshot

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class TerritoryPlaces:
    """`rows` are the places of a territory and all that they are part of; `inside` uids of its own places.

    Where no place has the code of the territory, `rows` are all places and nothing is inside. `uids` are of
    all places of the snapshot, as `located_in` numbers them.
    """

    rows: tuple[Row, ...]
    inside: frozenset[str]
    uids: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Everywhere:
    """Rows by uid, and by uid what each is part of and what is part of it."""

    row_of: dict[str, int]
    wholes: dict[str, list[str]]
    parts: dict[str, list[str]]


@lru_cache(maxsize=2)
def _everywhere(snapshot: Snapshot) -> _Everywhere:
    """Only how places hang together: to read all that is known of a hundred thousand takes a second."""
    uids: list[str] = snapshot.places["uid"].to_pylist()
    column = snapshot.places["part_of"].combine_chunks()
    wholes: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    for row, above in zip(
        pc.list_parent_indices(column).to_pylist(), column.flatten().to_pylist(), strict=True
    ):
        wholes.setdefault(uids[row], []).append(above)
        parts.setdefault(above, []).append(uids[row])
    return _Everywhere({uid: row for row, uid in enumerate(uids)}, wholes, parts)


@lru_cache(maxsize=8)
def territory_places(snapshot: Snapshot, territory: str) -> TerritoryPlaces:
    """Of a territory by its code, or a country by that of ISO 3166-1."""
    every, places = _everywhere(snapshot), snapshot.places
    named = pc.or_kleene(pc.equal(places["code"], territory), pc.equal(places["country"], territory))
    start: list[str] = places["uid"].filter(named).to_pylist()
    inside = _reached(start, every.parts)
    near = _reached(inside, every.wholes) & every.row_of.keys() if inside else every.row_of.keys()
    rows = places.take(pa.array([every.row_of[uid] for uid in sorted(near)], pa.int64())).to_pylist()
    return TerritoryPlaces(tuple(rows), frozenset(inside), tuple(every.row_of))


def _reached(start: Iterable[str], steps: dict[str, list[str]]) -> set[str]:
    found = set(start)
    left = list(found)
    while left:
        for uid in steps.get(left.pop(), ()):
            if uid not in found:
                found.add(uid)
                left.append(uid)
    return found
