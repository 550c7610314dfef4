"""The places of a territory, found without walking through all of Europe each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
    rows: dict[str, Row]
    parts: dict[str, list[str]]


@lru_cache(maxsize=2)
def _everywhere(snapshot: Snapshot) -> _Everywhere:
    """All places by uid, and what is part of each: a hundred thousand of them take a second to read."""
    rows: dict[str, Row] = {row["uid"]: row for row in snapshot.places.to_pylist()}
    parts: dict[str, list[str]] = {}
    for uid, row in rows.items():
        for above in row["part_of"] or ():
            parts.setdefault(above, []).append(uid)
    return _Everywhere(rows, parts)


@lru_cache(maxsize=8)
def territory_places(snapshot: Snapshot, territory: str) -> TerritoryPlaces:
    """Of a territory by its code, or a country by that of ISO 3166-1."""
    every = _everywhere(snapshot)
    start = [uid for uid, row in every.rows.items() if territory in (row["code"], row["country"])]
    inside = _reached(start, every.parts)
    above = {uid: row["part_of"] or () for uid, row in every.rows.items()}
    near = _reached(inside, above) & every.rows.keys() if inside else set(every.rows)
    rows = tuple(every.rows[uid] for uid in sorted(near))
    return TerritoryPlaces(rows, frozenset(inside), tuple(every.rows))


def _reached(start: Iterable[str], steps: dict[str, Any]) -> set[str]:
    found = set(start)
    left = list(found)
    while left:
        for uid in steps.get(left.pop(), ()):
            if uid not in found:
                found.add(uid)
                left.append(uid)
    return found
