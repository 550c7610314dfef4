import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.gap_expected import expectation
from graph.projection import FloatArray

TOY = np.array([[0.0, 8, 1], [8, 0, 1], [1, 1, 0]])


def test_three_groups_of_which_two_work_together_most() -> None:
    """Without pairs of a group with itself: 7.364, 1.318, 1.318, together the ten ties that there are."""
    found = expectation(TOY)
    ab, ac, bc = (0, 1), (0, 2), (1, 2)
    assert [round(found.expected[cell], 3) for cell in (ab, ac, bc)] == [7.364, 1.318, 1.318]
    assert [round(found.ratio[cell], 3) for cell in (ab, ac, bc)] == [1.086, 0.759, 0.759]
    assert [round(found.salton[cell], 3) for cell in (ab, ac, bc)] == [0.889, 0.236, 0.236]
    assert [round(found.jaccard[cell], 3) for cell in (ab, ac, bc)] == [0.8, 0.1, 0.1]
    assert found.total == 10


def test_ties_inside_count_for_nothing() -> None:
    np.testing.assert_array_equal(expectation(TOY + np.diag([5.0, 0, 9])).expected, expectation(TOY).expected)


def test_a_group_without_ties_has_no_ratio() -> None:
    found = expectation(np.array([[0.0, 3, 0], [3, 0, 0], [0, 0, 0]]))
    assert found.ratio[0, 1] == 1.0
    assert np.isnan(found.ratio[0, 2])
    assert np.isnan(expectation(np.zeros((2, 2))).ratio).all()


@st.composite
def _observed(draw: st.DrawFn) -> FloatArray:
    size = draw(st.integers(2, 6))
    upper = np.triu(
        np.array(draw(st.lists(st.integers(0, 9), min_size=size**2, max_size=size**2))).reshape(size, size),
        k=1,
    )
    return np.asarray(upper + upper.T, dtype=np.float64)


def by_the_book(observed: FloatArray, g: int, h: int) -> float:
    s = [sum(row) for row in observed.tolist()]
    whole = sum(s)
    first = s[g] / whole * s[h] / (whole - s[g])
    return whole / 2 * (first + s[h] / whole * s[g] / (whole - s[h]))


@given(_observed())
def test_what_is_expected_adds_up_to_what_there_is(observed: FloatArray) -> None:
    found = expectation(observed)
    if observed.sum() == 0:
        assert found.expected.sum() == 0
        return
    size = len(observed)
    np.testing.assert_allclose(
        found.expected,
        [[by_the_book(observed, g, h) if g != h else 0.0 for h in range(size)] for g in range(size)],
        atol=1e-12,
    )
    np.testing.assert_allclose(np.triu(found.expected).sum(), found.total)
