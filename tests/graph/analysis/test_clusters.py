import os
import pickle
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.agreement import contingency, normalised_mutual_information
from graph.analysis.clusters import Clustering, ClusterQuestion, clusters
from graph.analysis.divided import Mode
from graph.analysis.filtering import Filter, filtered
from graph.analysis.significance import Significance
from graph.errors import InvalidParameter
from graph.projection import Counting
from graph.snapshot import Snapshot
from tests.builders import snapshot_of
from tests.graph.analysis.cluster_digest import digest
from tests.graph.analysis.known_networks import known_network
from tests.graph.analysis.made_networks import rings, tangle
from tests.house.checkout import ROOT

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


def sizes(clustering: Clustering) -> list[int]:
    return [len(cluster.members) for cluster in clustering.clusters]


def test_groups_that_work_together_are_found() -> None:
    snapshot = snapshot_of(rings(6, 5))
    found = clusters(snapshot)
    groups = {frozenset(snapshot.organisation_uids[m][:3] for m in c.members) for c in found.clusters}
    assert groups == {frozenset([f"g{g:02}"]) for g in range(6)}


def test_the_same_seed_gives_the_same_clusters_however_often_it_is_asked() -> None:
    snapshot = snapshot_of(tangle())
    answers = [clusters(snapshot, ClusterQuestion(seed=3)).cluster_of.tolist() for _ in range(4)]
    assert all(answer == answers[0] for answer in answers)


def test_another_seed_may_give_other_clusters() -> None:
    snapshot = snapshot_of(tangle())
    asked = [ClusterQuestion(seed=seed) for seed in range(5)]
    assert len({tuple(clusters(snapshot, one).cluster_of.tolist()) for one in asked}) > 1


def test_the_answer_says_from_what_it_came() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]})
    found = clusters(snapshot, ClusterQuestion(resolution=2.0, seed=9))
    assert (found.snapshot, found.asked.resolution, found.asked.seed) == (snapshot.id, 2.0, 9)


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
    found = clusters(snapshot, ClusterQuestion(resolution=resolution, seed=seed))
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
    found = clusters(snapshot, ClusterQuestion(seed=seed))
    network = network_of(snapshot)
    assert all(nx.is_connected(network.subgraph(cluster.members)) for cluster in found.clusters)
    strengths = [network.degree(row, weight="weight") for row in range(len(snapshot.organisations))]
    assert found.strength == pytest.approx(np.array(strengths, dtype=float))


def test_a_higher_resolution_gives_more_and_smaller_clusters() -> None:
    snapshot = snapshot_of(rings(8, 4))
    coarse, fine = (clusters(snapshot, ClusterQuestion(resolution=resolution)) for resolution in (0.2, 4.0))
    assert len(coarse.clusters) < len(fine.clusters)
    assert max(sizes(coarse)) > max(sizes(fine))


@pytest.mark.parametrize(
    ("graph", "known_best"),
    [("karate", 0.4198), ("dolphins_2", 0.5285), ("jazz", 0.4451), ("polbooks", 0.5272), ("netsci", 0.9599)],
)
def test_the_best_known_division_of_a_famous_network_is_reached(
    data: Path, graph: str, known_best: float
) -> None:
    snapshot = known_network(data, graph)
    best = max(clusters(snapshot, ClusterQuestion(seed=seed)).modularity or 0.0 for seed in range(5))
    assert best == pytest.approx(known_best, abs=6e-4)


@pytest.mark.parametrize("resolution", [0.0, -1.0, 100.5, float("nan"), float("inf")])
def test_a_resolution_out_of_range_is_refused(resolution: float) -> None:
    with pytest.raises(InvalidParameter, match="above 0 and at most 100"):
        clusters(snapshot_of({}), ClusterQuestion(resolution=resolution))


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(InvalidParameter, match="from 0 to 2147483647"):
        clusters(snapshot_of({}), ClusterQuestion(seed=seed))


def test_what_shares_no_project_with_the_rest_needs_no_algorithm() -> None:
    found = clusters(snapshot_of(rings(4, 4) | {"z1": ["y", "z"], "z2": ["x"]}, alone=["w"]))
    assert found.components == 2
    assert [cluster.is_component for cluster in found.clusters] == [False] * 4 + [True]


def test_members_of_one_component_are_never_in_one_cluster_with_those_of_another() -> None:
    snapshot = snapshot_of({"p": ["a", "b", "c"], "q": ["d", "e"], "r": ["f", "g", "h", "i"]})
    found = clusters(snapshot, ClusterQuestion(resolution=0.001))
    assert sizes(found) == [4, 3, 2]
    assert found.components == 3


