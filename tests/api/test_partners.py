"""Partners and typed paths over HTTP and by command, on the five networks."""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from api.cli.main import main
from tests.api.hostile import INJECTIONS, LUCENE
from tests.api.problems import problem

PARTNERS, PATHS = "/api/v1/partners", "/api/v1/paths"
CONSORTIUM, MENTORS = f"{PARTNERS}/consortium", f"{PARTNERS}/mentors"
LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"
YOUTH_HOUSE = "Szegedi Ifjúsági Ház"
UNION = "Horizon Europe collaborative action"


def test_s3_3_a_newcomer_gets_a_ranked_list_each_with_its_reason_and_marked(client: httpx.Client) -> None:
    asked = {"kind": "ngo", "country": "HU", "language": "hu", "first_timer": True}
    found = client.get(PARTNERS, params=asked).json()
    assert found["basis"] == "attributes only"
    assert len(found["suggestions"]) == 10
    for one in found["suggestions"]:
        assert one["reason"]
        assert one["weakness"] == "attributes only: no cooperation seen yet"
        assert one["organisation"]["name"]
    assert len(found["snapshot"]) == 32


def test_an_organisation_is_not_told_of_its_partners(client: httpx.Client) -> None:
    found = client.get(PARTNERS, params={"organisation": LIBRARY, "limit": 100}).json()
    uid = client.get(PATHS, params={"from": LIBRARY, "to": LIBRARY}).json()["from"]["uid"]
    profile = client.get(f"/api/v1/organisations/{uid}").json()
    known = {one["uid"] for one in profile["collaborators"]} | {uid}
    assert known.isdisjoint(one["organisation"]["uid"] for one in found["suggestions"])
    assert found["excluded"]["already a partner"] == len(known) - 1


def test_evidence_of_a_suggestion_can_be_read(client: httpx.Client) -> None:
    found = client.get(PARTNERS, params={"country": "LT", "limit": 5}).json()["suggestions"]
    links = [one["href"] for suggestion in found for one in suggestion["evidence"]]
    assert links
    assert all(client.get(link).status_code == 200 for link in links)


def test_x_2_what_joins_utena_and_szeged_is_weak_and_only_where_it_is_allowed(client: httpx.Client) -> None:
    ends = {"from": LIBRARY, "to": YOUTH_HOUSE}
    plain = client.get(PATHS, params=ends).json()
    assert plain["hops"] is None
    assert "lifelong learning (weak: they need not know each other)" in plain["weak"]
    for via in ("funder", "country", "administrative"):
        assert client.get(PATHS, params=ends | {"via": ["cooperation", via]}).json()["hops"] is None
    themed = client.get(PATHS, params=ends | {"via": ["cooperation", "theme"]}).json()
    (step,) = themed["steps"]
    assert (step["via"], step["strength"], step["through"]) == ("theme", "weak", "lifelong learning")
    assert len(step["evidence"]) == 2
    assert all(client.get(one["href"]).status_code == 200 for one in step["evidence"])


def test_x_2_bodies_that_no_source_names_join_no_countries(client: httpx.Client) -> None:
    """The third network has a nameless participant in Poland and one in Hungary: who could be asked?"""
    ends = {"from": "Federacja Inicjatyw Oświatowych", "to": YOUTH_HOUSE}
    assert client.get(PATHS, params=ends | {"via": ["cooperation", "country"]}).json()["hops"] is None


def test_s2_6_by_administration_alone_nobody_leads_from_one_municipality_to_another(
    client: httpx.Client,
) -> None:
    bureau = "Biržų rajono savivaldybės visuomenės sveikatos biuras"
    ends = {"from": bureau, "to": LIBRARY}
    (step,) = client.get(PATHS, params=ends).json()["steps"]
    assert (step["via"], step["strength"], step["year"]) == ("cooperation", "strong", 2015)
    assert client.get(PATHS, params=ends | {"via": "administrative"}).json()["hops"] is None


def test_s3_4_each_newcomer_has_a_mentor_who_shares_something_and_none_has_too_many(
    client: httpx.Client, typed: Callable[..., str]
) -> None:
    new = ["kind=ngo;country=LT", "country=LT;theme=lifelong learning", "kind=school;theme=lifelong learning"]
    asked = {"newcomer": new, "experience": 1, "load": 1}
    found = client.get(MENTORS, params=asked).json()
    assert [one["newcomer"] for one in found["mentors"]] == new
    assert found["without"] == []
    assert len({one["organisation"]["uid"] for one in found["mentors"]}) == 3
    for one in found["mentors"]:
        assert one["themes"] or one["languages"]
        assert one["international_projects"] >= 1
        assert client.get(one["evidence"][0]["href"]).status_code == 200
    assert found["parameters"] == asked
    assert json.loads(typed("mentors", *new, "--experience", "1", "--load", "1", "--json")) == found
    assert found["told"] in typed("mentors", *new, "--experience", "1", "--load", "1")


