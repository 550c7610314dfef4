"""What a reader does with a network map: filters, walks, undoes, saves, tells a story, opens clusters."""

import json
import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from graph.vocabulary import Kind
from viz.drawing import groups_of, pairs_of, radii
from viz.islands import island_places
from viz.model import MapNode, MapNote, MapProject, MapTie, NetworkMap
from viz.network import network_page

pytestmark = pytest.mark.browser

HOSTILE = "</script><img src=x onerror=alert(1)>"
OLD = MapProject("p1", "Old", 2010, ("energy",))
NEW = MapProject("p2", "New", 2020, ("culture",))
UNDATED = MapProject("p3", HOSTILE, None)
NAMES = ("Alytus", "Birutė", HOSTILE, "Druskininkai", "Elektrėnai")
KINDS = (Kind.MUNICIPALITY, Kind.NGO, Kind.NGO, None, Kind.UNIVERSITY)
NODES = tuple(
    MapNode(f"o{i}", name, kind, country, cluster, strength=5.0 - i, projects=1)
    for i, (name, kind, country, cluster) in enumerate(
        zip(NAMES, KINDS, ("LT", "LT", "PL", None, "DK"), (1, 1, 1, 2, 2), strict=True)
    )
)
MAP = NetworkMap(
    title="Tools",
    nodes=NODES,
    ties=(
        MapTie("o0", "o1", 2.0, (OLD, NEW)),
        MapTie("o1", "o2", 1.0, (NEW,)),
        MapTie("o2", "o3", 0.5, (UNDATED,)),
        MapTie("o3", "o4", 0.2, (OLD,)),
    ),
    clusters={1: "North", 2: "South"},
    evidence={("o0", "p1"): ("rec-1",), ("o1", "p1"): (HOSTILE,)},
)
# From left to right, so that it is known which way a partner lies.
IN_A_ROW = [[100.0 * i, 0.0] for i in range(len(NODES))]


@pytest.fixture
def opened(watch, tmp_path):
    """Opens a map from disk with the network cut; `fragment` is what stands after the # of its address."""

    def opens(network=MAP, *, page=None, fragment="", places=None, **options):
        file: Path = tmp_path / "map.html"
        if page is None:
            row = np.array(IN_A_ROW) if places is None and network is MAP else places
            page = network_page(network, places=row)
        file.write_text(page, encoding="utf-8")
        watched = watch(offline=True, accept_downloads=True, **options)
        watched.page.goto(file.as_uri() + fragment)
        watched.page.wait_for_selector("html[data-drawn]")
        return watched

    return opens


def shown(page):
    """Organisations and ties on the map, by number."""
    return page.evaluate("(({ marks, ties }) => [marks.toSorted(), ties])(networkMap.map.scene.shown)")


def view(page):
    return page.evaluate("networkMap.map.camera.at")


def saved(page, button):
    page.get_by_text("Save and share").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    page.get_by_text("Save and share").click()
    return Path(download.value.path()).read_bytes(), download.value.suggested_filename


def test_filters_leave_what_fits_and_say_what_they_cannot_place(opened):
    watched = opened()
    page = watched.page
    page.locator(".filters summary").click()
    page.get_by_label("Kind").select_option("ngo")
    assert shown(page) == [[1, 2], [1]]
    page.get_by_label("Kind").select_option("?")
    assert shown(page)[0] == [3]
    page.get_by_role("button", name="Filters off").click()
    page.get_by_label("Country").select_option("LT")
    assert shown(page) == [[0, 1], [0]]
    page.get_by_role("button", name="Filters off").click()
    page.get_by_label("Theme").select_option("energy")
    assert shown(page) == [[0, 1, 3, 4], [0, 3]]
    page.get_by_role("button", name="Filters off").click()
    page.get_by_label("Projects from").fill("2015")
    page.get_by_label("Projects from").press("Enter")
    assert shown(page) == [[0, 1, 2], [0, 1]]
    assert "1 project of unknown year is left out." in page.locator("#filters").inner_text()
    page.get_by_role("button", name="Filters off").click()
    page.get_by_label("Least tie weight").fill("1")
    page.get_by_label("Least tie weight").press("Enter")
    assert shown(page) == [[0, 1, 2], [0, 1]]
    assert "3 of 5 organisations and 2 of 4 ties" in page.locator("#filters").inner_text()
    page.get_by_role("button", name="Table").click()
    assert page.locator("#twin table").last.locator("tbody tr").count() == 2
    watched.assert_quiet()


