import numpy as np
import pytest

from graph.analysis.distance import kilometres
from graph.analysis.gravity import FEWEST_GROUPS, Apart, gravity

RANDOM = np.random.default_rng(4)
SIZE = 40
PLACES = kilometres(RANDOM.uniform(10, 30, SIZE), RANDOM.uniform(45, 60, SIZE))
TONGUE = RANDOM.integers(0, 4, SIZE)
SAME = (TONGUE[:, None] == TONGUE).astype(np.float64)
STRENGTH = RANDOM.uniform(50, 500, SIZE)


def made(distance: float, language: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Ties drawn from the law that is to be found again, with a gap between the first two groups."""
    with np.errstate(divide="ignore"):
        mean = np.exp(
            1 + 0.5 * np.log(np.outer(STRENGTH, STRENGTH)) + distance * np.log(PLACES) + language * SAME
        )
    np.fill_diagonal(mean, 0)
    upper = np.triu(np.random.default_rng(5).poisson(mean), k=1).astype(np.float64)
    upper[0, 1] = 0
    return np.asarray(upper + upper.T)


def test_the_law_that_made_the_ties_is_found_again() -> None:
    found = gravity(made(-0.4, 0.7), STRENGTH, Apart(PLACES, language=SAME))
    assert found is not None
    assert found.groups == SIZE
    assert found.coefficients["distance"] == pytest.approx(-0.4, abs=0.05)
    assert found.coefficients["language"] == pytest.approx(0.7, abs=0.05)
    assert found.coefficients["strength"] == pytest.approx(0.5, abs=0.05)
    assert "border" not in found.coefficients


def test_a_gap_that_distance_does_not_explain_stands_out() -> None:
    found = gravity(made(-0.4, 0.7), STRENGTH, Apart(PLACES, language=SAME))
    assert found is not None
    worst = int(np.argmin(found.residual))
    assert (found.a[worst], found.b[worst]) == (0, 1)
    # At the maximum of the likelihood, what is expected adds up to what was observed.
    observed = made(-0.4, 0.7)[found.a, found.b]
    assert found.mean.sum() == pytest.approx(observed.sum(), rel=1e-6)


def test_too_few_groups_with_a_place_are_no_regression() -> None:
    few = PLACES.copy()
    few[FEWEST_GROUPS - 1 :] = few[:, FEWEST_GROUPS - 1 :] = np.nan
    assert gravity(made(-0.4, 0), STRENGTH, Apart(few)) is None


def test_groups_that_all_lie_in_one_place_tell_nothing_about_distance() -> None:
    assert gravity(made(-0.4, 0), STRENGTH, Apart(np.zeros((SIZE, SIZE)))) is None


def test_the_way_from_vilnius_to_warsaw_is_394_kilometres() -> None:
    found = kilometres(np.array([25.2797, 21.0122, np.nan]), np.array([54.6872, 52.2297, 1.0]))
    assert found[0, 1] == pytest.approx(394, abs=2)
    assert found[0, 0] == 0
    assert np.isnan(found[2]).all()
