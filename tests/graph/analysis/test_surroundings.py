"""Who is how far from whom, against networkx."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from graph.analysis.surroundings import hops_from, nearest_and_strongest

PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30)


@given(pairs=PAIRS, start=st.integers(0, 11), depth=st.integers(1, 4))
def test_hops_are_those_of_networkx(pairs: list[tuple[int, int]], start: int, depth: int) -> None:
    graph = nx.Graph((a, b) for a, b in pairs if a != b)
    graph.add_nodes_from(range(12))
    adjacency = sparse.csr_matrix(nx.to_scipy_sparse_array(graph, nodelist=range(12)))
    found = hops_from(adjacency, np.array([start]), depth)
    known = nx.single_source_shortest_path_length(graph, start, cutoff=depth)
    assert found.tolist() == [known.get(node, -1) for node in range(12)]


def test_the_nearest_come_first_then_the_strongest_then_the_first() -> None:
    hops = np.array([1, 0, 2, -1, 1, 1])
    strength = np.array([1.0, 0.0, 9.0, 9.0, 3.0, 1.0])
    assert nearest_and_strongest(hops, strength, 4).tolist() == [1, 4, 0, 5]