def test_the_keyboard_walks_on_the_map_to_the_partner_that_lies_that_way(opened):
    page = opened().page
    page.locator("#canvas").focus()
    page.keyboard.press("Enter")
    assert page.locator("#view h2").inner_text() == NAMES[0]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator("#view h2").inner_text() == HOSTILE
    assert page.locator("#said").inner_text() == f"{HOSTILE} · 1 joint project · 2 partners here"
    assert page.evaluate("document.activeElement.id") == "canvas"
    page.keyboard.press("ArrowUp")
    assert page.locator("#said").inner_text() == "No partner lies that way."
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"


def test_a_view_is_undone_and_done_again(opened):
    page = opened().page
    page.wait_for_timeout(250)
    before = view(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("scale => networkMap.map.camera.at.scale > scale * 1.2", arg=before["scale"])
    page.wait_for_function("() => !document.getElementById('undo').disabled")
    page.keyboard.press("Control+z")
    assert view(page)["scale"] == pytest.approx(before["scale"], rel=1e-3)
    page.get_by_role("button", name="Do it again").click()
    assert view(page)["scale"] > before["scale"] * 1.2


def test_depth_widens_what_is_around_an_organisation(opened):
    page = opened().page
    page.locator("#organisations li").first.click()
    page.get_by_role("group", name="Steps").get_by_role("button", name="2").click()
    assert "2 organisations within 2 steps" in page.locator("#view").inner_text()
    page.get_by_role("group", name="Steps").get_by_role("button", name="3").click()
    assert "3 organisations within 3 steps" in page.locator("#view").inner_text()


def test_a_tie_opens_its_projects_with_the_records_that_state_them(opened):
    watched = opened()
    page = watched.page
    page.locator("#organisations li").first.click()
    page.locator(".evidence").first.click()
    page.locator(".records summary").click()
    assert page.locator(".records p").all_inner_texts() == ["rec-1", HOSTILE]
    watched.assert_quiet()


def test_picture_and_drawing_equal_the_screen(opened):
    watched = opened()
    page = watched.page
    page.locator("#organisations li").nth(2).click()
    page.wait_for_timeout(300)
    drawing, name = saved(page, "Drawing (SVG)")
    assert name == "tools.svg"
    root = ElementTree.fromstring(drawing)
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert HOSTILE[:29] in texts[0]
    picture, name = saved(page, "Picture (PNG)")
    assert name == "tools.png"
    difference = page.evaluate(COMPARE, {"svg": drawing.decode(), "png": list(picture)})
    assert difference["empty"] > 0.5
    assert difference["drawn"] > 300
    assert difference["unlike"] < 0.01


# How many of a hundred pixels differ between the screen and the drawing, both painted on canvases.
COMPARE = """async ({ svg, png }) => {
  const { canvas } = networkMap.map, { width, height } = canvas.camera.size();
  const sheet = () => Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
  const screen = sheet(), saved = sheet();
  screen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--surface");
  screen.fillRect(0, 0, width, height);
  const layers = document.querySelectorAll("#canvas canvas:not([hidden])");
  for (const layer of layers) screen.drawImage(layer, 0, 0, width, height);
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(png)], { type: "image/png" }));
  saved.drawImage(bitmap, 0, 0, width, height);
  const [a, b] = [screen, saved].map((one) => one.getImageData(0, 0, width, height).data);
  let unlike = 0, empty = 0, drawn = 0;
  for (let i = 0; i < a.length; i += 4) {
    const gap = Math.max(...[0, 1, 2].map((part) => Math.abs(a[i + part] - b[i + part])));
    unlike += gap > 60;
    const plain = [0, 1, 2].every((part) => Math.abs(a[i + part] - a[part]) < 3);
    empty += plain;
    drawn += !plain;
  }
  return { unlike: unlike / (width * height), empty: empty / (width * height), drawn };
}"""


def test_notes_are_written_told_in_turn_and_kept_in_the_file(opened):
    watched = opened()
    page = watched.page
    page.get_by_role("button", name="Story").click()
    page.locator("#organisations li").first.click()
    page.get_by_label("What this view shows").fill(HOSTILE)
    page.get_by_role("button", name="Add as a note").click()
    page.locator(".evidence").first.click()
    page.get_by_label("What this view shows").fill("Second")
    page.get_by_role("button", name="Add as a note").click()
    file, name = saved(page, "This map as one file")
    assert name == "tools.html"
    again = opened(page=file.decode())
    assert again.page.locator(".note").inner_text() == HOSTILE
    assert again.page.locator("#view h2").inner_text() == NAMES[0]
    again.page.locator("#story").get_by_role("button", name="Next").click()
    assert again.page.locator(".note").inner_text() == "Second"
    assert again.page.locator("#view h2").inner_text() == "2 joint projects"
    again.assert_quiet()
    watched.assert_quiet()
    twice, _ = saved(again.page, "This map as one file")
    assert twice == file


def test_a_link_brings_view_filters_and_notes_back_and_a_forged_one_does_nothing(opened):
    watched = opened()
    page = watched.page
    page.locator(".filters summary").click()
    page.get_by_label("Country").select_option("LT")
    page.locator("#organisations li").first.click()
    page.get_by_text("Save and share").click()
    page.get_by_role("button", name="Link to this view").click()
    page.wait_for_function("() => document.getElementById('said').textContent !== ''")
    fragment = page.evaluate("location.hash")
    again = opened(fragment=fragment)
    assert shown(again.page) == [[0, 1], [0]]
    assert again.page.locator("#view h2").inner_text() == NAMES[0]
    assert again.page.get_by_label("Country", exact=True).input_value() == "LT"
    forged = {"view": {"at": ["x", None, -1], "focus": {"type": "organisation", "id": 99}, "open": [7]}}
    script = "said => networkMap.fragment(said.view, [{ text: 5 }, { text: '<b>', view: 'x' }])"
    text = page.evaluate(script, forged)
    third = opened(fragment=f"#{text}")
    assert third.page.locator(".note").all_inner_texts() == ["<b>"]
    third.assert_quiet()
    opened(fragment="#map=%%%").assert_quiet()


def test_a_story_of_the_server_opens_with_its_first_note(opened):
    told = NetworkMap("Path", NODES, MAP.ties, story=(MapNote("Begin", ("o0",)), MapNote("On", ("o0", "o1"))))
    page = opened(told).page
    assert page.locator(".note").inner_text() == "Begin"
    page.locator("#story").get_by_role("button", name="Next").click()
    assert page.locator("#view h2").inner_text() == "2 joint projects"


@pytest.fixture(scope="module")
def large():
    """Two thousand organisations in twenty clusters; the map is over its limits."""
    nodes = tuple(MapNode(f"o{i}", f"Body {i}", Kind.NGO, "LT", i % 20, 1.0 + i % 7, 1) for i in range(2000))
    ties = [MapTie(f"o{i}", f"o{(i + 20) % 2000}", 1.0, (OLD,)) for i in range(2000)]
    ties += [MapTie(f"o{a}", f"o{b}", 0.5, (NEW,)) for a, b in combinations(range(20), 2)]
    whole = NetworkMap("Whole", nodes, tuple(ties), {i: f"Cluster {i}" for i in range(20)}, whole=True)
    number = {node.uid: i for i, node in enumerate(nodes)}
    places = island_places(
        pairs=pairs_of(ties, number),
        weights=np.array([tie.weight for tie in ties]),
        groups=groups_of(nodes),
        radii=radii(whole),
        seed=1,
    )
    return network_page(whole, places=places)


def test_a_large_network_opens_with_clusters_that_open_and_close(opened, large):
    watched = opened(page=large)
    page = watched.page
    count = "networkMap.map.scene.shown.bubbles.length"
    assert page.evaluate(count) == 20
    script = "(({ x, y }) => networkMap.map.camera.toScreen({ x, y }))(networkMap.map.scene.shown.bubbles[0])"
    at, box = page.evaluate(script), page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    assert page.evaluate(count) == 19
    assert len(shown(page)[0]) == 100
    page.get_by_role("button", name="Close it on the map").click()
    assert page.evaluate(count) == 20
    page.get_by_label("Find an organisation").fill("body 1234")
    page.keyboard.press("Enter")
    assert page.evaluate(count) == 19
    page.get_by_role("button", name="Everything").click()
    assert len(shown(page)[0]) == 2000
    page.get_by_role("button", name="Table").click()
    assert page.locator("#twin table").first.locator("tbody tr").count() == 1000
    page.get_by_role("button", name="Show all 2,000 rows").click()
    assert page.locator("#twin table").first.locator("tbody tr").count() == 2000
    watched.assert_quiet()


def test_what_the_page_says_stands_in_one_table():
    """Another language is another table: scripts hold no sentence of their own."""
    static = Path(__file__).parents[2] / "viz" / "static"
    texts = [path.read_text(encoding="utf-8") for path in sorted(static.glob("*map*.js"))]
    words = json.loads(re.search(r'id="words">(.*?)</script>', network_page(MAP), re.DOTALL)[1])
    used = {key for text in texts for key in re.findall(r'(?:say|counted|button)\("([^"]+)"', text)}
    assert used <= words.keys()
    said = re.compile(r'"[A-Z][a-z]+ [a-z]+[^"]*"')
    assert [found for text in texts for found in said.findall(text)] == []
