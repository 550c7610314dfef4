"""What a geographic map shows, as plain values: areas with a state or a value, links between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from graph.errors import InvalidParameter
from graph.vocabulary import NUTS_TO_ISO
from viz.model import MapNote

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]


# NUTS, ISO 3166-1 and ISO 3166-2 begin their codes with the country.
_OF_A_COUNTRY = re.compile(r"[A-Z]{2}(?:[0-9A-Z]{0,3}|-[0-9A-Z]{1,3})")


def country_of(code: str) -> str | None:
    """ISO code of the country that a code names; None where it names none, as codes of LAU."""
    return NUTS_TO_ISO.get(code[:2], code[:2]) if _OF_A_COUNTRY.fullmatch(code) else None


class State(StrEnum):
    """What is known of an area."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Area:
    """A territory; degrees are longitude and latitude. `value` is None where nobody knows it.

    `shape` holds rings (holes too, by the even-odd rule), empty where no shape was loaded; then `point`
    stands for it, or where that is unknown too the area is in the table alone.
    """

    code: str
    name: str | None
    state: State
    value: float | None = None
    facts: tuple[tuple[str, str], ...] = ()
    shape: tuple[Ring, ...] = ()
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Cooperation between two areas, or with `missing` that there is less of it than expected."""

    a: str
    b: str
    weight: float
    missing: bool = False
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class TerritoryMap:
    """A map with all that a reader needs to trust it. `measure` is a key of the words: what `value` is.

    `outlines` are rings drawn behind everything. Raises InvalidParameter where a link or a note names an
    area that is not on the map.
    """

    title: str
    measure: str
    areas: tuple[Area, ...]
    links: tuple[Link, ...] = ()
    outlines: tuple[Ring, ...] = ()
    snapshot: str = ""
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    story: tuple[MapNote, ...] = ()
    language: str = "en"

    def __post_init__(self) -> None:
        known = {area.code for area in self.areas}
        named = {code for link in self.links for code in (link.a, link.b)}
        named |= {code for note in self.story for code in note.about}
        if not named <= known:
            raise InvalidParameter(f"The map names {min(named - known)!r}, which is none of its areas.")

    def name_of(self, code: str) -> str:
        """What an area of the map is called."""
        return next((area.name for area in self.areas if area.code == code), None) or code
