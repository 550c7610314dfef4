"""The geographic map as its reader meets it: a file on a disk, no tiles, no network, any names."""

from xml.etree import ElementTree

import pytest

from tests.viz.test_geo import HOSTILE, MAP
from viz.geo_page import territory_page

pytestmark = pytest.mark.browser


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
    page.get_by_role("button", name="A1 – A2").click()
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
