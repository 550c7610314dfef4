"""A table of rejected rows that comes back is read as the table from which its rows were taken."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from graph.export.table import FORMULA_SIGNS, harmless, restored
from ingest.reading.rejected_rows import ADDED
from ingest.reading.rows import TableRow
from ingest.reading.tables import open_table
from ingest.rejects import mapping_for_rejects, write_rejects

# What the reader itself does not touch: letters that are seen, on one line, without blanks around them.
SEEN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M", "S", "Lm"]), max_size=20)
SIGNED = st.builds(str.__add__, st.sampled_from(["", "'", "''", "=", "+", "-", "@", "'=", "''@"]), SEEN)


@given(SIGNED | st.text(max_size=10).map(lambda text: "\t" + text))
def test_what_was_escaped_is_restored_to_the_letter(text: str) -> None:
    escaped = harmless(text)
    assert isinstance(escaped, str)
    assert not escaped.startswith(FORMULA_SIGNS)
    assert restored(escaped) == text


@pytest.mark.parametrize("number", [-1, 2.5, None])
def test_numbers_stay_numbers(number: float | None) -> None:
    assert harmless(number) == number


def _kept(folder: Path, *cells: dict[str, str], part: str | None = None) -> Path:
    """Rejects as a job keeps them."""
    file = folder / "rejects.jsonl"
    known = {"file": "rows.csv", "part": part, "row": 7, "column": "a", "reason": "Not so, it's wrong; mend."}
    file.write_text("".join(json.dumps(known | {"cells": one}) + "\n" for one in cells), encoding="utf-8")
    return file


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries({"a": SIGNED, "=b": SIGNED, "c": SEEN}), min_size=1, max_size=5))
def test_rows_come_back_as_they_were(tmp_path: Path, cells: list[dict[str, str]]) -> None:
    (table,) = write_rejects(_kept(tmp_path, *cells), tmp_path)
    read = open_table(table.file, wanted=[(("a",), ("=b",))])
    assert set(read.headings) == {"a", "=b", "c"}
    rows = [row for row in read.rows() if isinstance(row, TableRow)]
    filled = [{h: text for h, text in row.items() if text} for row in cells]
    assert [row.cells for row in rows] == [row for row in filled if row]
    assert any("rejected rows" in note for note in read.notes)


def test_columns_that_are_empty_in_all_rows_are_there(tmp_path: Path) -> None:
    (table,) = write_rejects(_kept(tmp_path, {"a": "x", "empty": ""}), tmp_path)
    assert open_table(table.file).headings == ("a", "empty")


def test_each_part_of_a_file_has_a_table_of_its_own(tmp_path: Path) -> None:
    names = ["Partners/../x", "partners/../X", None]
    lines = "".join(_kept(tmp_path, {"a": "x"}, part=name).read_text(encoding="utf-8") for name in names)
    (tmp_path / "rejects.jsonl").write_text(lines, encoding="utf-8")
    tables = write_rejects(tmp_path / "rejects.jsonl", tmp_path)
    assert [table.part for table in tables] == names
    assert {table.file.parent for table in tables} == {tmp_path}
    assert [table.file.name for table in tables] == [
        "rows.Partners_.._x.rejects.csv",
        "rows.partners_.._X.2.rejects.csv",
        "rows.rejects.csv",
    ]


def test_a_line_that_is_written_by_half_is_left_for_later(tmp_path: Path) -> None:
    kept = _kept(tmp_path, {"a": "x"})
    kept.write_bytes(kept.read_bytes() + b'{"file": "rows.c')
    assert [table.rows for table in write_rejects(kept, tmp_path)] == [1]
    assert write_rejects(tmp_path / "nothing", tmp_path) == []


def test_a_table_that_lacks_one_of_the_three_columns_is_an_ordinary_one(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(f"a,{ADDED[0]},{ADDED[1]}\n'=x,1,2\n", encoding="utf-8")
    table = open_table(file)
    assert len(table.headings) == 3
    assert [row.cells["a"] for row in table.rows() if isinstance(row, TableRow)] == ["'=x"]


@pytest.mark.parametrize(
    "mapping",
    [
        "source: {name: x}\nfile:\n  sheet: A\n  encoding: cp1250\ntable: projects\n",
        "source: {name: x}\nfile: {sheet: A}\ntable: projects\n",
        "source: {name: x}\ntable: projects\nfile:\n  sheet: A",
        "source: {name: x}\ntable: projects\n",
    ],
)
def test_a_mapping_for_rejects_says_nothing_of_how_the_first_file_was_written(mapping: str) -> None:
    assert mapping_for_rejects(mapping) == "source: {name: x}\ntable: projects\n"
