import httpx
import pytest

from tests.api.hostile import INJECTIONS, LUCENE
from tests.api.problems import problem

BUREAU = "Biržų rajono savivaldybės visuomenės sveikatos biuras"
LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"
ADMINISTRATION = "Utenos rajono savivaldybės administracija"
YOUTH_HOUSE = "Szegedi Ifjúsági Ház"
LITHUANIAN = "Tvarios plėtros skatinimas stiprinant viešojo sektoriaus socialinę klasterystę"


def _path(client: httpx.Client, start: str, end: str) -> httpx.Response:
    return client.get("/api/v1/paths", params={"from": start, "to": end})


def test_two_partners_of_one_project_are_one_hop_apart_and_the_project_is_named(client: httpx.Client) -> None:
    found = _path(client, BUREAU, LIBRARY).json()
    assert found["hops"] == 1
    assert (found["from"]["name"], found["to"]["name"]) == (BUREAU, LIBRARY)
    step = found["steps"][0]
    assert step["organisation"]["name"] == LIBRARY
    assert (step["project"]["name"], step["year"]) == (LITHUANIAN, 2015)
    assert LITHUANIAN in found["told"]
    assert len(step["evidence"]) == 2
    for evidence in step["evidence"]:
        assert client.get(evidence["href"]).status_code == 200


def test_the_way_back_is_as_long(client: httpx.Client) -> None:
    assert _path(client, LIBRARY, BUREAU).json()["hops"] == 1


@pytest.mark.parametrize(
    "name", [BUREAU.upper(), "Birzu rajono savivaldybes visuomenes sveikatos biuras", f" {BUREAU} "]
)
def test_a_name_is_taken_whatever_its_case_and_diacritics(client: httpx.Client, name: str) -> None:
    assert _path(client, name, LIBRARY).json()["from"]["name"] == BUREAU


def test_nobody_needs_an_introduction_to_themselves(client: httpx.Client) -> None:
    assert _path(client, LIBRARY, LIBRARY).json()["hops"] == 0


def test_where_there_is_no_path_the_answer_says_so_in_words_and_what_would_join(client: httpx.Client) -> None:
    found = _path(client, ADMINISTRATION, YOUTH_HOUSE).json()
    assert found["hops"] is None
    assert found["steps"] == []
    assert "No chain of joint projects" in found["reason"]
    assert found["told"].startswith("No path.")
    assert {found["joining"]["a"]["country"], found["joining"]["b"]["country"]} == {"LT", "HU"}
    assert len(found["nearest"]) == 2


def test_an_unknown_organisation_is_404_with_near_matches_that_can_be_asked_for(client: httpx.Client) -> None:
    body = problem(_path(client, "Utenos biblioteka", YOUTH_HOUSE), 404)
    assert "Utenos biblioteka" in body["detail"]
    assert LIBRARY in [near["name"].removesuffix(", LT") for near in body["near"]]
    assert _path(client, body["near"][0]["uid"], LIBRARY).status_code == 200


@pytest.mark.parametrize("text", [text for text in (*LUCENE, *INJECTIONS) if text])
def test_no_text_breaks_either_end_of_a_path(client: httpx.Client, text: str) -> None:
    problem(_path(client, text, LIBRARY), 404, echoed=text)
    problem(_path(client, LIBRARY, text), 404, echoed=text)
