"""A geographic map as a picture for a report: the same areas, signs and words as on the page, at once."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import sqrt

from viz import wording
from viz.geo_model import Area, Link, Point, State, TerritoryMap
from viz.geo_scale import class_bounds, class_of
from viz.geo_view import Box, main_boxes
from viz.languages import speaking
from viz.map_words import said
from viz.pictures import inks
from viz.pictures.legend import Entry, boxed, lined
from viz.pictures.letters import lines_of, text_width
from viz.pictures.naming import names_with_room
from viz.pictures.picture import Ink, Label, Line, Mark, Picture, Shape, Spot
from viz.pictures.projection import Projection, fitted
from viz.pictures.sheet import HEIGHT, MARGIN, WIDTH, framed

_NAMED = 60
_POINT = 4.5
_GRID = (30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1)
_GRID_LINES = 5


def picture_of(shown: TerritoryMap, *, alone: bool = True) -> Picture:
    """The map with its legend; `alone` with its title above, its notes and its snapshot below."""
    marks, outside = _drawn(shown)
    notes = [said("outside picture", shown.language, count=outside)] if outside else []
    if alone:
        key = "snapshot" if shown.snapshot else "snapshot unstated"
        notes += [said(key, shown.language, id=shown.snapshot), *shown.notes]
    return framed(title=shown.title, marks=marks, entries=list(_entries(shown)), notes=notes, alone=alone)


def _drawn(shown: TerritoryMap) -> tuple[list[Mark], int]:
    """What is drawn, and how many areas lie outside of the frame."""
    boxes = main_boxes(shown.areas, shown.outlines)
    if not boxes:
        return list(_words(shown)), 0
    onto = fitted(boxes, WIDTH, HEIGHT, MARGIN)
    middles = {area.code: onto.spot(point) for area in shown.areas if (point := middle_of(area))}
    marks = [*_under(shown, onto, boxes), *_areas(shown, onto, middles), *_links(shown, middles)]
    outside = sum(not (0 <= x <= WIDTH and 0 <= y <= HEIGHT) for x, y in middles.values())
    return [*marks, *_names(shown, middles)], outside


def _seen(onto: Projection, rings: Iterable[Iterable[Point]]) -> tuple[tuple[Spot, ...], ...]:
    """Rings of which something lies in the frame."""
    return tuple(ring for ring in map(onto.ring, rings) if _is_seen(ring))


def _is_seen(ring: Sequence[Spot]) -> bool:
    if not ring:
        return False
    across, down = [x for x, _ in ring], [y for _, y in ring]
    return min(across) <= WIDTH and max(across) >= 0 and min(down) <= HEIGHT and max(down) >= 0


def middle_of(area: Area) -> Point | None:
    """Middle of the area's largest ring, else its point, else None."""
    if not area.shape:
        return area.point
    ring = max(area.shape, key=len)
    corners = [(*a, *b) for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)]
    crosses = [x1 * y2 - x2 * y1 for x1, y1, x2, y2 in corners]
    twice = sum(crosses)
    if not twice:
        return ring[0]
    x = sum((x1 + x2) * cross for (x1, _, x2, _), cross in zip(corners, crosses, strict=True))
    y = sum((y1 + y2) * cross for (_, y1, _, y2), cross in zip(corners, crosses, strict=True))
    return x / (3 * twice), y / (3 * twice)


def _words(shown: TerritoryMap) -> Iterator[Mark]:
    """Instead of an empty ground."""
    keys = ("nothing placed", "load shapes") if shown.areas else ("nothing to place",)
    lines = [line for key in keys for line in lines_of(said(key, shown.language), 13, WIDTH * 0.6)]
    for row, line in enumerate(lines):
        y = HEIGHT / 2 + (row - len(lines) / 2) * 19
        yield Label(line, ((WIDTH - text_width(line, 13)) / 2, y), 13, inks.TEXT)


def _under(shown: TerritoryMap, onto: Projection, boxes: Sequence[Box]) -> Iterator[Mark]:
    """Outlines of countries, else lines of longitude and latitude where no shape says where this is."""
    for ring in shown.outlines:
        if rings := _seen(onto, [ring]):
            yield Shape(rings, inks.OUTLINE)
    if not shown.outlines and not any(area.shape for area in shown.areas):
        yield from _graticule(onto, boxes)


