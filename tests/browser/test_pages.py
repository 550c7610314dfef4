"""The pages in a real Chromium: walked with the mouse, with the keyboard alone, and without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from graph.progress import Silent
from graph.settings import Settings
from graph.store.derive import derive
from graph.store.session import Store
from graph.vocabulary import Tie
from tests.api.conftest import application, networks_loader, served
from tests.api.hostile import MARKUPS
from tests.api.serving import Served, serving, settings_of
from tests.browser.conftest import Watch, Watched
from tests.builders import organisation, place, programme, project, record, theme, tie, write

__all__ = ["application", "networks_loader", "served"]

pytestmark = pytest.mark.browser

LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"
BUREAU = "Biržų rajono savivaldybės visuomenės sveikatos biuras"
LITHUANIAN = "Tvarios plėtros skatinimas stiprinant viešojo sektoriaus socialinę klasterystę"
VIEWPORTS = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]
PAGES = [
    "/",
    "/organisations?q=utena",
    "/projects?q=mentor",
    f"/path?from={BUREAU}&to={LIBRARY}",
    "/clusters",
    "/clusters/0",
    "/documentation",
]
MOST_TABS = 80


def _heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def _drawn(page: Page) -> None:
    """The map in its frame has put organisations on its canvas."""
    expect(page.frame_locator("iframe").locator("canvas").first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_with_the_mouse_from_search_to_profile_path_clusters_and_map(
    served: Served, watch: Watch, viewport: dict[str, int]
) -> None:
    watched = watch(viewport=viewport, base_url=served.url)
    page = watched.page
    page.goto("/")
    page.get_by_role("combobox", name="Name of an organisation").fill("miskiniu")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=LIBRARY).click()
    _heading(page, LIBRARY)
    page.get_by_role("link", name=f"Introduce me to {LIBRARY}").click()
    page.get_by_label("From").press_sequentially("birzu visuomenes")
    page.get_by_role("option", name=BUREAU).click()
    page.get_by_role("button", name="Find the way").click()
    expect(page.locator(".told")).to_contain_text(f"{BUREAU} knows {LIBRARY} from “{LITHUANIAN}” (2015).")
    assert re.search(r"\?from=org-\w+&to=org-\w+(&|$)", page.url)
    watched.assert_quiet()
    page.get_by_role("link", name="Clusters").click()
    page.get_by_role("link", name=re.compile("^lifelong learning · Vidurio")).click()
    expect(page.get_by_role("table")).to_contain_text(LIBRARY)
    page.get_by_role("link", name="Map", exact=True).click()
    _drawn(page)
    watched.assert_quiet()


def _tab_to(page: Page, role: str, name: str) -> None:
    """Presses Tab until the named thing has the focus; every stop on the way must be seen to have it."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type] # a role by its name
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if wanted.evaluate("thing => thing === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not reach {role} {name!r}")


def test_with_the_keyboard_alone_from_search_to_profile_path_clusters_and_map(
    served: Served, watch: Watch
) -> None:
    watched = watch(base_url=served.url)
    page = watched.page
    page.goto("/")
    page.keyboard.type("miskiniu")
    expect(page.get_by_role("option", name=LIBRARY)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _heading(page, LIBRARY)
    _tab_to(page, "link", f"Introduce me to {LIBRARY}")
    page.keyboard.press("Enter")
    expect(page.get_by_label("From")).to_be_focused()
    page.keyboard.type("birzu visuomenes")
    expect(page.get_by_role("option", name=BUREAU)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("From")).to_have_value(BUREAU)
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("1 introduction")
    _tab_to(page, "link", "Clusters")
    page.keyboard.press("Enter")
    _heading(page, "Clusters")
    _tab_to(page, "button", "Divide")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("resolution=1&seed=0"))
    _tab_to(page, "link", "Map")
    page.keyboard.press("Enter")
    _heading(page, "Map")
    _drawn(page)
    watched.assert_quiet()


def test_suggestions_tell_a_screen_reader_what_they_do(served: Served, watch: Watch) -> None:
    watched = watch(base_url=served.url)
    page = watched.page
    page.goto("/path")
    start = page.get_by_role("combobox", name="From")
    expect(start).to_have_attribute("aria-expanded", "false")
    start.press_sequentially("utenos")
    expect(start).to_have_attribute("aria-expanded", "true")
    start.press("ArrowUp")
    option = page.locator(f"#{start.get_attribute('aria-activedescendant')}")
    expect(option).to_have_attribute("aria-selected", "true")
    start.press("Escape")
    expect(start).to_have_attribute("aria-expanded", "false")
    expect(start).to_have_value("utenos")
    watched.assert_quiet()


def test_a_text_changed_after_a_choice_is_asked_for_as_it_stands(served: Served, watch: Watch) -> None:
    page = watch(base_url=served.url).page
    page.goto("/path")
    page.get_by_label("From").press_sequentially("birzu visuomenes")
    page.get_by_role("option", name=BUREAU).click()
    page.get_by_label("From").press_sequentially("x")
    page.get_by_label("To").fill(LIBRARY)
    page.get_by_role("button", name="Find the way").click()
    expect(page.locator("#from-problem")).to_contain_text("is not the name of an organisation")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_no_page_is_wider_than_its_window_or_breaks_its_policy(
    served: Served, watch: Watch, viewport: dict[str, int], scheme: str
) -> None:
    watched = watch(viewport=viewport, color_scheme=scheme, base_url=served.url)
    for path in PAGES:
        watched.page.goto(path)
        width = watched.page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], path
        watched.assert_quiet()


