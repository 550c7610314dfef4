import zipfile
from pathlib import Path

import pytest

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.workbook import Sheet, open_workbook, sheet
from tests.ingest.workbooks import Cell, write_workbook


def read(path: Path, *rows: list[Cell], columns: tuple[str, ...] = ("A", "B")) -> Sheet:
    write_workbook(path / "book.xlsx", {"S": rows})
    return sheet(open_workbook(path / "book.xlsx"), "book.xlsx", "S", columns)


def test_rows_come_as_text_by_heading_with_the_number_that_excel_shows(tmp_path: Path) -> None:
    found = read(tmp_path, ["A", "B"], ["x", 103.0], [1.5, " y "])
    assert list(found.rows()) == [(2, {"A": "x", "B": "103"}), (3, {"A": "1.5", "B": "y"})]


def test_what_is_empty_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, ["A", "B"], ["x"], [None, "y"], ["  ", "z"])
    assert [cells for _, cells in found.rows()] == [{"A": "x"}, {"B": "y"}, {"B": "z"}]


def test_an_empty_row_is_no_row_but_is_counted_on_the_way(tmp_path: Path) -> None:
    found = read(tmp_path, ["A", "B"], ["x"], [], [" "], ["y"], [])
    assert list(found.rows()) == [(2, {"A": "x"}), (5, {"A": "y"})]
    assert len(found) == 2


def test_empty_rows_and_columns_before_the_headings_do_not_shift_the_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, [], [None], [None, "A", "B"], [None, "x", "y"])
    assert list(found.rows()) == [(4, {"A": "x", "B": "y"})]


def test_further_columns_may_stand_beside_those_that_are_needed(tmp_path: Path) -> None:
    found = read(tmp_path, ["C", "B", "A"], ["c", "b", "a"])
    assert list(found.rows()) == [(2, {"C": "c", "B": "b", "A": "a"})]


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"There is no file .*none\.xlsx"):
        open_workbook(tmp_path / "none.xlsx")


def test_an_empty_file_is_told_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").touch()
    with pytest.raises(UnreadableFile, match=r"empty\.xlsx is empty"):
        open_workbook(tmp_path / "empty.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        b"PK\x03\x04 and nothing more",
        b"<html></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\0" * 99,
    ],
)
def test_a_file_that_is_no_spreadsheet_is_told_as_such(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "book.xlsx").write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"book\.xlsx cannot be opened as a spreadsheet"):
        open_workbook(tmp_path / "book.xlsx")


def test_an_archive_without_a_workbook_is_no_spreadsheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(UnreadableFile, match="cannot be opened as a spreadsheet"):
        open_workbook(tmp_path / "book.xlsx")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_was_cut_off_is_told_to_be_damaged(tmp_path: Path, share: float) -> None:
    whole = write_workbook(tmp_path / "book.xlsx", {"S": [["A", "B"], ["x", "y"]]}).read_bytes()
    (tmp_path / "book.xlsx").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UnreadableFile, match="it is damaged"):
        open_workbook(tmp_path / "book.xlsx")


def test_a_sheet_that_is_damaged_is_told_so_although_the_file_opens(tmp_path: Path) -> None:
    write_workbook(tmp_path / "book.xlsx", {"S": [["A", "B"], ["x", "y"]]}, damaged="S")
    with pytest.raises(UnreadableFile, match=r"book\.xlsx cannot be opened .* damaged"):
        sheet(open_workbook(tmp_path / "book.xlsx"), "book.xlsx", "S", ["A"])


def test_a_missing_sheet_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    write_workbook(tmp_path / "book.xlsx", {"S": [["A"]], "T": [["A"]]})
    with pytest.raises(UnexpectedLayout, match=r"book\.xlsx has no sheet 'Partners'; its sheets are: S, T"):
        sheet(open_workbook(tmp_path / "book.xlsx"), "book.xlsx", "Partners", ["A"])


def test_missing_columns_are_all_told(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedLayout, match=r"Sheet 'S' of book\.xlsx lacks the column 'B', 'D'"):
        read(tmp_path, ["A", "C"], ["x", "y"], columns=("A", "B", "C", "D"))


def test_a_sheet_without_anything_lacks_its_columns(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedLayout, match="lacks the column 'A', 'B'"):
        read(tmp_path)
