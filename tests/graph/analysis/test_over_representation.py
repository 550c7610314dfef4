from fractions import Fraction
from math import comb, exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.over_representation import hypergeometric_tail


def tail(x: int, n: int, k: int, total: int) -> float:
    return exp(hypergeometric_tail(*(np.array([value]) for value in (x, n, k)), total)[0])


def test_the_worked_number_two_neighbours_each_of_four_both_shared() -> None:
    assert tail(2, 2, 2, 4) == pytest.approx(1 / 6)


@given(st.data())
def test_the_tail_is_the_sum_of_exact_fractions(data) -> None:
    total = data.draw(st.integers(1, 60))
    n, k = data.draw(st.integers(1, total)), data.draw(st.integers(1, total))
    x = data.draw(st.integers(max(n + k - total, 0), min(n, k)))
    exact = sum(
        Fraction(comb(k, i) * comb(total - k, n - i), comb(total, n)) for i in range(x, min(n, k) + 1)
    )
    assert tail(x, n, k, total) == pytest.approx(float(exact), rel=1e-9)


def test_cases_do_not_disturb_each_other() -> None:
    cases = [(2, 2, 2), (0, 3, 1), (1, 1, 4), (3, 3, 3)]
    together = hypergeometric_tail(*(np.array(column) for column in zip(*cases, strict=True)), 9)
    assert np.exp(together) == pytest.approx([tail(*case, 9) for case in cases])


def test_nothing_to_ask_is_nothing_to_say() -> None:
    none = np.empty(0, dtype=np.int64)
    assert len(hypergeometric_tail(none, none, none, 5)) == 0
