"""Three people follow links and send forms, as a browser without scripts would."""

import json
import re
from html import unescape

import httpx

LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"
BUREAU = "Biržų rajono savivaldybės visuomenės sveikatos biuras"


def _follow(client: httpx.Client, page: str, text: str) -> str:
    """The page behind the first link that says `text`."""
    links = re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', page, re.S)
    address = next(unescape(href) for href, said in links if text in unescape(said))
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


def _send(client: httpx.Client, page: str, action: str, **fields: str) -> str:
    """What the form with that action answers; fields not given keep their values."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if f'action="{action}"' in form)
    inputs = re.findall(r'<input id="[^"]*" name="([^"]*)"[^>]*?(?: value="([^"]*)")', form)
    known = {name: unescape(value) for name, value in inputs}
    assert known.keys() >= fields.keys()
    answer = client.get(action, params=known | fields)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_an_ngo_finds_a_body_and_who_introduces_it(client: httpx.Client) -> None:
    landing = client.get("/").text
    found = _send(client, landing, "/organisations", q="miskiniu")
    profile = _follow(client, found, LIBRARY)
    form = _follow(client, profile, "Introduce me to")
    way = _send(client, form, "/path", **{"from": BUREAU})
    assert f"1 introduction: {BUREAU} knows {LIBRARY}" in way
    record = _follow(client, way, "record 1")
    assert "Raw values" in record


def test_an_analyst_reads_clusters_and_their_members(client: httpx.Client) -> None:
    clusters = _follow(client, client.get("/").text, "Which groups work together?")
    finer = _send(client, clusters, "/clusters", resolution="1", seed="4")
    cluster = _follow(client, finer, "lifelong learning · Vidurio ir vakarų Lietuvos regionas")
    assert "13 organisations" in cluster
    assert "Lietuvos edukologijos universitetas" in cluster


def test_a_researcher_gets_the_same_as_json_and_how_to_ask_again(client: httpx.Client) -> None:
    clusters = _send(client, client.get("/clusters").text, "/clusters", resolution="2", seed="4")
    answer = json.loads(_follow(client, clusters, "the same as JSON"))
    assert (answer["resolution"], answer["seed"]) == (2.0, 4)
    assert f'title="{answer["snapshot"]}"' in clusters
    documentation = _follow(client, client.get("/").text, "API")
    assert "/api/v1/clusters/{number}" in documentation


def test_a_funder_is_walked_up_from_a_project_and_down_again(client: httpx.Client) -> None:
    found = _send(client, client.get("/projects").text, "/projects", q="mazowiecka")
    project = _follow(client, found, "Mazowiecka Sieć Edukacyjna")
    fund = _follow(client, project, "Europejski Fundusz Społeczny")
    assert "Mazowiecka Sieć Edukacyjna" in _follow(client, fund, "Mazowiecka Sieć Edukacyjna")
