"""What keeps territories apart: distance between their middles, a border, a language that they share."""

from functools import cache

import numpy as np
from babel.languages import get_official_languages

from graph.analysis.borders import shared_borders
from graph.analysis.distance import kilometres
from graph.analysis.divisions import COLUMNS, Division
from graph.analysis.gravity import Apart
from graph.projection import FloatArray
from graph.snapshot import Snapshot
from graph.vocabulary import NUTS_TO_ISO


def apart(snapshot: Snapshot, division: Division) -> Apart | None:
    """None of sectors and kinds, which lie nowhere."""
    if division.by in COLUMNS:
        return None
    longitude, latitude = _middles(snapshot, division)
    return Apart(
        kilometres=kilometres(longitude, latitude),
        border=shared_borders(snapshot, division),
        language=_shared_language(division.codes),
    )


def _middles(snapshot: Snapshot, division: Division) -> tuple[FloatArray, FloatArray]:
    """Of the place with the code; else the mean over its organisations; else not-a-number."""
    places = snapshot.places.select(["code", "longitude", "latitude"]).to_pylist()
    known = {
        row["code"]: row for row in places if row["longitude"] is not None and row["latitude"] is not None
    }
    means = _means(snapshot, division)
    told = []
    for number, code in enumerate(division.codes):
        row = known.get(code)
        told.append((row["longitude"], row["latitude"]) if row else means[number])
    points = np.array(told, dtype=np.float64).reshape(-1, 2)
    return points[:, 0], points[:, 1]


def _means(snapshot: Snapshot, division: Division) -> list[tuple[float, float]]:
    told = snapshot.organisations.select(["longitude", "latitude"]).to_pylist()
    points = np.array(
        [[np.nan if row[name] is None else row[name] for name in ("longitude", "latitude")] for row in told],
        dtype=np.float64,
    ).reshape(-1, 2)
    usable = (division.of >= 0) & ~np.isnan(points).any(axis=1)
    many = np.bincount(division.of[usable], minlength=len(division.codes))
    sums = [
        np.bincount(division.of[usable], weights=points[usable, axis], minlength=len(division.codes))
        for axis in (0, 1)
    ]
    with np.errstate(invalid="ignore"):
        return list(zip((sums[0] / many).tolist(), (sums[1] / many).tolist(), strict=True))


def _shared_language(codes: tuple[str, ...]) -> FloatArray:
    """1 where the countries of two territories have an official language in common (CLDR, by Babel)."""
    spoken = [_official(NUTS_TO_ISO.get(code[:2], code[:2])) for code in codes]
    every = sorted({language for languages in spoken for language in languages})
    speaks = np.array(
        [[language in languages for language in every] for languages in spoken], dtype=np.float64
    )
    speaks = speaks.reshape(len(codes), len(every))
    return np.asarray(speaks @ speaks.T > 0, dtype=np.float64)


@cache
def _official(country: str) -> frozenset[str]:
    return frozenset(get_official_languages(country, de_facto=True))
