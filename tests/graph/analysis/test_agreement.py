from itertools import combinations
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.agreement import (
    adjusted_rand_index,
    best_jaccard,
    best_match,
    contingency,
    normalised_mutual_information,
)

DIVISIONS = st.integers(2, 12).flatmap(
    lambda things: st.tuples(
        *(st.lists(st.integers(0, 4), min_size=things, max_size=things).map(numbered) for _ in range(2))
    )
)


def numbered(labels: list[int]) -> list[int]:
    """Numbers from 0 without gaps, as divisions have them."""
    return np.unique(labels, return_inverse=True)[1].tolist()


def table_of(one: list[int], other: list[int]):
    return contingency(np.array(one), np.array(other))


def slow_ari(one: list[int], other: list[int]) -> float:
    """From the pairs themselves, one by one."""
    pairs = list(combinations(range(len(one)), 2))
    a = [one[i] == one[j] for i, j in pairs]
    b = [other[i] == other[j] for i, j in pairs]
    both, expected = sum(x and y for x, y in zip(a, b, strict=True)), sum(a) * sum(b) / len(pairs)
    most = (sum(a) + sum(b)) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def slow_nmi(one: list[int], other: list[int]) -> float:
    """From probabilities of things, one by one."""
    n = len(one)

    def entropy(labels: list) -> float:
        return -sum(labels.count(label) / n * log(labels.count(label) / n) for label in set(labels))

    total = entropy(one) + entropy(other)
    mutual = total - entropy(list(zip(one, other, strict=True)))
    return 1.0 if total == 0 else 2 * mutual / total


@given(DIVISIONS)
def test_nmi_and_ari_are_those_of_counting_pair_by_pair(divisions) -> None:
    table = table_of(*divisions)
    assert normalised_mutual_information(table) == pytest.approx(slow_nmi(*divisions), abs=1e-9)
    assert adjusted_rand_index(table) == pytest.approx(slow_ari(*divisions), abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other", "nmi", "ari"),
    [
        # As scikit-learn 1.9 computes them (normalized_mutual_info_score, adjusted_rand_score).
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0, 1.0),
        ([0, 0, 1, 2], [0, 0, 1, 1], 0.8, 0.5714285714285714),
        ([0, 0, 1, 1], [0, 1, 0, 1], 0.0, -0.5),
        ([0, 0, 0, 0], [0, 1, 2, 3], 0.0, 0.0),
    ],
)
def test_nmi_and_ari_of_known_divisions(one, other, nmi, ari) -> None:
    table = table_of(one, other)
    assert normalised_mutual_information(table) == pytest.approx(nmi)
    assert adjusted_rand_index(table) == pytest.approx(ari)


@given(DIVISIONS)
def test_the_best_jaccard_is_that_of_sets(divisions) -> None:
    one, other = ([{i for i, c in enumerate(d) if c == k} for k in range(max(d) + 1)] for d in divisions)
    expected = [max(len(a & b) / len(a | b) for b in other) for a in one]
    assert best_jaccard(table_of(*divisions)).tolist() == pytest.approx(expected)


@given(DIVISIONS)
def test_a_cluster_stands_for_the_one_with_which_it_shares_most_members(divisions) -> None:
    one, other = ([{i for i, c in enumerate(d) if c == k} for k in range(max(d) + 1)] for d in divisions)
    expected = [max(range(len(one)), key=lambda a: (len(one[a] & b), -a)) for b in other]
    assert best_match(table_of(*divisions)).tolist() == expected
