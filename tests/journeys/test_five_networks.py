"""What must come out of the five networks for which this was made, asked over the API.

The ids in the names of the tests are those of the project's acceptance list.
"""

from itertools import combinations
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
UNKNOWN_IN_MAZOVIA = {
    "NGOs that joined the network",
    "people who took part in training and workshops",
    "powiats of Mazovia reached",
}
FIGURES_OF_MENTORS = {
    "mentors": ("range", 60, 80),
    "consortia supported": ("=", 276, None),
    "settlements reached": ("~", 1000, None),
    "cultural institutions contacted": (">", 2500, None),
    "communities reached": ("=", 905, None),
    "communities mentored": ("=", 419, None),
    "share of the joiners of the Week of Communities who came through the mentors": (">", 60, None),
    "questionnaires of institutions": ("=", 932, None),
    "questionnaires of residents in one round": ("=", 15_000, None),
    "questionnaires of residents in both rounds": ("=", 30_000, None),
    "good practices collected": ("=", 177, None),
    "model projects": ("=", 25, None),
    "occasions that strengthen cooperation": ("=", 34, None),
    "training of a mentor": ("=", 120, None),
    "authors of the teaching material": ("=", 13, None),
    "reviewers of the teaching material": ("=", 11, None),
    "trainers": ("=", 28, None),
}


def _project(client: httpx.Client, title: str) -> Json:
    found = client.get("/api/v1/projects", params={"q": title}).json()["projects"]
    assert len(found) == 1
    answer: Json = client.get(f"/api/v1/projects/{found[0]['uid']}").json()
    return answer


def _profile(client: httpx.Client, uid: str) -> Json:
    answer: Json = client.get(f"/api/v1/organisations/{uid}").json()
    return answer


@pytest.fixture
def mazovia(client: httpx.Client) -> Json:
    return _project(client, "Mazowiecka Sieć Edukacyjna")


@pytest.fixture
def lithuania(client: httpx.Client) -> Json:
    return _project(client, "NOR-LT10-VRM-01-K-02-006")


@pytest.fixture
def mentors(client: httpx.Client) -> Json:
    return _project(client, "Mentorhálózat")


def test_s1_2_figures_that_the_page_did_not_render_are_unknown_and_never_nought(mazovia: Json) -> None:
    unknown = [figure for figure in mazovia["counters"] if figure.get("value") is None]
    assert {figure["label"] for figure in unknown} == UNKNOWN_IN_MAZOVIA
    assert {figure["status"] for figure in unknown} == {"not rendered"}
    assert all(figure.get("value") != 0 for figure in mazovia["counters"])


def test_s1_4_a_patron_is_neither_partner_nor_funder(client: httpx.Client, mazovia: Json) -> None:
    marshal = mazovia["patrons"][0]
    assert marshal["name"] == "Marszałek Województwa Mazowieckiego"
    assert marshal["uid"] not in {one["uid"] for one in mazovia["participants"] + mazovia["funding"]}
    profile = _profile(client, marshal["uid"])
    assert profile["counts"]["partners"] == profile["counts"]["projects"] == 0
    assert profile["collaborators"] == []
    assert [(tie["type"], tie["outgoing"]) for tie in profile["ties"]] == [("PATRON_OF", True)]
    assert len(mazovia["participants"]) == 2


def test_s2_1_the_list_of_thirteen_is_the_list_of_participants(lithuania: Json) -> None:
    assert len(lithuania["participants"]) == 13
    leads = [one["name"] for one in lithuania["participants"] if one["role"] == "lead"]
    assert leads == ["Lietuvos edukologijos universitetas"]
    suppliers = {one["name"] for one in lithuania["suppliers"]}
    assert suppliers == {"VšĮ Antikorupcijos švietimo centras", "UAB Integris"}
    assert not suppliers & {one["name"] for one in lithuania["participants"]}
    assert [(figure["value"], figure["comparator"]) for figure in lithuania["counters"]] == [(13, "=")]


def test_s2_3_thirteen_participants_make_78_pairs_of_a_twelfth_each(
    client: httpx.Client, lithuania: Json
) -> None:
    members = {one["uid"] for one in lithuania["participants"]}
    pairs = {
        tuple(sorted((uid, other["uid"]))): other["weight"]
        for uid in members
        for other in _profile(client, uid)["collaborators"]
    }
    assert pairs.keys() == set(combinations(sorted(members), 2))
    assert len(pairs) == 78
    assert all(weight == pytest.approx(1 / 12) for weight in pairs.values())
    across = [pair for pair in pairs if len({_country(lithuania, uid) for uid in pair}) == 2]
    assert len(across) == 12


def _country(project: Json, uid: str) -> str:
    return next(str(one["country"]) for one in project["participants"] if one["uid"] == uid)


def test_s3_1_five_bodies_that_the_text_counts_stay_five_and_nameless(client: httpx.Client) -> None:
    project = _project(client, "First-time international project realisers support network")
    assert sorted(one["country"] for one in project["participants"]) == ["AT", "DK", "HU", "IT", "PL"]
    assert {one["name"] for one in project["participants"]} == {None}
    assert {one["name_status"] for one in project["participants"]} == {"missing"}
    for one in project["participants"]:
        collaborators = _profile(client, one["uid"])["collaborators"]
        assert [other["weight"] for other in collaborators] == [0.25] * 4


def test_s4_1_four_named_bodies_and_a_group_of_unknown_size(client: httpx.Client) -> None:
    project = _project(client, "Tudás-klaszter hálózat")
    roles = {one["name"]: one["role"] for one in project["participants"]}
    assert len(roles) == 4
    assert [name for name, role in roles.items() if role == "lead"] == ["Szegedi Ifjúsági Ház"]
    groups = {
        one["node"]["name"]: one["node"] for one in project["groups"] if one["node"]["uid"] == one["start"]
    }
    assert groups["tagintézmények"].get("size") is None
    weights = [
        other["weight"]
        for one in project["participants"]
        for other in _profile(client, one["uid"])["collaborators"]
    ]
    assert weights == pytest.approx([1 / 3] * 12)


def test_s5_1_figures_keep_their_comparators(mentors: Json) -> None:
    stated = {
        figure["label"]: (figure["comparator"], figure["value"], figure.get("value_to"))
        for figure in mentors["counters"]
    }
    assert FIGURES_OF_MENTORS.items() <= stated.items()
    computed = [figure["label"] for figure in mentors["counters"] if figure["status"] == "computed"]
    assert "questionnaires of residents in both rounds" in computed


def test_s5_3_pest_is_left_out_by_design_and_eighteen_counties_are_in(mentors: Json) -> None:
    assert len({place["code"] for place in mentors["covers"]}) == 18
    assert [place["name"] for place in mentors["excludes"]] == ["Pest"]
    assert {place["level"] for place in mentors["covers"]} == {"nuts3"}
    assert not {"Pest", "Budapest"} & {place["name"] for place in mentors["covers"]}


def test_no_name_crosses_from_one_network_to_another(client: httpx.Client) -> None:
    """Components at the level of organisations are as many as there are networks with partners."""
    clusters = client.get("/api/v1/clusters").json()["clusters"]
    assert len(clusters) == 4
    assert sum(cluster["size"] for cluster in clusters) == 13 + 5 + 4 + 2
