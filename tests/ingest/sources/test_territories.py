"""Places as sources speak of them, and the points and numbers that are read for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.cannot_read import CannotRead
from ingest.sources.inner_point import inner_point
from ingest.sources.measures import latitude, longitude, number, whole
from ingest.sources.territories import above, country, nuts_code, place_code

SQUARE = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
HOLE = [[1.0, 1.0], [3.9, 1.0], [3.9, 3.0], [1.0, 3.0], [1.0, 1.0]]


def crescent(depth: float) -> list[list[float]]:
    """A shape whose centre of gravity lies outside it."""
    return [
        [0.0, 0.0],
        [10.0, 0.0],
        [10.0, 10.0],
        [0.0, 10.0],
        [0.0, 9.0],
        [depth, 9.0],
        [depth, 1.0],
        [0.0, 1.0],
        [0.0, 0.0],
    ]


@pytest.mark.parametrize(
    ("code", "place", "whole_"),
    [
        ("EL", "GR", None),
        ("UK", "GB", None),
        ("EL3", "EL3", "GR"),
        ("PL911", "PL911", "PL91"),
        ("FR", "FR", None),
    ],
)
def test_countries_are_known_by_iso_and_their_parts_by_nuts(
    code: str, place: str, whole_: str | None
) -> None:
    assert (place_code(code), above(code)) == (place, whole_)


@pytest.mark.parametrize("text", ["pl911", "PL 911", "PL9111", "9", "Ł1"])
def test_what_is_no_nuts_code_is_refused(text: str) -> None:
    with pytest.raises(CannotRead, match="is not a NUTS code"):
        nuts_code(text)


def test_a_country_that_is_none_is_refused() -> None:
    assert country("UK") == "GB"
    with pytest.raises(CannotRead, match="no country"):
        country("Atlantis")


@pytest.mark.parametrize(("text", "value"), [("8.700", 8.7), ("-8,61099", -8.61099), ("1.5e3", 1500.0)])
def test_numbers_of_programs(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["1,234,567", "NA", "nan", "inf", "1_000", "", "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(CannotRead, match="is not a number"):
        number(text)


def test_counts_are_whole_and_not_below_nothing() -> None:
    assert (whole("119714.0"), whole("0.0")) == (119_714, 0)
    for text in ("1.5", "-1"):
        with pytest.raises(CannotRead, match="whole number"):
            whole(text)


def test_degrees_lie_on_earth() -> None:
    assert (longitude("-180"), latitude("90.0")) == (-180.0, 90.0)
    with pytest.raises(CannotRead, match="nowhere on Earth"):
        latitude("90.1")
    with pytest.raises(CannotRead, match="nowhere on Earth"):
        longitude("181")


def test_the_point_is_in_the_largest_polygon_and_not_in_its_hole() -> None:
    island = [[10.0, 10.0], [11.0, 10.0], [11.0, 11.0], [10.0, 11.0], [10.0, 10.0]]
    assert inner_point([[island], [SQUARE, HOLE]]) == (0.5, 2.0)


@given(st.floats(0.5, 9.5))
def test_the_point_of_a_hollow_shape_lies_in_it(depth: float) -> None:
    east, north = inner_point([[crescent(depth)]])
    assert 0 < north < 10
    assert depth < east < 10 or (0 < east < 10 and not 1 < north < 9)


@pytest.mark.parametrize("polygons", [[], [[[[1.0, 1.0], [2.0, 2.0], [1.0, 1.0]]]]])
def test_a_shape_without_area_has_no_point(polygons: list[list[list[list[float]]]]) -> None:
    with pytest.raises(ValueError, match="no area"):
        inner_point(polygons)
