import pytest

from graph.years import year_of


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2015-10-27", 2015),
        ("2015-10", 2015),
        ("2015", 2015),
        ("", None),
        (None, None),
        ("n/a", None),
        ("²⁰²⁰", None),
    ],
)
def test_year_of_a_date_of_any_precision(date, year) -> None:
    assert year_of(date) == year
