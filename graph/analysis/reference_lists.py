"""Complete lists of a territory's units, against which participation is held.

A list comes from the places of the graph, if a list of places was loaded into it; from the subdivisions of
ISO 3166-2, which pycountry holds; or from the user. A place that only occurs in some project is no list:
only those count of which a list of places told where they lie, how many live there, or since when they are.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import pycountry

from graph.analysis.territories import Level
from graph.analysis.territory_places import territory_places
from graph.snapshot import Snapshot

# How ISO 3166-2 calls what lists of local administrative units hold.
MUNICIPALITY = "municipality"
LISTED_BY = ("valid_from", "population", "longitude")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a list; `above` is the code of what it is part of."""

    code: str
    name: str | None
    above: str | None = None
    population: int | None = None
    population_year: int | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """Units sorted by code, under the name of the list; `year` is null where the list tells none."""

    name: str
    year: str | None
    units: tuple[Unit, ...]


def reference_list(snapshot: Snapshot, territory: str, level: str) -> ReferenceList | None:
    """The list of the units of a level in a territory; None where there is none.

    `level` is one of Level, or the word of ISO 3166-2 for a unit (municipality, county, voivodship).
    """
    if level in set(Level):
        return _of_places(snapshot, territory, level)
    return subdivisions(territory, level)


def given_list(units: list[Unit], name: str = "given by the user") -> ReferenceList | None:
    """A list of the user's, each code once; None if it is empty."""
    by_code = {unit.code: unit for unit in units}
    return ReferenceList(name, None, tuple(by_code[code] for code in sorted(by_code))) if by_code else None


def _of_places(snapshot: Snapshot, territory: str, level: str) -> ReferenceList | None:
    where = territory_places(snapshot, territory)
    rows = [
        row for row in where.rows if row["level"] == level and row["uid"] in where.inside and is_current(row)
    ]
    if not rows:
        return None
    codes = {row["uid"]: row["code"] for row in where.rows}
    units = (
        Unit(
            code=row["code"],
            name=row["name"],
            above=next((codes[uid] for uid in sorted(row["part_of"] or ()) if uid in codes), None),
            population=row["population"],
            population_year=row["population_year"],
            longitude=row["longitude"],
            latitude=row["latitude"],
        )
        for row in rows
        if row["code"] is not None
    )
    years = [row[name] for row in rows for name in ("population_year", "valid_from") if row[name]]
    schemes = " and ".join(sorted({row["scheme"] for row in rows if row["scheme"]})) or level
    name = f"{schemes}, as loaded into the graph"
    return ReferenceList(name, str(max(years)) if years else None, tuple(sorted(units, key=_code)))


def _code(unit: Unit) -> str:
    return unit.code


def is_current(row: dict[str, Any]) -> bool:
    """Whether a list told of the place, and it was not abolished since."""
    return row["valid_to"] is None and any(row[name] is not None for name in LISTED_BY)


@lru_cache(maxsize=64)
def subdivisions(country: str, word: str) -> ReferenceList | None:
    """Units that ISO 3166-2 calls so, as `district municipality` for `municipality`."""
    wanted = word.casefold()
    units = [
        Unit(one.code, one.name, one.parent_code)
        for one in pycountry.subdivisions
        if one.country_code == country and one.type.casefold().endswith(wanted)
    ]
    if not units:
        return None
    held = f"pycountry {version('pycountry')}"
    return ReferenceList(f"ISO 3166-2 ({held})", held_year(), tuple(sorted(units, key=_code)))


def held_year() -> str:
    """Year of the ISO list: pycountry numbers its versions by year and month."""
    return f"20{version('pycountry').split('.')[0]}"


def words_of(country: str) -> list[str]:
    """What ISO 3166-2 calls the units of a country."""
    return sorted({one.type.casefold() for one in pycountry.subdivisions if one.country_code == country})
