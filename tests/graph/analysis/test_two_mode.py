from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graph.analysis.clusters import ClusterQuestion, clusters
from graph.analysis.divided import Mode
from graph.analysis.two_mode import Sides, barber_modularity, two_mode_leiden
from tests.builders import snapshot_of

HALVES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.booleans(), min_size=width, max_size=width).filter(any), min_size=2, max_size=4
    ).filter(lambda rows: all(any(column) for column in zip(*rows, strict=True)))
)


def half_of(rows: list[list[bool]]) -> sparse.csr_matrix:
    return sparse.csr_matrix(np.array(rows, dtype=float))


def southern_women() -> sparse.csr_matrix:
    """Davis' eighteen women at fourteen events."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    return sparse.csr_matrix(nx.bipartite.biadjacency_matrix(graph, women, events).astype(float))


def slow_modularity(rows: list[list[bool]], sides: Sides, resolution: float) -> float:
    """Barber's sum, term by term."""
    k, d = [sum(row) for row in rows], [sum(column) for column in zip(*rows, strict=True)]
    return sum(
        (rows[o][p] - resolution * k[o] * d[p] / sum(k)) / sum(k)
        for o, p in product(range(len(k)), range(len(d)))
        if sides.organisations[o] == sides.projects[p]
    )


@given(HALVES, st.sampled_from([0.7, 1.0, 1.8]), st.integers(0, 5))
def test_modularity_is_barbers_sum(rows, resolution, seed) -> None:
    generator = np.random.default_rng(seed)
    sides = Sides(generator.integers(0, 3, len(rows)), generator.integers(0, 3, len(rows[0])))
    assert barber_modularity(half_of(rows), sides, resolution) == pytest.approx(
        slow_modularity(rows, sides, resolution), abs=1e-12
    )


@settings(max_examples=40)
@given(HALVES, st.sampled_from([0.7, 1.0, 1.8]))
def test_no_node_would_gain_by_going_elsewhere(rows, resolution) -> None:
    half = half_of(rows)
    sides = two_mode_leiden(half, resolution=resolution, seed=1)
    reached = barber_modularity(half, sides, resolution)
    count = int(max(sides.organisations.max(), sides.projects.max())) + 2
    for side in ("organisations", "projects"):
        for node, cluster in product(range(len(getattr(sides, side))), range(count)):
            moved = {name: getattr(sides, name).copy() for name in ("organisations", "projects")}
            moved[side][node] = cluster
            assert barber_modularity(half, Sides(**moved), resolution) <= reached + 1e-9


def test_the_best_known_division_of_the_southern_women_is_reached() -> None:
    """0.34554, X. Liu and T. Murata 2010; Barber's own method reached 0.3212 in 2007."""
    half = southern_women()
    found = [
        barber_modularity(half, two_mode_leiden(half, resolution=1.0, seed=seed), 1.0) for seed in range(5)
    ]
    assert max(found) == pytest.approx(0.34554, abs=1e-5)
    assert min(found) > 0.345


def test_organisations_and_their_projects_are_clustered_together() -> None:
    memberships = {f"{g}{i}": [f"{g}-a", f"{g}-b", f"{g}-{i % 3}"] for g in "xyz" for i in range(6)}
    snapshot = snapshot_of(memberships | {"alone": ["w"]}, alone=["v"])
    found = clusters(snapshot, ClusterQuestion(mode=Mode.TWO))
    groups = [
        (
            {snapshot.organisation_uids[row][0] for row in c.members},
            {snapshot.project(row)["uid"][0] for row in c.projects},
        )
        for c in found.clusters
    ]
    assert groups == [({g}, {g}) for g in "xyz"]
    assert found.modularity == pytest.approx(2 / 3)
    assert found.without_partner == 2


def test_without_any_joint_project_there_is_nothing_to_divide() -> None:
    found = clusters(snapshot_of({"p": ["a"], "q": ["b"]}), ClusterQuestion(mode=Mode.TWO))
    assert (found.modularity, found.clusters) == (None, ())
