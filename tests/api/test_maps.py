import re

import httpx

MAP = "/api/v1/maps/network"


def test_a_map_is_one_page_that_names_no_other_host_to_load_from(client: httpx.Client) -> None:
    answer = client.get(MAP)
    assert answer.headers["content-type"].startswith("text/html")
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", answer.text)
    assert "Miškinių" in answer.text


def test_a_map_runs_under_a_policy_of_its_own_that_fetches_nothing(client: httpx.Client) -> None:
    answer = client.get(MAP)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["x-snapshot"] == client.get("/api/v1/clusters").json()["snapshot"]


def test_a_map_can_be_kept_as_a_file_and_is_the_same_each_time(client: httpx.Client) -> None:
    kept = client.get(MAP, params={"download": True})
    assert kept.headers["content-disposition"] == 'attachment; filename="network-map.html"'
    assert kept.content == client.get(MAP).content


def test_a_map_draws_no_more_than_is_asked_for(client: httpx.Client) -> None:
    assert len(client.get(MAP, params={"organisations": 3}).content) < len(client.get(MAP).content)
