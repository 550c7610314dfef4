"""A network map as a picture: marks of the page, a path before all, names that find room."""

import json
import re
from dataclasses import replace
from importlib.resources import files
from xml.etree import ElementTree

import numpy as np
import pytest

from viz import encoding
from viz.pictures import inks
from viz.pictures.marks import outline
from viz.pictures.network import picture_of_network
from viz.pictures.picture import Label, Line, Shape
from viz.pictures.sheet import HEIGHT, WIDTH
from viz.pictures.svg import as_svg

PLACES = np.array([[0.0, 0.0], [900.0, 0.0], [0.0, 500.0], [900.0, 500.0], [450.0, 250.0]])


def of_kind(picture, kind):
    return [mark for mark in picture.frame.marks if isinstance(mark, kind)]


def test_every_organisation_and_tie_is_drawn_inside_the_frame(small_map):
    picture = picture_of_network(small_map, PLACES)
    shapes = of_kind(picture, Shape)
    assert (len(shapes), len(of_kind(picture, Line))) == (5, 4)
    for mark in shapes:
        for x, y in mark.rings[0]:
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
    assert as_svg(picture) == as_svg(picture_of_network(small_map, PLACES))


def test_clusters_have_colours_and_the_weakest_mark_is_the_smallest(small_map):
    shapes = of_kind(picture_of_network(small_map, PLACES), Shape)
    assert len({mark.ink.fill for mark in shapes}) == 3
    heights = [max(y for _, y in mark.rings[0]) - min(y for _, y in mark.rings[0]) for mark in shapes]
    assert heights[-1] == min(heights) < heights[0] / 2


def test_a_path_is_drawn_above_the_ties(small_map):
    lines = of_kind(picture_of_network(replace(small_map, highlight=("a", "c", "d")), PLACES), Line)
    assert [line.ink == inks.PATH for line in lines] == [False] * 4 + [True] * 2


def test_the_legend_has_the_words_of_the_language(small_map):
    picture = picture_of_network(replace(small_map, language="da", title="<b>"), PLACES)
    told = [mark.text for mark in picture.marks if isinstance(mark, Label)]
    assert told[:4] == ["<b>", "Farve: klynge", "North", "South"]
    assert {"Form: type", "kommune", "type ikke oplyst", "Øjebliksbillede abc123"} <= set(told)
    assert ElementTree.fromstring(as_svg(picture)).find(".//{*}b") is None


def test_names_never_cover_each_other(cliques):
    places = np.array([[i % 6 * 12.0, i // 6 * 9.0] for i in range(len(cliques.nodes))])
    labels = of_kind(picture_of_network(cliques, places), Label)
    assert 0 < len(labels) < len(cliques.nodes)
    for number, one in enumerate(labels):
        for other in labels[number + 1 :]:
            assert abs(one.at[1] - other.at[1]) > inks.NAME or abs(one.at[0] - other.at[0]) > inks.NAME


def test_an_empty_network_is_a_picture_too(small_map):
    empty = picture_of_network(replace(small_map, nodes=(), ties=()), np.empty((0, 2)))
    assert empty.frame.marks == ()


@pytest.mark.parametrize("mark", sorted({*encoding.SHAPES.values(), encoding.UNKNOWN_SHAPE}))
def test_marks_are_those_of_the_page(mark):
    script = files("viz").joinpath("static", "map_marks.js").read_text(encoding="utf-8")
    written = re.search(rf"\b{mark}: (\[\[.*?\]\]|\[\s+\[.*?\],\s+\])", script, re.DOTALL)
    rings = outline(mark, (0.0, 0.0), 1.0)
    if written:
        corners = json.loads(re.sub(r",\s*\]", "]", written[1]))
        assert [list(corner) for corner in rings[0]] == corners
    else:
        assert mark in ("hexagon", "star", "dot", "ring")
        assert max(abs(x) for x, _ in rings[0]) <= 1.35


def test_colours_are_those_of_the_page():
    style = files("viz").joinpath("static", "network_map.css").read_text(encoding="utf-8")
    for slot in range(encoding.COLOURS + 1):
        fill, edge = re.search(rf"--c{slot}: (#\w+);\s+--c{slot}-ink: (#\w+);", style).groups()
        assert (inks.slot_ink(slot).fill, inks.slot_ink(slot).stroke) == (fill, edge)
