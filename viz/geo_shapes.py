"""Shapes of territories out of GeoJSON, as the user's file has them: rings in degrees, by code."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from viz.geo_model import Point, Ring

CODES = ("NUTS_ID", "LAU_ID", "GISCO_ID", "code")
# Rings of fewer corners than a triangle are no area.
_FEWEST = 4


@lru_cache(maxsize=8)
def shapes_in(file: Path) -> dict[str, tuple[Ring, ...]]:
    """Rings by code of every area of the file; a feature without a code or an area is left out."""
    content = json.loads(file.read_text(encoding="utf-8-sig"))
    found: dict[str, tuple[Ring, ...]] = {}
    for feature in content.get("features", ()):
        known = feature.get("properties") or {}
        code = next((str(known[name]) for name in CODES if known.get(name)), None)
        rings = tuple(_rings(feature.get("geometry") or {}))
        if code and rings:
            found[code] = rings
    return found


def _rings(geometry: dict[str, Any]) -> Iterable[Ring]:
    parts = geometry.get("coordinates") or []
    polygons = parts if geometry.get("type") == "MultiPolygon" else [parts]
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return
    for polygon in polygons:
        for ring in polygon:
            if len(ring) >= _FEWEST:
                yield tuple((float(east), float(north)) for east, north, *_ in ring)


def box_of(rings: Iterable[Ring]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all rings; None where there is none."""
    points: list[Point] = [point for ring in rings for point in ring]
    if not points:
        return None
    east, north = zip(*points, strict=True)
    return min(east), min(north), max(east), max(north)


def near(rings: Iterable[Ring], box: tuple[float, float, float, float], margin: float) -> tuple[Ring, ...]:
    """The rings that come at least so near to the box, in degrees."""
    west, south, east, north = box
    return tuple(
        ring
        for ring in rings
        if (own := box_of([ring]))
        and own[0] <= east + margin
        and own[2] >= west - margin
        and own[1] <= north + margin
        and own[3] >= south - margin
    )
