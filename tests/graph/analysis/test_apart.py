import numpy as np
import pytest

from graph.analysis.apart import apart
from graph.analysis.borders import shared_borders
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


def bordered(**sets: str) -> Snapshot:
    """Three countries stand in one set of shapes, Poland in none; Austria borders on Germany."""
    in_sets = {"AT": "one", "DE": "one", "LT": "one", "PL": None} | sets
    places: list[dict[str, object]] = [
        {"uid": f"place-{code}", "code": code, "level": "country", "country": code, "shape_set": shapes}
        for code, shapes in in_sets.items()
    ]
    stated = [{"type": "BORDERS", "from": "place-AT", "to": "place-DE", "records": ["rec"]}]
    stated += [{"type": "BORDERS", "from": "place-AT", "to": "place-XX", "records": ["rec"]}]
    tables = {"places": table_of("places", places), "ties": table_of("ties", stated)}
    return Snapshot(dict(placed().tables) | tables)


def test_a_border_is_known_between_places_of_one_set_of_shapes_alone() -> None:
    snapshot = bordered()
    border = shared_borders(snapshot, divided_by(snapshot, "country"))
    assert np.array_equal(
        border,
        [[0, 1, 0, np.nan], [1, 0, 0, np.nan], [0, 0, 0, np.nan], [np.nan, np.nan, np.nan, 0]],
        equal_nan=True,
    )


def test_a_stated_border_holds_between_two_sets_of_shapes() -> None:
    """Whoever loads one country alone again does not part it from its neighbours."""
    snapshot = bordered(AT="other")
    border = shared_borders(snapshot, divided_by(snapshot, "country"))
    assert border[0, 1] == border[1, 0] == 1
    assert np.isnan(border[0, 2])


def test_without_shapes_no_border_is_known() -> None:
    snapshot = placed()
    border = shared_borders(snapshot, divided_by(snapshot, "country"))
    assert np.isnan(border[~np.eye(4, dtype=bool)]).all()
    assert np.isnan(shared_borders(bordered(), divided_by(bordered(), "nuts3"))).sum() == 0


def test_sectors_lie_nowhere() -> None:
    snapshot = placed()
    assert apart(snapshot, divided_by(snapshot, "sector")) is None
