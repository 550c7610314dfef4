import pytest

from graph.analysis.reference_lists import Unit
from graph.analysis.service_gaps import nearest_served

# Two counties of one country; three settlements in the first, one in the second.
PLACES = [
    {"uid": "c", "code": "XX", "part_of": []},
    {"uid": "n", "code": "XX1", "part_of": ["c"]},
    {"uid": "s", "code": "XX2", "part_of": ["c"]},
    {"uid": "1", "code": "A", "part_of": ["n"]},
    {"uid": "2", "code": "B", "part_of": ["n"]},
    {"uid": "3", "code": "C", "part_of": ["n"]},
    {"uid": "4", "code": "D", "part_of": ["s"]},
]


def settlement(code: str, longitude: float | None = None) -> Unit:
    return Unit(code, None, longitude=longitude, latitude=None if longitude is None else 0.0)


def test_the_nearest_is_told_in_kilometres_along_the_ground() -> None:
    """One degree at the equator is 111.2 km."""
    served = [settlement("A", 0.0), settlement("D", 5.0)]
    near = nearest_served([settlement("B", 1.0), settlement("C", 4.0)], served, PLACES)
    assert [one.code for one in near] == ["A", "D"]
    assert [one.kilometres for one in near] == pytest.approx([111.195, 111.195], abs=0.001)
    # By the administration both are nearest to A, in the same county.
    assert [one.hops for one in near] == [2, 2]


def test_without_a_known_middle_the_steps_alone_are_told() -> None:
    (near,) = nearest_served([settlement("B")], [settlement("D", 5.0)], PLACES)
    assert (near.code, near.kilometres, near.hops) == ("D", None, 4)


def test_where_nothing_is_served_nothing_is_near() -> None:
    (near,) = nearest_served([settlement("B", 1.0)], [], PLACES)
    assert (near.code, near.kilometres, near.hops) == (None, None, None)


def test_a_unit_outside_the_graph_has_no_steps() -> None:
    (near,) = nearest_served([settlement("Z")], [settlement("A")], PLACES)
    assert near.hops is None


def test_a_list_may_tell_what_a_unit_outside_the_graph_is_part_of() -> None:
    (near,) = nearest_served([Unit("Z", None, above="XX1")], [settlement("A")], PLACES)
    assert (near.code, near.hops) == ("A", 2)