def test_without_experience_in_the_graph_there_is_no_data_on_mentors(client: httpx.Client) -> None:
    found = client.get(MENTORS, params={"newcomer": "country=LT", "experience": 50}).json()
    assert (found["mentors"], found["without"], found["experienced"]) == ([], ["country=LT"], 0)
    assert found["told"].startswith("No data")
    for wrong in ("colour=red", "country=QX", "kind=ghost", "country="):
        problem(client.get(MENTORS, params={"newcomer": wrong}), 422)


def test_a_consortium_of_one_country_is_too_narrow(client: httpx.Client) -> None:
    found = client.get(
        CONSORTIUM, params={"member": [LIBRARY, YOUTH_HOUSE], "rule": UNION, "day": "2024-05-01"}
    )
    assert found.json()["met"] is False
    assert found.json()["told"] == "The rule is not met: members 2 of 3, countries 2 of 3."


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (PARTNERS, {}),
        (PARTNERS, {"country": "Lithuania"}),
        (PARTNERS, {"country": "LT", "diversity": 2}),
        (PARTNERS, {"country": "LT", "limit": 101}),
        (PATHS, {"from": LIBRARY, "to": YOUTH_HOUSE, "k": 6}),
        (PATHS, {"from": LIBRARY, "to": YOUTH_HOUSE, "via": "money"}),
        (PATHS, {"from": LIBRARY, "to": YOUTH_HOUSE, "via": "theme", "by": "strength"}),
    ],
)
def test_what_is_out_of_range_is_refused(client: httpx.Client, path: str, wrong: dict[str, object]) -> None:
    assert client.get(path, params=wrong).status_code == 422


@pytest.mark.parametrize("text", [text for text in (*LUCENE, *INJECTIONS) if text.strip()])
def test_no_text_breaks_a_question_for_partners(client: httpx.Client, text: str) -> None:
    problem(client.get(PARTNERS, params={"organisation": text}), 404, echoed=text)
    assert client.get(PARTNERS, params={"theme": text}).status_code in (404, 422)


@pytest.fixture
def typed(
    client: httpx.Client,
    neo4j_server: tuple[str, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., str]:
    """What `socialcluster` with these words prints."""
    names = ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "HOME")
    for name, value in zip(names, (*neo4j_server, str(tmp_path)), strict=True):
        monkeypatch.setenv(f"SOCIALCLUSTER_{name}", value)

    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["socialcluster", *words])
        with suppress(SystemExit):
            main()
        return capsys.readouterr().out

    return run


def test_the_command_tells_what_the_api_answers(client: httpx.Client, typed: Callable[..., str]) -> None:
    asked = {"kind": "ngo", "country": "HU"}
    answer = client.get(PARTNERS, params=asked).json()
    assert json.loads(typed("partners", "--kind", "ngo", "--country", "HU", "--json")) == answer
    told = typed("partners", "--kind", "ngo", "--country", "HU")
    assert answer["suggestions"][0]["reason"] in told
    assert answer["suggestions"][0]["evidence"][0]["record"] in told
    assert f"Snapshot {answer['snapshot']}." in told
    way = client.get(PATHS, params={"from": LIBRARY, "to": LIBRARY, "k": 3}).json()
    assert json.loads(typed("path", LIBRARY, LIBRARY, "-k", "3", "--json")) == way


def test_the_command_tells_a_path_with_its_records_and_its_snapshot(
    client: httpx.Client, typed: Callable[..., str]
) -> None:
    bureau = "Biržų rajono savivaldybės visuomenės sveikatos biuras"
    told, answer = (
        typed("path", bureau, LIBRARY),
        client.get(PATHS, params={"from": bureau, "to": LIBRARY}).json(),
    )
    assert answer["told"] in told
    assert all(one["record"] in told for one in answer["steps"][0]["evidence"])
    assert f"Snapshot {answer['snapshot']}." in told


def test_the_command_checks_a_consortium(typed: Callable[..., str]) -> None:
    told = typed("partners", LIBRARY, "--with", YOUTH_HOUSE, "--rule", UNION, "--day", "2024-05-01")
    assert told.startswith("The rule is not met: members 2 of 3")
    assert "2021/695" in told
