import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from graph.analysis.catalogue import METRICS
from tests.api.problems import problem

METRICS_PAGE = "/api/v1/metrics"
PERMITTED = {"question", "reading", "caution", "formula", "source", "doi"}


def test_the_catalogue_tells_of_each_metric_what_it_asks_and_where_it_is_from(client: httpx.Client) -> None:
    found = client.get(METRICS_PAGE).json()
    assert [metric["name"] for metric in found["metrics"]] == list(METRICS)
    assert all(metric[field] for metric in found["metrics"] for field in PERMITTED)
    assert len(found["snapshot"]) == 32


def test_values_come_with_what_they_mean_and_of_how_much_they_tell(client: httpx.Client) -> None:
    found = client.get(METRICS_PAGE, params={"metric": "strength"}).json()
    assert found["metric"]["question"] == "Who cooperates the most?"
    assert found["parameters"] == {"metric": "strength", "level": "organisation", "counting": "fractional"}
    assert found["method"] == "exact"
    coverage = found["coverage"]
    assert coverage["organisations"] == coverage["with_value"]
    assert (coverage["joint_projects"], coverage["left_out"]) == (4, 0)
    values = [row["value"] for row in found["values"]]
    assert values == sorted(values, reverse=True)
    assert values[0] == 1.0


def test_who_has_no_partner_has_null_and_a_reason(client: httpx.Client) -> None:
    found = client.get(METRICS_PAGE, params={"metric": "constraint", "limit": 500}).json()
    without = [row for row in found["values"] if row["value"] is None]
    assert len(without) == found["coverage"]["organisations"] - 24
    assert all("no partner" in row["reason"] for row in without)
    assert found["values"][0]["value"] == 1.0 or found["values"][0]["value"] <= 1.125


def test_pages_follow_each_other_and_miss_nobody(client: httpx.Client) -> None:
    whole = client.get(METRICS_PAGE, params={"metric": "degree", "limit": 500}).json()
    rows, cursor = [], None
    while True:
        page = client.get(
            METRICS_PAGE, params={"metric": "degree", "limit": 7} | ({"cursor": cursor} if cursor else {})
        )
        rows += page.json()["values"]
        cursor = page.json()["next"]
        if cursor is None:
            break
    assert rows == whole["values"]
    assert whole["next"] is None


def test_a_territory_has_the_value_of_all_its_organisations(client: httpx.Client) -> None:
    found = client.get(METRICS_PAGE, params={"metric": "ei", "level": "country"}).json()
    by_code = {row["uid"]: row for row in found["values"]}
    assert by_code["NO"]["value"] == 1.0
    assert by_code["LT"]["value"] < 0
    assert by_code["LT"]["organisations"] >= by_code["LT"]["with_value"] >= 12
    assert found["parameters"]["groups"] == "country"


def test_the_partnership_of_lithuania_is_closed_and_its_norwegian_open(client: httpx.Client) -> None:
    found = client.get(METRICS_PAGE, params={"metric": "ei", "limit": 500}).json()
    norwegian = [
        row["value"] for row in found["values"] if row["country"] == "NO" and row["value"] is not None
    ]
    assert norwegian == [1.0]


def test_a_filter_is_applied_and_told(client: httpx.Client) -> None:
    found = client.get(METRICS_PAGE, params={"metric": "degree", "country": "LT", "from": "2000"}).json()
    assert {row["country"] for row in found["values"]} == {"LT"}
    assert (found["parameters"]["country"], found["parameters"]["from"]) == ("LT", "2000")


def test_each_year_has_its_network(client: httpx.Client) -> None:
    found = client.get(f"{METRICS_PAGE}/years", params={"metric": "strength"}).json()
    years = [row["year"] for row in found["years"]]
    assert years == list(range(years[0], years[-1] + 1))
    assert max(row["ties"] for row in found["years"]) > 0


def test_the_matrix_holds_every_tie_once(client: httpx.Client) -> None:
    found = client.get(f"{METRICS_PAGE}/matrix", params={"level": "country", "counting": "full"}).json()
    cells = {(cell["a"], cell["b"]): cell["observed"] for cell in found["cells"]}
    assert cells[("LT", "NO")] == 12.0
    assert cells[("LT", "LT")] >= 66.0
    ties = client.get(METRICS_PAGE, params={"metric": "degree"}).json()["coverage"]["ties"]
    assert sum(cells.values()) + found["unplaced"] == ties
    norway = next(row for row in found["territories"] if row["code"] == "NO")
    assert norway["strength"] == 12.0


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"metric": "fame"}, 404),
        ({"metric": "degree", "level": "village"}, 422),
        ({"metric": "degree", "from": "yesterday"}, 422),
        ({"metric": "degree", "cursor": "bm9uc2Vuc2U="}, 422),
        ({"metric": "degree", "minimum_weight": "nan"}, 422),
        ({"metric": "degree", "theme": "no such theme"}, 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_in_words(client: httpx.Client, params, status) -> None:
    problem(client.get(METRICS_PAGE, params=params), status)


@pytest.fixture
def typed(command: Callable[..., Any]) -> Callable[..., str]:
    """What `socialcluster metrics` with these words prints."""
    return lambda *words: command("metrics", *words).out


def test_the_command_lists_measures_and_explains(typed: Callable[..., str]) -> None:
    assert METRICS["constraint"].question in typed()
    told = typed("strength", "--most", "3")
    assert METRICS["strength"].reading in told
    assert METRICS["strength"].doi in told
    assert "organisations have a value" in told
    assert "counting fractional" in told


def test_the_command_gives_the_answer_of_the_api(client: httpx.Client, typed: Callable[..., str]) -> None:
    asked = {"metric": "ei", "level": "country", "limit": 20}
    assert (
        json.loads(typed("ei", "--level", "country", "--json"))
        == client.get(METRICS_PAGE, params=asked).json()
    )


def test_the_command_tells_years_and_territories(typed: Callable[..., str]) -> None:
    assert "Snapshot" in typed("strength", "--years")
    assert "pairs with ties" in typed("--matrix")
