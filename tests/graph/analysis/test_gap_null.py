"""The null against all networks with the same degrees, and its p-values against what p-values must be."""

from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.gap_null import (
    Seats,
    against_chance,
    benjamini_hochberg,
    dealt,
    seats,
    summed_between,
)
from graph.projection import FloatArray, IntArray
from tests.graph.analysis.drawn_two_mode import random_two_mode


def seated(*projects: str) -> Seats:
    """Seats of projects told by the digits of their members."""
    pairs = [(int(who), number) for number, members in enumerate(projects) for who in members]
    return seats(*(np.array(side) for side in zip(*pairs, strict=True)), fractional=True)


def networks_of_the_same_degrees(taken: Seats) -> set[tuple[int, ...]]:
    """Each as who takes the seats, sorted inside each project."""
    sizes = np.bincount(taken.project)
    degrees = Counter(taken.organisation.tolist())
    choices = [combinations(sorted(degrees), size) for size in sizes.tolist() if size]
    every = (tuple(who for members in chosen for who in members) for chosen in product(*map(list, choices)))
    return {one for one in every if Counter(one) == degrees}


def told(taken: Seats, who: IntArray) -> tuple[int, ...]:
    return tuple(who[np.lexsort((who, taken.project))].tolist())


@pytest.mark.parametrize("projects", [("01", "02", "13"), ("012", "034", "12"), ("01", "12", "23", "30")])
def test_all_networks_of_the_same_degrees_are_dealt_equally_often(projects) -> None:
    taken = seated(*projects)
    every = networks_of_the_same_degrees(taken)
    generator, who, seen, rounds = np.random.default_rng(3), taken.organisation, Counter(), 6000
    for _ in range(rounds):
        who, _ = dealt(taken, who, generator)
        seen[told(taken, who)] += 1
    assert set(seen) == every
    share = rounds / len(every)
    # Neighbouring draws are alike, so the spread is wider than that of independent ones.
    assert max(abs(number - share) for number in seen.values()) < 8 * share**0.5


@given(st.integers(0, 500))
def test_both_sequences_of_degrees_stay(seed: int) -> None:
    organisation, project, _ = random_two_mode(seed, organisations=15, projects=12, groups=3)
    taken = seats(organisation, project, fractional=True)
    after, _ = dealt(taken, taken.organisation, np.random.default_rng(seed))
    assert Counter(after.tolist()) == Counter(taken.organisation.tolist())
    keys = after * 1000 + taken.project
    assert len(set(keys.tolist())) == len(keys)


def test_weights_between_groups_are_those_of_the_projects() -> None:
    """A project of 0, 1 and 2 gives 1/2 to each pair, one of 0 and 3 gives 1; 3 is in no known group."""
    taken = seated("012", "03", "4")
    found = summed_between(taken, taken.organisation, np.array([0, 0, 1, -1, 1]), 2)
    assert found.tolist() == [[0.5, 1.0], [1.0, 0.0]]


def p_values(seed: int) -> FloatArray:
    organisation, project, group = random_two_mode(seed, organisations=120, projects=90, groups=4)
    taken = seats(organisation, project, fractional=False)
    a, b = np.triu_indices(4, k=1)
    return against_chance(taken, group, a, b, groups=4, draws=99, seed=seed).fewer


def test_p_values_of_networks_without_any_gap_are_uniform() -> None:
    """A test of the test: of networks dealt by chance, one in ten has a p of at most 0.1, and so on."""
    first = np.array([p_values(seed)[0] for seed in range(150)])
    for level in (0.05, 0.1, 0.25, 0.5, 0.75):
        share = float((first <= level).mean())
        assert share < level + 3.5 * (level * (1 - level) / len(first)) ** 0.5
    # Ties of the draws with the network count against a finding, so p is a little too large, never too small.
    assert 0.4 < float(first.mean()) < 0.68


def test_the_same_seed_deals_the_same_and_another_does_not() -> None:
    organisation, project, group = random_two_mode(5, organisations=60, projects=50, groups=3)
    taken = seats(organisation, project, fractional=True)
    a, b = np.array([0, 0]), np.array([1, 2])
    one, same, other = (
        against_chance(taken, group, a, b, groups=3, draws=100, seed=seed) for seed in (1, 1, 2)
    )
    assert one.mean.tolist() == same.mean.tolist() != other.mean.tolist()


def test_order_of_the_rows_does_not_matter() -> None:
    organisation, project, group = random_two_mode(8, organisations=60, projects=50, groups=3)
    order = np.random.default_rng(0).permutation(len(project))
    a, b = np.array([0]), np.array([1])
    found = [
        against_chance(
            seats(organisation[o], project[o], fractional=True), group, a, b, groups=3, draws=100, seed=0
        )
        for o in (np.arange(len(project)), order)
    ]
    assert found[0].p.tolist() == found[1].p.tolist()


def test_nothing_can_be_dealt_of_three_seats() -> None:
    found = against_chance(
        seated("012"), np.array([0, 1, 1]), np.array([0]), np.array([1]), groups=2, draws=100, seed=0
    )
    assert (found.draws, found.p.tolist()) == (0, [1.0])


def test_false_discovery_rates_by_hand() -> None:
    """p of 0.01, 0.02, 0.03 and 0.5: 0.04 for the first three."""
    np.testing.assert_allclose(benjamini_hochberg(np.array([0.5, 0.02, 0.01, 0.03])), [0.5, 0.04, 0.04, 0.04])
    assert benjamini_hochberg(np.zeros(0)).tolist() == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_rates_against_their_definition(p: list[float]) -> None:
    ordered = sorted(p)
    many = len(p)
    expected = [min(ordered[j] * many / (j + 1) for j in range(many) if ordered[j] >= value) for value in p]
    np.testing.assert_allclose(benjamini_hochberg(np.array(p)), np.minimum(expected, 1), rtol=1e-9)
