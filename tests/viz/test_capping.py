from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidParameter
from viz.capping import capped
from viz.model import MapNode, MapTie, NetworkMap


def uids(network):
    return [node.uid for node in network.nodes]


def pairs(network):
    return [tie.pair for tie in network.ties]


def test_a_map_within_the_limits_is_left_alone(small_map):
    assert capped(small_map, nodes=5, ties=4) == small_map


def test_the_strongest_organisations_stay_with_the_ties_between_them(small_map):
    cut = capped(small_map, nodes=3, ties=10)
    assert uids(cut) == ["a", "b", "c"]
    assert pairs(cut) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_each_organisation_keeps_its_strongest_tie_before_stronger_ones_of_others(small_map):
    cut = capped(small_map, nodes=5, ties=3)
    assert pairs(cut) == [("a", "b"), ("a", "c"), ("c", "d")]


def test_the_note_says_what_was_left_out_and_how_to_see_more(small_map):
    notes = capped(small_map, nodes=3, ties=2).notes
    assert notes[0] == small_map.notes[0]
    assert "3 strongest of 5 organisations" in notes[1]
    assert "the 1 ties that lead to them" in notes[1]
    assert "2 of the 3 ties" in notes[2]
    assert "SOCIALCLUSTER_MAP_NODES" in notes[3]


def test_a_path_stays_whole_however_weak_it_is(small_map):
    path = replace(small_map, highlight=("b", "c", "d"))
    assert uids(capped(path, nodes=1, ties=1)) == ["b", "c", "d"]
    assert pairs(capped(path, nodes=5, ties=1)) == [("b", "c"), ("c", "d")]


def test_no_room_at_all_is_refused(small_map):
    with pytest.raises(InvalidParameter, match="at least 1"):
        capped(small_map, nodes=0, ties=10)


@given(
    strengths=st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=1, max_size=12),
    drawn=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.floats(0.1, 2)), max_size=30),
    limits=st.tuples(st.integers(1, 12), st.integers(1, 20)),
)
def test_limits_hold_for_any_network_and_no_left_out_one_is_stronger(strengths, drawn, limits):
    count = len(strengths)
    nodes = tuple(MapNode(f"n{i:02}", None, None, None, None, s, 1) for i, s in enumerate(strengths))
    ties = tuple(MapTie(f"n{a % count:02}", f"n{b % count:02}", w) for a, b, w in drawn)
    cut = capped(NetworkMap("Any", nodes, ties), nodes=limits[0], ties=limits[1])
    assert len(cut.nodes) <= limits[0]
    assert len(cut.ties) <= limits[1]
    left = [node.strength for node in nodes if node not in cut.nodes]
    assert not left or max(left) <= min(node.strength for node in cut.nodes)
