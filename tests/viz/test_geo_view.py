"""Which part of the Earth is shown at first."""

from viz.geo_model import Area, State
from viz.geo_view import main_box

HERE = tuple(Area(f"B{i}", None, State.PRESENT, 1.0, point=(float(i), 50.0 + i)) for i in range(12))
ISLE = ((-60.0, 5.0), (-59.0, 5.0), (-59.0, 6.0), (-60.0, 5.0))
MAINLAND = tuple((float(east), 40.0 + east) for east in range(9))


def test_the_largest_ring_of_an_area_counts():
    assert main_box([Area("FR", None, State.PRESENT, shape=(ISLE, MAINLAND))], ()) == (0.0, 40.0, 8.0, 48.0)


def test_a_few_far_away_are_left_to_those_who_move_the_map():
    far = Area("FAR", None, State.PRESENT, point=(-60.0, 5.0))
    assert main_box([*HERE, far], ()) == (0.0, 50.0, 11.0, 61.0)


def test_where_many_are_far_away_all_are_shown():
    far = [Area(f"F{i}", None, State.PRESENT, point=(-100.0, 5.0 + i)) for i in range(6)]
    assert main_box([*HERE, *far], ()) == (-100.0, 5.0, 11.0, 61.0)


def test_without_any_place_the_outlines_are_shown_or_nothing():
    lost = [Area("X", None, State.ABSENT)]
    assert main_box(lost, (ISLE,)) == (-60.0, 5.0, -59.0, 6.0)
    assert main_box(lost, ()) is None
