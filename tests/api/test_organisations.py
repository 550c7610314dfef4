from typing import Any
from urllib.parse import quote

import httpx
import pytest

from api.answers import organisations as answers
from graph.store import organisations
from tests.api.hostile import INJECTIONS, LUCENE, MATCH_NOTHING
from tests.api.problems import problem

ORGANISATIONS = "/api/v1/organisations"
LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"
ALL = 28


def _walked(client: httpx.Client, **asked: str | int) -> list[str]:
    """uids of all pages."""
    found: list[str] = []
    cursor = None
    while True:
        page = client.get(ORGANISATIONS, params=asked | ({"cursor": cursor} if cursor else {})).json()
        assert len(page["organisations"]) <= int(asked.get("limit", 50))
        found += [one["uid"] for one in page["organisations"]]
        cursor = page["next"]
        if cursor is None:
            return found


def _search(client: httpx.Client, text: str, **asked: str) -> list[str | None]:
    found = client.get(ORGANISATIONS, params={"q": text, **asked}).json()["organisations"]
    return [one["name"] for one in found]


def test_an_answer_says_from_which_snapshot_and_of_what_age_it_is(client: httpx.Client) -> None:
    answer = client.get(ORGANISATIONS).json()
    assert len(answer["snapshot"]) == 32
    assert answer["data_as_of"].startswith("20")


def test_an_entry_says_what_and_where_an_organisation_is_and_how_it_is_connected(
    client: httpx.Client,
) -> None:
    found = client.get(ORGANISATIONS, params={"q": LIBRARY}).json()["organisations"]
    assert found[0] | {"uid": ""} == {
        "uid": "",
        "name": LIBRARY,
        "kind": "library",
        "sector": "public",
        "country": "LT",
        "town": None,
        "projects": 1,
        "partners": 12,
    }


@pytest.mark.parametrize(
    "text", [LIBRARY, "miskiniu", "MIŠKINIŲ", "viesoji bibliotek", "utenos bibliotkea", "biblioteka utenos"]
)
def test_a_name_is_found_without_its_diacritics_its_end_or_its_order(client: httpx.Client, text: str) -> None:
    assert LIBRARY in _search(client, text)


def test_every_organisation_is_found_by_its_own_name(client: httpx.Client) -> None:
    everyone = client.get(ORGANISATIONS, params={"limit": 500}).json()["organisations"]
    named = [one["name"] for one in everyone if one["name"]]
    assert len(named) == 22
    assert [name for name in named if name not in _search(client, name)] == []


def test_the_best_match_stands_first(client: httpx.Client) -> None:
    assert _search(client, "Prienų rajono savivaldybė")[0] == "Prienų rajono savivaldybė"


def test_filters_narrow_a_search_and_a_list(client: httpx.Client) -> None:
    assert "Utenos rajono savivaldybė" in _search(client, "utenos", kind="municipality")
    assert LIBRARY not in _search(client, "utenos", kind="municipality")
    assert _search(client, "utenos", country="HU") == []
    assert len(_walked(client, country="LT")) == 15
    assert len(_walked(client, place="LT-54")) == 3


@pytest.mark.parametrize("limit", [1, 7, 27, 28, 29, 500])
def test_pages_hold_every_organisation_exactly_once(client: httpx.Client, limit: int) -> None:
    found = _walked(client, limit=limit)
    assert len(found) == ALL
    assert len(set(found)) == ALL


@pytest.mark.parametrize("limit", [1, 3, 500])
def test_pages_of_a_search_hold_every_match_exactly_once(client: httpx.Client, limit: int) -> None:
    found = _walked(client, q="savivaldybe", limit=limit)
    assert sorted(found) == sorted(_walked(client, q="savivaldybe"))
    assert len(found) == len(set(found)) == 6


@pytest.mark.parametrize("language", ["lt", "da"])
def test_equal_matches_stand_by_name_over_all_pages_and_not_within_each(
    client: httpx.Client, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    matches = organisations.best_matches

    def equal(*asked: Any) -> list[dict[str, Any]]:
        return sorted((row | {"score": 1.0} for row in matches(*asked)), key=lambda row: row["uid"])

    monkeypatch.setattr(organisations, "best_matches", equal)
    at_once = _walked(client, q="savivaldybe", lang=language)
    assert _walked(client, q="savivaldybe", lang=language, limit=1) == at_once


def test_beyond_the_sorted_matches_the_rest_follows_and_none_is_told_twice(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _walked(client, q="savivaldybe")
    monkeypatch.setattr(answers, "MOST_SORTED", 3)
    for limit in (1, 2, 500):
        found = _walked(client, q="savivaldybe", limit=limit)
        assert sorted(found) == sorted(whole), limit


@pytest.mark.parametrize("text", [*LUCENE, *INJECTIONS])
@pytest.mark.parametrize("path", [ORGANISATIONS, "/api/v1/projects", "/organisations", "/projects"])
def test_no_text_breaks_a_search(client: httpx.Client, path: str, text: str) -> None:
    answer = client.get(path, params={"q": text})
    if answer.status_code != 200:
        problem(answer, 422)


@pytest.mark.parametrize("text", MATCH_NOTHING)
def test_a_text_without_words_does_not_match_everything(client: httpx.Client, text: str) -> None:
    assert _search(client, text) == []
    assert client.get("/api/v1/projects", params={"q": text}).json()["projects"] == []


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_passes_for_an_organisation(client: httpx.Client, text: str) -> None:
    answer = client.get(f"{ORGANISATIONS}/{quote(text, safe='')}", follow_redirects=True)
    problem(answer, 404, echoed=text)
    assert len(_walked(client, limit=500)) == ALL


def test_a_profile_holds_projects_collaborators_other_ties_and_what_each_source_says(
    client: httpx.Client,
) -> None:
    uid = client.get(ORGANISATIONS, params={"q": LIBRARY}).json()["organisations"][0]["uid"]
    profile = client.get(f"{ORGANISATIONS}/{uid}").json()
    assert profile["organisation"]["kind_rule"] == "the word biblioteka in its name"
    assert profile["counts"] == {"projects": 1, "partners": 12, "records": 1}
    assert profile["projects"][0]["role"] == "partner"
    assert profile["projects"][0]["start"] == "2015"
    assert {one["weight"] for one in profile["collaborators"]} == {1 / 12}
    ties = {(tie["type"], tie["outgoing"], tie["name"]) for tie in profile["ties"]}
    assert ties == {
        ("LOCATED_IN", True, "Utena"),
        ("SUBORDINATE_TO", True, "Utenos rajono savivaldybė"),
    }
    assert profile["said"][0]["values"]["name"] == LIBRARY


def test_evidence_leads_to_the_record_as_its_source_wrote_it(client: httpx.Client) -> None:
    uid = client.get(ORGANISATIONS, params={"q": LIBRARY}).json()["organisations"][0]["uid"]
    profile = client.get(f"{ORGANISATIONS}/{uid}").json()
    record = client.get(profile["projects"][0]["evidence"][0]["href"]).json()
    assert record["source"] == "five-networks"
    assert record["address"] == "http://www.socialcluster.lt/viesinimas-nr-2/"
    assert record["raw"]["name"] == LIBRARY
    assert record["raw"]["name.at"] == "3437-3480"
