import pytest

from ingest.reading.cannot_read import CannotRead
from ingest.reading.values import boolean, identifier


@pytest.mark.parametrize(
    "text", ["yes", "Tak", "TAIP", "oui", "ja", "igen", "Ναι", "да", "áno", " true ", "1", "kyllä", "sì"]
)
def test_yes(text: str) -> None:
    assert boolean(text) is True


@pytest.mark.parametrize(
    "text", ["no", "Nie", "NE", "non", "nein", "nem", "Όχι", "не", "false", "0", "ei", "não", "nu"]
)
def test_no(text: str) -> None:
    assert boolean(text) is False


@pytest.mark.parametrize("text", ["", "x", "maybe", "2", "-", "yes no"])
def test_neither(text: str) -> None:
    with pytest.raises(CannotRead, match="is neither yes nor no"):
        boolean(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("103.0", "103"), ("103", "103"), ("007", "007"), (" VP2-1.3 ", "VP2-1.3"), ("1.10", "1.10"),
        ("1E5", "1E5"),
        ('="00123"', "00123"), ('="103.0"', "103"), ("0000 0001 0440 1651", "0000 0001 0440 1651"),
        ("938119011.000", "938119011"),
    ],
)  # fmt: skip
def test_codes(text: str, code: str) -> None:
    assert identifier(text) == code


@pytest.mark.parametrize("text", ["1.03E+05", "1,23457E+19", "1E+15", "9.38119011e8", '="1.2E+10"'])
def test_codes_of_which_digits_are_lost(text: str) -> None:
    with pytest.raises(CannotRead, match="its last digits are lost"):
        identifier(text)


@pytest.mark.parametrize("text", ["", "  ", '=""'])
def test_no_code(text: str) -> None:
    with pytest.raises(CannotRead, match="The code is empty"):
        identifier(text)
