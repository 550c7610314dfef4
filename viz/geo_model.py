"""What a geographic map shows, as plain values: areas with a state or a value, links between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from graph.errors import InvalidParameter
from viz.model import MapNote

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]


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
