"""Every way in which a record can be out of order has its own sentence, with line and column."""

import tracemalloc
from pathlib import Path

import pytest

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.limits import CELL_CHARACTERS, RECORD_CHARACTERS
from ingest.reading.rows import BrokenRow, TableRow
from ingest.reading.tables import open_table
from tests.ingest.reading.conftest import Written


def rows(path: Path) -> list[TableRow | BrokenRow]:
    return list(open_table(path).rows())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end(written: Written, delimiter: str, end: str) -> None:
    text = (
        end.join(delimiter.join(cells) for cells in (["id", "name", "sum"], ["1", "x", "2"], ["3", "", "4"]))
        + end
    )
    table = open_table(written("any.csv", text))
    assert table.headings == ("id", "name", "sum")
    assert list(table.rows()) == [
        TableRow(2, {"id": "1", "name": "x", "sum": "2"}),
        TableRow(3, {"id": "3", "sum": "4"}),
    ]
    assert table.total == 2


def test_quoted_line_breaks_and_the_line_where_a_record_begins(written: Written) -> None:
    found = rows(written("q.csv", 'id,text\r\n1,"a\r\nb\nc"\r\n\r\n2,"x ""y"", z"\r\n'))
    assert found == [
        TableRow(2, {"id": "1", "text": "a\r\nb\nc"}),
        TableRow(6, {"id": "2", "text": 'x "y", z'}),
    ]


def test_text_is_trimmed_and_empty_rows_are_no_rows(written: Written) -> None:
    found = rows(written("t.csv", "id,name\n 1 ,\u00a0a b\u00a0\n,\n  , \n2,\n,,,\n"))
    assert found == [TableRow(2, {"id": "1", "name": "a b"}), TableRow(5, {"id": "2"})]


def test_a_table_can_be_read_again(written: Written) -> None:
    table = open_table(written("a.csv", "a,b\n1,2\n"))
    assert list(table.rows()) == list(table.rows()) == [TableRow(2, {"a": "1", "b": "2"})]


def test_too_few_and_too_many_cells(written: Written) -> None:
    found = rows(written("r.csv", "a,b,c\n1,2\n1,2,3\n1,2,3,4\n9\n"))
    assert found == [
        BrokenRow(2, "The row has 2 cells, but there are 3 headings: it ends in column 'b'.", "b", "1,2\n"),
        TableRow(3, {"a": "1", "b": "2", "c": "3"}),
        BrokenRow(
            4, "The row has 4 cells, but there are 3 headings: perhaps a comma in a text is not quoted.",
            None, "1,2,3,4\n",
        ),
        BrokenRow(5, "The row has 1 cell, but there are 3 headings: it ends in column 'a'.", "a", "9\n"),
    ]  # fmt: skip


def test_a_quotation_mark_that_is_not_doubled(written: Written) -> None:
    found = rows(written("q.csv", 'a,b\n1,"x"y"\n2,z\n'))
    assert found == [
        BrokenRow(2, "A quotation mark inside a quoted cell is not doubled.", "b", '1,"x"y"\n'),
        TableRow(3, {"a": "2", "b": "z"}),
    ]


def test_a_lost_quotation_mark_names_the_lines_it_took(written: Written) -> None:
    found = rows(written("q.csv", 'a,b\n1,"x\n2,y\n3,"z"\n4,w\n'))
    assert isinstance(found[0], BrokenRow)
    assert (found[0].row, found[0].column) == (2, "b")
    assert found[0].reason.endswith("Lines 2 to 4 were taken for one row.")
    assert found[1:] == [TableRow(5, {"a": "4", "b": "w"})]


def test_a_file_that_ends_inside_a_quotation(written: Written) -> None:
    found = rows(written("q.csv", 'a,b\n1,x\n2,"cut off\nhere'))
    assert found == [
        TableRow(2, {"a": "1", "b": "x"}),
        BrokenRow(
            row=3,
            reason="The file ends inside a quoted cell: it was cut off, or a quotation mark is missing. "
            "Lines 3 to 4 were taken for one row.",
            column="b",
            text='2,"cut off\nhere',
        ),
    ]


def test_outer_quotation_marks_left_out_as_cordis_does(written: Written) -> None:
    text = (
        '"id";"topic";"title"\n"1";"T";""Ships; and the ""Fit for 55"" package""\n'
        '"2";""Only"";"x"\n"3";"";"y"\n'
    )
    table = open_table(written("topics.csv", text))
    found = list(table.rows())
    assert found == [
        TableRow(2, {"id": "1", "topic": "T", "title": '"Ships; and the "Fit for 55" package"'}, ("title",)),
        TableRow(3, {"id": "2", "topic": '"Only"', "title": "x"}, ("topic",)),
        TableRow(4, {"id": "3", "title": "y"}),
    ]
    assert "outer quotation marks were missing" in table.notes[0]


def test_a_quotation_mark_within_an_unquoted_cell_is_text(written: Written) -> None:
    assert rows(written("q.csv", 'a;b\n1;UAB "LiTak"\n')) == [TableRow(2, {"a": "1", "b": 'UAB "LiTak"'})]


def test_a_lone_carriage_return_is_no_line_break_where_line_feeds_are(written: Written) -> None:
    found = rows(written("cr.csv", 'a,b\n1,x\ry\n2,"u\rv"\n3,z\r\n'))
    assert found == [
        BrokenRow(2, "A line break within the row is not quoted.", "b", "1,x\ry\n"),
        TableRow(3, {"a": "2", "b": "u\rv"}),
        TableRow(4, {"a": "3", "b": "z"}),
    ]


