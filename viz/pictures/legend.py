"""What the signs of a picture mean, in rows below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from viz.pictures import inks
from viz.pictures.letters import text_width
from viz.pictures.picture import Ink, Label, Line, Mark, Shape, Spot

SIZE, ROW, SWATCH, APART = 10.5, 19.0, (22.0, 12.0), 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign, drawn from the origin in the size of SWATCH, and its words; without a sign a heading."""

    sign: tuple[Mark, ...] | None
    text: str


def boxed(ink: Ink) -> tuple[Mark, ...]:
    """The sign of what is an area."""
    right, low = SWATCH
    return (Shape((((0.0, 0.0), (right, 0.0), (right, low), (0.0, low)),), ink),)


def lined(ink: Ink) -> tuple[Mark, ...]:
    """The sign of what is a line."""
    return (Line(((0.0, SWATCH[1] / 2), (SWATCH[0], SWATCH[1] / 2)), ink),)


def rows(entries: Sequence[Entry], *, top: float, left: float, width: float) -> tuple[list[Mark], float]:
    """The marks of the legend, and the height at which it ends."""
    marks: list[Mark] = []
    x, y = left, top
    for entry in entries:
        begin = SWATCH[0] + 6 if entry.sign else 0.0
        room = begin + text_width(entry.text, SIZE)
        if x > left and x + room > left + width:
            x, y = left, y + ROW
        marks += [_moved(mark, (x, y)) for mark in entry.sign or ()]
        marks.append(Label(entry.text, (x + begin, y + SIZE), SIZE, inks.TEXT))
        x += room + APART
    return marks, y + ROW if marks else top


def _moved(mark: Mark, by: Spot) -> Mark:
    match mark:
        case Shape():
            return Shape(tuple(_shifted(ring, by) for ring in mark.rings), mark.ink)
        case Line():
            return Line(_shifted(mark.spots, by), mark.ink)
        case Label():
            return mark


def _shifted(spots: Sequence[Spot], by: Spot) -> tuple[Spot, ...]:
    return tuple((x + by[0], y + by[1]) for x, y in spots)
