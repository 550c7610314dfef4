"""Amounts in the notations of Europe; what has two meanings is never guessed."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.amounts import Money, amount, column_decimal, money
from ingest.reading.cannot_read import CannotRead

SPACES = [" ", "\u00a0", "\u2009", "\u202f", "\u2007"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1604442", "1604442"), ("1604442.00", "1604442.00"), ("1604442,00", "1604442.00"), ("0", "0"),
        ("771225,1", "771225.1"), ("2555260", "2555260"), ("50000.0", "50000.0"), ("0,123", "0.123"),
        ("1,604,442.00", "1604442.00"), ("1.604.442,00", "1604442.00"), ("1,604,442", "1604442"),
        ("1.604.442", "1604442"), ("1'604'442.50", "1604442.50"), ("1’604’442", "1604442"),
        ("1 604 442,00", "1604442.00"), ("1 234", "1234"), ("1 234,567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("1234,567", "1234.567"), ("1,234.5678", "1234.5678"), (" 12 ", "12"), ("-5", "-5"), ("−5,5", "-5.5"),
        ("+5", "5"), ("007", "7"),
    ],
)  # fmt: skip
def test_a_number_with_one_meaning(text: str, number: str) -> None:
    assert amount(text) == Decimal(number)
    assert amount(text, decimal=",") == amount(text, decimal=".") == Decimal(number)


@pytest.mark.parametrize("space", SPACES)
def test_any_space_separates_thousands(space: str) -> None:
    assert amount(f"1{space}604{space}442,00") == Decimal("1604442.00")


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "999.999", "-1,234"])
def test_two_meanings_are_refused_unless_the_column_decides(text: str) -> None:
    with pytest.raises(
        CannotRead, match=r"has two meanings: '[,.]' may be the decimal sign or separate thousands"
    ):
        amount(text)
    other = {",": ".", ".": ","}[next(sign for sign in text if sign in ",.")]
    assert amount(text, decimal=other) == Decimal(text.replace(",", "").replace(".", ""))
    assert amount(text, decimal="," if other == "." else ".") == Decimal(text.replace(",", "."))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "abc", "1.2.3", "12,34,567", "1 23", "1,234,56", "1,2,3", "1.5E+06", "1e5", "(5)", "--5",
        "5 - 3",
        "85.00%", "12 mln zł", "1200.-", "١٢٣", "½", "1 234'567.89", ".5", "5.", "1,,5", "5 5",
        "9" * 70, "NaN", "1/2",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_in_words(text: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        amount(text)
    assert refusal.value.reason.endswith(".")
    assert refusal.value.reason.startswith(repr(text)[:20])


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("€ 12.50", "12.50", "EUR"), ("12,50 €", "12.50", "EUR"), ("EUR 157 000 000", "157000000", "EUR"),
        ("60 979 euros", "60979", "EUR"), ("12 500,50 zł", "12500.50", "PLN"),
        ("1.000,00 Kč", "1000.00", "CZK"),
        ("5 000 Ft", "5000", "HUF"), ("£7", "7", "GBP"), ("-€ 12", "-12", "EUR"), ("€ -12", "-12", "EUR"),
        ("100 SEK", "100", "SEK"), ("dkk 100,5", "100.5", "DKK"), ("126 273,00 Lt", "126273.00", "LTL"),
        ("12 лв.", "12", "BGN"), ("US$ 5", "5", "USD"), ("1604442", "1604442", None),
    ],
)  # fmt: skip
def test_a_currency_beside_the_amount(text: str, number: str, currency: str | None) -> None:
    assert money(text) == Money(Decimal(number), currency)


@pytest.mark.parametrize("text", ["5 kr", "$5", "100 lei", "¥ 5", "5 kr."])
def test_a_sign_of_several_currencies_is_refused(text: str) -> None:
    with pytest.raises(CannotRead, match="does not say which currency is meant"):
        money(text)


def test_a_currency_is_not_lost_in_silence() -> None:
    with pytest.raises(CannotRead, match=r"'5 zł' names a currency \(PLN\)"):
        amount("5 zł")


@pytest.mark.parametrize("text", ["5 euro zł", "EUR 5 €", "5 parsnips", "5 m"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(CannotRead):
        money(text)


@pytest.mark.parametrize(
    ("samples", "sign"),
    [
        (["1,234", "12,5"], ","),
        (["1.234", "12.5", "x", ""], "."),
        (["1,234", "1,234,567"], "."),
        (["1.234.567"], ","),
        (["1 234,50 zł"], ","),
        (["1,5", "1.5"], None),
        (["1,234"], None),
        (["12", "1 234", "1'234"], None),
        ([], None),
    ],
)
def test_the_decimal_sign_of_a_column(samples: list[str], sign: str | None) -> None:
    assert column_decimal(samples) == sign


@given(
    st.decimals(-(10**12), 10**12, places=2),
    st.sampled_from(["en", "de", "pl", "fr", "de_CH", "cs", "lt", "hu", "da", "it", "sv", "es"]),
)
def test_what_a_locale_writes_is_read(number: Decimal, locale: str) -> None:
    text = format_decimal(number, format="#,##0.00", locale=locale)
    assert amount(text) == number


@given(st.text(alphabet="0123456789,.' -€", max_size=12))
def test_any_text_is_read_one_way_or_refused(text: str) -> None:
    try:
        read = money(text).amount
    except CannotRead:
        return
    digits = "".join(sign for sign in text if sign in "0123456789")
    shown = "".join(sign for sign in f"{read:f}" if sign in "0123456789")
    assert shown.lstrip("0") == digits.lstrip("0"), "no digit is lost or made up"
