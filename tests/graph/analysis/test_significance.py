import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.backbone import bipartite, disparity
from graph.analysis.filtering import Filter
from graph.analysis.significance import Correction, Significance
from graph.analysis.ties import ties_of
from graph.errors import InvalidParameter
from graph.projection import Pairs
from tests.builders import snapshot_of
from tests.graph.analysis.drawn import MEMBERSHIPS

TESTS = {Significance.DISPARITY: disparity, Significance.BIPARTITE: bipartite}


def listed(pairs: Pairs) -> list[tuple[int, int, float]]:
    return list(zip(pairs.a.tolist(), pairs.b.tolist(), pairs.weight.tolist(), strict=True))


@given(MEMBERSHIPS, st.sampled_from(Significance), st.sampled_from(Correction), st.sampled_from([0.05, 0.4]))
@settings(max_examples=40)
def test_a_filter_leaves_the_ties_of_the_backbone(memberships, test, correction, alpha) -> None:
    snapshot = snapshot_of(memberships)
    whole = ties_of(snapshot)
    chosen = ties_of(snapshot, chosen=Filter(backbone=test, alpha=alpha, correction=correction))
    expected = TESTS[test](whole, alpha=alpha, correction=correction)
    assert listed(chosen.pairs) == listed(expected.pairs)
    assert (chosen.joint, chosen.left_out) == (whole.joint, whole.left_out)


def test_the_minimum_weight_does_not_change_who_is_in_the_backbone() -> None:
    """a-b carries most of both; that weak ties of c are left out must not make its others stand out."""
    shared = {f"x{number}": "ab" for number in range(10)} | {"p": "ac", "q": "ad", "r": "bc"}
    snapshot = snapshot_of(shared)
    backbone = ties_of(snapshot, chosen=Filter(backbone=Significance.DISPARITY))
    both = ties_of(snapshot, chosen=Filter(minimum_weight=0.5, backbone=Significance.DISPARITY))
    none = ties_of(snapshot, chosen=Filter(minimum_weight=11, backbone=Significance.DISPARITY))
    assert listed(both.pairs) == listed(backbone.pairs) == [(0, 1, 10.0)]
    assert listed(none.pairs) == []


def test_what_is_shown_is_what_was_done() -> None:
    assert Filter(backbone=Significance.DISPARITY).parameters == {
        "backbone": "disparity",
        "alpha": 0.05,
        "correction": "none",
    }
    assert Filter(backbone=Significance.BIPARTITE).parameters["correction"] == "benjamini-hochberg"
    assert Filter(backbone=Significance.BIPARTITE) == Filter(backbone=Significance.BIPARTITE, alpha=0.05)


@pytest.mark.parametrize(
    "wrong",
    [{"alpha": 0.05}, {"correction": Correction.FDR}, {"backbone": Significance.DISPARITY, "alpha": 1.0}],
)
def test_a_level_without_a_test_is_refused(wrong) -> None:
    with pytest.raises(InvalidParameter):
        Filter(**wrong)


def test_nobody_has_no_backbone() -> None:
    for test in Significance:
        found = ties_of(snapshot_of({"p": "a"}), chosen=Filter(backbone=test))
        np.testing.assert_array_equal(found.pairs.a, [])
