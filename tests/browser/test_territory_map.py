"""The geographic map as its reader meets it: a file on a disk, no tiles, no network, any names."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.viz.test_geo import HOSTILE, MAP, SQUARE
from viz.geo_model import Area, Link, State, TerritoryMap
from viz.geo_page import territory_page

pytestmark = pytest.mark.browser


COUNTRIES = TerritoryMap(
    "Cooperation",
    "measure strength",
    (
        Area("LT", "Lithuania", State.PRESENT, 9.0, point=(24.0, 55.0)),
        Area("PL", "Poland", State.PRESENT, 5.0, point=(19.0, 52.0)),
        Area("DK", "Denmark", State.PRESENT, 2.0, point=(10.0, 56.0)),
        Area("AL", "Albania", State.UNKNOWN, point=(20.0, 41.0)),
    ),
    links=(Link("LT", "PL", 4.0), Link("DK", "PL", 1.0), Link("DK", "LT", 0.5, missing=True, expected=3.0)),
)
LOST = TerritoryMap("Lost", "measure participants", (Area("X", "Lost", State.ABSENT),))


@pytest.fixture
def opened(watch, tmp_path):
    def opens(page=None, **options):
        file = tmp_path / "territory.html"
        file.write_text(page or territory_page(MAP), encoding="utf-8")
        watched = watch(offline=True, accept_downloads=True, **options)
        watched.page.goto(file.as_uri())
        watched.page.wait_for_selector("html[data-drawn]")
        return watched

    return opens


def place(page, number):
    box = page.locator("#canvas").bounding_box()
    at = page.evaluate("number => networkMap.map.point(networkMap.middleOf(number))", number)
    return box["x"] + at["x"], box["y"] + at["y"]


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}])
def test_it_opens_offline_tells_its_story_and_answers_clicks(opened, viewport):
    watched = opened(viewport=viewport, color_scheme="dark")
    page = watched.page
    assert page.locator(".note").inner_text() == HOSTILE
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    page.locator("#show-story").click()
    # A place of the square beside its hole.
    x, y = place(page, 0)
    page.mouse.click(x, y + 1)
    page.get_by_role("button", name="Nowhere").click()
    assert page.locator("#view h2").inner_text() == "Nowhere"
    assert "place not known" in page.locator("#view").inner_text()
    page.mouse.click(*place(page, 1))
    assert page.locator("#view h2").inner_text() == "A2"
    page.get_by_role("button", name="– A2").click()
    assert "gap" in page.locator("#view").inner_text()
    watched.assert_quiet()


def test_a_point_in_a_hole_is_not_in_the_area(opened):
    page = opened().page
    inside = "([east, north]) => networkMap.areaAt([east, north])"
    assert page.evaluate(inside, [0.2, 50.2]) == 0
    assert page.evaluate(inside, [0.55, 50.45]) == -1
    assert page.evaluate(inside, [5, 50]) == -1


def test_it_is_saved_as_a_drawing_with_what_is_missing_and_as_a_file_with_its_notes(opened):
    watched = opened()
    page = watched.page
    page.get_by_text("Save and share").click()
    with page.expect_download() as drawing:
        page.get_by_role("button", name="Drawing (SVG)").click()
    root = ElementTree.parse(drawing.value.path()).getroot()
    dashes = [node.get("stroke-dasharray") for node in root.iter("{http://www.w3.org/2000/svg}path")]
    assert "5 3" in dashes
    assert "7 5" in dashes
    with page.expect_download() as file:
        page.get_by_role("button", name="This map as one file").click()
    with open(file.value.path(), encoding="utf-8") as saved:
        again = opened(saved.read())
    assert again.page.locator(".note").inner_text() == HOSTILE
    again.assert_quiet()


def texts_of_drawing(page):
    page.get_by_text("Save and share").click()
    with page.expect_download() as drawing:
        page.get_by_role("button", name="Drawing (SVG)").click()
    root = ElementTree.parse(drawing.value.path()).getroot()
    return [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]


def rows_of(page):
    return page.locator("#twin tbody tr:visible th").all_inner_texts()


def test_what_the_reader_filters_leaves_map_and_table_and_comes_back(opened):
    watched = opened(territory_page(COUNTRIES))
    page = watched.page
    page.locator("details.filters summary").click()
    status = page.locator("#filters .count")
    assert status.inner_text() == "4 of 4 areas and 3 of 3 pairs."
    page.get_by_label("Verdict").select_option("gap")
    assert rows_of(page) == ["Lithuania", "Poland", "Denmark", "Albania", "Denmark – Lithuania"]
    page.get_by_label("Verdict").select_option("")
    page.get_by_label("Country").select_option("LT")
    assert rows_of(page)[3:] == ["Lithuania – Poland", "Denmark – Lithuania"]
    assert status.inner_text() == "3 of 4 areas and 2 of 3 pairs."
    assert page.evaluate("networkMap.areas.map((_, number) => networkMap.areaPasses(number))")[3] is False
    page.get_by_role("button", name="Filters off").click()
    assert len(rows_of(page)) == 7
    page.get_by_label("State").select_option("unknown")
    assert rows_of(page) == ["Albania"]
    page.get_by_label("State").select_option("")
    page.get_by_label("Least tie weight").fill("3.5")
    page.get_by_label("Least tie weight").blur()
    assert rows_of(page)[4:] == ["Lithuania – Poland"]
    watched.assert_quiet()


def test_a_note_brings_its_filter_back(opened):
    page = opened(territory_page(COUNTRIES)).page
    page.locator("details.filters summary").click()
    page.get_by_label("Country").select_option("DK")
    page.locator("#show-story").click()
    page.get_by_label("What this view shows").fill("Denmark alone")
    page.get_by_role("button", name="Add as a note").click()
    page.get_by_role("button", name="Filters off").click()
    assert len(rows_of(page)) == 7
    page.locator("#story").get_by_role("button", name="Denmark alone").click()
    assert page.get_by_label("Country").input_value() == "DK"
    assert "Albania" not in rows_of(page)


def test_points_without_outlines_lie_on_longitude_and_latitude(opened):
    watched = opened(territory_page(COUNTRIES))
    assert "Longitude and latitude: no outlines were loaded" in watched.page.locator("#legend").inner_text()
    assert [text for text in texts_of_drawing(watched.page) if text.endswith("°")]
    watched.assert_quiet()


def test_where_no_place_is_known_the_canvas_says_so_and_what_to_load(opened):
    watched = opened(territory_page(LOST))
    said = " ".join(texts_of_drawing(watched.page))
    assert "None of these areas has a known place" in said
    assert "socialcluster places import FILE" in said
    watched.assert_quiet()


def test_outlines_are_told_in_the_legend(opened):
    page = opened(territory_page(replace(MAP, outlines=(SQUARE,)))).page
    assert "Outlines of countries" in page.locator("#legend").inner_text()
    assert not [text for text in texts_of_drawing(page) if text.endswith("°")]


def test_it_speaks_the_language_it_was_made_in(opened):
    watched = opened(territory_page(replace(COUNTRIES, language="pl")))
    watched.page.locator("details.filters summary").click()
    assert watched.page.locator("#filters .count").inner_text() == "Obszary: 4 z 4, pary: 3 z 3."
    assert watched.page.get_by_label("Państwo").locator("option").all_inner_texts() == [
        "Wszystkie", "Albania", "Dania", "Litwa", "Polska",
    ]  # fmt: skip
    watched.assert_quiet()