@pytest.mark.parametrize(("outside", "least"), [(2, 0.99), (4, 0.95), (6, 0.75)])
def test_planted_groups_are_found_again(outside: int, least: float) -> None:
    """128 in four groups, 16 ties each of which `outside` leave the group (M. Girvan, M. Newman 2002)."""
    graph = nx.planted_partition_graph(l=4, k=32, p_in=(16 - outside) / 31, p_out=outside / 96, seed=1)
    snapshot = snapshot_of({f"p{a:03}{b:03}": [f"o{a:03}", f"o{b:03}"] for a, b in graph.edges})
    found = clusters(snapshot).cluster_of
    planted = np.array([int(uid[1:]) // 32 for uid in snapshot.organisation_uids])
    assert normalised_mutual_information(contingency(planted, found)) >= least


def test_the_same_bytes_in_other_processes_with_other_hash_seeds_and_orders_of_rows() -> None:
    memberships = tangle(150, 100)
    here = {digest(snapshot_of(memberships)), digest(snapshot_of(dict(reversed(memberships.items()))))}
    snapshot = pickle.dumps(snapshot_of(memberships))
    elsewhere = {
        subprocess.run(
            [sys.executable, "-m", "tests.graph.analysis.cluster_digest"],
            env={**os.environ, "PYTHONHASHSEED": number, "OMP_NUM_THREADS": number},
            check=True,
            capture_output=True,
            input=snapshot,
            cwd=ROOT,
        )
        .stdout.decode()
        .strip()
        for number in ("1", "2")
    }
    assert len(here | elsewhere) == 1


def test_sectors_and_countries_are_counted_most_frequent_first() -> None:
    known = {"a": {"sector": "civic", "country": "LT"}, "b": {"sector": "public"}, "c": {"sector": "public"}}
    found = clusters(snapshot_of({"p": ["a", "b", "c"]}, values=known)).clusters[0]
    assert list(found.sectors.items()) == [("public", 2), ("civic", 1)]
    assert list(found.countries.items()) == [("unknown", 2), ("LT", 1)]


def test_how_joint_projects_count_changes_what_is_divided() -> None:
    """By full counting six partners of one are tied as one; by fractional the projects of two weigh more."""
    memberships = {"big": list("abcdef")} | {
        f"{a}{b}{i}": [a, b] for a, b in ("ab", "cd", "ef") for i in "12"
    }
    full, fractional = (
        clusters(snapshot_of(memberships), ClusterQuestion(counting=c))
        for c in (Counting.FULL, Counting.FRACTIONAL)
    )
    assert full.strength.tolist() == [7.0] * 6
    assert fractional.strength.tolist() == pytest.approx([3.0] * 6)
    assert full.modularity != fractional.modularity


def test_by_budget_who_gets_nothing_is_tied_to_nobody() -> None:
    snapshot = snapshot_of({"p": ["a", "b", "c"], "q": ["c", "d"]})
    table = snapshot.participations.set_column(
        snapshot.participations.column_names.index("contribution_eur"),
        "contribution_eur",
        pa.array(["100", "50", "0", "10", "10"]),
    )
    paid = Snapshot(dict(snapshot.tables) | {"participations": table})
    found = clusters(paid, ClusterQuestion(counting=Counting.BUDGET))
    assert found.cluster_of.tolist() == [0, 0, 1, 1]
    assert found.strength.tolist() == pytest.approx([1.0, 1.0, 1.0, 1.0])


def test_clusters_of_a_part_are_those_of_the_part_alone() -> None:
    shared = tangle()
    lithuanian = sorted({who for members in shared.values() for who in members})[::2]
    snapshot = snapshot_of(shared, values={who: {"country": "LT"} for who in lithuanian})
    chosen = Filter(country="LT")
    found, alone = clusters(snapshot, ClusterQuestion(chosen=chosen)), clusters(filtered(snapshot, chosen))
    assert found.cluster_of.tolist() == alone.cluster_of.tolist()
    assert [one.members for one in found.clusters] == [one.members for one in alone.clusters]
    assert (found.snapshot, found.asked.chosen) == (snapshot.id, chosen)
    assert len(found.cluster_of) == len(lithuanian)


def test_weak_ties_that_are_left_out_hold_no_cluster_together() -> None:
    shared = {"p0": "ab", "p1": "ab", "q0": "cd", "q1": "cd", "between": "bc"}
    found = clusters(snapshot_of(shared), ClusterQuestion(chosen=Filter(minimum_weight=2)))
    assert sizes(found) == [2, 2]
    assert (found.components, found.strength.tolist()) == (2, [2.0] * 4)


def test_two_mode_knows_no_ties_that_could_be_left_out() -> None:
    for chosen in (Filter(minimum_weight=2), Filter(backbone=Significance.DISPARITY)):
        with pytest.raises(InvalidParameter, match="participations"):
            clusters(snapshot_of({"p": "ab"}), ClusterQuestion(mode=Mode.TWO, chosen=chosen))
