"""keep.eu as a workbook, and each of its sheets as a file of its own with dots in its headings."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from graph.errors import UnexpectedLayout
from graph.records import Record
from graph.vocabulary import Node, Tie
from ingest.reading.rows import TableRow
from ingest.reading.tables import open_table
from ingest.sources.keep_eu import KeepEu
from ingest.sources.keep_eu_rows import CALLS, PARTNERS, PROJECTS
from tests.ingest.reading.spreadsheets import text, xlsx
from tests.ingest.sources.loaded import Cells, Loaded, load, recognised, shuffled, table_file
from tests.ingest.workbooks import Cell, table, write_workbook

KEEP = KeepEu()
COLUMNS = {name: [column.headings[0] for column in columns] for name, columns in KEEP.columns.items()}
PROGRAMME = "2014 - 2020 Interreg V-A Hills - Plains"
PROJECT: Cells = {
    "Programme": PROGRAMME,
    "Acronym": "PUMP",
    "Project.Name": "Water for all",
    "Lead.Partner": "Hillham",
    "Period": "2014-2020",
    "Budget": "1,604,442.00",
    "EU.Funding": "1,363,775.70",
    "Website": "",
    "Thematic1": "Water management",
    "Thematic2": "",
    "Thematic3": "",
    "Project.start": "2015/10/27",
    "Project.end": "2017/10/26",
    "Call.SN": "2",
}
PARTNER: Cells = {
    "Programme": PROGRAMME,
    "Acronym": "PUMP",
    "Project.Partner": "Municipality of Hillham",
    "Lead.Partner": "Yes",
    "Town": "Hillham",
    "Country": "LT Lithuania / LIETUVA",
    "Department": "",
    "Legal.Status": "public",
    "NUTS1..or.equivalent.": "LT0  / LIETUVA",
    "NUTS2..or.equivalent.": "LT02  / Vidurio ir vakarų Lietuvos regionas",
    "NUTS3..or.equivalent.": "LT029  / Utenos apskritis",
}
CALL: Cells = {
    "Programme": PROGRAMME,
    "Serial.Number": "2",
    "Start.Date": "2015/01/01",
    "End.Date": "2015/06/30",
    "Budget": "10,000,000.00",
}


def dotted(heading: str) -> str:
    """A heading as R writes it: a dot for each sign that a name may not have."""
    return re.sub(r"[^\w]", ".", heading)


def read(folder: Path, *rows: Cells) -> Loaded:
    return load(KEEP, table_file(folder / "keep.csv", rows))


@pytest.fixture(scope="module")
def workbook(data: Path) -> Path:
    return data / "keep" / "keep_closed_1420.xlsx"


@pytest.fixture(scope="module")
def whole(workbook: Path) -> Loaded:
    return load(KEEP, workbook)


@pytest.fixture(scope="module")
def sheets(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real sheets as loose CSV files."""
    folder = tmp_path_factory.mktemp("sheets")
    return {name: loose(workbook, name, folder / f"{number}.csv") for number, name in enumerate(COLUMNS)}


def loose(workbook: Path, sheet: str, to: Path) -> Path:
    found = open_table(workbook, sheet=sheet)
    rows = [row.cells for row in found.rows() if isinstance(row, TableRow)]
    return table_file(to, [{dotted(h): cells.get(h, "") for h in found.headings} for cells in rows])


def test_the_real_workbook_gives_the_known_network(whole: Loaded) -> None:
    assert (whole.total, len(whole.rows), whole.rejections) == (10_650, 10_650, ())
    assert (len({row.record.uid for row in whole.rows}), whole.contradictions) == (10_649, [])
    known = {"Project": 1_852, "PARTICIPATES_IN": 8_620, "Organisation": 6_960}
    assert {name: whole.counts[name] for name in known} == known
    amounts = [Decimal(str(tie["amount"])) for tie in whole.ties(Tie.FUNDED_BY).values() if "amount" in tie]
    assert sum(amounts) == Decimal("2203322607.48")


def told(records: Mapping[str, Record]) -> set[tuple[str, str, str]]:
    """What records state, whatever the headings under which it stood."""
    nodes = {(r.key, n.uid, repr(sorted(n.values.items()))) for r in records.values() for n in r.nodes}
    return nodes | {
        (r.key, str(t.key), repr(sorted(t.values.items()))) for r in records.values() for t in r.ties
    }


def test_the_real_sheets_one_by_one_say_the_same_as_the_workbook(
    whole: Loaded, sheets: dict[str, Path]
) -> None:
    found = {name: load(KEEP, file) for name, file in sheets.items()}
    assert [len(found[name].rows) for name in (CALLS, PROJECTS, PARTNERS)] == [138, 1_891, 8_621]
    assert {len(one.rejections) for one in found.values()} == {0}
    together: dict[str, Record] = {}
    for one in found.values():
        together |= one.records
    assert told(together) == told(whole.records)


