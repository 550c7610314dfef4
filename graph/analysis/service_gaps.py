"""How far units without a service are from the nearest that has it: in kilometres, and in steps.

Kilometres are great circles between the middles of the units. Steps go up and down the administration: two
municipalities of one county are two steps apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from graph.analysis.distance import EARTH_KM
from graph.analysis.reference_lists import Unit
from graph.analysis.territory_places import Row
from graph.projection import FloatArray


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest unit with the service; None each where nobody knows."""

    code: str | None
    kilometres: float | None
    hops: int | None


NOBODY = Nearest(None, None, None)


def nearest_served(
    without: Sequence[Unit], served: Sequence[Unit], places: Sequence[Row]
) -> tuple[Nearest, ...]:
    """For each unit without, the nearest served one; by steps alone where it has no known middle."""
    if not served:
        return tuple(NOBODY for _ in without)
    chains = _chains(places)
    steps = _Steps([(unit.code, _chain(unit, chains)) for unit in served])
    by_distance = _by_distance(without, served)
    told = []
    for unit, found in zip(without, by_distance, strict=True):
        hops = steps.fewest(_chain(unit, chains))
        if found is not None:
            code, kilometres = found
            told.append(Nearest(code, kilometres, hops[1] if hops else None))
        else:
            told.append(Nearest(hops[0], None, hops[1]) if hops else NOBODY)
    return tuple(told)


def _by_distance(without: Sequence[Unit], served: Sequence[Unit]) -> list[tuple[str, float] | None]:
    """Nearest by straight lines through the Earth, which are longer where great circles are."""
    known, asked = ([unit for unit in units if _has_middle(unit)] for units in (served, without))
    if not known or not asked:
        return [None] * len(without)
    straight, places = cKDTree(_points(known)).query(_points(asked))
    arcs = 2 * EARTH_KM * np.arcsin(np.minimum(straight / 2, 1.0))
    near = iter(zip(places.tolist(), arcs.tolist(), strict=True))
    found: list[tuple[str, float] | None] = []
    for unit in without:
        place, arc = next(near) if _has_middle(unit) else (-1, 0.0)
        found.append((known[place].code, arc) if place >= 0 else None)
    return found


def _has_middle(unit: Unit) -> bool:
    return unit.longitude is not None and unit.latitude is not None


def _points(units: Sequence[Unit]) -> FloatArray:
    x = np.radians([unit.longitude or 0.0 for unit in units])
    y = np.radians([unit.latitude or 0.0 for unit in units])
    points: FloatArray = np.column_stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])
    return points


class _Steps:
    """The served units below each place, with the fewest steps down to one."""

    def __init__(self, served: list[tuple[str, tuple[str, ...]]]) -> None:
        self._down: dict[str, tuple[int, str]] = {}
        for code, chain in sorted(served):
            for steps, above in enumerate(chain):
                best = self._down.get(above)
                if best is None or steps < best[0]:
                    self._down[above] = (steps, code)

    def fewest(self, chain: tuple[str, ...]) -> tuple[str, int] | None:
        """The served unit that the fewest steps lead to, and how many; None where no way leads to one."""
        ways = [
            (up + self._down[above][0], self._down[above][1])
            for up, above in enumerate(chain)
            if above in self._down
        ]
        return (min(ways)[1], min(ways)[0]) if ways else None


def _chain(unit: Unit, chains: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Codes from a unit upwards; of one that is not in the graph by what its list says is above it."""
    if unit.code in chains or unit.above is None:
        return chains.get(unit.code, (unit.code,))
    return unit.code, *chains.get(unit.above, (unit.above,))


def _chains(places: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """Codes from each place upwards, by its code; of several places above, the first by uid."""
    code = {row["uid"]: row["code"] for row in places}
    above = {
        row["uid"]: min((uid for uid in row["part_of"] or () if uid in code), default=None) for row in places
    }
    chains = {}
    for row in places:
        chain, here, seen = [], row["uid"], set()
        while here is not None and here not in seen:
            seen.add(here)
            chain.append(code[here] or here)
            here = above[here]
        chains[row["code"]] = tuple(chain)
    return chains
