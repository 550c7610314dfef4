"""Dates in the notations of Europe, no more precise than written; what has two meanings is never guessed."""

import datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.cannot_read import CannotRead
from ingest.reading.dates import column_date_order, date, precision

SPOKEN = "pl lt hu da de fr en es it pt ro cs lv et sv fi nl el sl bg"
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2015-10-27", "2015/10/27", "2015.10.27", "2015. 10. 27.", "20151027", "27.10.2015", "27. 10. 2015",
        "27.10.2015.", "27/10/2015", "27-10-2015", "27 Oct 2015", "27-Oct-2015", "27 October 2015",
        "October 27, 2015", "27th October 2015", "27 października 2015 r.", "27 pazdziernika 2015",
        "2015 m. spalio 27 d.", "2015. október 27.", "27. oktober 2015", "27. Oktober 2015",
        "27 octobre 2015",
        "27 de octubre de 2015", "27 октомври 2015 г.", "27 Οκτωβρίου 2015", "27. října 2015",
        "27 oktober 2015",
        "2015-10-27T00:00:00Z", "2015-10-27 21:15:00", "2015/10/27 00:00:00", "27.10.2015 12:30",
        "2015-10-27T23:59:60.123+02:00", "27/10/2015 9:05:00 PM", " 2015-10-27 ",
    ],
)  # fmt: skip
def test_one_day_in_many_notations(text: str) -> None:
    assert date(text) == "2015-10-27"


@pytest.mark.parametrize(
    "text", ["2015-10", "2015/10", "10/2015", "10.2015", "Oct 2015", "październik 2015", "2015 m. spalis"]
)
def test_a_month(text: str) -> None:
    assert date(text) == "2015-10"


def test_precision() -> None:
    assert [precision(date(text)) for text in ("2015", "10/2015", "27.10.2015")] == ["year", "month", "day"]


@pytest.mark.parametrize("text", ["05/04/2015", "05-04-2015", "5/4/2015"])
def test_day_and_month_either_way(text: str) -> None:
    with pytest.raises(CannotRead, match="has two meanings: day and month may be either way"):
        date(text)
    assert date(text, order="dmy") == "2015-04-05"
    assert date(text, order="mdy") == "2015-05-04"


def test_the_month_first_only_where_the_column_says_so() -> None:
    with pytest.raises(CannotRead, match="no other date in the column shows that this is meant"):
        date("10/27/2015")
    assert date("10/27/2015", order="mdy") == "2015-10-27"
    assert date("05.05.2015") == date("05/05/2015") == "2015-05-05"


def test_points_are_always_day_first() -> None:
    assert date("05.04.2015") == "2015-04-05"


@pytest.mark.parametrize(
    ("samples", "order"),
    [
        (["05/04/2015", "27/10/2015"], "dmy"),
        (["05/04/2015", " 10/27/2015 "], "mdy"),
        (["27/10/2015", "10/27/2015"], None),
        (["05/04/2015", "2015-10-27", "x", ""], None),
        (["27.10/2015"], None),
    ],
)
def test_the_order_of_a_column(samples: list[str], order: str | None) -> None:
    assert column_date_order(samples) == order


def test_excel_serial_numbers_only_where_the_column_has_them() -> None:
    assert date("42304", excel_serial=True) == date("42304.75", excel_serial=True) == "2015-10-27"
    assert date("27.10.2015", excel_serial=False) == "2015-10-27"
    for text in ("42304", "42304.0"):
        with pytest.raises(CannotRead):
            date(text)
    with pytest.raises(CannotRead, match="as Excel counts days"):
        date("2015", excel_serial=True)


def test_a_name_of_two_months_needs_its_language() -> None:
    with pytest.raises(CannotRead, match=r"'listopada' is month 10 in hr; 11 in .*pl"):
        date("11 listopada 2015")
    assert date("11 listopada 2015", languages=["pl"]) == "2015-11-11"
    assert date("11 listopada 2015", languages=["hr", "en"]) == "2015-10-11"
    with pytest.raises(CannotRead):
        date("11 October 2015", languages=["pl"])


@pytest.mark.parametrize("text", ["1899", "31.12.1899", "2101-01-01", "0015-10-27", "9999"])
def test_years_far_away_are_refused(text: str) -> None:
    with pytest.raises(CannotRead, match="dates from 1900 to 2100 are read"):
        date(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "27.10.15", "2015/2016", "2015 2016", "2015-13", "2015-02-30", "31/04/2015",
        "27/10.2015",
        "Oct 27", "27 Oct Nov 2015", "27 28 Oct 2015", "2015-10-27 99:99", "٢٧/١٠/٢٠١٥",
        "27 Octember 2015", "Q3 2015",
        "2015-10-27 to 2016", "x" * 100, "12345", "123 Oct 2015", "2015-10-27T", "27 Oct 2015 12",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        date(text)
    assert refusal.value.reason.startswith("'")
    assert refusal.value.reason.endswith(".")


@given(DAYS, st.sampled_from(SPOKEN.split()))
def test_what_a_locale_writes_in_words_is_read(day: datetime.date, language: str) -> None:
    text = format_date(day, "long", locale=language)
    assert date(text, languages=[language]) == day.isoformat()


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d", "%Y-%m-%dT%H:%M:%S"]))
def test_numeric_notations_of_any_day(day: datetime.date, layout: str) -> None:
    assert date(day.strftime(layout)) == day.isoformat()


@given(DAYS, st.sampled_from(["/", "-"]))
def test_the_order_is_kept_whatever_the_day(day: datetime.date, sign: str) -> None:
    assert date(day.strftime(f"%d{sign}%m{sign}%Y"), order="dmy") == day.isoformat()
    assert date(day.strftime(f"%m{sign}%d{sign}%Y"), order="mdy") == day.isoformat()


@given(DAYS)
def test_excel_counts_days(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    if serial >= 10_000:
        assert date(str(serial), excel_serial=True) == day.isoformat()


@given(st.text(alphabet="0123456789-/. :TOctmr", max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        read = date(text)
    except CannotRead:
        return
    assert 1900 <= int(read[:4]) <= 2100
    datetime.date.fromisoformat(f"{read}-01-01"[:10])
