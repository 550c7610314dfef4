import numpy as np
import pytest

from graph.analysis.catalogue import RollUp
from graph.analysis.filtering import Filter
from graph.analysis.territories import Level, cooperation_matrix, rolled_up, territories
from graph.analysis.ties import Ties, ties_of
from graph.analysis.windows import by_year, years
from graph.projection import Counting
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of

PLACES = [
    {"uid": "1", "code": "LT", "name": "Lithuania", "level": "country", "country": "LT", "part_of": []},
    {"uid": "2", "code": "LT0", "name": None, "level": "nuts1", "country": "LT", "part_of": ["1"]},
    {"uid": "3", "code": "LT02", "name": "Regions", "level": "nuts2", "country": "LT", "part_of": ["2"]},
    {"uid": "4", "code": "LT029", "name": "Utena", "level": "nuts3", "country": "LT", "part_of": ["3"]},
    {"uid": "5", "code": "LT021", "name": "Alytus", "level": "nuts3", "country": "LT", "part_of": ["3"]},
    {"uid": "6", "code": "L6", "name": "Moletai", "level": "lau", "country": "LT", "part_of": ["4"]},
]


def placed(
    memberships: dict[str, str], where: dict[str, int], countries: dict[str, str] | None = None
) -> Snapshot:
    """Organisations in rows of PLACES, or only in a country, or nowhere."""
    values = {who: {"country": code} for who, code in (countries or {}).items()}
    snapshot = snapshot_of(memberships, values=values)
    organisations = snapshot.organisations.to_pylist()
    rows = [row | {"located_in": where.get(row["uid"])} for row in organisations]
    tables = dict(snapshot.tables)
    tables["organisations"] = table_of("organisations", rows)
    tables["places"] = table_of("places", PLACES)
    return Snapshot(tables)


SPREAD = placed({"p": "ab", "q": "bc", "r": "cd"}, {"a": 5, "b": 3, "c": 4}, {"d": "PL"})


@pytest.mark.parametrize(
    ("level", "codes", "of"),
    [
        (Level.LAU, ("L6",), [0, -1, -1, -1]),
        (Level.NUTS3, ("LT021", "LT029"), [1, 1, 0, -1]),
        (Level.NUTS2, ("LT02",), [0, 0, 0, -1]),
        (Level.NUTS1, ("LT0",), [0, 0, 0, -1]),
        (Level.COUNTRY, ("LT", "PL"), [0, 0, 0, 1]),
    ],
)
def test_an_organisation_stands_in_all_that_lies_above_its_place(level, codes, of) -> None:
    found = territories(SPREAD, level)
    assert (found.codes, found.of.tolist()) == (codes, of)
    if level is Level.NUTS3:
        assert found.names == ("Alytus", "Utena")


def ties() -> Ties:
    return ties_of(SPREAD)


def test_the_matrix_has_ties_between_inside_and_nowhere() -> None:
    found = cooperation_matrix(ties(), territories(SPREAD, Level.NUTS3))
    assert found.weights.tolist() == [[0.0, 1.0], [1.0, 1.0]]
    assert found.unplaced == 1.0


def test_roll_ups_say_of_how_many_they_tell() -> None:
    where, values = territories(SPREAD, Level.NUTS3), np.array([1.0, 4.0, np.nan, 9.0])
    mean, total = (rolled_up(values, where, how, ties()) for how in (RollUp.MEAN, RollUp.SUM))
    np.testing.assert_array_equal(mean.values, [np.nan, 2.5])
    np.testing.assert_array_equal(total.values, [np.nan, 5.0])
    assert (mean.organisations.tolist(), mean.with_value.tolist()) == ([1, 2], [0, 2])


def test_the_openness_of_a_territory_is_that_of_its_ties_together() -> None:
    """Utena has one tie inside and one to Alytus; Alytus has one outside, and one to nobody knows where."""
    found = rolled_up(np.zeros(4), territories(SPREAD, Level.NUTS3), RollUp.GROUP, ties())
    assert found.values.tolist() == [1.0, 0.0]


DATED = snapshot_of(
    {"p": "ab", "q": "bc", "r": "ac"},
    values={"p": {"start": "2010-05", "end": "2012"}, "q": {"start": "2012-01-01", "end": "2013"}},
)


def test_each_year_has_the_projects_that_ran_in_it() -> None:
    found = {year: len(one.pairs.a) for year, one in by_year(DATED, counting=Counting.FULL, chosen=Filter())}
    assert found == {2010: 1, 2011: 1, 2012: 2, 2013: 1}


def test_the_period_bounds_the_years_and_no_date_has_none() -> None:
    assert years(DATED, Filter(start="2011", end="2012-06")) == range(2011, 2013)
    assert years(snapshot_of({"p": "ab"}), Filter()) == range(0)