def _graticule(onto: Projection, boxes: Sequence[Box]) -> Iterator[Mark]:
    west, south = (min(box[side] for box in boxes) for side in (0, 1))
    east, north = (max(box[side] for box in boxes) for side in (2, 3))
    reach = max(east - west, north - south, 0.2)
    by = next((one for one in _GRID if reach / one >= _GRID_LINES), _GRID[-1])
    levels = _steps(max(south - reach, -80), min(north + reach, 80), by)
    sides = _steps(west - reach, east + reach, by)
    for side in sides:
        yield Line(tuple(onto.spot((side, level)) for level in levels), inks.LINE)
    for level in levels:
        yield Line(tuple(onto.spot((side, level)) for side in sides), inks.LINE)


def _steps(start: float, end: float, by: float) -> list[float]:
    return [by * step for step in range(int(start // by), int(end // by) + 2)]


def _areas(shown: TerritoryMap, onto: Projection, middles: dict[str, Spot]) -> Iterator[Mark]:
    bounds = _bounds(shown)
    for area in shown.areas:
        ink = _ink(area, bounds)
        if area.shape and (rings := _seen(onto, area.shape)):
            yield Shape(rings, ink)
        elif not area.shape and area.code in middles:
            yield Shape((diamond(middles[area.code], _POINT),), ink)
        if area.state is State.ABSENT and area.code in middles:
            yield from crossed(middles[area.code], 3.0)


def _ink(area: Area, bounds: list[float]) -> Ink:
    if area.state is State.PRESENT and area.value is not None:
        return inks.class_ink(class_of(area.value, bounds), len(bounds))
    return {State.ABSENT: inks.ABSENT, State.EXCLUDED: inks.EXCLUDED}.get(area.state, inks.UNKNOWN)


def diamond(at: Spot, reach: float) -> tuple[Spot, ...]:
    """The sign of an area that is a point."""
    x, y = at
    return (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)


def crossed(at: Spot, reach: float) -> tuple[Line, Line]:
    """The sign of what is absent."""
    x, y = at
    down = Line(((x - reach, y - reach), (x + reach, y + reach)), inks.GAP)
    return down, Line(((x - reach, y + reach), (x + reach, y - reach)), inks.GAP)


def _links(shown: TerritoryMap, middles: dict[str, Spot]) -> Iterator[Mark]:
    """Cooperation below, gaps above it, as dashes."""
    heaviest = max((link.weight for link in shown.links if not link.missing), default=0.0)
    for link in sorted(shown.links, key=lambda link: link.missing):
        if link.a in middles and link.b in middles:
            yield Line((middles[link.a], middles[link.b]), _link_ink(link, heaviest))


def _link_ink(link: Link, heaviest: float) -> Ink:
    if link.missing:
        return inks.MISSING
    return inks.tie_ink(0.6 + 3.4 * sqrt(link.weight / heaviest) if heaviest else 0.6)


def _names(shown: TerritoryMap, middles: dict[str, Spot]) -> list[Mark]:
    """Ends of gaps first, then the largest values."""
    ends = {code for link in shown.links if link.missing for code in (link.a, link.b)}
    order = sorted(shown.areas, key=lambda one: (one.code not in ends, -(one.value or 0.0), one.code))
    wanted = [(area.name or area.code, middles[area.code]) for area in order if area.code in middles]
    return names_with_room(wanted, most=_NAMED)


def _entries(shown: TerritoryMap) -> Iterator[Entry]:
    """Sign and words of all that occurs; the measure has no sign, for it names the classes after it."""
    say = partial(said, language=shown.language)
    bounds = _bounds(shown)
    if bounds:
        yield Entry(None, f"{say(shown.measure)}:")
    for number, bound in enumerate(bounds):
        with speaking(shown.language):
            text = wording.number(bound)
        yield Entry(boxed(inks.class_ink(number, len(bounds))), say("class up to", bound=text))
    states = {area.state for area in shown.areas}
    others = ((State.ABSENT, inks.ABSENT, "absent sign"), (State.EXCLUDED, inks.EXCLUDED, "excluded"))
    for state, ink, key in (*others, (State.UNKNOWN, inks.UNKNOWN, "unknown")):
        if state in states:
            yield Entry(boxed(ink), say(key))
    if any(not link.missing for link in shown.links):
        yield Entry(lined(inks.tie_ink(3)), say("link weight"))
    if any(link.missing for link in shown.links):
        yield Entry(lined(inks.MISSING), say("link missing"))
    if shown.outlines:
        yield Entry(boxed(inks.OUTLINE), say("outlines sign"))
    elif any(area.point for area in shown.areas) and not any(area.shape for area in shown.areas):
        yield Entry(lined(inks.LINE), say("graticule sign"))


def _bounds(shown: TerritoryMap) -> list[float]:
    values = [area.value for area in shown.areas if area.value is not None and area.state == State.PRESENT]
    return class_bounds(values)
