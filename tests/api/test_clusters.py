import json
import sys
from collections.abc import Iterator

import httpx
import pytest

from api.cli.main import main
from tests.api.problems import problem

CLUSTERS = "/api/v1/clusters"


@pytest.fixture
def renamed(client: httpx.Client) -> Iterator[httpx.Client]:
    """A client under which cluster 0 has a name of its own; none has afterwards."""
    said = client.put(f"{CLUSTERS}/0/name", json={"name": "  Learning\nLithuania "}).json()
    assert (said["id"], said["name"], said["given"]) == (0, "Learning Lithuania", True)
    yield client
    client.delete(f"{CLUSTERS}/0/name")


def test_the_five_networks_fall_apart_into_one_cluster_each(client: httpx.Client) -> None:
    found = client.get(CLUSTERS).json()
    assert [cluster["size"] for cluster in found["clusters"]] == [13, 5, 4, 2]
    assert [cluster["id"] for cluster in found["clusters"]] == [0, 1, 2, 3]
    assert found["without_partner"] == found["organisations"] - 24
    assert 0.3 < found["modularity"] < 1


def test_a_cluster_says_its_name_its_sectors_and_who_holds_it_together(client: httpx.Client) -> None:
    lithuanian = client.get(CLUSTERS).json()["clusters"][0]
    assert lithuanian["countries"] == {"LT": 12, "NO": 1}
    assert sum(lithuanian["sectors"].values()) == 13
    assert lithuanian["sectors"]["public"] == 8
    assert set(lithuanian["mix"]["present"]) >= {"public"}
    assert lithuanian["name"].startswith("lifelong learning")
    assert lithuanian["given"] is False
    assert len(lithuanian["key"]) == 5


def test_separate_projects_are_told_to_be_no_clusters_beyond_chance(client: httpx.Client) -> None:
    """The five networks share nobody: dealt anew they divide as well, and that is said, not hidden."""
    found = client.get(CLUSTERS, params={"wait": 60}).json()
    assert found["pending"] is False
    assert found["components"] == 4
    assert all(cluster["is_component"] for cluster in found["clusters"])
    assert found["chance"]["verdict"] == "no cluster structure"
    assert (found["chance"]["z"], found["chance"]["p"], found["chance"]["draws"]) == (None, 1.0, 20)
    assert found["structure"].startswith("No cluster structure beyond chance")
    assert "shares no project with the rest: that is certain" in found["structure"]


def test_every_cluster_has_its_confidence_and_every_member_its_swing(client: httpx.Client) -> None:
    found = client.get(CLUSTERS, params={"wait": 60}).json()
    assert (found["stability"]["nmi"], found["stability"]["ari"], found["stability"]["runs"]) == (
        1.0,
        1.0,
        20,
    )
    assert found["stability"]["consensus_clusters"] == 4
    assert [(one["stability"], one["reading"]) for one in found["clusters"]] == [(1.0, "stable")] * 4
    members = client.get(f"{CLUSTERS}/1", params={"wait": 60}).json()["members"]
    assert [(one["swing"], one["consensus"]) for one in members] == [(0.0, 1)] * 5


def test_who_does_not_wait_is_told_that_more_is_coming(client: httpx.Client) -> None:
    asked = {"resolution": 1.75, "seed": 99, "wait": 0}
    found = client.get(CLUSTERS, params=asked).json()
    if found["pending"]:  # a quick machine may have it at once
        assert "being computed" in found["structure"]
        assert found["stability"] is None or found["chance"] is None
    later = client.get(CLUSTERS, params=asked | {"wait": 60}).json()
    assert later["pending"] is False
    assert later["clusters"][0]["stability"] == 1.0


def test_a_cluster_lists_all_its_members(client: httpx.Client) -> None:
    found = client.get(f"{CLUSTERS}/0").json()
    assert len(found["members"]) == found["cluster"]["size"] == 13
    assert {member["strength"] for member in found["members"]} == {1.0}


def test_the_same_seed_and_resolution_give_the_same_clusters(client: httpx.Client) -> None:
    asked = {"resolution": 1.5, "seed": 7, "wait": 60}
    first, second = (client.get(CLUSTERS, params=asked).json() for _ in range(2))
    assert first == second
    assert (first["resolution"], first["seed"], first["counting"]) == (1.5, 7, "fractional")


def test_in_two_mode_projects_belong_to_clusters_too(client: httpx.Client) -> None:
    found = client.get(CLUSTERS, params={"mode": "two-mode", "wait": 60}).json()
    assert found["mode"] == "two-mode"
    assert [(one["size"], one["projects"]) for one in found["clusters"]] == [(13, 1), (5, 1), (4, 1), (2, 1)]
    assert client.get(CLUSTERS).json()["clusters"][0]["projects"] is None


def test_a_name_that_was_given_is_shown_everywhere_and_can_be_taken_back(renamed: httpx.Client) -> None:
    listed = renamed.get(CLUSTERS).json()["clusters"]
    assert [(one["name"], one["given"]) for one in listed[:1]] == [("Learning Lithuania", True)]
    assert not any(one["given"] for one in listed[1:])
    assert renamed.get(f"{CLUSTERS}/0").json()["cluster"]["name"] == "Learning Lithuania"
    assert "Learning Lithuania" in renamed.get("/clusters").text
    assert renamed.delete(f"{CLUSTERS}/0/name").json()["given"] is False
    assert renamed.get(f"{CLUSTERS}/0").json()["cluster"]["name"].startswith("lifelong learning")


