import httpx

CLUSTERS = "/api/v1/clusters"


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
    assert lithuanian["name"].startswith("lifelong learning")
    assert lithuanian["stability"] is None
    assert len(lithuanian["key"]) == 5


def test_a_cluster_lists_all_its_members(client: httpx.Client) -> None:
    found = client.get(f"{CLUSTERS}/0").json()
    assert len(found["members"]) == found["cluster"]["size"] == 13
    assert {member["strength"] for member in found["members"]} == {1.0}


def test_the_same_seed_and_resolution_give_the_same_clusters(client: httpx.Client) -> None:
    asked = {"resolution": 1.5, "seed": 7}
    first, second = (client.get(CLUSTERS, params=asked).json() for _ in range(2))
    assert first == second
    assert (first["resolution"], first["seed"]) == (1.5, 7)
