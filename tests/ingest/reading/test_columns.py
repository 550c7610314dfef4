import pytest

from graph.errors import UnexpectedLayout
from ingest.reading.amounts import amount
from ingest.reading.cannot_read import CannotRead
from ingest.reading.columns import Column, match, recognise, wanted
from ingest.reading.dates import date

COLUMNS = (
    Column("title", ("Project Name", "Tytuł projektu", "Naziv projekta"), required=True),
    Column("owner", ("Beneficiary", "Nazwa beneficjenta"), required=True),
    Column("sum", ("EU Funding", "Dofinansowanie z EU"), read=amount),
    Column("start", ("Project start",), read=date),
)
OTHERS = (Column("title", ("Project Name",), required=True), Column("call", ("Call",)))


@pytest.mark.parametrize(
    "headings",
    [
        ("Project Name", "Beneficiary", "EU Funding"),
        ("TYTUL PROJEKTU", " nazwa  beneficjenta ", "Dofinansowanie<U+00A0>z EU"),
        ("naziv.projekta", "BENEFICIARY", "eu.funding"),
    ],
)
def test_columns_are_found_in_any_language_and_dialect(headings: tuple[str, ...]) -> None:
    layout = match(headings, COLUMNS)
    assert layout.headings == dict(zip(("title", "owner", "sum"), headings, strict=True))


def test_values_and_texts_of_a_row() -> None:
    layout = match(["Project Name", "Beneficiary", "EU Funding"], COLUMNS)
    cells = {"Project Name": "Bridge", "EU Funding": "1 234,50", "Other": "x"}
    assert layout.values(cells) == {"title": "Bridge", "sum": amount("1234.50")}
    assert layout.text("title", cells) == "Bridge"
    assert layout.text("owner", cells) == layout.text("start", cells) == ""


def test_what_is_not_understood_names_its_column() -> None:
    layout = match(["Tytuł projektu", "Beneficiary", "Dofinansowanie z EU"], COLUMNS)
    with pytest.raises(CannotRead) as refusal:
        layout.values({"Dofinansowanie z EU": "much"})
    assert refusal.value.column == "Dofinansowanie z EU"
    assert refusal.value.message == f"Column 'Dofinansowanie z EU': {refusal.value.reason}"


def test_missing_columns_are_named_with_what_there_is() -> None:
    with pytest.raises(UnexpectedLayout) as refusal:
        match(["Name", "Sum"], COLUMNS)
    assert refusal.value.message == (
        "The table lacks 2 of its columns: 'Project Name' or 'Tytuł projektu' or 'Naziv projekta'; "
        "'Beneficiary' or 'Nazwa beneficjenta'. Its columns are: 'Name', 'Sum'."
    )


def test_many_columns_are_not_all_listed() -> None:
    with pytest.raises(UnexpectedLayout, match=r"'c39' and 10 more\.$"):
        match([f"c{number}" for number in range(50)], COLUMNS)


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(
        UnexpectedLayout, match=r"'project.name' and 'PROJECT NAME' could both be 'Project Name'"
    ):
        match(["project.name", "PROJECT NAME", "Beneficiary"], COLUMNS)
    exact = match(["Project Name", "PROJECT NAME", "Beneficiary"], COLUMNS)
    assert exact.headings["title"] == "Project Name"


def test_the_first_alias_wins() -> None:
    assert (
        match(["Tytuł projektu", "Project Name", "Beneficiary"], COLUMNS).headings["title"] == "Project Name"
    )


def test_recognising_a_dialect() -> None:
    sources = {"esif": COLUMNS, "calls": OTHERS, "anything": (Column("x", ("Project Name",)),)}
    assert recognise(["Project Name", "Beneficiary", "EU Funding"], sources) == "esif"
    assert recognise(["Project Name", "Call"], sources) == "calls"
    assert recognise(["Beneficiary"], sources) is None
    assert recognise(["Project Name", "Beneficiary"], {"one": COLUMNS, "two": COLUMNS}) is None
    assert recognise([], {}) is None


def test_wanted_headings_are_those_of_required_columns() -> None:
    assert wanted(COLUMNS) == (COLUMNS[0].headings, COLUMNS[1].headings)
