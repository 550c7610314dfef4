"""Where areas lie: their own shapes, else points; outlines of the coarsest level loaded around them."""

from dataclasses import replace

import pytest

from api.answers.map_ground import outlines, placed
from api.answers.map_territory_words import ground_notes
from viz.geo_model import Area, Ring, State


def square(east: float, north: float, size: float = 1.0) -> Ring:
    corners = ((0, 0), (size, 0), (size, size), (0, size), (0, 0))
    return tuple((east + x, north + y) for x, y in corners)


LT, LT01, LT02, PL, GR = square(21, 54, 5), square(21, 54), square(24, 54), square(15, 50, 5), square(20, 38)
AREAS = (Area("LT01", "One", State.PRESENT, 1.0), Area("LT02", "Two", State.ABSENT, 0.0))
POINTS = {"LT01": (21.5, 54.5), "LT02": (24.5, 54.5)}


def test_an_area_has_its_own_shape_and_its_point() -> None:
    first, second = placed(AREAS, {"LT01": (LT01,)}, {"LT02": (24.5, 54.5)})
    assert (first.shape, first.point) == ((LT01,), None)
    assert (second.shape, second.point) == ((), (24.5, 54.5))


@pytest.mark.parametrize(
    ("shapes", "drawn"),
    [
        ({"LT": (LT,), "LT01": (LT01,), "PL": (PL,)}, [LT, PL]),
        ({"LT": (LT,), "GR": (GR,)}, [LT]),
        ({"LT0": (LT,), "LT02": (LT02,), "PL": (PL,)}, [LT, PL]),
        ({"01001": (LT,)}, []),
    ],
    ids=["countries", "only those near", "a coarser level for want of the country", "codes of LAU are none"],
)
def test_behind_the_areas_lie_the_outlines_of_the_coarsest_level(
    shapes: dict[str, tuple[Ring, ...]], drawn: list[Ring]
) -> None:
    assert list(outlines(placed(AREAS, {}, POINTS), shapes, "LT")) == drawn


def test_an_area_that_is_drawn_is_not_its_own_outline() -> None:
    areas = placed([Area("LT", None, State.PRESENT, 1.0)], {"LT": (LT,)}, {})
    assert outlines(areas, {"LT": (LT,), "PL": (PL,)}, None) == (PL,)


def test_without_any_place_the_territory_itself_is_outlined() -> None:
    shapes = {"LT": (LT,), "GR": (GR,)}
    assert outlines(AREAS, shapes, "LT") == (LT,)
    assert outlines(AREAS, shapes, "LT02") == (LT,)
    assert outlines(AREAS, shapes, None) == ()


def test_the_notes_say_what_is_missing_and_which_file_helps() -> None:
    points = placed(AREAS, {}, POINTS)
    shaped = placed(AREAS, {"LT01": (LT01,), "LT02": (LT02,)}, {})
    half = (points[0], replace(points[1], point=None))
    assert "points on outlines of countries" in ground_notes(points, (LT,))[-1]
    assert "LEVL_0.geojson" in ground_notes(points, ())[0]
    assert "1 area has no known place" in ground_notes(half, ())[0]
    assert "None of these areas has a known place" in ground_notes(AREAS, ())[0]
    assert ground_notes(shaped, ()) == [
        "Boundaries: © EuroGeographics for the administrative boundaries; not for commercial use."
    ]
    assert ground_notes((), ()) == []
