"""Pages about a part of the network: the form that says which, and answers that are those of the API."""

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser


def _page(client: httpx.Client, path: str, **asked: str) -> LexborHTMLParser:
    answer = client.get(path, params=asked or None, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text[:300]
    return LexborHTMLParser(answer.text)


def _value(page: LexborHTMLParser, field: str) -> str | None:
    return page.css(f"form.filters input[name={field}]")[0].attributes["value"]


def test_clusters_of_a_part_of_the_network_are_those_of_the_api(client: httpx.Client) -> None:
    part = {"country": "LT", "counting": "full", "minimum_weight": "1"}
    page = _page(client, "/clusters", **part, start="2000", theme="", backbone="")
    found = client.get("/api/v1/clusters", params=part | {"from": "2000"}).json()
    assert found["organisations"] < client.get("/api/v1/clusters").json()["organisations"]
    links = page.css("table.stacking tbody th a")
    assert [link.text() for link in links] == [one["name"] for one in found["clusters"]]
    assert (_value(page, "start"), _value(page, "minimum_weight")) == ("2000", "1.0")
    assert "open" in page.css("details.part")[0].attributes
    member = _page(client, links[0].attributes["href"] or "")
    assert found["clusters"][0]["key"][0]["name"] in member.text()
    assert page.css("option[selected]")[0].attributes["value"] == "one-mode"


def test_the_json_of_a_part_is_linked_under_the_names_of_the_api(client: httpx.Client) -> None:
    page = _page(client, "/clusters", start="2000", mode="two-mode")
    address = next(
        link.attributes["href"] or ""
        for link in page.css("a")
        if (link.attributes["href"] or "").startswith("/api/v1/clusters?")
    )
    asked = client.get(address).json()
    assert (asked["mode"], asked["chosen"]) == ("two-mode", {"from": "2000"})


@pytest.mark.parametrize("view", ["/clusters", "/metrics/degree"])
def test_the_form_is_closed_where_all_of_the_network_is_meant(client: httpx.Client, view: str) -> None:
    assert "open" not in _page(client, view).css("details.part")[0].attributes


def test_metrics_of_a_part_of_the_network_are_those_of_the_api(client: httpx.Client) -> None:
    asked = {"kind": "municipality", "minimum_weight": "0.5"}
    page = _page(client, "/metrics/degree", **asked)
    found = client.get("/api/v1/metrics", params={"metric": "degree", **asked}).json()
    assert page.css("table[data-sortable] tbody th a")[0].text() == found["values"][0]["name"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start": "soon"}, "is no date"),
        ({"theme": "no such theme"}, "no such theme"),
        ({"mode": "two-mode", "backbone": "disparity"}, "Two-mode clusters are made of participations"),
    ],
)
def test_a_part_that_is_not_understood_is_said_in_words(
    client: httpx.Client, asked: dict[str, str], words: str
) -> None:
    answer = client.get("/clusters", params=asked, headers={"Accept": "text/html"})
    assert answer.status_code in (404, 422)
    assert words in answer.text


def test_what_is_taken_along_from_a_metric_is_the_part_that_is_shown(client: httpx.Client) -> None:
    shown = client.get(
        "/metrics/degree", params={"country": "LT", "counting": "full", "level": "country"}
    ).text
    for form in ("format=csv&amp;what=metrics", "format=zip"):
        address = f"/api/v1/exports/latest?{form}&amp;counting=full&amp;country=LT"
        assert f'href="{address}"' in shown
        assert client.get(address.replace("&amp;", "&")).status_code == 200
