from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viz.packing import packed


def box(points):
    return points.min(axis=0), points.max(axis=0)


@given(sizes=st.lists(st.tuples(st.floats(0, 30), st.floats(0, 30)), min_size=1, max_size=15))
def test_boxes_keep_their_distance_whatever_their_sizes(sizes):
    moved = packed([np.array([[0.0, 0.0], [wide, high]]) for wide, high in sizes])
    for (low, high), (low2, high2) in combinations(map(box, moved), 2):
        assert ((high < low2 - 2) | (high2 < low - 2)).any()


def test_a_shape_is_moved_but_not_changed():
    shape = np.array([[0.0, 0.0], [3.0, 1.0], [1.0, 4.0]])
    (moved,) = packed([shape])
    assert np.allclose(np.diff(moved, axis=0), np.diff(shape, axis=0))
    assert np.allclose(sum(box(moved)), 0)


def test_many_small_shapes_fill_a_rectangle_rather_than_a_line():
    moved = np.concatenate(packed([np.zeros((1, 2))] * 100))
    wide, high = np.ptp(moved, axis=0)
    assert 0.8 < wide / high < 2.5


def test_the_first_shape_stands_highest():
    moved = packed([np.array([[0.0, 0.0], [20.0, 20.0]]), np.zeros((1, 2)), np.zeros((1, 2))])
    assert moved[0][:, 1].min() <= min(shape[:, 1].min() for shape in moved[1:])
