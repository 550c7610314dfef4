"""The projection keeps areas true, and what is to be seen in its frame."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.pictures.projection import equal_area, fitted

EAST, NORTH = st.floats(-40, 60), st.floats(25, 72)


def area(ring):
    x, y = np.array(ring).T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


@given(EAST, NORTH, EAST, NORTH)
def test_areas_are_true(east, north, middle_east, middle_north):
    """Against the area on the sphere: between two parallels and two meridians (sin b - sin a) * angle."""
    size = 0.01
    corners = [(east, north), (east + size, north), (east + size, north + size), (east, north + size)]
    flat = area([equal_area(corner, (middle_east, middle_north)) for corner in corners])
    low, high = np.radians([north, north + size])
    assert flat == pytest.approx(np.radians(size) * (np.sin(high) - np.sin(low)), rel=1e-3)


@given(st.lists(st.tuples(EAST, NORTH, st.floats(0, 5), st.floats(0, 5)), min_size=1, max_size=8))
def test_every_corner_lies_in_the_frame_and_north_is_up(rows):
    boxes = [(east, north, east + wide, north + high) for east, north, wide, high in rows]
    projection = fitted(boxes, 700, 400, margin=20)
    for west, south, east, north in boxes:
        for corner in ((west, south), (east, north), (west, north), (east, south)):
            x, y = projection.spot(corner)
            assert 19.9 <= x <= 680.1
            assert 19.9 <= y <= 380.1
    middle_east, middle_north = projection.middle
    assert projection.spot((middle_east, middle_north + 1))[1] < projection.spot(projection.middle)[1]


def test_corners_that_nobody_can_tell_apart_are_left_out():
    projection = fitted([(0, 50, 10, 60)], 700, 400, margin=20)
    ring = [(0, 50), (10, 50), (10, 60), (0, 60)]
    fine = [(east + step * 1e-4, north) for east, north in ring for step in range(20)]
    assert len(projection.ring(fine)) == 4
    assert projection.ring([(5, 55), (5.0001, 55), (5, 55.0001)]) == ()
