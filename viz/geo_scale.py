"""Classes of a choropleth: values cut so that each class has about as many areas, ties in one class."""

from collections.abc import Sequence

import numpy as np

CLASSES = 5


def class_bounds(values: Sequence[float]) -> list[float]:
    """Upper bounds of at most CLASSES classes, the last being the largest value; none without values."""
    if not values:
        return []
    cuts = np.quantile(np.array(values), np.linspace(0, 1, CLASSES + 1)[1:], method="higher")
    return sorted(set(cuts.tolist()))


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Number of the class from 0."""
    return min(int(np.searchsorted(bounds, value)), len(bounds) - 1)
