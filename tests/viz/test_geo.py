"""Geographic maps as values and as a page: shapes, classes, what is missing, hostile names."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidParameter
from viz.geo_model import Area, Link, State, TerritoryMap
from viz.geo_page import territory_page, territory_policy
from viz.geo_scale import CLASSES, class_bounds, class_of
from viz.geo_shapes import box_of, near, shapes_in
from viz.model import MapNote

HOSTILE = "</script><img src=x onerror=alert(1)>"
SQUARE = ((0.0, 50.0), (1.0, 50.0), (1.0, 51.0), (0.0, 51.0), (0.0, 50.0))
HOLE = ((0.4, 50.4), (0.6, 50.4), (0.6, 50.6), (0.4, 50.4))
AREAS = (
    Area("A1", HOSTILE, State.PRESENT, 3.0, (("population", "10"),), (SQUARE, HOLE)),
    Area("A2", None, State.ABSENT, 0.0, point=(2.0, 50.5)),
    Area("A3", "Nowhere", State.EXCLUDED),
)
MAP = TerritoryMap(
    HOSTILE,
    "measure participants",
    AREAS,
    links=(Link("A1", "A2", 0.5, missing=True, expected=2.0),),
    snapshot="abc",
    story=(MapNote(HOSTILE, ("A2",)),),
)


def data_of(page: str, part: str = "data"):
    return json.loads(re.search(rf'id="{part}">(.*?)</script>', page, re.DOTALL)[1])


def geojson(tmp_path: Path, *features: dict[str, object]) -> Path:
    file = tmp_path / "shapes.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def test_the_page_holds_shapes_points_states_and_links_by_number():
    data = data_of(territory_page(MAP))
    assert data["areas"][0]["shape"][0] == [0.0, 50.0, 1.0, 50.0, 1.0, 51.0, 0.0, 51.0, 0.0, 50.0]
    assert [area["state"] for area in data["areas"]] == ["present", "absent", "excluded"]
    assert (data["areas"][1]["point"], data["areas"][2]["point"]) == ([2.0, 50.5], None)
    assert (data["links"][0]["a"], data["links"][0]["b"], data["links"][0]["missing"]) == (0, 1, True)
    assert data["areas"][2]["value"] is None


def test_the_same_map_gives_the_same_bytes_and_names_no_host():
    page = territory_page(MAP)
    assert page == territory_page(MAP)
    elements = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", elements)
    assert "url(" not in re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert "sourceMappingURL" not in page
    assert "unsafe" not in territory_policy()


def test_hostile_names_add_no_element():
    page = territory_page(MAP)
    assert "<img" not in page
    assert page.count("<script>") == page.count("</script>") - 3
    assert data_of(page, "notes") == [{"text": HOSTILE, "view": {"focus": ["A2"]}}]


def test_readers_without_scripts_get_every_area_and_link_in_tables():
    page = territory_page(MAP)
    assert len(re.findall("<tbody>", page)) == 2
    for text in ("A2", "Nowhere", "left out by design", "&gt; – A2", "gap"):
        assert f"{text}<" in page


@pytest.mark.parametrize("wrong", [{"links": (Link("A1", "B9", 1.0),)}, {"story": (MapNote("x", ("B9",)),)}])
def test_what_is_not_on_the_map_cannot_be_named(wrong):
    with pytest.raises(InvalidParameter, match="B9"):
        TerritoryMap("t", "measure participants", AREAS, **wrong)


@given(st.lists(st.floats(0, 1e6), max_size=40))
def test_every_value_lies_in_a_class_and_larger_ones_in_no_lower(values):
    bounds = class_bounds(values)
    assert len(bounds) <= CLASSES
    classes = [class_of(value, bounds) for value in sorted(values)]
    assert classes == sorted(classes)
    for value in values:
        number = class_of(value, bounds)
        assert value <= bounds[number]
        assert number == 0 or value > bounds[number - 1]


def test_shapes_are_read_by_code_whatever_their_kind(tmp_path):
    polygon = {"type": "Polygon", "coordinates": [list(SQUARE), list(HOLE)]}
    several = {"type": "MultiPolygon", "coordinates": [[list(SQUARE)], [list(SQUARE)]]}
    file = geojson(
        tmp_path,
        {"properties": {"NUTS_ID": "LT011"}, "geometry": polygon},
        {"properties": {"LAU_ID": 7}, "geometry": several},
        {"properties": {"NUTS_ID": "LT0"}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
        {"properties": {}, "geometry": polygon},
        {"properties": {"NUTS_ID": "LT9"}, "geometry": None},
    )
    found = shapes_in(file)
    assert list(found) == ["LT011", "7"]
    assert found["LT011"] == (SQUARE, HOLE)
    assert len(found["7"]) == 2


def test_only_rings_that_come_near_the_box_are_drawn():
    far = tuple((east + 30, north) for east, north in SQUARE)
    box = box_of([SQUARE])
    assert box == (0.0, 50.0, 1.0, 51.0)
    assert near([SQUARE, far], box, margin=5.0) == (SQUARE,)
    assert near([SQUARE, far], box, margin=40.0) == (SQUARE, far)
    assert box_of([]) is None
