import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import pdist

from viz.spacing import apart


@given(
    points=arrays(np.float64, st.tuples(st.integers(1, 40), st.just(2)), elements=st.floats(-5, 5)),
    data=st.data(),
)
def test_discs_never_overlap_afterwards(points, data):
    radii = data.draw(arrays(np.float64, len(points), elements=st.floats(0.1, 4)))
    moved = apart(points, radii=radii)
    assert np.isfinite(moved).all()
    need = np.add.outer(radii, radii)[np.triu_indices(len(radii), k=1)]
    assert (pdist(moved) >= need * (1 - 1e-6)).all()


def test_discs_with_room_hardly_move():
    points = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    assert np.abs(apart(points, radii=np.ones(3)) - points).max() < 0.01


def test_the_points_given_are_not_changed():
    points = np.zeros((3, 2))
    apart(points, radii=np.ones(3))
    assert not points.any()


def test_when_patience_ends_the_picture_is_widened():
    moved = apart(np.zeros((10, 2)), radii=np.ones(10), rounds=0)
    assert pdist(moved).min() >= 2 * (1 - 1e-6)
