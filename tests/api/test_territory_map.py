"""Geographic maps over HTTP: absent areas are on the map, with their place where it is known."""

import httpx

from tests.api.test_maps import facts_of

MAP = "/api/v1/maps/territory"


def test_the_absent_municipalities_of_a_country_are_on_its_map(client: httpx.Client) -> None:
    asked = {"territory": "LT", "level": "municipality"}
    answer = client.get(MAP, params=asked)
    known = client.get("/api/v1/gaps/coverage", params=asked).json()
    areas = facts_of(answer.text)["areas"]
    assert answer.status_code == 200
    assert len(areas) == known["denominator"] == 60
    states = {area["code"]: area["state"] for area in areas}
    assert [code for code, state in states.items() if state == "present"] == [
        one["code"] for one in known["present"]
    ]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-snapshot"] == known["snapshot"]


def test_countries_are_drawn_with_their_cooperation(client: httpx.Client) -> None:
    facts = facts_of(client.get(MAP, params={"level": "country"}).text)
    matrix = client.get("/api/v1/gaps/matrix", params={"level": "country"}).json()
    assert {area["code"] for area in facts["areas"]} == {one["code"] for one in matrix["territories"]}
    assert facts["measure"] == "measure strength"


def test_coverage_without_a_territory_is_refused_with_what_to_do(client: httpx.Client) -> None:
    answer = client.get(MAP, params={"show": "coverage"})
    assert answer.status_code in (400, 422)
    assert "territory=LT" in answer.json()["detail"]


def test_units_of_which_there_is_no_list_are_no_gap(client: httpx.Client) -> None:
    answer = client.get(MAP, params={"territory": "LT", "level": "moon"})
    assert facts_of(answer.text)["areas"] == []
    assert "No data: there is no list of units of level moon of LT" in answer.text


def test_cooperation_between_groups_that_nobody_knows_is_refused(client: httpx.Client) -> None:
    assert client.get(MAP, params={"level": "moon"}).status_code in (400, 422)
