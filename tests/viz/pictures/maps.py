"""The smallest geographic maps that show what is asked: shapes with a hole, points, or nothing at all."""

from tests.viz.test_geo import HOLE, HOSTILE, SQUARE
from viz.geo_model import Area, Link, State, TerritoryMap

BESIDE = tuple((east + 1, north) for east, north in SQUARE)
OVERSEAS = tuple((east - 60, north - 45) for east, north in SQUARE)
AREAS = (
    Area("A1", HOSTILE, State.PRESENT, 3.0, shape=(SQUARE, HOLE)),
    Area("A2", None, State.ABSENT, 0.0, shape=(BESIDE,)),
    Area("A3", "Point", State.PRESENT, 9.0, point=(0.5, 51.5)),
    Area("A4", "Left out", State.EXCLUDED, point=(1.5, 51.5)),
)
SHAPED = TerritoryMap(
    HOSTILE,
    "measure participants",
    AREAS,
    links=(Link("A1", "A3", 4.0), Link("A1", "A2", 0.5, missing=True, expected=2.0)),
    outlines=(tuple((east + 2, north) for east, north in SQUARE),),
    snapshot="abc123",
    notes=(HOSTILE,),
)
POINTS = TerritoryMap("Points", "measure participants", (AREAS[2], AREAS[3]), language="lt")
NOWHERE = TerritoryMap("Nowhere", "measure participants", (Area("A9", "Lost", State.ABSENT),))
