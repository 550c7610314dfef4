from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import CellError, amount_of, date_of, text_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (103.0, "103"),
        (1.5, "1.5"),
        (-0.0, "0"),
        (1e15, "1000000000000000"),
        (float("inf"), "inf"),
        (7, "7"),
        ("  Utena ", "Utena"),
        ("\N{NO-BREAK SPACE}Utena\n", "Utena"),
        ("007", "007"),
        ("", ""),
        (None, ""),
        (True, "True"),
    ],
)
def test_text_is_what_a_person_reads_in_the_cell(cell: object, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,604,442.00", "1604442.00"),
        ("1604442.5", "1604442.5"),
        ("0", "0"),
        ("-12.50", "-12.50"),
        ("100000000000000000000.01", "100000000000000000000.01"),
        ("", None),
    ],
)
def test_an_amount_keeps_every_digit(text: str, amount: str | None) -> None:
    assert amount_of("Budget", text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "1.604.442,00",
        "1 604 442",
        "about 5",
        "EUR 5",
        "NaN",
        "Infinity",
        "-inf",
        "1e5",
        "1_000",
        "٣",
        "1,60,4",
        ".",
        "-",
    ],
)
def test_what_is_no_amount_is_told_with_its_column(text: str) -> None:
    with pytest.raises(CellError, match="is not an amount such as") as told:
        amount_of("Budget", text)
    assert told.value.column == "Budget"
    assert repr(text) in told.value.reason


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_an_amount_written_in_english_is_read_as_the_same_number(amount: Decimal) -> None:
    assert Decimal(amount_of("Budget", f"{amount:,}") or "") == amount


@pytest.mark.parametrize(
    ("text", "date"),
    [("2015/10/27", "2015-10-27"), ("2015/1/5", "2015-01-05"), ("2016/02/29", "2016-02-29"), ("", None)],
)
def test_a_date_becomes_iso(text: str, date: str | None) -> None:
    assert date_of("Project start", text, "%Y/%m/%d") == date


@pytest.mark.parametrize(
    "text", ["2015-10-27", "27/10/2015", "2015/02/29", "2015/13/01", "soon", "2015/10/27 12:00"]
)
def test_what_is_no_date_is_told_with_its_column_and_an_example(text: str) -> None:
    with pytest.raises(CellError, match=r"is not a date such as 2015/10/27") as told:
        date_of("Project start", text, "%Y/%m/%d")
    assert told.value.column == "Project start"
