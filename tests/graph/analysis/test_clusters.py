import csv
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.clusters import Clustering, clusters
from graph.errors import InvalidParameter
from graph.snapshot import Snapshot
from tests.builders import snapshot_of

# Up to 12 organisations in up to 12 projects of 1 to 4 members.
MEMBERSHIPS = st.lists(st.sets(st.sampled_from("abcdefghijkl"), min_size=1, max_size=4), max_size=12).map(
    lambda projects: {f"p{i:02}": sorted(members) for i, members in enumerate(projects)}
)


def network_of(snapshot: Snapshot) -> nx.Graph:
    """Organisations with fractional weights, as networkx computes them."""
    two_mode = nx.Graph()
    two_mode.add_nodes_from(range(len(snapshot.organisations)))
    pairs = zip(snapshot.participant.tolist(), snapshot.joint_project.tolist(), strict=True)
    two_mode.add_edges_from((organisation, ("project", project)) for organisation, project in pairs)
    return nx.bipartite.collaboration_weighted_projected_graph(two_mode, range(len(snapshot.organisations)))


def rings(number: int, size: int) -> dict[str, list[str]]:
    """Groups in which everybody works with everybody, in a ring of groups joined by one project each."""
    inside = {
        f"g{g:02}-{a}-{b}": [f"g{g:02}-{a}", f"g{g:02}-{b}"]
        for g in range(number)
        for a, b in combinations(range(size), 2)
    }
    between = {f"x{g:02}": [f"g{g:02}-0", f"g{(g + 1) % number:02}-1"] for g in range(number)}
    return inside | between


def tangle(projects: int = 400, organisations: int = 300) -> dict[str, list[str]]:
    """A network without clear clusters, where any arbitrariness of the algorithm shows."""
    random = np.random.default_rng(7)
    members = [random.choice(organisations, size=4, replace=False) for _ in range(projects)]
    return {f"p{i:03}": [f"o{o:03}" for o in chosen] for i, chosen in enumerate(members)}


def sizes(clustering: Clustering) -> list[int]:
    return [len(cluster.members) for cluster in clustering.clusters]


def test_groups_that_work_together_are_found() -> None:
    snapshot = snapshot_of(rings(6, 5))
    found = clusters(snapshot)
    groups = {frozenset(snapshot.organisation_uids[m][:3] for m in c.members) for c in found.clusters}
    assert groups == {frozenset([f"g{g:02}"]) for g in range(6)}


def test_the_same_seed_gives_the_same_clusters_however_often_it_is_asked() -> None:
    snapshot = snapshot_of(tangle())
    answers = [clusters(snapshot, seed=3).cluster_of.tolist() for _ in range(4)]
    assert all(answer == answers[0] for answer in answers)


def test_another_seed_may_give_other_clusters() -> None:
    snapshot = snapshot_of(tangle())
    assert len({tuple(clusters(snapshot, seed=seed).cluster_of.tolist()) for seed in range(5)}) > 1


def test_the_answer_says_from_what_it_came() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]})
    found = clusters(snapshot, resolution=2.0, seed=9)
    assert (found.snapshot, found.resolution, found.seed) == (snapshot.id, 2.0, 9)


def test_clusters_are_numbered_by_size_and_of_equal_ones_by_their_first_member() -> None:
    found = clusters(snapshot_of({"p": ["x", "y", "z"], "q": ["c", "d"], "r": ["a", "b"], "s": ["e", "f"]}))
    members = [sorted(cluster.members) for cluster in found.clusters]
    assert members == [[6, 7, 8], [0, 1], [2, 3], [4, 5]]
    assert [cluster.id for cluster in found.clusters] == [0, 1, 2, 3]


def test_members_are_listed_best_connected_first() -> None:
    found = clusters(snapshot_of({"p": ["a", "b"], "q": ["b", "c"], "r": ["b", "d"]}))
    assert found.clusters[0].members == (1, 0, 2, 3)