def test_every_page_is_read_without_scripts(served: Served, watch: Watch) -> None:
    page = watch(base_url=served.url, java_script_enabled=False).page
    for path in PAGES:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.goto("/")
    page.get_by_label("Name of an organisation").fill("miskiniu")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=LIBRARY).click()
    _heading(page, LIBRARY)


def _hostile_network(store: Store) -> None:
    """A project whose every text is markup, joined by organisations whose names are."""
    first, *others = MARKUPS
    joint = project("hostile", title=first, acronym=others[0], code=first, website=first)
    fund, where, about = (
        programme("hostile", name=first),
        place("HX", name=first, code="HX"),
        theme("t", name=first),
    )
    members = [
        organisation(f"hostile-{i}", name=name, names=(name,), town=name, website=name, kind_rule=name)
        for i, name in enumerate(MARKUPS)
    ]
    ties = [tie(Tie.PARTICIPATES_IN, member, joint, department=first) for member in members]
    ties += [tie(Tie.LOCATED_IN, member, where) for member in members]
    ties += [tie(Tie.FUNDED_BY, joint, fund), tie(Tie.COVERS, joint, where), tie(Tie.ABOUT, joint, about)]
    said = {name: name for name in MARKUPS}
    write(store, [record(first, joint, fund, where, about, *members, ties=ties, source=first, raw=said)])
    derive(store, Silent())


@pytest.fixture
def hostile(
    store: Store, neo4j_server: tuple[str, str, str], settings: Settings, watch: Watch
) -> Iterator[Watched]:
    """A page of an application whose graph holds nothing but hostile names."""
    _hostile_network(store)
    with serving(settings_of(neo4j_server, settings.home)) as served:
        yield watch(base_url=served.url)


def _paths_from(page: Page, path: str, *, most: int = 100) -> list[str]:
    """All own pages that can be reached from one by links, each as it was first linked."""
    seen, ahead = [path], [path]
    while ahead and len(seen) < most:
        page.goto(ahead.pop())
        links = page.locator("a[href^='/']:not([download])").evaluate_all(
            "all => all.map(a => [a.pathname, a.pathname + a.search])"
        )
        for name, address in links:
            if name not in seen and not name.startswith("/api/"):
                seen.append(name)
                ahead.append(address)
    return seen


def test_hostile_names_stay_text_on_every_page(hostile: Watched) -> None:
    page = hostile.page
    paths = _paths_from(page, "/organisations")
    kinds = {path.split("/")[1] for path in paths}
    assert {"organisations", "projects", "programmes", "records", "path", "clusters", "map"} <= kinds
    assert {"partners", "gaps", "metrics", "data", "share", "help"} <= kinds
    hostile.assert_quiet()
    page.goto("/organisations")
    for name in MARKUPS:
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.goto("/path?from=org-hostile-0&to=org-hostile-1")
    expect(page.locator(".told")).to_contain_text(f"{MARKUPS[0]} knows {MARKUPS[1]}")
    page.goto("/projects/prj-hostile")
    _heading(page, f"{MARKUPS[1]} – {MARKUPS[0]}")
    page.goto("/path")
    page.get_by_label("From").press_sequentially("img src")
    expect(page.get_by_role("option", name=MARKUPS[0])).to_be_visible()
    page.goto("/map")
    _drawn(page)
    hostile.assert_quiet()


def test_after_the_forms_of_gaps_the_answer_is_in_view(served: Served, watch: Watch) -> None:
    watched = watch(viewport=VIEWPORTS[-1], base_url=served.url)
    page = watched.page
    page.goto("/gaps")
    page.get_by_label("Country").select_option("LT")
    page.get_by_role("button", name="Who is missing?").click()
    expect(page.locator("#answer")).to_be_in_viewport()
    page.goto("/gaps/matrix")
    page.get_by_label("Groups").select_option("kind")
    page.get_by_role("button", name="Show pairs").click()
    expect(page).to_have_url(re.compile("level=kind.*#answer$"))
    expect(page.locator("#answer")).to_be_in_viewport()
    page.get_by_role("link", name="Evidence").first.click()
    expect(page.locator("#evidence")).to_be_in_viewport()
    watched.assert_quiet()


@pytest.mark.parametrize("language", ["pl", "lt", "da", "hu"])
def test_longer_words_of_other_languages_make_no_page_wider_than_a_telephone(
    served: Served, watch: Watch, language: str
) -> None:
    watched = watch(viewport=VIEWPORTS[1], base_url=served.url)
    widths = {}
    for path in ("/clusters", "/gaps/matrix?level=kind", "/metrics/betweenness", "/data", "/help"):
        watched.page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        widths[path] = watched.page.evaluate("document.documentElement.scrollWidth")
        if path.startswith("/metrics"):
            values = watched.page.locator(".scrolled").first
            widths["values"] = values.evaluate("one => one.scrollWidth - one.clientWidth + innerWidth")
    assert {path: width for path, width in widths.items() if width > VIEWPORTS[1]["width"]} == {}
