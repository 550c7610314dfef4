import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import Kind
from viz import encoding
from viz.model import MapTie


def test_every_kind_has_a_shape_of_its_own_and_the_unknown_kind_another():
    shapes = [encoding.shape(kind) for kind in [*Kind, None]]
    assert len(set(shapes)) == len(Kind) + 1


def test_the_largest_clusters_get_colours_and_the_rest_none(node):
    nodes = [node(f"{cluster}-{i}", cluster=cluster) for cluster in range(12) for i in range(cluster + 1)]
    slots = encoding.colour_slots(nodes)
    assert slots == {11: 1, 10: 2, 9: 3, 8: 4, 7: 5, 6: 6, 5: 7}


def test_clusters_of_equal_size_are_coloured_in_the_order_of_their_numbers(node):
    nodes = [node(f"{cluster}-{i}", cluster=cluster) for cluster in (9, 4) for i in range(2)]
    assert encoding.colour_slots(nodes) == {4: 1, 9: 2}


def test_organisations_without_a_cluster_get_no_colour(node):
    assert encoding.colour_slots([node("a", cluster=None), node("b", cluster=None)]) == {}


def test_the_area_of_a_mark_grows_with_strength():
    none, quarter, most = (encoding.radius(strength, 8.0) for strength in (0.0, 2.0, 8.0))
    assert quarter == pytest.approx((none + most) / 2)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_sizes_and_widths_stay_drawable(value, most):
    assert 5 <= encoding.radius(value, most) <= 24
    assert 1 <= encoding.width(value, most) <= 8


@given(st.floats(1e-6, 1e6))
def test_the_legend_names_round_values_that_occur(most):
    scale = encoding.width_scale([MapTie("a", "b", most)])
    values = [step["value"] for step in scale]
    assert values == sorted(values)
    assert values[0] > 0
    assert values[-1] <= most * (1 + 1e-6)
    assert all(f"{value:e}"[0] in "125" for value in values)


def test_the_legend_of_an_empty_map_is_empty():
    assert encoding.size_scale([]) == encoding.width_scale([]) == []