def test_a_nul_byte_breaks_its_row_only(written: Written) -> None:
    found = rows(written("n.csv", b"a,b\n1,x\x00y\n2,z\n"))
    assert found == [
        BrokenRow(2, "Character 2 of the cell is a NUL byte: the file is damaged here.", "b", "1,x\x00y\n"),
        TableRow(3, {"a": "2", "b": "z"}),
    ]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_ten_megabytes_is_refused_by_line_and_column(written: Written, quote: str) -> None:
    giant = "x" * (10 * 1024 * 1024)
    found = rows(written("big.csv", f"a,b,c\n1,2,3\n4,{quote}{giant}{quote},6\n7,8,9\n"))
    assert [type(row) for row in found] == [TableRow, BrokenRow, TableRow]
    assert found[1].row == 3
    assert isinstance(found[1], BrokenRow)
    assert (found[1].column, found[1].reason) == (
        "b",
        f"The cell is longer than {CELL_CHARACTERS:,} characters.",
    )
    assert found[2] == TableRow(4, {"a": "7", "b": "8", "c": "9"})


def test_the_longest_cell_that_is_read(written: Written) -> None:
    longest, longer = "é" * CELL_CHARACTERS, "é" * (CELL_CHARACTERS + 1)
    found = rows(written("long.csv", f"a,b\n1,{longest}\n2,{longer}\n"))
    assert found[0] == TableRow(2, {"a": "1", "b": longest})
    assert isinstance(found[1], BrokenRow)


@pytest.mark.parametrize("filler", ["x" * 100 + "\n", "x,y\n" * 50])
def test_a_quotation_that_swallows_the_file_ends_the_reading(written: Written, filler: str) -> None:
    swallowed = filler * (RECORD_CHARACTERS // len(filler) + 1)
    table = open_table(written("endless.csv", f'a,b\n1,x\n2,"y\n{swallowed}'))
    reading = table.rows()
    assert next(reading) == TableRow(2, {"a": "1", "b": "x"})
    with pytest.raises(UnreadableFile, match=r"endless.csv: the row that begins in line 3 does not end"):
        list(reading)


def test_a_line_without_end_inside_a_quotation_ends_the_reading(written: Written) -> None:
    giant = "x" * (RECORD_CHARACTERS + 10)
    with pytest.raises(UnreadableFile, match="line 2 does not end"):
        rows(written("endless.csv", f'a,b\n1,"{giant}\n'))


def test_the_last_line_without_end_is_read_and_noted(written: Written) -> None:
    table = open_table(written("a.csv", "a,b\n1,2\n3,4"))
    assert len(list(table.rows())) == 2
    assert table.notes == (
        "The last line does not end in a line break; if the file was cut off, its last cell is short.",
    )


def test_headings_below_titles(written: Written) -> None:
    path = written("t.csv", "List of operations\n\n;;\nId;Name;Sum\n1;x;2\n")
    table = open_table(path, wanted=[(("id",), ("sum", "amount"))])
    assert (table.headings, table.heading_row) == (("Id", "Name", "Sum"), 4)
    assert list(table.rows()) == [TableRow(5, {"Id": "1", "Name": "x", "Sum": "2"})]
    assert table.notes == ("The headings stand in line 4; what is above them was passed over.",)


def test_headings_that_are_empty_or_twice(written: Written) -> None:
    table = open_table(written("h.csv", "a,,a\n1,2,3\n"))
    assert table.headings == ("a", "column 2", "a (2)")
    assert list(table.rows()) == [TableRow(2, {"a": "1", "column 2": "2", "a (2)": "3"})]
    assert len(table.notes) == 2


@pytest.mark.parametrize("content", ["\n\n", ";;\n;;\n", " \n"])
def test_a_file_without_headings(written: Written, content: str) -> None:
    with pytest.raises(UnexpectedLayout, match="has no row of headings"):
        open_table(written("none.csv", content))


def test_damaged_headings_are_refused(written: Written) -> None:
    with pytest.raises(UnexpectedLayout, match=r"The headings of h.csv \(line 1\) cannot be read. .*NUL"):
        open_table(written("h.csv", b"a,b\x00\n1,2\n"))


def test_too_many_columns_are_refused(written: Written) -> None:
    with pytest.raises(UnexpectedLayout, match="at most 16,384 columns"):
        open_table(written("wide.csv", "x," * 20_000 + "\n"))


def test_headings_only(written: Written) -> None:
    table = open_table(written("h.csv", "a,b\n"))
    assert (list(table.rows()), table.total) == ([], 0)


def test_misread_letters_are_put_right_and_said(written: Written) -> None:
    table = open_table(written("m.csv", "id,name\n1,WojewÃ³dztwo\n2,Łódź\n"))
    assert list(table.rows()) == [
        TableRow(2, {"id": "1", "name": "Województwo"}, ("name",)),
        TableRow(3, {"id": "2", "name": "Łódź"}),
    ]
    assert table.notes == (
        "In 1 cell UTF-8 had been read as another encoding; the letters were restored (first in row 2, "
        "column 'name': 'WojewÃ³dztwo' became 'Województwo').",
    )


def test_reading_keeps_no_rows(written: Written) -> None:
    """Ten times the rows must not need more memory; both files are larger than what may be kept."""
    line = "207027,participant,916785413,UNIWERSYTET ŁÓDZKI,PRC,CY,318000,2017-01-01,3990206.25\n"
    heading = "rcn,role,pic,name,type,country,contribution,start,total\n"
    peaks = []
    for number in (15_000, 60_000):
        path = written(f"{number}.csv", heading + line * number)
        tracemalloc.start()
        count = sum(1 for _ in open_table(path).rows())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == number
    assert peaks[1] < 1.2 * peaks[0] < 8_000_000
