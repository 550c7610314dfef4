"""Names beside what they name, as many as find room without covering each other."""

from collections.abc import Sequence

from viz.pictures import inks
from viz.pictures.letters import text_width
from viz.pictures.picture import Label, Mark, Spot
from viz.pictures.sheet import HEIGHT, WIDTH


def names_with_room(wanted: Sequence[tuple[str, Spot]], *, most: int) -> list[Mark]:
    """Names below their spots, the first wanted first; those without room in the frame are left out."""
    taken: list[tuple[float, float, float, float]] = []
    names: list[Mark] = []
    for text, (x, y) in wanted:
        if len(names) == most:
            break
        half = text_width(text, inks.NAME) / 2
        place = (x - half - 2, y + 3, x + half + 2, y + 7 + inks.NAME)
        inside = place[0] >= 0 and place[2] <= WIDTH and place[1] >= 0 and place[3] <= HEIGHT
        if inside and not any(_overlap(place, other) for other in taken):
            taken.append(place)
            names.append(Label(text, (x - half, y + 4 + inks.NAME), inks.NAME, inks.TEXT, inks.HALO))
    return names


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
