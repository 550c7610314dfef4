import numpy as np
import pytest

from graph.analysis.apart import apart
from graph.analysis.divisions import divided_by
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of

COUNTRIES = {"a": "LT", "b": "AT", "c": "DE", "d": "PL"}


def placed() -> Snapshot:
    """A place tells where Lithuania lies, organisations tell it of Austria; nothing of the other two."""
    snapshot = snapshot_of({"p": "abcd"}, values={who: {"country": code} for who, code in COUNTRIES.items()})
    rows = snapshot.organisations.to_pylist()
    rows[0] |= {"longitude": 0.0, "latitude": 0.0}
    rows[1] |= {"longitude": 16.0, "latitude": 48.0}
    tables = dict(snapshot.tables) | {
        "organisations": table_of("organisations", rows),
        "places": table_of(
            "places", [{"uid": "1", "code": "LT", "level": "country", "longitude": 24.0, "latitude": 55.0}]
        ),
    }
    return Snapshot(tables)


def test_middles_come_from_places_before_organisations() -> None:
    snapshot = placed()
    division = divided_by(snapshot, "country")
    found = apart(snapshot, division)
    assert found is not None
    assert division.codes == ("AT", "DE", "LT", "PL")
    assert found.kilometres[0, 2] == pytest.approx(946, abs=10)
    assert np.isnan(found.kilometres[1]).all()


def test_austria_and_germany_share_a_language() -> None:
    snapshot = placed()
    found = apart(snapshot, divided_by(snapshot, "country"))
    assert found is not None
    assert found.language is not None
    assert found.language.tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]


def test_sectors_lie_nowhere() -> None:
    snapshot = placed()
    assert apart(snapshot, divided_by(snapshot, "sector")) is None
