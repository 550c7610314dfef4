"""Great-circle distance between points on the Earth."""

import numpy as np

from graph.projection import FloatArray

EARTH_KM = 6371.0088


def kilometres(longitude: FloatArray, latitude: FloatArray) -> FloatArray:
    """Distance of each to each, by the haversine; not-a-number where a place of either is unknown."""
    x, y = np.radians(longitude), np.radians(latitude)
    across = np.sin((x[:, None] - x) / 2) ** 2 * np.cos(y)[:, None] * np.cos(y)
    half = np.sin((y[:, None] - y) / 2) ** 2 + across
    distance: FloatArray = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return distance
