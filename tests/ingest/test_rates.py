"""Dated exchange rates: read from both forms, used on the day or within the week before it."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, UnexpectedLayout, UnreadableFile
from ingest.rates import Converted, NotConverted, Rates, converted, read_rates

# The bank's history, newest day first and with a comma at the end of each line.
HISTORY = """Date,USD,PLN,LTL,
2015-01-05,1.1915,4.3235,N/A,
2015-01-02,1.2043,4.3103,N/A,
2014-12-31,1.2141,4.2732,3.4528,
"""
LONG = """date,currency,rate
2015-01-02,PLN,4.3103
2015-01-05,PLN,4.3235
2015-01-05,USD,1.1915
"""
FRIDAY, MONDAY = date(2015, 1, 2), date(2015, 1, 5)


def table(folder: Path, text: str) -> Rates:
    file = folder / "rates.csv"
    file.write_text(text, encoding="utf-8")
    return read_rates(file)


def test_the_banks_history_is_read_in_the_order_of_the_days(tmp_path: Path) -> None:
    rates = table(tmp_path, HISTORY)
    assert rates.days["PLN"] == (date(2014, 12, 31), FRIDAY, MONDAY)
    assert rates.rates["USD"] == (Decimal("1.2141"), Decimal("1.2043"), Decimal("1.1915"))
    assert rates.days["LTL"] == (date(2014, 12, 31),)


def test_the_long_form_says_the_same(tmp_path: Path) -> None:
    rates = table(tmp_path, LONG)
    assert rates.days == {"PLN": (FRIDAY, MONDAY), "USD": (MONDAY,)}
    assert rates.rates["PLN"] == (Decimal("4.3103"), Decimal("4.3235"))


def test_the_form_of_the_banks_data_portal_is_read_too(tmp_path: Path) -> None:
    text = "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE\nEXR.D,D,PLN,2015-01-05,4.3235\n"
    assert table(tmp_path, text).rates == {"PLN": (Decimal("4.3235"),)}


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    headings, *rows = HISTORY.splitlines()
    assert table(tmp_path, "\n".join([headings, *reversed(rows)])) == table(tmp_path, HISTORY)


@pytest.mark.parametrize(
    ("day", "rate", "of"),
    [
        (MONDAY, "4.3235", MONDAY),
        (date(2015, 1, 4), "4.3103", FRIDAY),
        (date(2015, 1, 12), "4.3235", MONDAY),
        (date(2014, 12, 31), "4.2732", date(2014, 12, 31)),
    ],
    ids=["the day itself", "a Sunday", "a week later", "the first day"],
)
def test_the_last_rate_within_a_week_counts(tmp_path: Path, day: date, rate: str, of: date) -> None:
    found = converted(Decimal("1000.00"), "PLN", day, table(tmp_path, HISTORY))
    expected = (Decimal(1000) / Decimal(rate)).quantize(Decimal("0.01"))
    assert found == Converted(expected, Decimal(rate), of)


@pytest.mark.parametrize(
    ("currency", "day", "reason"),
    [
        ("HUF", MONDAY, "The table of rates has none for HUF."),
        ("PLN", date(2014, 12, 30), "The rates for PLN begin on 2014-12-31, after 2014-12-30."),
        (
            "PLN",
            date(2015, 1, 13),
            "The last rate for PLN before 2015-01-13 is of 2015-01-05, which is more than 7",
        ),
        ("LTL", date(2016, 5, 1), "The last rate for LTL before 2016-05-01 is of 2014-12-31"),
    ],
    ids=["no such currency", "before the table", "eight days later", "after the litas"],
)
def test_without_a_rate_of_the_week_nothing_is_guessed(
    tmp_path: Path, currency: str, day: date, reason: str
) -> None:
    found = converted(Decimal(1), currency, day, table(tmp_path, HISTORY))
    assert isinstance(found, NotConverted)
    assert found.reason.startswith(reason)


def test_a_fixed_rate_that_the_table_goes_on_stating_is_used(tmp_path: Path) -> None:
    rates = table(tmp_path, "date,currency,rate\n2014-12-31,LTL,3.4528\n2016-05-01,LTL,3.4528\n")
    found = converted(Decimal("3452.80"), "LTL", date(2016, 5, 1), rates)
    assert found == Converted(Decimal("1000.00"), Decimal("3.4528"), date(2016, 5, 1))


def test_euro_stay_euro_on_any_day() -> None:
    found = converted(Decimal("5.005"), "EUR", MONDAY, Rates({}, {}))
    assert found == Converted(Decimal("5.00"), Decimal(1), MONDAY)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Date,USD\n2015-01-05,about 1\n", r"row 2, column 'USD'"),
        ("Date,USD\n2015-01-05,0\n", r"row 2, column 'USD': '0' is not a rate"),
        ("Date,USD\n2015-01-05,-1.2\n", r"row 2, column 'USD'"),
        ("Date,USD\n2015-01,1.2\n", r"row 2, column 'Date': '2015-01' is not a day"),
        ("Date,USD\n,1.2\n", r"row 2, column 'Date': The cell is empty"),
        ("date,currency,rate\n2015-01-05,zloty,1\n", r"row 2, column 'currency'"),
        (
            "date,currency,rate\n2015-01-05,PLN,4\n2015-01-05,PLN,5\n",
            r"row 3: The rate of PLN on 2015-01-05 is 5 here",
        ),
    ],
)
def test_a_table_with_a_wrong_rate_is_not_used_at_all(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(UnreadableFile, match=where):
        table(tmp_path, text)


def test_a_rate_that_stands_twice_alike_is_one(tmp_path: Path) -> None:
    rates = table(tmp_path, "date,currency,rate\n2015-01-05,PLN,4\n2015-01-05,PLN,4.0\n")
    assert rates.days == {"PLN": (MONDAY,)}


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "Date,name\n2015-01-05,x\n"])
def test_a_table_without_rates_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises((UnexpectedLayout, UnreadableFile)) as refused:
        table(tmp_path, text)
    assert isinstance(refused.value, InputError)
    assert "Date" in refused.value.message


@given(
    st.dictionaries(
        st.dates(date(2010, 1, 1), date(2010, 3, 1)), st.integers(1, 1000).map(Decimal), min_size=1
    ),
    st.dates(date(2009, 12, 1), date(2010, 4, 1)),
)
def test_the_rate_is_the_newest_of_the_week_by_any_reckoning(known: dict[date, Decimal], day: date) -> None:
    days = tuple(sorted(known))
    found = converted(Decimal(1), "PLN", day, Rates({"PLN": days}, {"PLN": tuple(known[d] for d in days)}))
    week = [day - timedelta(days=back) for back in range(8) if day - timedelta(days=back) in known]
    if week:
        assert isinstance(found, Converted)
        assert (found.rate_date, found.rate) == (week[0], known[week[0]])
    else:
        assert isinstance(found, NotConverted)
