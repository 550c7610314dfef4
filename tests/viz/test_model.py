import pytest

from graph.errors import InvalidParameter
from viz.model import MapTie, NetworkMap


def test_a_tie_to_an_organisation_that_is_not_there_is_refused(node):
    with pytest.raises(InvalidParameter, match="'ghost'"):
        NetworkMap("Map", (node("a"),), (MapTie("a", "ghost", 1.0),))


def test_a_path_over_an_organisation_that_is_not_there_is_refused(node):
    with pytest.raises(InvalidParameter, match="'ghost'"):
        NetworkMap("Map", (node("a"),), (), highlight=("a", "ghost"))


def test_two_organisations_with_one_uid_are_refused(node):
    with pytest.raises(InvalidParameter, match="share a uid"):
        NetworkMap("Map", (node("a"), node("a")), ())


def test_a_pair_has_one_order():
    assert MapTie("b", "a", 1.0).pair == MapTie("a", "b", 1.0).pair == ("a", "b")
