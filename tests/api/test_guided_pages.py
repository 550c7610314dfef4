"""Pages that guide: partners, gaps, metrics, help, links; read as a browser without scripts gets them."""

import csv
import html
import io
import re

import httpx
import pytest

from api.answers import snapshots
from api.answers.exports import Wanted
from tests.api.serving import Served
from tests.api.test_pages import BUREAU, LIBRARY, YOUTH_HOUSE, _page, _uid
from tests.builders import snapshot_of


def _links(page: object) -> list[str]:
    return [link["href"] or "" for link in page.all("a")]  # type: ignore[attr-defined] # the parser of pages


def test_a_known_organisation_gets_reasons_evidence_and_a_way_in(client: httpx.Client) -> None:
    page = _page(client, "/partners", organisation=BUREAU)
    uid = _uid(client, "organisations", BUREAU)
    assert f"For {BUREAU}" in page.text
    assert "Why:" in page.text
    assert any(link.startswith(f"/path?from={uid}&to=org-") for link in _links(page))
    assert any(link.startswith("mailto:?subject=") for link in _links(page))


def test_a_newcomer_is_told_that_attributes_alone_decide(client: httpx.Client) -> None:
    page = _page(client, "/partners", kind="ngo", country="LT", first_timer="true")
    assert "attributes alone decide" in page.text
    assert "Your mentor" in page.text
    assert "Weakness: attributes only: no cooperation seen yet." in page.text
    assert "[your name] (NGO, Lithuania)" in page.text


def test_with_whom_not_is_heard_and_counted(client: httpx.Client) -> None:
    asked = {"kind": "ngo", "country": "LT"}
    whole = _page(client, "/partners", **asked)
    first = next(link for link in _links(whole) if link.startswith("/organisations/org-"))
    abroad = _page(client, "/partners", **asked, without_country="LT").text
    listed = abroad.partition("were left out because you said so")
    assert listed[1]
    assert "· Lithuania" not in listed[2]
    others = _page(client, "/partners", **asked, without=first.removeprefix("/organisations/"))
    assert "1 of the best was left out because you said so" in others.text
    assert first not in _links(others)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"organisation": "Utenos biblioteka"}, "is not the name of an organisation"),
        ({"kind": "ngo", "without": "Utenos biblioteka"}, "is not the name of an organisation"),
        ({"theme": "astrology"}, "No project is about “astrology”"),
        ({"place": "Atlantis"}, "There is no place"),
    ],
)
def test_an_answer_that_is_not_understood_is_said_beside_its_field(
    client: httpx.Client, asked: dict[str, str], words: str
) -> None:
    page = _page(client, "/partners", 404, **asked)
    assert words in page.text
    assert any(field.get("aria-invalid") for field in page.all("input"))


def test_an_unknown_name_is_answered_with_links_that_keep_the_other_answers(client: httpx.Client) -> None:
    page = _page(client, "/partners", 404, organisation="Szegedi Haz", partner_country="HU")
    near = [link for link in _links(page) if link.startswith("/partners?")]
    assert any("partner_country=HU" in link for link in near)
    assert YOUTH_HOUSE in page.text


def test_lithuania_is_held_against_its_sixty_municipalities(client: httpx.Client) -> None:
    page = _page(client, "/gaps", country="LT")
    assert "on the list 60" in page.text
    assert "present 4" in page.text
    assert "absent 56" in page.text
    assert "ISO 3166-2" in page.text
    counties = _page(client, "/gaps", country="LT", level="county")
    assert "on the list 10" in counties.text


def test_each_unit_opens_to_its_evidence(client: httpx.Client) -> None:
    page = _page(client, "/gaps", country="LT")
    units = [link for link in _links(page) if link.startswith("/gaps/unit?")]
    assert len(units) == 60
    present = next(link for link in reversed(units))
    shown = _page(client, present)
    assert "Present: " in shown.text
    assert any(link.startswith("/records/") for link in _links(shown))
    assert "Absent: nobody who is known to stand here" in _page(client, units[0]).text


def test_the_units_leave_as_a_table(client: httpx.Client) -> None:
    answer = client.get("/gaps/coverage.csv", params={"country": "LT"})
    assert 'filename="gaps-LT-municipality.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["state"] for row in rows].count("absent") == 56
    assert rows[0]["year"] == "20" + rows[0]["list"].split()[-1].split(".")[0].rstrip(")")


@pytest.mark.parametrize("where", ["ZZ", "QQ99", "' OR 1=1"])
def test_a_territory_without_a_list_is_said_to_have_none(client: httpx.Client, where: str) -> None:
    page = _page(client, "/gaps", 404, territory=where)
    assert "There is no complete list of the units" in page.text


def test_pairs_are_a_table_and_a_square_and_open_to_what_would_close_them(client: httpx.Client) -> None:
    page = _page(client, "/gaps/matrix", level="kind")
    pairs = [link for link in _links(page) if link.startswith("/gaps/pair?")]
    assert pairs
    assert "too few to say" in page.text
    pair = _page(client, next(link for link in pairs if "library" in link and "municipality" in link))
    assert "What would close it" in pair.text
    assert "Joint projects of the two 1" in pair.text
    file = client.get("/gaps/matrix.csv", params={"level": "kind"}).text
    assert len(file.splitlines()) == 1 + int(re.search(r"Pairs (\d+)", page.text)[1])  # type: ignore[index] # it is there


