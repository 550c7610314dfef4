"""Which territories of a level share a border, as far as their shapes were loaded."""

import numpy as np
import pyarrow.compute as pc

from graph.analysis.divisions import Division
from graph.analysis.territories import Level
from graph.projection import FloatArray
from graph.snapshot import Snapshot
from graph.vocabulary import Tie


def shared_borders(snapshot: Snapshot, division: Division) -> FloatArray:
    """Square and symmetric: 1 where two territories share a border, 0 where not, else not-a-number.

    It is known of two that stand in one set of shapes (`shape_set`), or of which one states the border. So a
    place without a shape has unknown borders, an island with one has none. The diagonal is 0.
    """
    row_of, sets = _shapes(snapshot, division)
    number = {name: place for place, name in enumerate(sorted({name for name in sets if name}))}
    compared = np.array([number[name] if name else -1 for name in sets], dtype=np.int64)
    known = (compared[:, None] == compared) & (compared >= 0)
    border = np.where(known, 0.0, np.nan)
    ties = snapshot.tables["ties"]
    stated = ties.filter(pc.equal(ties["type"], str(Tie.BORDERS)))
    for one, other in zip(stated["from"].to_pylist(), stated["to"].to_pylist(), strict=True):
        if one in row_of and other in row_of:
            border[row_of[one], row_of[other]] = border[row_of[other], row_of[one]] = 1.0
    np.fill_diagonal(border, 0.0)
    return border


def _shapes(snapshot: Snapshot, division: Division) -> tuple[dict[str, int], list[str | None]]:
    """Rows of the division by the uids of their places, and the set of shapes of each row."""
    places = snapshot.places.filter(pc.equal(snapshot.places["level"], division.by))
    rows = {code: row for row, code in enumerate(division.codes)}
    row_of: dict[str, int] = {}
    sets: list[str | None] = [None] * len(division.codes)
    for place in places.select(["uid", "code", "country", "shape_set"]).to_pylist():
        code = place["country"] or place["code"] if division.by == Level.COUNTRY else place["code"]
        if code in rows:
            row_of[place["uid"]] = rows[code]
            sets[rows[code]] = sets[rows[code]] or place["shape_set"]
    return row_of, sets
