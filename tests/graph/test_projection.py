import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.projection import fractional, joint_projects

# Organisations 0-9 in projects 0-7; doubles wanted.
PARTICIPATIONS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 7)), max_size=40)


def columns(participations):
    rows = np.array(participations, dtype=np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]


def pairs_of(participations):
    pairs = fractional(*columns(participations))
    return {
        (a, b): (weight, projects)
        for a, b, weight, projects in zip(
            pairs.a.tolist(), pairs.b.tolist(), pairs.weight.tolist(), pairs.projects.tolist(), strict=True
        )
    }


def networkx_projection(participations):
    graph = nx.Graph((("organisation", o), ("project", p)) for o, p in participations)
    members = [node for node in graph if node[0] == "organisation"]
    projected = nx.bipartite.collaboration_weighted_projected_graph(graph, members)
    return {tuple(sorted((a[1], b[1]))): weight for a, b, weight in projected.edges(data="weight")}


@given(PARTICIPATIONS)
def test_weights_are_those_of_networkx(participations) -> None:
    expected = networkx_projection(participations)
    found = pairs_of(participations)
    assert set(found) == set(expected)
    assert all(found[pair][0] == pytest.approx(expected[pair]) for pair in expected)


@given(PARTICIPATIONS)
def test_joint_projects_of_a_pair_are_those_in_which_both_take_part(participations) -> None:
    joint = joint_projects(*columns(participations))
    found = set(zip(joint.a.tolist(), joint.b.tolist(), joint.project.tolist(), strict=True))
    members = {(o, p) for o, p in participations}
    expected = {(a, b, p) for a, p in members for b, q in members if p == q and a < b}
    assert found == expected
    assert len(joint.a) == len(expected)


@given(PARTICIPATIONS, st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_pairs_can_be_had_of_some_ends_only(participations, first, second) -> None:
    def found(ends=None):
        joint = joint_projects(*columns(participations), ends)
        columns_of = (joint.a, joint.b, joint.project, joint.weight)
        return list(zip(*(column.tolist() for column in columns_of), strict=True))

    marks = tuple(np.array([o in chosen for o in range(10)]) for chosen in (first, second))
    assert found(marks) == [pair for pair in found() if pair[0] in first and pair[1] in second]


@given(PARTICIPATIONS, st.randoms())
def test_order_and_doubles_of_participations_change_nothing(participations, random) -> None:
    shuffled = random.sample(participations, len(participations)) + participations[:3]
    assert pairs_of(shuffled) == pairs_of(participations)


@given(PARTICIPATIONS)
def test_pairs_are_sorted_and_each_stands_once(participations) -> None:
    pairs = fractional(*columns(participations))
    listed = list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    assert listed == sorted(set(listed))
    assert all(a < b for a, b in listed)


@pytest.mark.parametrize(("members", "number"), [(13, 78), (5, 10), (4, 6), (2, 1)])
def test_one_project_gives_each_pair_an_equal_share_and_each_member_strength_one(members, number) -> None:
    pairs = fractional(*columns([(o, 0) for o in range(members)]))
    assert len(pairs.weight) == number
    assert pairs.weight == pytest.approx(1 / (members - 1))
    strength = np.bincount(np.r_[pairs.a, pairs.b], weights=np.r_[pairs.weight, pairs.weight])
    assert strength == pytest.approx(np.ones(members))


def test_a_project_with_one_participant_adds_nothing() -> None:
    assert pairs_of([(0, 0), (1, 1), (0, 2), (1, 2)]) == {(0, 1): (1.0, 1)}


def test_a_participation_given_twice_counts_once() -> None:
    assert pairs_of([(0, 0), (1, 0), (1, 0), (2, 0)]) == pairs_of([(0, 0), (1, 0), (2, 0)])


def test_joint_projects_add_up() -> None:
    assert pairs_of([(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)])[0, 1] == (1.5, 2)


def test_pairs_are_sorted_also_where_their_numbers_are_too_large_for_one() -> None:
    far = 3_000_000
    joint = joint_projects(np.array([far, 0, far, 0, far - 1]), np.array([far, far, 0, 0, 0]))
    found = list(zip(joint.a.tolist(), joint.b.tolist(), joint.project.tolist(), strict=True))
    assert found == [(0, far - 1, 0), (0, far, 0), (0, far, far), (far - 1, far, 0)]


def test_nothing_gives_nothing() -> None:
    assert pairs_of([]) == {}
