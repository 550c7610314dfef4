"""From organisations to territories: in which one each stands, ties between them, and metrics rolled up."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.analysis.catalogue import RollUp
from graph.analysis.groups import mixing
from graph.analysis.ties import Ties
from graph.projection import FloatArray, IntArray
from graph.snapshot import Snapshot


class Level(StrEnum):
    """Levels of territories, from municipality to country."""

    LAU = "lau"
    NUTS3 = "nuts3"
    NUTS2 = "nuts2"
    NUTS1 = "nuts1"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Territories:
    """Territories in the order of their codes; `of` has one entry per organisation, -1 where unknown."""

    level: Level
    codes: tuple[str, ...]
    names: tuple[str | None, ...]
    of: IntArray


def territories(snapshot: Snapshot, level: Level) -> Territories:
    """Where each organisation stands: its place or the one above it at that level.

    A country is also known from the organisation itself; its code is ISO 3166-1.
    """
    located = snapshot.organisations["located_in"].to_pylist()
    codes, names = _of_places(snapshot, level, {row for row in located if row is not None})
    found = [None if row is None else codes[row] for row in located]
    if level is Level.COUNTRY:
        stated = snapshot.organisations["country"].to_pylist()
        found = [said if said is not None else placed for said, placed in zip(stated, found, strict=True)]
    known = sorted({code for code in found if code is not None})
    number = {code: place for place, code in enumerate(known)}
    of = np.array([-1 if code is None else number[code] for code in found], dtype=np.int64)
    return Territories(level, tuple(known), tuple(names.get(code) for code in known), of)


def _of_places(
    snapshot: Snapshot, level: Level, rows: set[int]
) -> tuple[dict[int, str | None], dict[str, str | None]]:
    """Code of the territory of some places, climbing up; and the names of territories by code.

    Only from where somebody stands: a list of municipalities holds a hundred thousand places.
    """
    places = snapshot.places.select(["uid", "code", "name", "level", "country", "part_of"]).to_pylist()
    row_of = {place["uid"]: row for row, place in enumerate(places)}
    codes: dict[int, str | None] = {}
    names: dict[str, str | None] = {}
    for row in sorted(rows | {row for row, place in enumerate(places) if place["level"] == level}):
        place = places[row]
        here, seen = [place], {place["uid"]}
        while here and here[0]["level"] != level:
            above = [uid for one in here for uid in one["part_of"] or () if uid in row_of and uid not in seen]
            seen.update(above)
            here = sorted((places[row_of[uid]] for uid in above), key=lambda one: one["level"] != level)
        code = _code(here[0], level) if here else _country(place, level)
        codes[row] = code
        if here and code is not None:
            names.setdefault(code, here[0]["name"])
    return codes, names


def _code(place: dict[str, str | None], level: Level) -> str | None:
    return place["country"] or place["code"] if level is Level.COUNTRY else place["code"]


def _country(place: dict[str, str | None], level: Level) -> str | None:
    return place["country"] if level is Level.COUNTRY else None


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Per territory: the value or not-a-number, how many organisations it holds, how many have a value."""

    values: FloatArray
    organisations: IntArray
    with_value: IntArray


def rolled_up(values: FloatArray, where: Territories, how: RollUp, ties: Ties) -> RolledUp:
    """Sum or mean over the organisations of each territory that have a value.

    GROUP is the E-I index of the territory itself: its ties to other territories against those inside.
    """
    size = len(where.codes)
    counts = (where.of >= 0) & ~np.isnan(values)
    number = np.bincount(where.of[counts], minlength=size)
    total = np.bincount(where.of[counts], weights=values[counts], minlength=size).astype(np.float64)
    if how is RollUp.GROUP:
        matrix = mixing(ties, where.of, size)
        inside, every = np.diag(matrix) / 2, matrix.sum(axis=1) - np.diag(matrix) / 2
        result = _over(every - 2 * inside, every)
    elif how is RollUp.SUM:
        result = np.where(number > 0, total, np.nan)
    else:
        result = _over(total, number.astype(np.float64))
    located = np.bincount(where.of[where.of >= 0], minlength=size)
    return RolledUp(result, located, number)


def _over(part: FloatArray, whole: FloatArray) -> FloatArray:
    share: FloatArray = np.full(len(whole), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share


@dataclass(frozen=True, slots=True)
class Matrix:
    """Observed ties between territories: `weights` is symmetric, its diagonal the ties inside, once each.

    `unplaced` is the weight of ties of which an end stands nowhere: it is in no cell.
    """

    weights: FloatArray
    unplaced: float


def cooperation_matrix(ties: Ties, where: Territories) -> Matrix:
    """Summed weights between and inside the territories; what was expected is another question."""
    matrix = mixing(ties, where.of, len(where.codes))
    np.fill_diagonal(matrix, np.diag(matrix) / 2)
    known = (where.of[ties.pairs.a] >= 0) & (where.of[ties.pairs.b] >= 0)
    return Matrix(matrix, float(ties.pairs.weight[~known].sum()))
