import numpy as np
import pytest

from graph.analysis.catalogue import METRICS
from graph.analysis.engines import BY_GDS, from_gds, require_measure
from graph.analysis.ties import ties_of
from graph.errors import InvalidParameter
from tests.builders import snapshot_of

# A triangle a-b-c with d at c, apart e-f, and z alone.
TIES = ties_of(snapshot_of({"p": "abc", "q": "cd", "r": "ef"}, alone="z"))
NOTHING = np.nan


def told(name: str, *raw: float) -> list[float]:
    return from_gds(TIES, name, np.array(raw), "2").values.tolist()


def test_counts_of_the_lonely_are_nought() -> None:
    assert told("degree", 2, 2, 3, 1, 1, 1, NOTHING)[-1] == 0
    assert told("articulation", NOTHING, NOTHING, 1, NOTHING, NOTHING, NOTHING, NOTHING) == [
        0, 0, 1, 0, 0, 0, 0,
    ]  # fmt: skip


def test_visits_add_up_to_one() -> None:
    shares = told("pagerank", 1, 1, 2, 1, 0.5, 0.5, NOTHING)
    assert np.nansum(shares) == pytest.approx(1)
    assert np.isnan(shares[-1])


def test_who_has_one_partner_closes_no_triangle_which_is_not_nought() -> None:
    assert np.isnan(told("clustering", 1, 1, 1 / 3, 0, 0, 0, NOTHING)).tolist() == [False] * 3 + [True] * 4


def test_betweenness_is_a_share_of_all_pairs() -> None:
    """Two chains lead through c, of the ten pairs of five others with a partner."""
    assert told("betweenness", 0, 0, 2, 0, 0, 0, NOTHING)[2] == pytest.approx(2 / 10)


def test_the_method_says_whose_numbers_these_are() -> None:
    assert from_gds(TIES, "core", np.ones(7), "2.26.0").method == "exact, by Graph Data Science 2.26.0"


def test_what_gds_does_not_have_is_refused() -> None:
    assert set(BY_GDS) < set(METRICS)
    for name in ("constraint", "eigenvector"):
        with pytest.raises(InvalidParameter, match=name):
            require_measure(name)
