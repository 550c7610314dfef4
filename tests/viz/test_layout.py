import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist, pdist

from viz.layout import positions

RANDOM_GRAPH = """
import hashlib, numpy as np
from viz.layout import positions
chance = np.random.default_rng(5)
pairs, groups = chance.integers(0, 300, (700, 2)), chance.integers(0, 12, 300)
points = positions(count=300, pairs=pairs, weights=chance.random(700) + 0.1, groups=groups, seed=3)
print(hashlib.sha256(points.tobytes()).hexdigest())
"""


def in_new_process(**environment):
    answer = subprocess.run(
        [sys.executable, "-c", RANDOM_GRAPH],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout


def laid_out(count, pairs, groups=None, seed=1, weights=None):
    return positions(
        count=count,
        pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        weights=np.ones(len(pairs)) if weights is None else np.array(weights),
        groups=None if groups is None else np.array(groups),
        seed=seed,
    )


def clique(first, size):
    return [(a, b) for a in range(first, first + size) for b in range(a + 1, first + size)]


def test_same_graph_and_seed_give_the_same_bytes_in_any_process():
    one = in_new_process(PYTHONHASHSEED="1", RAYON_NUM_THREADS="1", OMP_NUM_THREADS="1")
    other = in_new_process(PYTHONHASHSEED="77", RAYON_NUM_THREADS="4", OMP_NUM_THREADS="4")
    assert one == other
    assert len(one.strip()) == hashlib.sha256().digest_size * 2


def test_another_seed_gives_another_picture():
    ring = [(i, (i + 1) % 20) for i in range(20)]
    assert not np.allclose(laid_out(20, ring, seed=1), laid_out(20, ring, seed=2))


def test_order_and_direction_of_the_ties_do_not_matter():
    ties = [*clique(0, 6), (5, 6), (6, 7)]
    turned = [(b, a) for a, b in reversed(ties)]
    assert laid_out(8, ties).tobytes() == laid_out(8, turned).tobytes()


def test_parts_that_nothing_joins_stand_side_by_side():
    points = laid_out(15, clique(0, 6) + clique(6, 5) + [(11, 12)])
    parts = [points[:6], points[6:11], points[11:13], points[13:14], points[14:]]
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            gap = np.maximum(one.min(axis=0) - other.max(axis=0), other.min(axis=0) - one.max(axis=0))
            assert gap.max() > 1


def test_the_largest_part_stands_first_and_highest():
    points = laid_out(14, [*clique(4, 10), (0, 1), (2, 3)])
    assert points[4:, 1].min() == pytest.approx(points[:, 1].min(), abs=1.0)


def test_clusters_lie_apart_although_ties_join_them():
    groups = np.repeat(np.arange(4), 15)
    ties = [pair for group in range(4) for pair in clique(15 * group, 15)]
    ties += [(15 * a + i, 15 * b + i) for a in range(4) for b in range(a + 1, 4) for i in range(12)]
    points = laid_out(60, ties, groups=groups)
    centres = np.array([points[groups == group].mean(axis=0) for group in range(4)])
    assert (cdist(points, centres).argmin(axis=1) == groups).mean() > 0.95


def test_stronger_ties_are_shorter():
    ring = [(i, (i + 1) % 12) for i in range(12)]
    weights = [10.0 if i % 2 else 0.5 for i in range(12)]
    points = laid_out(12, ring, weights=weights)
    lengths = np.array([np.linalg.norm(points[a] - points[b]) for a, b in ring])
    assert lengths[1::2].mean() < lengths[::2].mean()


def test_without_points_there_is_nothing():
    assert laid_out(0, []).shape == (0, 2)


@given(
    count=st.integers(1, 30),
    ties=st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29), st.floats(1e-9, 1e6)), max_size=60),
    grouped=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_graph_gets_finite_places_at_least_1_apart(count, ties, grouped, seed):
    pairs = [(a % count, b % count) for a, b, _ in ties]
    groups = [i % 3 for i in range(count)] if grouped else None
    weights = np.array([weight for *_, weight in ties], dtype=np.float64)
    points = laid_out(count, pairs, groups=groups, seed=seed, weights=weights)
    assert points.shape == (count, 2)
    assert np.isfinite(points).all()
    assert count == 1 or pdist(points).min() > 1 - 1e-6
