"""A whole network as a picture: a circle for each cluster, lines by the weight between them."""

from dataclasses import replace

import numpy as np
import pytest

from viz.pictures import inks
from viz.pictures.clusters import picture_of_clusters
from viz.pictures.picture import Label, Line, Shape
from viz.pictures.sheet import HEIGHT, WIDTH
from viz.pictures.svg import as_svg

# Three islands in a row, six organisations each, the middle one spread twice as far.
PLACES = np.array(
    [[group * 400.0 + i * 20 * (1 + (group == 1)), i % 2 * 30.0] for group in range(3) for i in range(6)]
)


@pytest.fixture
def whole(cliques):
    return replace(cliques, whole=True, clusters={0: "West", 1: "Middle", 2: "East"}, snapshot="abc123")


def of_kind(picture, kind):
    return [mark for mark in picture.frame.marks if isinstance(mark, kind)]


def test_each_cluster_is_a_circle_inside_the_frame_where_its_members_are(whole):
    shapes = of_kind(picture_of_clusters(whole, PLACES), Shape)
    assert len(shapes) == 3
    spots = [np.array(one.rings[0]) for one in shapes]
    for ring in spots:
        assert ring.min() >= 0
        assert ring[:, 0].max() <= WIDTH
        assert ring[:, 1].max() <= HEIGHT
    middles = [float(ring[:, 0].mean()) for ring in spots]
    assert middles == sorted(middles)
    widths = [np.ptp(ring[:, 0]) for ring in spots]
    assert widths[1] == max(widths)


def test_a_line_stands_for_all_ties_between_two_clusters_and_none_for_those_within(whole):
    lines = of_kind(picture_of_clusters(whole, PLACES), Line)
    assert len(lines) == 2
    heavier = replace(
        whole, ties=tuple(replace(t, weight=9.0) if t.a == "00" and t.b == "10" else t for t in whole.ties)
    )
    widths = [line.ink.width for line in of_kind(picture_of_clusters(heavier, PLACES), Line)]
    assert widths == sorted(widths)
    assert widths[0] < widths[1]


def test_names_tell_how_many_organisations_there_are(whole):
    names = [mark.text for mark in of_kind(picture_of_clusters(whole, PLACES), Label)]
    assert sorted(names) == ["East · 6", "Middle · 6", "West · 6"]


def test_circles_too_small_for_a_name_have_none(whole):
    far = PLACES.copy()
    far[12:] += 100_000
    assert of_kind(picture_of_clusters(whole, far), Label) == []


def test_legend_and_notes_have_the_words_of_the_language(whole):
    picture = picture_of_clusters(replace(whole, language="lt", notes=("<b>",)), PLACES)
    told = [mark.text for mark in picture.marks if isinstance(mark, Label)]
    assert {"Spalva: klasteris", "West", "Duomenų kopija abc123", "<b>"} <= set(told)
    assert any(one.startswith("Kiekvienas apskritimas – klasteris") for one in told)
    assert "<b>" not in as_svg(picture)


def test_smaller_clusters_share_a_colour_and_are_counted(whole, node):
    alone = tuple(node(f"x{i}", cluster=10 + i) for i in range(9))
    many = replace(whole, nodes=(*whole.nodes, *alone))
    places = np.concatenate([PLACES, [[i * 90.0, 300.0] for i in range(9)]])
    picture = picture_of_clusters(many, places)
    assert [one.ink for one in of_kind(picture, Shape)].count(inks.slot_ink(0)) == 9
    assert "9 smaller clusters" in [mark.text for mark in picture.marks if isinstance(mark, Label)]


def test_the_order_of_nodes_and_ties_changes_nothing(whole):
    turned = replace(whole, nodes=whole.nodes[::-1], ties=whole.ties[::-1])
    assert as_svg(picture_of_clusters(turned, PLACES[::-1])) == as_svg(picture_of_clusters(whole, PLACES))


def test_an_empty_network_is_a_picture_too(whole):
    empty = picture_of_clusters(replace(whole, nodes=(), ties=()), np.empty((0, 2)))
    assert empty.frame.marks == ()
