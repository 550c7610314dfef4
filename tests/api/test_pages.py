"""The pages as a browser without scripts gets them: whole, light, without other hosts, and escaped."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx
import pytest

from tests.api.serving import Served
from tests.builders import snapshot_of

MOST_BYTES_OF_LANDING = 100_000
LITHUANIAN = "Tvarios plėtros skatinimas stiprinant viešojo sektoriaus socialinę klasterystę"
LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"
BUREAU = "Biržų rajono savivaldybės visuomenės sveikatos biuras"
ADMINISTRATION = "Utenos rajono savivaldybės administracija"
YOUTH_HOUSE = "Szegedi Ifjúsági Ház"


class _Page(HTMLParser):
    """What a page loads, links to, and says to a reader."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text = re.sub(r"\s+", " ", self.text + data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def loaded(self) -> list[str]:
        links = [link["href"] for link in self.all("link")]
        return [path for path in (*links, *(tag.get("src") for _, tag in self.tags)) if path]


def _page(client: httpx.Client, path: str, status: int = 200, **asked: str) -> _Page:
    answer = client.get(path, params=asked or None, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return _Page(answer.text)


def _uid(client: httpx.Client, what: str, text: str) -> str:
    found = client.get(f"/api/v1/{what}", params={"q": text}).json()[what]
    return str(found[0]["uid"])


@pytest.fixture
def addresses(client: httpx.Client) -> list[str]:
    """One address of every page."""
    project = _uid(client, "projects", LITHUANIAN)
    answer = client.get(f"/api/v1/projects/{project}").json()
    return [
        "/",
        "/organisations",
        "/organisations?q=utena",
        "/organisations?q=zzzz",
        f"/organisations/{_uid(client, 'organisations', LIBRARY)}",
        "/projects",
        "/projects?q=mentor",
        f"/projects/{project}",
        f"/programmes/{answer['funding'][0]['uid']}",
        f"/records/{answer['said'][0]['uid']}",
        "/path",
        f"/path?from={BUREAU}&to={LIBRARY}",
        f"/path?from={ADMINISTRATION}&to={YOUTH_HOUSE}",
        "/clusters",
        "/clusters/0",
        "/map",
        "/partners",
        "/partners?kind=ngo&country=LT&first_timer=true&without_country=HU",
        f"/partners?organisation={BUREAU}",
        "/gaps",
        "/gaps?country=LT",
        "/gaps/unit?country=LT&code=LT-01",
        "/gaps/matrix?level=kind",
        "/gaps/pair?level=kind&a=library&b=municipality",
        "/metrics",
        "/metrics/degree",
        "/metrics/ei?level=country&by_year=true",
        "/data",
        "/data/review",
        f"/data/jobs/{client.get('/api/v1/jobs').json()['jobs'][0]['id']}",
        "/help",
        "/share?view=/clusters/0",
        "/documentation",
    ]


def test_every_page_is_sound_html_for_people_and_their_aids(
    client: httpx.Client, addresses: list[str]
) -> None:
    for address in addresses:
        page = _page(client, address)
        assert page.all("html")[0]["lang"] == "en", address
        assert len(page.all("h1")) == 1, address
        assert len(page.all("main")) == 1, address
        assert page.all("a")[0]["href"] == "#content", address
        ids = [tag["id"] for _, tag in page.tags if "id" in tag]
        assert len(ids) == len(set(ids)), address
        assert all(field.get("id") in _labelled(page) for field in _fields(page)), address
        assert all(frame["title"] for frame in page.all("iframe")), address


def _fields(page: _Page) -> Iterator[dict[str, str | None]]:
    shown = [field for field in page.all("input") if field.get("type") != "hidden"]
    yield from (*shown, *page.all("select"), *page.all("textarea"))


def _labelled(page: _Page) -> set[str | None]:
    return {label["for"] for label in page.all("label")}


def test_no_page_loads_from_another_host_or_holds_a_script_or_style(
    client: httpx.Client, addresses: list[str]
) -> None:
    for address in addresses:
        page = _page(client, address)
        assert page.loaded(), address
        assert all(path.startswith("/") and not path.startswith("//") for path in page.loaded()), address
        assert all("src" in script for script in page.all("script")), address
        assert page.all("style") == [], address
        attributes = {name for _, tag in page.tags for name in tag}
        assert not {name for name in attributes if name == "style" or name.startswith("on")}, address


def test_every_own_link_of_every_page_leads_somewhere(client: httpx.Client, addresses: list[str]) -> None:
    links = {
        link["href"].partition("#")[0]
        for address in addresses
        for link in _page(client, address).all("a")
        if link["href"] and link["href"].startswith("/") and "lang=" not in link["href"]
    }
    assert len(links) > 40
    broken = {link: client.get(link).status_code for link in sorted(links)}
    assert {link: status for link, status in broken.items() if status != 200} == {}


def test_every_answer_names_its_snapshot_age_and_parameters(client: httpx.Client) -> None:
    snapshot = client.get("/api/v1/clusters").json()["snapshot"]
    page = _page(client, "/clusters", resolution="1.5", seed="3")
    assert {"title": snapshot} in page.all("code")
    assert snapshot[:8] in page.text
    assert "resolution=1.5" in page.text
    assert "seed=3" in page.text
    assert "UTC" in page.text
    assert "/api/v1/clusters?resolution=1.5&seed=3" in [link["href"] for link in page.all("a")]


def test_the_landing_page_says_what_is_in_the_graph_and_is_light(client: httpx.Client) -> None:
    page = _page(client, "/")
    assert "organisations 28 projects 5 pairs that work together 95 source 1" in page.text
    assert "Five networks of lifelong learning" in page.text
    assert "autofocus" in page.all("input")[0]
    weight = sum(len(client.get(path).content) for path in ("/", *page.loaded()))
    assert weight < MOST_BYTES_OF_LANDING


def test_a_search_lists_what_it_finds_with_kind_country_projects_and_partners(client: httpx.Client) -> None:
    page = _page(client, "/organisations", q="viesoji biblioteka", kind="", country="")
    assert f"{LIBRARY} library · Lithuania" in page.text
    assert "1 project 12 partners" in page.text
    assert "1 organisation, best match first" in page.text


def test_a_search_that_finds_nothing_names_what_is_near(client: httpx.Client) -> None:
    page = _page(client, "/organisations", q="Utenos bibliotekininkai")
    assert "No organisation is called like that" in page.text
    assert LIBRARY in page.text


def test_the_list_of_all_organisations_is_walked_page_by_page(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.pages.ON_A_PAGE", 10)
    seen: list[str | None] = []
    address: str | None = "/organisations"
    while address:
        page = _page(client, address)
        seen += [
            link["href"] for link in page.all("a") if (link["href"] or "").startswith("/organisations/org")
        ]
        address = next((link["href"] for link in page.all("a") if link.get("rel") == "next"), None)
    assert len(seen) == len(set(seen)) == 28


def test_a_profile_tells_ties_in_words_and_asks_for_an_introduction(client: httpx.Client) -> None:
    uid = _uid(client, "organisations", LIBRARY)
    page = _page(client, f"/organisations/{uid}")
    assert "found by: the word biblioteka in its name" in page.text
    assert "It is subordinate to Utenos rajono savivaldybė." in page.text
    assert f"Introduce me to {LIBRARY}" in page.text
    assert f"/path?to={uid}" in [link["href"] for link in page.all("a")]
    assert "0.083" in page.text


def test_the_superior_body_is_told_from_its_side(client: httpx.Client) -> None:
    page = _page(client, f"/organisations/{_uid(client, 'organisations', 'Utenos rajono savivaldybė')}")
    assert f"{LIBRARY} is subordinate to it." in page.text


def test_a_body_that_no_source_names_is_told_by_what_is_known_of_it(client: httpx.Client) -> None:
    project = _page(client, f"/projects/{_uid(client, 'projects', 'first-time realisers')}")
    for country in ("Poland", "Italy", "Hungary", "Denmark", "Austria"):
        assert f"an NGO in {country}, name not stated" in project.text
    assert project.text.count("counted, not named") == 5


def test_a_project_parts_partners_from_suppliers_and_patrons(client: httpx.Client) -> None:
    page = _page(client, f"/projects/{_uid(client, 'projects', LITHUANIAN)}")
    partners, others = page.text.split("Named, but not partners")
    assert "Participants 13" in partners
    assert "UAB Integris" not in partners
    assert "UAB Integris supplies it: virtual learning environment" in others


def test_figures_keep_their_sign_and_say_when_they_are_unknown(client: httpx.Client) -> None:
    mentors = _page(client, f"/projects/{_uid(client, 'projects', 'Mentorhálózat')}").text
    for words in ("about 1000 settlements", "more than 2500 institutions", "60 to 80 people", "(computed)"):
        assert words in mentors
    assert "Left out by design 1 Pest" in mentors
    assert "funding is unknown, which is not the same as none" in mentors
    mazovia = _page(client, f"/projects/{_uid(client, 'projects', 'Mazowiecka Sieć')}").text
    assert mazovia.count("not rendered on the page: unknown") == 3
    assert "1 August 2014 to 30 June 2015" in mazovia
    assert "part of Europejski Fundusz Społeczny" in mazovia


def test_a_path_is_told_in_words_with_its_projects_and_evidence(client: httpx.Client) -> None:
    page = _page(client, f"/path?from={BUREAU}&to={LIBRARY}")
    assert f"1 introduction: {BUREAU} knows {LIBRARY} from “{LITHUANIAN}” (2015)." in page.text
    assert [field["value"] for field in page.all("input")] == [BUREAU, LIBRARY]
    assert len([link for link in page.all("a") if (link["href"] or "").startswith("/records/")]) == 2


def test_no_path_is_said_in_words_with_what_would_join(client: httpx.Client) -> None:
    page = _page(client, f"/path?from={ADMINISTRATION}&to={YOUTH_HOUSE}")
    assert "No path No chain of joint projects leads from" in page.text
    assert "What would join them: a joint project of" in page.text
    assert "Nearest by theme: 1 introduction:" in page.text


def test_a_path_may_lead_over_weak_steps_and_says_so(client: httpx.Client) -> None:
    page = _page(client, f"/path?from={LIBRARY}&to={YOUTH_HOUSE}&over=theme")
    assert "both work on lifelong learning (weak: they need not know each other)" in page.text
    assert "1 step is weak" in page.text
    assert len([link for link in page.all("a") if (link["href"] or "").startswith("/records/")]) == 2
    json = next(link["href"] for link in page.all("a") if (link["href"] or "").startswith("/api/v1/paths"))
    assert client.get(json or "").json()["steps"][0]["via"] == "theme"
    assert "/api/v1/maps/path" not in str([link["href"] for link in page.all("a")])
    alone = _page(client, f"/path?from={BUREAU}&to={LIBRARY}&over=administrative")
    assert "No path No chain of the connections allowed leads from" in alone.text


def test_a_path_leads_between_places_in_several_ways(client: httpx.Client) -> None:
    page = _page(client, "/path?from=place:LT-06&to=place:LT-54&k=3")
    assert page.text.count("1 introduction: ") == 3
    assert [field["value"] for field in page.all("input")] == ["place:LT-06", "place:LT-54"]
    assert "There is no place" in _page(client, "/path?from=place:XX&to=place:LT-54", 404).text
    refused = _page(client, f"/path?from={BUREAU}&to={LIBRARY}&over=theme&by=strength", 422)
    assert "Only cooperation has a strength" in refused.text


def test_unknown_ends_of_a_path_are_answered_with_links_that_fill_the_form(client: httpx.Client) -> None:
    page = _page(client, "/path", 404, **{"from": "Utenos biblioteka", "to": "Szegedi Haz"})
    assert page.text.count("is not the name of an organisation") == 2
    near = [link["href"] for link in page.all("a") if (link["href"] or "").startswith("/path?")]
    mended = _page(client, next(href for href in near if href and "to=Szegedi+Haz" in href), 404)
    assert mended.text.count("is not the name of an organisation") == 1


def test_one_end_alone_fills_the_form_and_asks_for_the_other(client: httpx.Client) -> None:
    page = _page(client, "/path", to=_uid(client, "organisations", LIBRARY))
    assert [field["value"] for field in page.all("input")] == ["", LIBRARY]


def test_a_name_of_two_bodies_is_shown_by_its_id_so_that_the_form_can_be_sent_again(
    served: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins = {"org-a": {"name": "Klaipėda"}, "org-b": {"name": "KLAIPEDA"}, "org-c": {"name": "Utena"}}
    snapshot = snapshot_of({"joint": ["org-a", "org-b", "org-c"]}, values=twins)
    monkeypatch.setattr(served.app.state.explorer, "snapshot", lambda: snapshot)
    assert _page(client, "/path?from=org-a").all("input")[0]["value"] == "org-a"
    assert _page(client, "/path?from=org-c").all("input")[0]["value"] == "Utena"
    doubtful = _page(client, "/path?from=klaipeda&to=Utena", 404)
    assert "is the name of more than one organisation" in doubtful.text
    hrefs = [link["href"] or "" for link in doubtful.all("a")]
    links = [href for href in hrefs if href.startswith("/path?") and "lang=" not in href]
    assert links == ["/path?from=org-a&to=Utena", "/path?from=org-b&to=Utena"]


def test_clusters_are_a_table_with_sizes_sectors_and_a_caution(client: httpx.Client) -> None:
    page = _page(client, "/clusters")
    assert "24 share a project with another and were divided into 4 clusters" in page.text
    assert "public 8" in page.text
    assert "A caution" in page.text
    assert page.all("svg")[1]["aria-hidden"] == "true"
    members = _page(client, "/clusters/0", seed="0", resolution="1")
    assert "13 organisations" in members.text


def test_the_map_stands_in_a_frame_with_its_parameters(client: httpx.Client) -> None:
    page = _page(client, "/map", resolution="2", seed="5", organisations="9")
    drawing = page.all("iframe")[0]["src"]
    assert drawing == "/api/v1/maps/network?resolution=2&seed=5&organisations=9"
    assert client.get(drawing).status_code == 200
    assert "The drawing needs JavaScript" in page.text


def test_the_whole_opens_in_the_same_frame_by_cluster(client: httpx.Client) -> None:
    page = _page(client, "/map", extent="whole")
    drawing = page.all("iframe")[0]["src"]
    assert drawing == "/api/v1/maps/network?resolution=1&seed=0&extent=whole"
    assert client.get(drawing).status_code in (200, 202)
    assert "All 24 organisations that have a partner are drawn." in page.text
    assert client.get("/embed/map", params={"extent": "whole"}).status_code in (200, 202)


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("/organisations?q=utenos", None),
        (f"/path?from={BUREAU}&to={LIBRARY}", "path"),
        ("/clusters/0?resolution=1&seed=0", "cluster"),
        ("/gaps?country=LT", "territory"),
    ],
)
def test_pages_lead_to_the_map_of_what_they_show(client: httpx.Client, path: str, drawn: str | None) -> None:
    if drawn is None:
        rows = client.get("/api/v1/organisations", params={"q": LIBRARY}).json()["organisations"]
        path, drawn = f"/organisations/{rows[0]['uid']}", "ego"
    links = [link.get("href") or "" for link in _page(client, f"{path}").all("a")]
    (map_of_it,) = [link for link in links if link.startswith("/api/v1/maps/")]
    assert map_of_it.startswith(f"/api/v1/maps/{drawn}?")
    answer = client.get(map_of_it)
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text


def test_a_page_in_a_language_leads_to_a_map_in_it(client: httpx.Client) -> None:
    page = _page(client, "/clusters/0?lang=da")
    (drawing,) = [one["href"] for one in page.all("a") if (one.get("href") or "").startswith("/api/v1/maps/")]
    assert '<html lang="da">' in client.get(drawing or "").text


def test_styles_and_scripts_are_kept_by_browsers_until_they_change(client: httpx.Client) -> None:
    page = _page(client, "/")
    for path in page.loaded():
        kept = client.get(path)
        assert "immutable" in kept.headers["cache-control"], path
        again = client.get(path.partition("?")[0], headers={"If-None-Match": kept.headers["etag"]})
        assert again.status_code == 304
        assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["nothing.css", "..%2Fpages.py", "%2e%2e/pages.py", "templates", "map_panel.js"]
)
def test_no_other_file_of_the_program_is_served(client: httpx.Client, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/organisations/none", 404, "There is no organisation"),
        ("/nothing", 404, "Not Found"),
        ("/clusters?resolution=wide", 422, "resolution: Input should be a valid number"),
        ("/clusters/99", 404, "There is no cluster 99"),
    ],
)
def test_an_error_is_a_page_for_a_browser_and_a_problem_for_a_program(
    client: httpx.Client, path: str, status: int, words: str
) -> None:
    assert words in _page(client, path, status).text
    assert client.get(path).headers["content-type"] == "application/problem+json"


def test_the_api_answers_a_browser_with_a_problem_too(client: httpx.Client) -> None:
    answer = client.get("/api/v1/organisations/none", headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_empty_graph_says_so_and_what_to_do(
    served: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.app.state.explorer, "snapshot", lambda: snapshot_of({}))
    page = _page(client, "/")
    assert "The graph is empty" in page.text
    assert "socialcluster demo" in page.text
    assert "No clusters" in _page(client, "/clusters").text
    assert "Nothing to draw" in _page(client, "/map").text
