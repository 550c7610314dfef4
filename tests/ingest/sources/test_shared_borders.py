"""What counts as a border between two shapes."""

import math
from itertools import pairwise
from random import Random

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as some

from ingest.sources.shared_borders import shared_borders

# A degree of latitude.
DEGREE_KM = math.pi * 6371.0088 / 180
METRE = 1 / (1000 * DEGREE_KM)


def box(west: float, south: float, east: float, north: float) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.box(west, south, east, north)])


LEFT = box(10, 52, 11, 53)


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (box(11, 52, 12, 53), True),
        (box(11, 53, 12, 54), False),
        (box(11, 53 - 150 * METRE, 12, 54), False),
        (box(11, 53 - 400 * METRE, 12, 54), True),
        (box(11 + 10 * METRE, 52, 12, 53), True),
        (box(11 - 10 * METRE, 52, 12, 53), True),
        (box(11 + 100 * METRE, 52, 12, 53), False),
        (box(12, 52, 13, 53), False),
        (box(10.2, 53, 10.4, 54), True),
    ],
    ids=[
        "a side",
        "a corner",
        "a short stretch",
        "a stretch",
        "a sliver",
        "an overlap",
        "a strait",
        "apart",
        "part",
    ],
)
def test_a_border_is_a_stretch_of_some_length(other: shapely.MultiPolygon, shared: bool) -> None:
    assert shared_borders({"b": other, "a": LEFT}) == ([("a", "b")] if shared else [])


def test_a_sharp_corner_is_no_border() -> None:
    """Two needles of 20 degrees that meet point to point, a third one between them."""
    needle = shapely.MultiPolygon([shapely.Polygon([(10, 52), (12, 52.2), (12, 51.8)])])
    other = shapely.MultiPolygon([shapely.Polygon([(10, 52), (12, 52.9), (12, 52.5)])])
    assert shared_borders({"a": needle, "b": other}) == []


def test_an_enclave_borders_on_what_lies_around_it() -> None:
    around = shapely.MultiPolygon(
        [shapely.Polygon(box(10, 52, 13, 55).geoms[0].exterior, [shapely.box(11, 53, 12, 54).exterior])]
    )
    assert shared_borders({"around": around, "inside": box(11, 53, 12, 54)}) == [("around", "inside")]


def test_one_shape_has_no_neighbours() -> None:
    assert shared_borders({"a": LEFT}) == []


@given(some.integers(1, 6), some.integers(1, 6), some.randoms(use_true_random=False))
def test_fields_of_a_board_border_on_those_beside_them(wide: int, high: int, random: Random) -> None:
    """Against counting: a field of a board has a border with the next in its row and in its column."""
    fields = {
        (x, y): box(10 + x / 10, 50 + y / 10, 10.1 + x / 10, 50.1 + y / 10)
        for x in range(wide)
        for y in range(high)
    }
    names = dict(zip(fields, random.sample(range(100, 1000), len(fields)), strict=True))
    rows = [((x, y), (x + 1, y)) for x in range(wide - 1) for y in range(high)]
    columns = [((x, a), (x, b)) for x in range(wide) for a, b in pairwise(range(high))]
    beside = {frozenset(str(names[field]) for field in pair) for pair in (*rows, *columns)}
    found = shared_borders({str(names[field]): area for field, area in fields.items()})
    assert {frozenset(pair) for pair in found} == beside
    assert found == sorted(found)
