"""Gaps of the five networks, over HTTP and by command."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.analysis.reference_lists import reference_list
from tests.api.problems import problem
from tests.builders import snapshot_of

COVERAGE, UNIT, MATRIX, PAIR, CLOSERS = (
    f"/api/v1/gaps/{name}" for name in ("coverage", "unit", "matrix", "pair", "closers")
)


def held(client: httpx.Client, territory: str, level: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.get(
        COVERAGE, params={"territory": territory, "level": level, **more}
    ).json()
    return found


def test_four_of_sixty_municipalities_and_fifty_six_absent_by_name(client: httpx.Client) -> None:
    """S2-4"""
    found = held(client, "LT", "municipality")
    assert found["denominator"] == 60
    assert {one["code"] for one in found["present"]} == {"LT-06", "LT-07", "LT-36", "LT-54"}
    assert len(found["absent"]) == found["missing"] == 56
    assert all(one["name"] for one in found["absent"])
    assert found["verdict"] == "gaps"
    assert found["reference"]["name"].startswith("ISO 3166-2")
    assert found["reference"]["year"]
    assert len(found["snapshot"]) == 32


def test_four_of_ten_counties_by_municipality_and_by_any_participant(client: httpx.Client) -> None:
    """S2-4: the two figures are told apart."""
    found = held(client, "LT", "county")
    assert (found["denominator"], len(found["present"]), found["with_authority"]) == (10, 4, 4)
    municipal = held(client, "LT", "county", kind="municipality")
    assert (len(municipal["present"]), municipal["participants"]) == (4, 4)
    assert found["participants"] == 8
    assert found["unmatched"] >= 4
    assert str(found["unmatched"]) in found["reason"]


def test_pest_is_left_out_by_design_and_no_gap(client: httpx.Client) -> None:
    """S5-3"""
    found = held(client, "HU", "county")
    assert [one["name"] for one in found["excluded"]] == ["Pest"]
    assert len(found["present"]) == 18
    assert "Pest" not in {one["name"] for one in found["absent"]}


def test_five_placeholders_of_five_countries_are_ten_pairs_of_a_quarter(client: httpx.Client) -> None:
    """S3-1"""
    asked = {"level": "country", "from": "2018-10", "to": "2020-09", "draws": 100}
    found = client.get(MATRIX, params=asked).json()
    tied = [cell for cell in found["cells"] if cell["observed"]]
    assert sorted({code for cell in tied for code in (cell["a"], cell["b"])}) == [
        "AT",
        "DK",
        "HU",
        "IT",
        "PL",
    ]
    assert [cell["observed"] for cell in tied] == [0.25] * 10
    assert {one["ei"] for one in found["territories"] if one["data"]} == {1.0}
    assert {cell["verdict"] for cell in tied} == {"too few to say"}


def test_settlements_without_an_information_point_need_a_list(client: httpx.Client) -> None:
    """S4-4: without a reference list it says so; with one each settlement has its nearest, where known."""
    without = held(client, "HU33", "lau")
    assert (without["verdict"], without["denominator"], without["absent"]) == ("no data", None, [])
    assert "there is no list of units" in without["reason"]
    listed = held(client, "HU33", "lau", code=["24970", "33367"])
    assert (listed["denominator"], listed["reference"]["name"]) == (2, "given by the user")
    assert [one["code"] for one in listed["present"]] == ["33367"], "Szeged, whose code is HU_33367"
    assert [one["code"] for one in listed["absent"]] == ["24970"]
    assert all(set(one) >= {"nearest", "kilometres", "hops"} for one in listed["absent"])


@pytest.mark.parametrize(("country", "level"), [("NO", "county"), ("DK", "region"), ("IT", "region")])
def test_a_country_whose_participants_nobody_can_place_has_no_gaps(
    client: httpx.Client, country: str, level: str
) -> None:
    """J2: one participant whose unit no source states makes no unit absent."""
    found = held(client, country, level)
    assert (found["verdict"], found["absent"], found["unmatched"]) == ("no data", [], 1)
    assert found["denominator"] > 4
    assert "no source says in which unit" in found["reason"]
    unit = {"country": country, "level": level, "code": found_code(country, level)}
    page = client.get("/gaps/unit", params=unit).text
    assert "without naming them" not in page
    assert "no source says in which unit" in page


def found_code(country: str, level: str) -> str:
    reference = reference_list(snapshot_of({}), country, level)
    assert reference is not None
    return reference.units[0].code


def test_powiats_that_are_counted_but_not_named_leave_none_absent(client: httpx.Client) -> None:
    """S1-3: twelve of the 42 of a list."""
    codes = [f"14{number:02}" for number in range(42)]
    found = held(client, "PL", "powiat", code=codes)
    assert (found["denominator"], found["absent"], found["verdict"]) == (42, [], "counted, not named")
    (unknown,) = found["unknown"]
    assert (unknown["label"], unknown["count"]) == ("powiats with working meetings", 12)
    assert client.get(unknown["evidence"][0]["href"]).status_code == 200
    assert "without naming" in found["reason"]


def test_without_a_list_or_without_data_nobody_is_absent(client: httpx.Client) -> None:
    """S4-4 and J2"""
    without = held(client, "HU", "lau")
    assert (without["verdict"], without["denominator"], without["absent"]) == ("no data", None, [])
    assert "no list" in without["reason"]
    empty = held(client, "PT", "district")
    assert (empty["verdict"], empty["absent"]) == ("no data", [])
    assert empty["denominator"] > 0


def test_lithuania_is_closed_and_of_few_ties_nothing_is_said(client: httpx.Client) -> None:
    """S2-3: E-I of the partnership is -0.6923 over both countries."""
    found = client.get(MATRIX, params={"draws": 100}).json()
    by_code = {one["code"]: one for one in found["territories"]}
    assert by_code["NO"]["ei"] == 1.0
    assert by_code["NO"]["strength"] == pytest.approx(1.0)
    (cell,) = client.get(MATRIX, params={"draws": 100, "a": "LT", "b": "NO"}).json()["cells"]
    assert cell["observed"] == pytest.approx(1.0)
    assert cell["verdict"] == "too few to say"
    assert sum(found["verdicts"].values()) == len(by_code) * (len(by_code) - 1) // 2


def test_sectors_are_a_table_too_with_the_unknown_told(client: httpx.Client) -> None:
    """X-3"""
    found = client.get(MATRIX, params={"level": "kind", "draws": 100, "counting": "full"}).json()
    kinds = {one["code"]: one["organisations"] for one in found["territories"]}
    assert (kinds["municipality"], kinds["university"], kinds["college"]) == (5, 1, 2)
    assert sum(kinds.values()) == found["with_place"]
    assert found["with_place"] < found["organisations"], "the rest are of unknown kind"


def test_participants_are_counted_by_kind_with_a_row_of_the_unknown(client: httpx.Client) -> None:
    """X-3: the administration of Utena is a municipality too, and takes part in nothing."""
    asked = {"level": "kind", "draws": 100}
    found = client.get(MATRIX, params=asked).json()
    taking_part = {one["code"]: one["participants"] for one in found["territories"]}
    assert (taking_part["municipality"], taking_part["university"], taking_part["college"]) == (4, 1, 2)
    assert sum(taking_part.values()) + found["participants_unknown"] == found["participants"]
    page = client.get("/gaps/matrix", params={"level": "kind"}).text
    unknown = f'<th scope="row">not known</th><td class="figure">{found["participants_unknown"]}</td>'
    assert found["participants_unknown"] > 0
    assert unknown in page
    assert '<th scope="row">municipality</th><td class="figure">4</td>' in page


def test_a_pair_opens_to_its_projects_members_and_records(client: httpx.Client) -> None:
    asked = {"level": "kind", "a": "library", "b": "municipality"}
    (cell,) = client.get(MATRIX, params=asked | {"draws": 100}).json()["cells"]
    found = client.get(cell["href"]).json()
    assert found["found"] == cell["projects"] == 1
    (one,) = found["projects"]
    record = one["a"][0]["evidence"][0]
    assert client.get(record["href"]).status_code == 200
    assert (found["a"]["code"], found["b"]["code"], found["level"]) == ("library", "municipality", "kind")
    assert found["a"]["organisations"] >= len(found["a"]["listed"]) > 0


def test_a_unit_that_is_present_opens_to_its_projects_and_records(
    client: httpx.Client, typed: Callable[..., str]
) -> None:
    asked = {"territory": "LT", "level": "municipality", "code": "LT-54"}
    found = client.get(UNIT, params=asked).json()
    assert (found["name"], found["organisations"], found["parameters"]) == ("Utena", 2, asked)
    assert len(found["snapshot"]) == 32
    record = found["projects"][0]["a"][0]["evidence"][0]
    assert client.get(record["href"]).status_code == 200
    words = ("unit", "LT", "LT-54", "--level", "municipality")
    assert json.loads(typed(*words, "--json")) == found
    assert record["record"] in typed(*words)
    absent = client.get(UNIT, params=asked | {"code": "LT-01"}).json()
    assert (absent["organisations"], absent["projects"]) == (0, [])
    problem(client.get(UNIT, params=asked | {"code": "LT-99"}), 404)


def test_without_shapes_nobody_is_called_a_neighbour(client: httpx.Client) -> None:
    """J2"""
    found = client.get(MATRIX, params={"draws": 100, "neighbours": True}).json()
    assert (found["cells"], found["borders"]["known"], found["borders"]["territories"]) == ([], 0, 0)
    assert found["reason"].startswith("No data: no shapes of level country were loaded")


def test_closers_of_what_nobody_knows_are_no_data(client: httpx.Client) -> None:
    found = client.get(CLOSERS, params={"a": "LT", "b": "PT"}).json()
    assert (found["ties"], found["needed"]) == ([], None)
    assert found["reason"].startswith("No data")
    between = client.get(CLOSERS, params={"a": "LT", "b": "PL"}).json()
    assert between["ties"][0]["joins"] is True


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        (COVERAGE, {"territory": "LT"}, 422),
        (COVERAGE, {"territory": "nowhere", "level": "canton"}, 422),
        (MATRIX, {"level": "village"}, 422),
        (MATRIX, {"counting": "budget"}, 422),
        (MATRIX, {"a": "ZZ"}, 422),
        (MATRIX, {"draws": 5000}, 422),
        (MATRIX, {"level": "kind", "within_km": 100}, 422),
        (MATRIX, {"level": "kind", "neighbours": True}, 422),
        (PAIR, {"a": "LT", "b": "LT"}, 422),
        (PAIR, {"a": "LT", "b": "ZZ"}, 422),
        (MATRIX, {"minimum_weight": 2}, 422),
        (CLOSERS, {"a": "LT", "b": "LT"}, 422),
        (CLOSERS, {"a": "LT", "b": "PL", "target": 99}, 422),
    ],
)
def test_what_cannot_be_answered_is_a_problem_in_words(client: httpx.Client, path, params, status) -> None:
    problem(client.get(path, params=params), status)


@pytest.fixture
def typed(command: Callable[..., Any]) -> Callable[..., str]:
    """What `socialcluster gaps` with these words prints."""
    return lambda *words: command("gaps", *words).out


def test_the_command_tells_who_is_there_and_who_is_not(typed: Callable[..., str]) -> None:
    told = typed("coverage", "LT", "--level", "municipality")
    assert "4 of 60 units of LT" in told
    assert "56 missing" in told
    assert "Vilni" in told


def test_the_command_gives_the_answers_of_the_api(client: httpx.Client, typed: Callable[..., str]) -> None:
    asked = {"level": "country", "draws": 100, "limit": 5}
    words = ("matrix", "--level", "country", "--draws", "100", "--most", "5", "--json")
    assert json.loads(typed(*words)) == client.get(MATRIX, params=asked).json()
    ends = {"a": "LT", "b": "PL"}
    assert json.loads(typed("closers", "LT", "PL", "--json")) == client.get(CLOSERS, params=ends).json()


def test_the_command_explains_pairs_and_closers_in_words(typed: Callable[..., str]) -> None:
    assert "networks of the same degrees" in typed("matrix", "--draws", "100")
    assert "joins two parts" in typed("closers", "LT", "PL")
    sentences = typed("matrix", "--draws", "100", "--words", "--from", "2015")
    assert re.search(r"1\. .+ \([A-Z]{2}\) and .+: .+ Against chance: too few to say", sentences)
    assert re.search(r"Evidence: socialcluster gaps pair .+ --level country --from 2015\n", sentences)
    assert "library: " in typed("pair", "library", "municipality", "--level", "kind")


def test_a_list_of_the_user_is_the_denominator(typed: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "four.csv"
    file.write_text("code,name\nLT-06,Biržai\nLT-01,Akmenė\n", encoding="utf-8")
    told = typed("coverage", "LT", "--level", "municipality", "--list", str(file))
    assert "1 of 2 units" in told
    assert "four.csv" in told
