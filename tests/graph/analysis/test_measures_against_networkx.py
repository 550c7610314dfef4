"""Every measure against networkx, which computes it in another way, on networks drawn at random."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from graph.analysis.betweenness import betweenness
from graph.analysis.brokerage import brokerage
from graph.analysis.centrality import eigenvector, largest_component, pagerank
from graph.analysis.cohesion import cohesion
from graph.analysis.distances import distances
from graph.analysis.groups import assortativity, mixing
from tests.graph.analysis.drawn import MEMBERSHIPS, network, seen_by_networkx, values_of


def agree(ours, theirs, tolerance=1e-9) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance, equal_nan=True)


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_degree_and_strength(memberships) -> None:
    ties, graph = network(memberships), seen_by_networkx(network(memberships))
    agree(ties.degree, [graph.degree(row) if row in graph else 0 for row in range(12)])
    agree(ties.strength, [graph.degree(row, weight="weight") if row in graph else 0 for row in range(12)])


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_constraint_effective_size_and_clustering(memberships) -> None:
    ties = network(memberships)
    graph, ours = seen_by_networkx(ties), brokerage(ties)
    constraint = nx.constraint(graph, weight="weight") if graph else {}
    agree(ours.constraint, values_of(constraint, 12))
    # Asked for all at once, networkx 3.6 divides columns where its formula has rows: 1.5 in place of 7/6.
    effective_size = nx.effective_size(graph, nodes=list(graph), weight="weight") if graph else {}
    agree(ours.effective_size, values_of(effective_size, 12))
    clustering = {row: value for row, value in nx.clustering(graph).items() if graph.degree(row) > 1}
    agree(ours.clustering, values_of(clustering, 12))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MEMBERSHIPS)
def test_triangles_are_the_same_in_any_portions(monkeypatch, memberships) -> None:
    ties = network(memberships)
    at_once = brokerage(ties)
    with monkeypatch.context() as patched:
        patched.setattr("graph.analysis.triangles.AT_ONCE", 1)
        bit_by_bit = brokerage(ties)
    np.testing.assert_array_equal(at_once.constraint, bit_by_bit.constraint)
    np.testing.assert_array_equal(at_once.clustering, bit_by_bit.clustering)


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_betweenness(memberships) -> None:
    ties = network(memberships)
    found = betweenness(ties)
    assert found.exact
    agree(found.values, values_of(nx.betweenness_centrality(seen_by_networkx(ties)), 12))


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_harmonic_and_closeness(memberships) -> None:
    ties = network(memberships)
    graph, found = seen_by_networkx(ties), distances(ties)
    harmonic = {row: value / (len(graph) - 1) for row, value in nx.harmonic_centrality(graph).items()}
    agree(found.harmonic, values_of(harmonic, 12))
    agree(found.closeness, values_of(nx.closeness_centrality(graph), 12))


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_pagerank(memberships) -> None:
    ties = network(memberships)
    graph = seen_by_networkx(ties)
    theirs = nx.pagerank(graph, weight="weight", tol=1e-13, max_iter=10_000) if graph else {}
    agree(pagerank(ties).values, values_of(theirs, 12), tolerance=1e-8)


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_eigenvector(memberships) -> None:
    ties = network(memberships)
    graph = seen_by_networkx(ties)
    if not graph:
        return
    part = graph.subgraph(largest_component(ties).tolist())
    vector = (
        nx.eigenvector_centrality_numpy(part, weight="weight") if len(part) > 2 else dict.fromkeys(part, 1)
    )
    found = eigenvector(ties)
    greatest = max(vector.values())
    # Two clusters joined by a thread: their powers part so slowly that rounding is what is left.
    if found.converged:
        agree(found.values, values_of({row: v / greatest for row, v in vector.items()}, 12), tolerance=1e-4)


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_cores_articulation_points_and_bridges(memberships) -> None:
    ties = network(memberships)
    graph, found = seen_by_networkx(ties), cohesion(ties)
    agree(found.core, [nx.core_number(graph).get(row, 0) for row in range(12)])
    assert np.flatnonzero(found.articulation).tolist() == sorted(nx.articulation_points(graph))
    bridges = {(int(ties.pairs.a[i]), int(ties.pairs.b[i])) for i in found.bridges}
    assert bridges == {(min(pair), max(pair)) for pair in nx.bridges(graph)}


@settings(max_examples=40)
@given(MEMBERSHIPS)
@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")  # networkx divides 0 by 0
def test_assortativity(memberships) -> None:
    ties = network(memberships)
    graph = seen_by_networkx(ties)
    group = np.arange(12) % 3
    nx.set_node_attributes(graph, {row: int(group[row]) for row in graph}, "group")
    ours = assortativity(mixing(ties, group, 3, weighted=False))
    if ours is None:
        assert len({int(group[row]) for row in graph}) <= 1
    else:
        assert ours == pytest.approx(nx.attribute_assortativity_coefficient(graph, "group"))