def test_the_order_of_the_rows_does_not_matter(sheets: dict[str, Path], tmp_path: Path) -> None:
    for file in sheets.values():
        assert load(KEEP, shuffled(file, tmp_path / file.name)).stated == load(KEEP, file).stated


@pytest.mark.parametrize(("row", "sheet"), [(PROJECT, PROJECTS), (PARTNER, PARTNERS), (CALL, CALLS)])
def test_a_loose_sheet_is_known_by_its_columns(tmp_path: Path, row: Cells, sheet: str) -> None:
    assert recognised(table_file(tmp_path / "a.csv", [row]), [KEEP]) == f"keep.eu: {sheet}"


def test_a_partner_in_a_loose_sheet_needs_no_project_beside_it(tmp_path: Path) -> None:
    found = read(tmp_path, PARTNER)
    (part,) = found.ties(Tie.PARTICIPATES_IN).values()
    assert part == {"role": "lead"}
    (project,) = read(tmp_path, PROJECT).ties(Tie.FUNDED_BY)
    assert {end for _, end in found.ties(Tie.PARTICIPATES_IN)} == {project[0]}


def test_a_project_in_a_loose_sheet_has_its_funding_and_theme(tmp_path: Path) -> None:
    found = read(tmp_path, PROJECT)
    (funding,), (project,) = found.ties(Tie.FUNDED_BY).values(), found.of(Node.PROJECT)
    assert funding == {"amount": "1363775.70", "currency": "EUR", "call": "2"}
    assert (project["start"], project["end"], project["budget"]) == ("2015-10-27", "2017-10-26", "1604442.00")
    assert [theme["name"] for theme in found.of(Node.THEME)] == ["Water management"]


@pytest.mark.parametrize(
    "day", ["2015-10-27", "2015/10/27", "27.10.2015", "27 October 2015", "2015-10-27 00:00:00"]
)
def test_a_day_is_read_however_it_is_written(tmp_path: Path, day: str) -> None:
    (project,) = read(tmp_path, {**PROJECT, "Project.start": day}).of(Node.PROJECT)
    assert project["start"] == "2015-10-27"


def test_a_date_cell_of_a_spreadsheet_is_a_day(tmp_path: Path) -> None:
    """An ISO 8601 cell (`t="d"`), as programs other than Excel write them."""
    headings = COLUMNS[CALLS]
    first = "".join(text(f"{chr(65 + i)}1", heading) for i, heading in enumerate(headings))
    cells = (
        text("A2", PROGRAMME)
        + '<c r="B2"><v>2</v></c><c r="C2" t="d"><v>2015-01-01T00:00:00</v></c>'
        + '<c r="D2" t="d"><v>2015-06-30</v></c><c r="E2"><v>10000000</v></c>'
    )
    path = xlsx(tmp_path / "calls.xlsx", f'<row r="1">{first}</row><row r="2">{cells}</row>')
    (row,) = [row.cells for row in open_table(path).rows() if isinstance(row, TableRow)]
    loaded = read(tmp_path, {dotted(heading): row[heading] for heading in headings})
    (call,) = [p for p in loaded.of(Node.PROGRAMME) if p.get("level") == "call"]
    assert (call["start"], call["end"], call["budget"]) == ("2015-01-01", "2015-06-30", "10000000")


@pytest.mark.parametrize(
    ("row", "change", "column"),
    [
        (PARTNER, {"Country": "Atlantis"}, "Country"),
        (PARTNER, {"Lead.Partner": "maybe"}, "Lead.Partner"),
        (PARTNER, {"Lead.Partner": ""}, "Lead.Partner"),
        (PARTNER, {"Project.Partner": ""}, "Project.Partner"),
        (PROJECT, {"Acronym": ""}, "Acronym"),
        (PROJECT, {"EU.Funding": "1,234"}, "EU.Funding"),
        (CALL, {"Serial.Number": ""}, "Serial.Number"),
        (CALL, {"End.Date": "03/04/2015"}, "End.Date"),
    ],
)
def test_a_row_that_is_not_understood_is_rejected_by_its_column(
    tmp_path: Path, row: Cells, change: Cells, column: str
) -> None:
    (rejected,) = read(tmp_path, row, {**row, **change}).rejections
    assert (rejected.location.row, rejected.column) == (3, column)


def test_a_workbook_must_have_all_its_sheets(tmp_path: Path) -> None:
    rows: dict[str, list[list[Cell]]] = {name: table(COLUMNS[name]) for name in COLUMNS if name != CALLS}
    file = write_workbook(tmp_path / "keep.xlsx", rows)
    with (
        pytest.raises(UnexpectedLayout, match=r"no whole export of keep\.eu\. For sheet 'Calls'"),
        KEEP.open(file),
    ):
        pass