def test_an_unknown_pair_is_not_found(client: httpx.Client) -> None:
    assert "No organisation is known to belong to" in _page(client, "/gaps/pair?a=XX&b=YY", 422).text


def test_each_metric_has_its_question_reading_and_caution(client: httpx.Client) -> None:
    catalogue = client.get("/api/v1/metrics").json()["metrics"]
    metrics, manual = _page(client, "/metrics"), _page(client, "/help")
    for one in catalogue:
        assert one["question"] in metrics.text
        assert all(one[name] in manual.text for name in ("question", "reading", "caution", "formula"))
    page = _page(client, "/metrics/strength", counting="full", start="2014", end="2016")
    assert "A caution:" in page.text
    assert "counting=full" in page.text
    years = _page(client, "/metrics/degree", by_year="true")
    assert "Year by year" in years.text
    assert "/metrics/degree?start=2015&end=2015" in _links(years)


def test_everything_can_be_taken_along(client: httpx.Client) -> None:
    files = [link for link in _links(_page(client, "/metrics")) if link.startswith("/api/v1/exports/")]
    assert "/api/v1/exports/latest?format=zip" in files
    assert len({re.search("format=(\\w+)", link)[1] for link in files}) == 10  # type: ignore[index] # it is there


def test_a_short_link_is_made_and_followed_and_a_frozen_one_shows_its_snapshot(client: httpx.Client) -> None:
    view = "/clusters/0"
    assert "Make it short" in _page(client, "/share", view=view).text
    assert client.post("/share", data={"view": view}).headers["location"] == "/share?view=%2Fclusters%2F0"
    client.post("/share", data={"view": view, "frozen": "true"})
    page = _page(client, "/share", view=view)
    live, frozen = re.findall(r"http\S+/s/[a-z2-7]{8}", page.text)
    assert client.get(live).headers["location"] == view
    leads = client.get(frozen).headers["location"]
    assert leads.startswith(f"{view}?snapshot=snap-")
    assert "Frozen: this page shows a kept snapshot" in _page(client, leads).text
    assert "Frozen" not in _page(client, view).text


@pytest.mark.parametrize(
    "view",
    [
        "/gaps?country=LT",
        "/gaps/unit?country=LT&code=LT-06",
        "/gaps/unit?country=LT&code=LT-01",
        "/gaps/matrix",
        "/gaps/pair?a=DK&b=LT",
    ],
)
def test_all_that_a_frozen_page_of_gaps_leads_to_stays_in_its_snapshot(
    client: httpx.Client, served: Served, view: str
) -> None:
    kept = snapshots.create(served.app.state.explorer, Wanted("zip"), None).id
    frozen = client.get(f"{view}{'&' if '?' in view else '?'}snapshot={kept}").text
    content = frozen[frozen.index("See it live") : frozen.index("</main>")]
    links = re.findall(r'href="(/(?:gaps|path|partners|api/v1/maps|api/v1/gaps)\b[^"]*)', content)
    assert len(links) >= 2
    assert [link for link in links if f"snapshot={kept}" not in link] == []
    hidden = f'<input type="hidden" name="snapshot" value="{kept}">'
    assert content.count("<form") == content.count(hidden)
    assert "snapshot=" not in client.get(view).text
    answer = client.get(html.unescape(links[-1]), follow_redirects=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("view", ["//evil.example.org", "/data", "https://evil.example.org/map"])
def test_no_link_leads_anywhere_else(client: httpx.Client, view: str) -> None:
    assert client.post("/share", data={"view": view}).status_code == 422
    assert client.get("/share", params={"view": view}).status_code == 422


def test_only_who_may_write_makes_links(client: httpx.Client) -> None:
    refused = client.post("/share", data={"view": "/map"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    elsewhere = {"X-Forwarded-For": "10.0.0.1", "Accept": "text/html"}
    shown = client.get("/share", params={"view": "/map"}, headers=elsewhere).text
    assert "no short links can be made" in shown
    assert "<form" not in shown


def test_only_embedded_views_may_be_framed_by_others(client: httpx.Client) -> None:
    ends = {"from": BUREAU, "to": LIBRARY}
    for path, asked in (("/embed/map", {}), ("/embed/clusters/0", {}), ("/embed/path", ends)):
        policy = client.get(path, params=asked).headers["content-security-policy"]
        assert "frame-ancestors *" in policy, path
        assert "unsafe" not in policy, path
    for path in ("/", "/map", "/path", "/clusters/0", "/data", "/share?view=/map", "/api/v1/maps/network"):
        assert "frame-ancestors 'self'" in client.get(path).headers["content-security-policy"], path


def test_pages_speak_the_language_of_their_reader_and_link_to_the_others(client: httpx.Client) -> None:
    page = _page(client, "/gaps?country=LT&lang=lt")
    assert page.all("html")[0]["lang"] == "lt"
    assert "/gaps?country=LT&lang=pl" in _links(page)


def test_an_empty_graph_breaks_no_page(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = snapshot_of({})
    monkeypatch.setattr(served.app.state.explorer, "snapshot", lambda: empty)
    with httpx.Client(base_url=served.url, timeout=30, trust_env=False) as client:
        for path in (
            "/partners",
            "/partners?kind=ngo",
            "/gaps?country=LT",
            "/gaps/matrix",
            "/metrics/degree",
        ):
            assert "No data" in _page(client, path).text or path == "/partners"
