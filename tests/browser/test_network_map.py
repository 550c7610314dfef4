"""The network map as its reader meets it: a file on a disk, no network, any names."""

from pathlib import Path

import pytest

from graph.vocabulary import Kind
from viz.model import MapNode, MapProject, MapTie, NetworkMap
from viz.network import network_page

pytestmark = pytest.mark.browser

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(1)</script>"
LINK = '<a href="javascript:alert(1)">href</a>'
QUOTES = "\"Quoted\" & 'single' ends"
ARABIC = "جامعة القاهرة"
POLISH = "Gmina Łódź"
HOSTILE = [IMAGE, SCRIPT, LINK, QUOTES, ARABIC]

STAGE = MapProject("p1", IMAGE, 2018)
CHOIR = MapProject("p2", None, None)
FACTS: list[tuple[str | None, Kind | None, str | None, int | None, float]] = [
    (POLISH, Kind.MUNICIPALITY, "PL", 1, 9.0),
    (IMAGE, Kind.NGO, "LT", 1, 5.0),
    (SCRIPT, Kind.COMPANY, "DK", 1, 4.0),
    (LINK, Kind.UNIVERSITY, "HU", 2, 3.0),
    (QUOTES, Kind.SCHOOL, None, 2, 2.0),
    (ARABIC, None, "EG", None, 1.0),
    (None, None, None, None, 0.0),
]
NODES = tuple(
    MapNode(
        uid=f"o{i}", name=name, kind=kind, country=country, cluster=cluster, strength=strength, projects=i
    )
    for i, (name, kind, country, cluster, strength) in enumerate(FACTS)
)
MAP = NetworkMap(
    title=LINK,
    nodes=NODES,
    ties=(
        MapTie("o0", "o1", 1.5, (STAGE, CHOIR)),
        MapTie("o1", "o2", 1.0, (STAGE,)),
        MapTie("o2", "o3", 0.5, (CHOIR,)),
        MapTie("o3", "o4", 0.5),
        MapTie("o4", "o5", 0.2),
    ),
    clusters={1: SCRIPT, 2: "South"},
    snapshot=IMAGE,
    parameters={"resolution": 1.0},
    notes=(SCRIPT,),
)


@pytest.fixture
def opened(watch, tmp_path):
    """Writes a map to disk, opens it with the network cut, and waits until it is drawn."""

    def opens(network=MAP, **options):
        file: Path = tmp_path / "map.html"
        file.write_text(network_page(network), encoding="utf-8")
        watched = watch(offline=True, **options)
        watched.page.goto(file.as_uri())
        watched.page.wait_for_selector("html[data-drawn]")
        return watched

    return opens


def heading(page):
    return page.locator("#view h2").inner_text()


def options(page):
    return page.locator("#organisations [role=option] .name").all_text_contents()


def on_screen(page, organisation):
    """Where a mark lies in the window."""
    box = page.locator("#canvas").bounding_box()
    script = "id => networkMap.map.camera.toScreen(networkMap.map.scene.nodeAt(id))"
    at = page.evaluate(script, organisation)
    return box["x"] + at["x"], box["y"] + at["y"]


def centred_on(page, organisation):
    """Whether the view's middle is the organisation's place."""
    script = """id => {
        const view = networkMap.map.camera.at, at = networkMap.map.scene.nodeAt(id);
        return Math.hypot(view.x - at.x, view.y - at.y) < 1;
    }"""
    return page.evaluate(script, organisation)


def painted(page):
    """How many pixels of the canvas are not empty."""
    return page.evaluate("""() => {
        const canvas = document.querySelector("#canvas canvas.ground");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    }""")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_file_draws_without_any_network_and_within_its_policy(opened, colours):
    watched = opened(color_scheme=colours)
    assert painted(watched.page) > 2000
    assert watched.page.evaluate("networkMap.map.scene.shown.marks.length") == len(MAP.nodes)
    assert watched.page.evaluate("networkMap.map.scene.shown.ties.length") == len(MAP.ties)
    watched.assert_quiet()


