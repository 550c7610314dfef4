"""Islands: marks do not meet, clusters do not meet, and the same network gives the same places."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from viz.islands import island_places


def places(groups, pairs, radii=None, seed=1, placed=lambda _: None):
    count = len(groups)
    return island_places(
        pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        weights=np.linspace(1, 2, len(pairs)),
        groups=np.array(groups),
        radii=np.full(count, 5.0) if radii is None else np.array(radii),
        seed=seed,
        placed=placed,
    )


def ring(first, size):
    return [(first + i, first + (i + 1) % size) for i in range(size)]


def discs(points, groups, radii):
    """Middle and reach of each cluster."""
    found = []
    for group in np.unique(groups):
        own = points[groups == group]
        middle = (own.min(axis=0) + own.max(axis=0)) / 2
        found.append((*middle, (np.hypot(*(own - middle).T) + radii[groups == group]).max()))
    return np.array(found)


@settings(max_examples=25)
@given(
    sizes=st.lists(st.integers(1, 12), min_size=1, max_size=6),
    across=st.lists(st.tuples(st.integers(0, 71), st.integers(0, 71)), max_size=20),
    seed=st.integers(0, 1000),
)
def test_no_mark_meets_another_and_no_cluster_another(sizes, across, seed):
    groups = np.repeat(np.arange(len(sizes)), sizes)
    count = len(groups)
    inside = [pair for group, size in enumerate(sizes) for pair in ring(sum(sizes[:group]), size)]
    pairs = [*inside, *((a % count, b % count) for a, b in across)]
    radii = 5.0 + np.arange(count) % 7
    points = places(groups, [pair for pair in pairs if pair[0] != pair[1]], radii, seed)
    assert np.isfinite(points).all()
    if count > 1:
        need = np.add.outer(radii, radii)[np.triu_indices(count, k=1)]
        assert (pdist(points) >= need).all()
    found = discs(points, groups, radii)
    if len(found) > 1:
        gaps = pdist(found[:, :2]) - np.add.outer(found[:, 2], found[:, 2])[np.triu_indices(len(found), k=1)]
        assert gaps.min() > 0


def test_the_same_network_gives_the_same_bytes_and_another_seed_another_picture():
    groups = np.repeat([0, 1], [700, 30])
    pairs = [*ring(0, 700), *ring(700, 30), (3, 720)]
    assert places(groups, pairs).tobytes() == places(groups, pairs).tobytes()
    assert not np.allclose(places(groups, pairs), places(groups, pairs, seed=2))


def test_in_a_large_cluster_who_is_tied_lies_near():
    pairs = ring(0, 900)
    points = places(np.zeros(900, dtype=int), pairs)
    lengths = np.hypot(*(points[[a for a, _ in pairs]] - points[[b for _, b in pairs]]).T)
    assert np.median(lengths) < 0.25 * np.median(pdist(points))


def test_clusters_that_share_ties_lie_nearer_than_those_that_share_none():
    groups = np.repeat(np.arange(10), 8)
    pairs = [pair for group in range(10) for pair in ring(8 * group, 8)]
    pairs += [(8 * group + i, 8 * ((group + 1) % 10) + i) for group in range(10) for i in range(8)]
    points = places(groups, pairs)
    middle = np.array([points[groups == group].mean(axis=0) for group in range(10)])
    apart = [
        np.hypot(*(middle[group] - middle[[(group + 1) % 10, (group + 5) % 10]]).T) for group in range(10)
    ]
    near, far = np.mean(apart, axis=0)
    assert near < 0.75 * far


def test_who_waits_is_told_of_every_organisation_that_stands():
    told = []
    places(np.repeat([0, 1, 2], [5, 3, 1]), ring(0, 5), placed=told.append)
    assert sum(told) == 9


def test_nobody_has_no_place():
    assert places([], []).shape == (0, 2)
