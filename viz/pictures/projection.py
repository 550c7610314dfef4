"""From degrees to the plane with true areas: Lambert's azimuthal equal-area projection around a middle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from viz.geo_model import Point
from viz.geo_view import Box
from viz.pictures.picture import Spot

# Corners nearer than this to the one before, in pixels, add nothing that is seen.
_FINE = 0.4
# Beyond so nearly the antipode nothing can be drawn.
_BEHIND = 1e-6


def equal_area(point: Point, middle: Point) -> Spot:
    """East and north of the middle in radii of the Earth (Snyder 1987, 24-2 to 24-4)."""
    east, north, level = radians(point[0] - middle[0]), radians(point[1]), radians(middle[1])
    nearness = 1 + sin(level) * sin(north) + cos(level) * cos(north) * cos(east)
    scale = sqrt(2 / max(nearness, _BEHIND))
    x = scale * cos(north) * sin(east)
    return x, scale * (cos(level) * sin(north) - sin(level) * cos(north) * cos(east))


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to pixels; `left`, `top` are the plane's corner, `scale` pixels for a radius of the Earth."""

    middle: Point
    left: float
    top: float
    scale: float

    def spot(self, point: Point) -> Spot:
        """Where a point lies in the picture."""
        x, y = equal_area(point, self.middle)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def ring(self, points: Iterable[Point]) -> tuple[Spot, ...]:
        """A ring without corners that nobody can tell apart; empty where nothing is left of it."""
        spots: list[Spot] = []
        for point in points:
            x, y = self.spot(point)
            if not spots or abs(x - spots[-1][0]) + abs(y - spots[-1][1]) >= _FINE:
                spots.append((x, y))
        return tuple(spots) if len(spots) > 2 else ()


def fitted(boxes: Sequence[Box], width: float, height: float, margin: float) -> Projection:
    """The projection that shows all boxes (west, south, east, north) in the middle of a frame."""
    wests, souths, easts, norths = zip(*boxes, strict=True)
    middle = ((min(wests) + max(easts)) / 2, (min(souths) + max(norths)) / 2)
    corners = [(east, north) for box in boxes for east in box[::2] for north in box[1::2]]
    plane = [equal_area(corner, middle) for corner in corners]
    (left, right), (low, high) = ((min(part), max(part)) for part in zip(*plane, strict=True))
    scale = min((width - 2 * margin) / max(right - left, 1e-3), (height - 2 * margin) / max(high - low, 1e-3))
    return Projection(
        middle,
        left=(left + right) / 2 - width / scale / 2,
        top=(low + high) / 2 + height / scale / 2,
        scale=scale,
    )
