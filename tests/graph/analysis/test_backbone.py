import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import hypergeom, poisson_binom

from graph.analysis.backbone import bipartite, disparity
from graph.analysis.bipartite_null import at_least, configuration
from graph.analysis.significance import Correction
from graph.analysis.ties import Ties, ties_of
from graph.errors import InvalidParameter
from graph.projection import Counting
from tests.builders import snapshot_of
from tests.graph.analysis.drawn import MEMBERSHIPS, network


def weighted(**weights: int) -> Ties:
    """Ties of so many joint projects of two, by full counting."""
    shared = {f"{pair}{number}": list(pair) for pair, times in weights.items() for number in range(times)}
    return ties_of(snapshot_of(shared), counting=Counting.FULL)


def test_of_the_worked_example_only_the_heavy_tie_is_kept() -> None:
    """a-b 10, a-c 1, a-d 1, b-c 1: at a the heavy tie has (1/6)^2, at b 1/11."""
    found = disparity(weighted(ab=10, ac=1, ad=1, bc=1))
    pairs = list(zip(found.pairs.a.tolist(), found.pairs.b.tolist(), strict=True))
    assert pairs == [(0, 1)]
    assert found.p[0] == pytest.approx(min((2 / 12) ** 2, 1 / 11))
    assert found.p[0] == pytest.approx(0.0278, abs=5e-5)
    assert (found.p[1:] >= 0.5).all()


def test_an_end_with_one_partner_never_decides() -> None:
    found = disparity(weighted(ab=3))
    assert np.isnan(found.p).all()
    assert len(found.pairs.a) == 0


@given(MEMBERSHIPS)
@settings(max_examples=30)
def test_the_null_has_the_degrees_of_the_network(memberships) -> None:
    part = network(memberships).part
    degrees = np.bincount(part.participant, minlength=12)
    found = configuration(part.participant, part.joint_project, (12, len(part.projects)))
    np.testing.assert_allclose(
        (found.chance * found.projects).sum(axis=1)[found.class_of], degrees, atol=1e-3
    )
    assert ((found.chance >= 0) & (found.chance <= 1)).all()


@given(MEMBERSHIPS)
@settings(max_examples=30)
def test_the_tail_is_that_of_a_poisson_binomial(memberships) -> None:
    part = network(memberships).part
    found = configuration(part.participant, part.joint_project, (12, len(part.projects)))
    chance = np.repeat(found.chance[0] * found.chance[-1], found.projects)
    if len(chance) == 0:
        return
    for joint in (1, 2, 3):
        ours = at_least(found, np.array([0]), np.array([len(found.chance) - 1]), np.array([joint]))[0]
        assert ours == pytest.approx(poisson_binom.sf(joint - 1, chance), abs=1e-12)


def test_equal_projects_come_close_to_the_hypergeometric_test_of_the_book() -> None:
    """Two with two of four projects, both shared: 1/6 with fixed degrees, 1/4^4-like draws on average."""
    assert hypergeom.sf(1, 4, 2, 2) == pytest.approx(1 / 6)
    both = ties_of(snapshot_of({"p": "ab", "q": "ab", "r": "cd", "s": "cd"}))
    found = bipartite(both, correction=Correction.NONE, alpha=0.5)
    assert found.p[0] == pytest.approx(poisson_binom.sf(1, [0.25] * 4))


def test_pairs_that_share_far_more_than_chance_are_the_backbone() -> None:
    shared = {f"x{n}": ["a", "b"] for n in range(12)} | {f"y{n}": [f"c{n}", f"d{n}"] for n in range(40)}
    found = bipartite(ties_of(snapshot_of(shared)), alpha=0.01)
    uids = sorted({who for members in shared.values() for who in members})
    assert (0, 1) in zip(found.pairs.a.tolist(), found.pairs.b.tolist(), strict=True)
    assert uids[:2] == ["a", "b"]
    assert (found.correction, found.alpha) == (Correction.FDR, 0.01)


def test_a_level_out_of_range_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="alpha"):
        disparity(weighted(ab=1), alpha=1.0)