def test_the_policy_stops_a_script_that_is_not_ours(opened):
    watched = opened()
    watched.page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.intruded = true";
        document.body.append(script);
    }""")
    watched.page.wait_for_function("globalThis.policyViolations.length > 0")
    assert watched.page.evaluate("globalThis.intruded") is None


def test_hostile_names_stay_text_in_title_list_and_legend(opened):
    watched = opened()
    assert watched.page.title() == LINK
    assert watched.page.locator("h1").inner_text() == LINK
    assert options(watched.page) == [POLISH, *HOSTILE, "name not stated"]
    assert SCRIPT in watched.page.locator("#legend").inner_text()
    assert IMAGE in watched.page.locator("#about").inner_text()
    assert watched.page.locator("img, a[href^=javascript]").count() == 0
    watched.assert_quiet()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_can_be_found_opened_and_followed(opened, name):
    watched = opened()
    watched.page.get_by_label("Find an organisation").fill(name)
    assert options(watched.page)[0] == name
    watched.page.keyboard.press("Enter")
    assert heading(watched.page) == name
    watched.page.locator(".evidence").first.click()
    assert name in watched.page.locator(".rows.pair").inner_text()
    watched.assert_quiet()


def test_hostile_names_stay_text_in_the_table(opened):
    watched = opened()
    watched.page.get_by_role("button", name="Table").click()
    tables = watched.page.locator("#twin table")
    assert tables.count() == 2
    for name in [POLISH, *HOSTILE, "name not stated"]:
        assert name in tables.first.inner_text()
    assert f"{IMAGE} (2018)" in tables.last.inner_text()
    watched.assert_quiet()


def test_hostile_names_stay_text_in_the_tooltip(opened):
    watched = opened()
    watched.page.mouse.move(*on_screen(watched.page, 1))
    tooltip = watched.page.locator("#tooltip")
    tooltip.wait_for(state="visible")
    assert tooltip.inner_text().splitlines()[0] == IMAGE
    assert "NGO · Lithuania" in tooltip.inner_text()
    watched.assert_quiet()


@pytest.mark.parametrize("wanted", ["lodz", "ŁÓDŹ", "gmina lodz", "poland lodz"])
def test_search_finds_names_whatever_their_diacritics(opened, wanted):
    page = opened().page
    page.get_by_label("Find an organisation").fill(wanted)
    assert options(page) == [POLISH]


def test_a_search_without_an_answer_says_so(opened):
    page = opened().page
    page.get_by_label("Find an organisation").fill("nobody")
    assert "No organisation on this map matches “nobody”" in page.locator("#view").inner_text()


def test_the_keyboard_alone_selects_centres_and_comes_back(opened):
    page = opened().page
    page.get_by_label("Find an organisation").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert heading(page) == SCRIPT
    assert centred_on(page, 2)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "organisations"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert heading(page) == IMAGE
    assert centred_on(page, 1)


def test_the_keyboard_walks_from_an_organisation_to_a_partner_and_its_evidence(opened):
    page = opened().page
    page.get_by_label("Find an organisation").fill("lodz")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=IMAGE, exact=True).press("Enter")
    assert heading(page) == IMAGE
    page.get_by_role("button", name=f"2 joint projects of {POLISH} and {IMAGE}").press("Enter")
    assert heading(page) == "2 joint projects"
    page.get_by_role("button", name="Back").press("Enter")
    assert heading(page) == IMAGE


def test_the_map_itself_takes_its_turn_in_the_tab_order(opened):
    page = opened().page
    frame = page.locator("#canvas")
    assert frame.get_attribute("tabindex") == "0"
    assert "Network map" in frame.get_attribute("aria-label")


def test_a_click_on_an_organisation_shows_who_it_is(opened):
    page = opened().page
    page.mouse.click(*on_screen(page, 0))
    page.locator("#view h2").wait_for()
    shown = page.locator("#view").inner_text()
    assert heading(page) == POLISH
    for text in ("Municipality", "Poland", SCRIPT, "Partners here\n1", "Strength\n9"):
        assert text in shown


def test_a_click_on_a_tie_lists_its_projects_with_their_years(opened):
    page = opened().page
    (x, y), (other_x, other_y) = on_screen(page, 0), on_screen(page, 1)
    page.mouse.click((x + other_x) / 2, (y + other_y) / 2)
    page.locator("#view h2").wait_for()
    assert heading(page) == "2 joint projects"
    assert page.locator(".projects li").all_inner_texts() == [
        f"{IMAGE}\n2018",
        "title not stated\nyear not stated",
    ]


def test_a_click_beside_everything_brings_the_list_back(opened):
    page = opened().page
    page.mouse.click(*on_screen(page, 0))
    page.locator("#view h2").wait_for()
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    page.locator("#organisations").wait_for()


def test_a_cluster_in_the_legend_shows_its_members(opened):
    page = opened().page
    page.locator("#legend").get_by_role("button", name="South").click()
    assert heading(page) == "South"
    assert page.locator("#view .rows .name").all_inner_texts() == [LINK, QUOTES]


def test_a_path_is_told_first_step_by_step(opened):
    path = NetworkMap("Path", MAP.nodes, MAP.ties, highlight=("o0", "o1", "o2"))
    page = opened(path).page
    assert heading(page) == "Path of introductions"
    assert page.locator(".path li").all_inner_texts() == [
        POLISH,
        "2 joint projects",
        IMAGE,
        "1 joint project",
        SCRIPT,
    ]


def test_the_table_sorts_with_the_unknown_last(opened):
    page = opened().page
    page.get_by_role("button", name="Table").click()
    kinds = page.locator("#twin table").first.locator("tbody td:nth-child(2)")
    head = page.locator("#twin th", has_text="Kind")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert kinds.all_inner_texts()[0] == "company"
    head.get_by_role("button").click()
    assert kinds.all_inner_texts()[0] == "university"
    assert kinds.all_inner_texts()[-1] == "not stated"


@pytest.mark.parametrize("button", ["Zoom in", "Zoom out"])
def test_the_zoom_buttons_zoom(opened, button):
    page = opened().page
    before = page.evaluate("networkMap.map.camera.at.scale")
    page.get_by_role("button", name=button).click()
    after = page.evaluate("networkMap.map.camera.at.scale")
    assert (after > before) == (button == "Zoom in")
    page.get_by_role("button", name="Show the whole map").click()
    assert page.evaluate("networkMap.map.camera.at.scale") == pytest.approx(before)


def test_on_a_narrow_screen_nothing_sticks_out(opened):
    watched = opened(viewport={"width": 390, "height": 844})
    assert watched.page.evaluate("document.documentElement.scrollWidth") == 390
    assert painted(watched.page) > 1000
    watched.assert_quiet()


def test_on_a_narrow_screen_no_mark_lies_under_the_buttons(opened):
    page = opened(viewport={"width": 390, "height": 844}).page
    page.get_by_role("button", name="Show the whole map").click()
    page.wait_for_timeout(500)
    edge = page.locator(".zoom").bounding_box()["x"]
    right = page.evaluate(
        "() => Math.max(...networkMap.ranking.map((id) => { const node = networkMap.map.scene.nodeAt(id);"
        " return networkMap.map.camera.toScreen(node).x + node.size * networkMap.map.camera.at.scale; }))"
    )
    assert right + page.locator("#canvas").bounding_box()["x"] < edge


def test_an_empty_map_says_what_it_holds(opened):
    watched = opened(NetworkMap("Nothing yet", (), ()))
    assert watched.page.locator("#summary").inner_text() == "0 organisations, 0 ties"
    watched.assert_quiet()


def test_without_scripts_the_organisations_are_there_to_read(watch, tmp_path):
    file = tmp_path / "map.html"
    file.write_text(network_page(MAP), encoding="utf-8")
    page = watch(offline=True, java_script_enabled=False).page
    page.goto(file.as_uri())
    for name in [POLISH, *HOSTILE]:
        assert name in page.locator("noscript table").inner_text()
