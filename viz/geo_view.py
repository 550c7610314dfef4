"""Which part of the Earth a geographic map shows at first: where its areas are, but for a few far away."""

from collections.abc import Sequence
from statistics import median
from typing import TypeAlias

from viz.geo_model import Area, Ring
from viz.geo_shapes import box_of

Box: TypeAlias = tuple[float, float, float, float]

# Degrees from the middle of all; farther lie the overseas regions of Europe, but not the Azores or Cyprus.
FAR_EAST, FAR_NORTH = 45.0, 35.0
# So many of the areas at most are left to those who move the map.
FEW = 0.1


def main_box(areas: Sequence[Area], outlines: Sequence[Ring]) -> Box | None:
    """West, south, east, north of what is shown at first; None where nothing has a place."""
    boxes = main_boxes(areas, outlines)
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def main_boxes(areas: Sequence[Area], outlines: Sequence[Ring]) -> list[Box]:
    """Of each area that is shown at first its largest ring; of the outlines where no area has a place."""
    boxes = [box for area in areas if (box := _box(area))]
    if not boxes:
        return [box for ring in outlines if (box := box_of([ring]))]
    east = median((west + east) / 2 for west, _, east, _ in boxes)
    north = median((south + north) / 2 for _, south, _, north in boxes)
    near = [box for box in boxes if _is_near(box, east, north)]
    return near if len(near) >= (1 - FEW) * len(boxes) else boxes


def _box(area: Area) -> Box | None:
    if area.shape:
        return box_of([max(area.shape, key=len)])
    return None if area.point is None else (*area.point, *area.point)


def _is_near(box: Box, east: float, north: float) -> bool:
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return abs(middle[0] - east) <= FAR_EAST and abs(middle[1] - north) <= FAR_NORTH
