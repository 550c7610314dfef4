from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.paths import NoPath, Path, shortest_path
from graph.snapshot import Snapshot
from tests.builders import snapshot_of

# Nine organisations, of which some take part in nothing, in up to nine projects.
MEMBERSHIPS = st.lists(st.sets(st.sampled_from("abcdefghi"), max_size=4), max_size=9).map(
    lambda projects: {f"p{i}": sorted(members) for i, members in enumerate(projects)}
)
ENDS = st.sampled_from("abcdefghi")


def two_mode(memberships: dict[str, list[str]]) -> nx.Graph:
    graph = nx.Graph((who, what) for what, members in memberships.items() for who in members)
    graph.add_nodes_from("abcdefghi")
    return graph


def path_between(snapshot: Snapshot, start: str, end: str) -> Path | NoPath:
    return shortest_path(snapshot, snapshot.organisation_row(start), snapshot.organisation_row(end))


def chain(snapshot: Snapshot, path: Path) -> list[str]:
    return [
        snapshot.organisation_uids[row] for row in (path.start, *(step.organisation for step in path.steps))
    ]


def weights(memberships: dict[str, list[str]]) -> nx.Graph:
    graph = two_mode(memberships)
    return nx.bipartite.collaboration_weighted_projected_graph(graph, [n for n in graph if len(n) == 1])


def strength(ties: nx.Graph, members: list[str]) -> float:
    return sum(ties[a][b]["weight"] for a, b in pairwise(members))


@given(MEMBERSHIPS, ENDS, ENDS)
def test_hops_are_half_the_distance_in_the_two_mode_graph(memberships, start, end) -> None:
    snapshot = snapshot_of(memberships, alone="abcdefghi")
    found, graph = path_between(snapshot, start, end), two_mode(memberships)
    if nx.has_path(graph, start, end):
        assert isinstance(found, Path)
        assert found.hops == nx.shortest_path_length(graph, start, end) / 2
    else:
        assert isinstance(found, NoPath)
        sides = [sum(len(n) == 1 for n in nx.node_connected_component(graph, side)) for side in (start, end)]
        assert [found.start_side, found.end_side] == sides


@given(MEMBERSHIPS, ENDS, ENDS)
def test_of_all_shortest_chains_a_strongest_is_told(memberships, start, end) -> None:
    snapshot = snapshot_of(memberships, alone="abcdefghi")
    found, ties = path_between(snapshot, start, end), weights(memberships)
    if isinstance(found, NoPath):
        return
    strongest = max(strength(ties, members) for members in nx.all_shortest_paths(ties, start, end))
    assert strength(ties, chain(snapshot, found)) == pytest.approx(strongest)


@given(MEMBERSHIPS, ENDS, ENDS)
def test_every_step_names_all_projects_that_both_ends_share(memberships, start, end) -> None:
    snapshot = snapshot_of(memberships, alone="abcdefghi")
    found = path_between(snapshot, start, end)
    if isinstance(found, NoPath):
        return
    for (a, b), step in zip(pairwise(chain(snapshot, found)), found.steps, strict=True):
        shared = {what for what, members in memberships.items() if a in members and b in members}
        assert {snapshot.project(row)["uid"] for row in step.projects} == shared
        assert shared


@given(MEMBERSHIPS, ENDS, ENDS)
def test_every_step_is_proved_by_two_participations_per_project(memberships, start, end) -> None:
    snapshot = snapshot_of(memberships, alone="abcdefghi")
    found = path_between(snapshot, start, end)
    if isinstance(found, NoPath):
        return
    for (a, b), step in zip(pairwise(chain(snapshot, found)), found.steps, strict=True):
        proof = [
            (int(snapshot.participant[row]), int(snapshot.joint_project[row])) for row in step.participations
        ]
        rows = [snapshot.organisation_row(end) for end in (a, b)]
        assert sorted(proof) == sorted((row, joint) for row in rows for joint in step.projects)


@given(MEMBERSHIPS, ENDS, ENDS)
def test_the_way_back_is_as_long_and_as_strong(memberships, start, end) -> None:
    snapshot = snapshot_of(memberships, alone="abcdefghi")
    there, back = path_between(snapshot, start, end), path_between(snapshot, end, start)
    assert type(there) is type(back)
    if isinstance(there, Path) and isinstance(back, Path):
        ties = weights(memberships)
        told = [strength(ties, chain(snapshot, path)) for path in (there, back)]
        assert told[0] == pytest.approx(told[1])


def test_a_stronger_chain_is_told_before_a_weaker_one_of_the_same_length() -> None:
    snapshot = snapshot_of({"p": ["a", "b", "z", "y"], "q": ["b", "d"], "r": ["a", "c"], "s": ["c", "d"]})
    found = path_between(snapshot, "a", "d")
    assert isinstance(found, Path)
    assert chain(snapshot, found) == ["a", "c", "d"]


def test_of_equally_strong_chains_the_first_by_uid_is_told() -> None:
    snapshot = snapshot_of({"p": ["a", "c"], "q": ["c", "d"], "r": ["a", "b"], "s": ["b", "d"]})
    found = path_between(snapshot, "a", "d")
    assert isinstance(found, Path)
    assert chain(snapshot, found) == ["a", "b", "d"]


@pytest.mark.parametrize("memberships", [{"p": ["a", "b"]}, {}])
def test_the_way_from_an_organisation_to_itself_has_no_steps(memberships) -> None:
    found = path_between(snapshot_of(memberships, alone=["a"]), "a", "a")
    assert isinstance(found, Path)
    assert found.hops == 0


def test_no_path_tells_the_size_of_both_sides_and_the_best_connected_on_each() -> None:
    snapshot = snapshot_of({"p": ["a", "b"], "q": ["b", "c"], "r": ["x", "y"]}, alone=["z"])
    found = path_between(snapshot, "a", "x")
    assert isinstance(found, NoPath)
    assert (found.start_side, found.end_side) == (3, 2)
    assert [snapshot.organisation_uids[door] for door in (found.start_door, found.end_door)] == ["b", "x"]


def test_an_organisation_without_any_project_is_a_side_of_its_own() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]}, alone=["z"])
    found = path_between(snapshot, "z", "a")
    assert isinstance(found, NoPath)
    assert (found.start_side, found.start_door) == (1, snapshot.organisation_row("z"))
