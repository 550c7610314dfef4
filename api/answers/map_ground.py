"""Where the areas of a geographic map lie: their shapes, else points; outlines of countries behind them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from api.explorer import Explorer
from graph.analysis.territories import Level, territories
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.store import jobs
from graph.vocabulary import NUTS_TO_ISO
from ingest import raw
from ingest.sources import lau_shapes
from ingest.sources.drawn_shapes import drawn_shapes
from ingest.sources.nuts_shapes import FACTS
from viz.geo_model import Area, Point, Ring
from viz.geo_shapes import box_of, near, shapes_in

# Degrees of the surroundings that are drawn.
MARGIN = 4.0
JOBS_READ = 200
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_GISCO = re.compile(r"[A-Z]{2}_\S+")

Shapes: TypeAlias = Mapping[str, tuple[Ring, ...]]


def shapes_of(explorer: Explorer) -> Shapes:
    """Rings by code from the files of shapes that were loaded, the latest first; countries by ISO code."""
    found: dict[str, tuple[Ring, ...]] = {}
    for file, _ in _loaded(explorer, FACTS.name):
        found = {**shapes_in(file), **found}
    return {NUTS_TO_ISO.get(code, code): rings for code, rings in found.items()}


def municipal_shapes(explorer: Explorer, codes: Iterable[str]) -> Shapes:
    """Rings of municipalities by code, of these alone, from the files that were loaded, the latest first."""
    found: dict[str, tuple[Ring, ...]] = {}
    wanted = frozenset(code for code in codes if _GISCO.fullmatch(code))
    for file, checksum in _loaded(explorer, lau_shapes.FACTS.name):
        if left := wanted.difference(found):
            found |= drawn_shapes(file, _kept(explorer.settings, checksum), left)
    return found


def keep_shapes(settings: Settings, file: Path) -> None:
    """Reads the shapes of a file of municipalities for the maps to come."""
    drawn_shapes(file, _kept(settings, raw.checksum(file)), frozenset())


def _kept(settings: Settings, checksum: str) -> Path:
    return settings.home / "shapes" / f"{checksum}.parquet"


def _loaded(explorer: Explorer, source: str) -> Iterator[tuple[Path, str]]:
    """Files that a source brought, the latest first, and their checksums."""
    for job in jobs.latest_jobs(explorer.store, JOBS_READ):
        if job.source == source and job.file_checksum:
            file = raw.place(explorer.settings, job.file_checksum, job.file)
            if file.is_file():
                yield file, job.file_checksum


@lru_cache(maxsize=8)
def points_of(snapshot: Snapshot, level: str) -> dict[str, Point]:
    """A point of every place by its code; of a territory without one the middle of its organisations."""
    names = ("code", "longitude", "latitude")
    rows = zip(*(snapshot.places[name].to_pylist() for name in names), strict=True)
    known = {code: (east, north) for code, east, north in rows if code and east is not None}
    return _middles(snapshot, level) | known


def _middles(snapshot: Snapshot, level: str) -> dict[str, Point]:
    if level not in set(Level):
        return {}
    found = territories(snapshot, Level(level))
    places = zip(
        *(snapshot.organisations[name].to_pylist() for name in ("longitude", "latitude")), strict=True
    )
    inside: dict[str, list[Point]] = {}
    for number, (east, north) in zip(found.of.tolist(), places, strict=True):
        if number >= 0 and east is not None and north is not None:
            inside.setdefault(found.codes[number], []).append((east, north))
    return {code: _middle(points) for code, points in inside.items()}


def _middle(points: list[Point]) -> Point:
    """The median of each direction."""
    east, north = (sorted(part) for part in zip(*points, strict=True))
    return east[len(east) // 2], north[len(north) // 2]


def placed(areas: Iterable[Area], shapes: Shapes, points: Mapping[str, Point]) -> tuple[Area, ...]:
    """The areas with what is known of where they lie."""
    return tuple(
        replace(area, shape=shapes.get(area.code, ()), point=points.get(area.code)) for area in areas
    )


def outlines(areas: tuple[Area, ...], shapes: Shapes, territory: str | None) -> tuple[Ring, ...]:
    """Of the countries around the areas; where no area has a place, of the territory alone."""
    points = tuple((area.point,) for area in areas if area.point and not area.shape)
    box = box_of([*(ring for area in areas for ring in area.shape), *points])
    outer = _outer(shapes)
    if box is None:
        own = [rings for code, rings in outer if territory and _within(territory, code)]
        return tuple(ring for rings in own for ring in rings)
    drawn = {area.code for area in areas}
    return near([ring for code, rings in outer if code not in drawn for ring in rings], box, MARGIN)


def _outer(shapes: Shapes) -> list[tuple[str, tuple[Ring, ...]]]:
    """Of each country its own shape, else the largest territories in it that have one."""
    lengths: dict[str, int] = {}
    codes = [code for code in shapes if _NUTS.fullmatch(code)]
    for code in codes:
        lengths[_country(code)] = min(len(code), lengths.get(_country(code), len(code)))
    return [(code, shapes[code]) for code in sorted(codes) if len(code) == lengths[_country(code)]]


def _within(territory: str, code: str) -> bool:
    return territory.startswith(code) or code.startswith(territory)


def _country(code: str) -> str:
    return NUTS_TO_ISO.get(code[:2], code[:2])
