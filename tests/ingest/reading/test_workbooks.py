"""Spreadsheets are read in a process of their own: what kills the reader does not kill the program."""

import time
from pathlib import Path

import pytest

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.limits import MIB, Limits
from ingest.reading.rows import TableRow
from ingest.reading.tables import open_table
from tests.ingest.reading.conftest import Written
from tests.ingest.reading.spreadsheets import ods, text, xlsx
from tests.ingest.workbooks import write_workbook


def test_cells_are_read_as_a_person_reads_them(tmp_path: Path) -> None:
    rows = [
        ["code", "name", "sum"],
        [103.0, " Łódź ", 0.1 + 0.2],
        [None, None, None],
        ["007", None, 758394.29],
        [1e15, "2015/10/27", -12.0],
    ]
    table = open_table(write_workbook(tmp_path / "a.xlsx", {"Partners": rows}))
    assert (table.name, table.part, table.headings) == ("a.xlsx", "Partners", ("code", "name", "sum"))
    assert list(table.rows()) == [
        TableRow(2, {"code": "103", "name": "Łódź", "sum": "0.3"}),
        TableRow(4, {"code": "007", "sum": "758394.29"}),
        TableRow(5, {"code": "1e+15", "name": "2015/10/27", "sum": "-12"}),
    ]
    assert table.total == 3


def test_other_cells(tmp_path: Path) -> None:
    cells = (
        '<row r="1">' + text("A1", "a") + text("B1", "b") + text("C1", "c") + "</row>"
        '<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#REF!</v></c>'
        + text("C3", "x_x000D_&#10;y")
        + "</row>"
        '<row r="4"><c r="A4" t="d"><v>2015-10-27T00:00:00</v></c>'
        '<c r="C4"><v>12345678901234567890</v></c></row>'
    )
    table = open_table(xlsx(tmp_path / "a.xlsx", cells))
    assert list(table.rows()) == [
        TableRow(3, {"a": "TRUE", "c": "x\r\ny"}),
        TableRow(4, {"a": "2015-10-27", "c": "1.23456789012346e+19"}),
    ]
    assert "Formula errors in the workbook: 1. These cells are read as empty." in table.notes


def test_headings_below_titles_and_right_of_empty_columns(tmp_path: Path) -> None:
    cells = (
        '<row r="2">' + text("B2", "List of operations") + "</row>"
        '<row r="5">' + text("B5", "Id") + text("C5", "Name") + "</row>"
        '<row r="6">' + text("B6", "1") + text("C6", "x") + "</row>"
    )
    table = open_table(xlsx(tmp_path / "a.xlsx", cells), wanted=[(("id",), ("name",))])
    assert (table.headings, table.heading_row) == (("Id", "Name"), 5)
    assert list(table.rows()) == [TableRow(6, {"Id": "1", "Name": "x"})]


def test_a_sheet_by_name_and_by_headings(tmp_path: Path) -> None:
    sheets = {"Info": [["about"], ["x"]], "Projects": [["Title"], ["p"]], "Partners": [["Name"], ["q"]]}
    path = write_workbook(tmp_path / "a.xlsx", sheets)
    assert open_table(path, sheet="Partners").headings == ("Name",)
    assert open_table(path, wanted=[(("organisation", "name"),)]).part == "Partners"
    assert open_table(path).part == "Info", "without a wish it is the first"
    with pytest.raises(
        UnexpectedLayout, match="no sheet 'Calls'; its sheets are: 'Info', 'Projects', 'Partners'"
    ):
        open_table(path, sheet="Calls")
    with pytest.raises(UnexpectedLayout, match=r"No sheet of a.xlsx has the headings that are looked for"):
        open_table(path, wanted=[(("budget",),)])


def test_an_empty_sheet(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Empty": [], "Full": [["a"], ["1"]]})
    assert open_table(path).part == "Full"
    with pytest.raises(UnexpectedLayout, match="has no row of headings"):
        open_table(path, sheet="Empty")


def test_rows_can_be_read_by_two_at_once(tmp_path: Path) -> None:
    rows = [["n", "filler"], *([float(number), "x" * 500] for number in range(5_000))]
    table = open_table(write_workbook(tmp_path / "a.xlsx", {"S": rows}))
    pairs = list(zip(table.rows(), table.rows(), strict=True))
    assert len(pairs) == 5_000
    assert all(one == other for one, other in pairs)


def test_an_opendocument_spreadsheet(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", [["id", "name"], ["1", "Čakovec"]])
    assert list(open_table(path).rows()) == [TableRow(2, {"id": "1", "name": "Čakovec"})]


def test_a_misread_cell(tmp_path: Path) -> None:
    table = open_table(write_workbook(tmp_path / "a.xlsx", {"S": [["a"], ["√âcole r√©gionale"]]}))
    assert list(table.rows()) == [TableRow(2, {"a": "École régionale"}, ("a",))]
    assert "the letters were restored" in table.notes[0]


def test_a_cell_in_the_last_corner_does_not_kill_the_program(tmp_path: Path) -> None:
    """calamine asks for 500 GiB for the cells between, and is aborted."""
    cells = f'<row r="1">{text("A1", "a")}</row><row r="1048576">{text("XFD1048576", "x")}</row>'
    with pytest.raises(UnreadableFile, match="so large that it needs more than 4,096 MiB of memory"):
        open_table(xlsx(tmp_path / "corner.xlsx", cells))


@pytest.mark.parametrize(
    "entities",
    [
        "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12)) + '<!ENTITY l0 "lol">',
        f'<!ENTITY l11 "{"x" * 70_000}">',
        '<!ENTITY l11 SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_are_refused_at_once(tmp_path: Path, entities: str) -> None:
    cells = f'<row r="1">{text("A1", "a")}</row><row r="2">{text("A2", "&l11;" * 100)}</row>'
    path = xlsx(tmp_path / "bomb.xlsx", cells, f"<!DOCTYPE worksheet [{entities}]>")
    start = time.process_time()
    with pytest.raises(UnreadableFile, match=r"bomb.xlsx cannot be opened as a spreadsheet"):
        open_table(path)
    assert time.process_time() - start < 1


def test_a_sheet_that_unpacks_to_too_much(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", text("A1", "a") + " " * 100 * MIB)
    with pytest.raises(UnreadableFile, match="more than 100 times its size"):
        open_table(path)


def test_a_spreadsheet_that_takes_too_long(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [["a"]]})
    with pytest.raises(UnreadableFile, match="was not read after 0 seconds"):
        open_table(path, limits=Limits(workbook_seconds=0))


def test_a_spreadsheet_that_is_too_large(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [["a"]]})
    with pytest.raises(UnreadableFile, match="larger than 0 MiB"):
        open_table(path, limits=Limits(workbook=10))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_a_spreadsheet_that_is_cut_off(tmp_path: Path, written: Written, share: float) -> None:
    data = write_workbook(tmp_path / "a.xlsx", {"S": [["a"], ["1"]]}).read_bytes()
    with pytest.raises(UnreadableFile, match="cut off"):
        open_table(written("cut.xlsx", data[: int(share * len(data))]))


def test_a_damaged_sheet(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [["a"], ["1"]]}, damaged="S")
    with pytest.raises((UnreadableFile, UnexpectedLayout)):
        list(open_table(path).rows())


@pytest.mark.parametrize("size", [8, 600, 5_000])
def test_a_damaged_old_spreadsheet(written: Written, size: int) -> None:
    with pytest.raises(UnreadableFile, match=r"a.xls cannot be"):
        open_table(written("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(size)))