def test_a_name_survives_another_seed_resolution_and_mode(renamed: httpx.Client) -> None:
    for asked in ({"seed": 5}, {"resolution": 1.1}, {"mode": "two-mode"}):
        assert renamed.get(CLUSTERS, params=asked).json()["clusters"][0]["name"] == "Learning Lithuania"


def test_a_new_name_replaces_the_old(renamed: httpx.Client) -> None:
    renamed.put(f"{CLUSTERS}/0/name", json={"name": "Second"})
    assert renamed.get(CLUSTERS).json()["clusters"][0]["name"] == "Second"
    renamed.delete(f"{CLUSTERS}/0/name")
    assert renamed.get(CLUSTERS).json()["clusters"][0]["given"] is False


def test_a_name_of_signs_alone_is_refused(client: httpx.Client) -> None:
    said = problem(client.put(f"{CLUSTERS}/0/name", json={"name": " --- "}), 422)
    assert "letter or a digit" in said["detail"]


def test_a_cluster_that_is_not_there_has_no_name(client: httpx.Client) -> None:
    said = problem(client.put(f"{CLUSTERS}/99/name", json={"name": "x"}), 404)
    assert "clusters go from 0 to 3" in said["detail"]


def test_the_command_tells_the_same_and_gives_names(
    client: httpx.Client,
    neo4j_server: tuple[str, str, str],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    uri, user, password = neo4j_server
    given = {"HOME": str(tmp_path_factory.mktemp("home")), "NEO4J_URI": uri, "NEO4J_USER": user}
    for name, value in {**given, "NEO4J_PASSWORD": password}.items():
        monkeypatch.setenv(f"SOCIALCLUSTER_{name}", value)

    def said(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["socialcluster", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        return capsys.readouterr().out

    assert json.loads(said("clusters", "--json")) == client.get(CLUSTERS, params={"wait": 60}).json()
    chosen = json.loads(said("clusters", "--json", "--country", "LT", "--backbone", "bipartite"))["chosen"]
    assert chosen["country"] == "LT"
    assert (chosen["backbone"], chosen["correction"]) == ("bipartite", "benjamini-hochberg")
    assert "country LT" in said("clusters", "--country", "LT", "--quick")
    assert "No cluster structure beyond chance" in said("clusters")
    assert "Left out by '--quick'" in said("clusters", "list", "--quick", "--seed", "12345")
    assert said("clusters", "name", "0", "Learning") == "Cluster 0 is called: Learning\n"
    assert client.get(CLUSTERS).json()["clusters"][0]["name"] == "Learning"
    assert "lifelong learning" in said("clusters", "unname", "0")


def test_clusters_of_a_part_say_of_which(client: httpx.Client) -> None:
    asked = {"country": "LT", "minimum_weight": 0.01, "wait": 60}
    found = client.get(CLUSTERS, params=asked).json()
    assert found["chosen"] == {"country": "LT", "minimum_weight": 0.01}
    assert found["clusters"][0]["countries"] == {"LT": 12}
    assert found["clusters"][0]["stability"] == 1.0
    assert found["organisations"] < client.get(CLUSTERS).json()["organisations"]
    one = client.get(f"{CLUSTERS}/0", params=asked).json()
    assert one["chosen"] == found["chosen"]
    assert {member["country"] for member in one["members"]} == {"LT"}


def test_clusters_of_a_backbone_say_which_test_at_which_level(client: httpx.Client) -> None:
    """Each tie of a consortium weighs as much as the next, so none stands out and nothing is left."""
    found = client.get(CLUSTERS, params={"backbone": "disparity", "wait": 60}).json()
    assert found["chosen"] == {"backbone": "disparity", "alpha": 0.05, "correction": "none"}
    assert (found["clusters"], found["modularity"]) == ([], None)
    assert found["structure"] == "No tie is left of what was chosen, so there is nothing to divide."


@pytest.mark.parametrize(
    "asked",
    [
        {"mode": "two-mode", "backbone": "disparity"},
        {"alpha": 0.05},
        {"backbone": "ears"},
        {"from": "12.3.2012"},
    ],
)
def test_a_part_that_cannot_be_meant_is_refused(client: httpx.Client, asked: dict[str, object]) -> None:
    problem(client.get(CLUSTERS, params=asked), 422)


def test_pages_and_maps_call_clusters_in_the_readers_language_and_programs_get_one_name(
    client: httpx.Client,
) -> None:
    answers = [client.get(CLUSTERS, params={"lang": code}).json() for code in ("en", "lt")]
    first, same = (answer["clusters"][0]["name"] for answer in answers)
    assert first == same
    assert first.startswith("lifelong learning · ")
    called = first.replace("lifelong learning", "mokymasis visą gyvenimą")
    shown = ("/clusters?", "/clusters/0?", "/embed/clusters/0?", "/api/v1/maps/cluster?cluster=0&")
    pages = {address: client.get(f"{address}lang=lt").text for address in shown}
    assert [address for address, page in pages.items() if called not in page or first in page] == []
