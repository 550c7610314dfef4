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


BORDER = (
    (kilometres(RANDOM.uniform(10, 30, SIZE), RANDOM.uniform(45, 60, SIZE)) < 400) & (PLACES > 0)
).astype(np.float64)


def with_borders(border: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Ties drawn from a law with more of them across each border."""
    mean = np.exp(
        0.5
        + 0.5 * np.log(np.outer(STRENGTH, STRENGTH))
        - 0.4 * np.log(np.maximum(PLACES, 1))
        + border * BORDER
    )
    np.fill_diagonal(mean, 0)
    upper = np.triu(np.random.default_rng(6).poisson(mean), k=1).astype(np.float64)
    return np.asarray(upper + upper.T)


def test_a_border_is_allowed_for_where_it_is_known_of_all() -> None:
    found = gravity(with_borders(0.8), STRENGTH, Apart(PLACES, border=BORDER))
    assert found is not None
    assert found.coefficients["border"] == pytest.approx(0.8, abs=0.06)
    assert found.without_border is None
    assert found.with_border.all()


def test_pairs_of_unknown_border_are_told_without_it_and_the_others_with_it() -> None:
    """The last ten groups have no shape. Nothing is guessed of them, and nothing is lost of the others."""
    observed, unknown = with_borders(0.8), BORDER.copy()
    unknown[30:] = unknown[:, 30:] = np.nan
    found = gravity(observed, STRENGTH, Apart(PLACES, border=unknown))
    plain = gravity(observed, STRENGTH, Apart(PLACES))
    assert found is not None
    assert plain is not None
    known = found.b < 30
    assert np.array_equal(found.with_border, known)
    assert found.coefficients["border"] == pytest.approx(0.8, abs=0.08)
    assert found.without_border == plain.coefficients
    assert np.array_equal(found.residual[~known], plain.residual[~known])
    assert found.mean[known].sum() == pytest.approx(observed[found.a, found.b][known].sum(), rel=1e-6)


@pytest.mark.parametrize("known", [FEWEST_GROUPS - 1, 0])
def test_borders_of_too_few_groups_are_not_allowed_for(known: int) -> None:
    border = BORDER.copy()
    border[known:] = border[:, known:] = np.nan
    found = gravity(with_borders(0.8), STRENGTH, Apart(PLACES, border=border))
    assert found is not None
    assert "border" not in found.coefficients
    assert found.without_border is None
    assert not found.with_border.any()


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