def test_an_organisation_without_partner_has_no_cluster() -> None:
    found = clusters(snapshot_of({"p": ["b", "c"], "q": ["d"]}, alone=["a"]))
    assert found.cluster_of.tolist() == [-1, 0, 0, -1]
    assert found.without_partner == 2


@pytest.mark.parametrize("memberships", [{}, {"p": ["a"]}, {"p": []}])
def test_without_any_tie_there_is_no_modularity(memberships) -> None:
    found = clusters(snapshot_of(memberships, alone=["z"]))
    assert found.modularity is None
    assert found.clusters == ()


@settings(max_examples=50)
@given(MEMBERSHIPS, st.sampled_from([0.5, 1.0, 2.5]), st.integers(0, 3))
def test_modularity_is_that_of_networkx(memberships, resolution, seed) -> None:
    snapshot = snapshot_of(memberships)
    found = clusters(snapshot, resolution=resolution, seed=seed)
    network = network_of(snapshot)
    network.remove_nodes_from(list(nx.isolates(network)))
    if not found.clusters:
        assert network.number_of_edges() == 0
        return
    members = [set(cluster.members) for cluster in found.clusters]
    expected = nx.community.modularity(network, members, weight="weight", resolution=resolution)
    assert found.modularity == pytest.approx(expected, abs=1e-9)


@settings(max_examples=50)
@given(MEMBERSHIPS, st.integers(0, 3))
def test_every_cluster_hangs_together_and_strength_is_the_number_of_joint_projects(memberships, seed) -> None:
    snapshot = snapshot_of(memberships)
    found = clusters(snapshot, seed=seed)
    network = network_of(snapshot)
    assert all(nx.is_connected(network.subgraph(cluster.members)) for cluster in found.clusters)
    strengths = [network.degree(row, weight="weight") for row in range(len(snapshot.organisations))]
    assert found.strength == pytest.approx(np.array(strengths, dtype=float))


def test_a_higher_resolution_gives_more_and_smaller_clusters() -> None:
    snapshot = snapshot_of(rings(8, 4))
    coarse, fine = (clusters(snapshot, resolution=resolution) for resolution in (0.2, 4.0))
    assert len(coarse.clusters) < len(fine.clusters)
    assert max(sizes(coarse)) > max(sizes(fine))


@pytest.mark.parametrize(
    ("graph", "known_best"),
    [("karate", 0.4198), ("dolphins_2", 0.5285), ("jazz", 0.4451), ("polbooks", 0.5272)],
)
def test_the_best_known_division_of_a_famous_network_is_reached(
    data: Path, graph: str, known_best: float
) -> None:
    with (data / "benchmarks" / f"{graph}_edges.csv").open(encoding="utf-8") as file:
        edges = [(row["source"], row["target"]) for row in csv.DictReader(file)]
    snapshot = snapshot_of({f"p{i:04}": edge for i, edge in enumerate(edges)})
    best = max(clusters(snapshot, seed=seed).modularity or 0.0 for seed in range(5))
    assert best == pytest.approx(known_best, abs=6e-4)


@pytest.mark.parametrize("resolution", [0.0, -1.0, 100.5, float("nan"), float("inf")])
def test_a_resolution_out_of_range_is_refused(resolution: float) -> None:
    with pytest.raises(InvalidParameter, match="above 0 and at most 100"):
        clusters(snapshot_of({}), resolution=resolution)


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(InvalidParameter, match="from 0 to 2147483647"):
        clusters(snapshot_of({}), seed=seed)


def test_sectors_and_countries_are_counted_most_frequent_first() -> None:
    known = {"a": {"sector": "civic", "country": "LT"}, "b": {"sector": "public"}, "c": {"sector": "public"}}
    found = clusters(snapshot_of({"p": ["a", "b", "c"]}, values=known)).clusters[0]
    assert list(found.sectors.items()) == [("public", 2), ("civic", 1)]
    assert list(found.countries.items()) == [("unknown", 2), ("LT", 1)]
