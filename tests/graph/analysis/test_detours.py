import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.detours import detours, lengths_of
from graph.analysis.ties import Ties, ties_of
from tests.builders import snapshot_of
from tests.graph.analysis.drawn import MEMBERSHIPS, PEOPLE, network, seen_by_networkx

SIDE = st.sets(st.integers(0, len(PEOPLE) - 1), min_size=1, max_size=3)
EVERYBODY = len(PEOPLE)


def lengths_by_networkx(ties: Ties) -> "nx.Graph[int]":
    graph = seen_by_networkx(ties)
    graph.add_nodes_from(range(EVERYBODY))
    for _, _, values in graph.edges(data=True):
        values["length"] = 1 / values["weight"]
    return graph


@settings(max_examples=300)
@given(MEMBERSHIPS, SIDE, SIDE, st.sampled_from([1.0, 1.05, 1.1, 1.3, 1.5, 2.0]))
def test_they_are_all_whose_distances_from_both_sides_add_up_to_no_more(
    memberships, starts, ends, longer
) -> None:
    ties = network(memberships)
    graph = lengths_by_networkx(ties)
    found = detours(lengths_of(ties), sorted(starts), sorted(ends), longer=longer, most=EVERYBODY)
    near, far = (
        nx.multi_source_dijkstra_path_length(graph, side, weight="length") for side in (starts, ends)
    )
    through = {row: near[row] + far[row] for row in near if row in far}
    if not through:
        assert found is None
        return
    assert found is not None
    best = min(through.values())
    assert found.shortest == pytest.approx(best)
    assert found.rows.tolist() == sorted(row for row in through if through[row] <= longer * best + 1e-6)


def test_of_too_many_a_whole_shortest_chain_is_left() -> None:
    projects = {"p": ["a", "b"], "q": ["b", "c"], "r": ["c", "d"], "s": ["a", "x"], "t": ["x", "d"]}
    ties = ties_of(snapshot_of(projects | {"u": ["a", "b"], "v": ["b", "c"], "w": ["c", "d"]}))
    found = detours(lengths_of(ties), [0], [3], longer=1.5, most=1)
    assert found is not None
    assert found.rows.tolist() == [0, 1, 2, 3]
    assert found.shortest == pytest.approx(1.5)


def test_a_tie_longer_than_the_way_over_a_landmark_is_not_walked() -> None:
    crowd = {"p": ["a", "b", *"uvwxyz"], "q": ["a", "c"], "r": ["b", "c"]}
    lengths = lengths_of(ties_of(snapshot_of(crowd)))
    assert lengths.of_ties[0, 1] == pytest.approx(7)
    assert lengths.walked[0, 1] == 0
    assert lengths.walked[0, 2] == pytest.approx(1)
