import csv
import io

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.export.cells import as_text, list_cell, reader_for, text_cell, text_of, writer_for
from graph.export.table import FORMULA_SIGNS

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text("'=+-@\t\r\0a", max_size=5)


@settings(max_examples=1000)
@example("")
@example("'")
@example("''")
@example("'=")
@given(TEXTS)
def test_a_text_comes_back_to_the_letter_and_is_no_formula(text: str) -> None:
    cell = text_cell(text)
    assert not cell.startswith(FORMULA_SIGNS)
    assert text_of(_through_csv(cell)) == text


def _through_csv(cell: str) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerow([cell, "end"])
    written.seek(0)
    return next(csv.reader(written, strict=True))[0]


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(sign: str) -> None:
    assert text_cell(f"{sign}cmd") == f"'{sign}cmd"


def test_nothing_and_an_empty_text_are_two_cells() -> None:
    assert (text_cell(None), text_cell("")) == ("", "'")
    assert (text_of(""), text_of("'")) == (None, "")


@pytest.mark.parametrize("values", [None, [], [None], ["a", None, "=b", "ą\x00"]])
def test_a_list_comes_back(values: list[str | None] | None) -> None:
    assert reader_for(pa.list_(pa.string()))(list_cell(values)) == values


@pytest.mark.parametrize(("of", "value"), [(pa.int64(), -5), (pa.float64(), -0.1), (pa.float64(), 1e300)])
def test_a_number_stays_one_also_below_zero(of: pa.DataType, value: float) -> None:
    assert writer_for(of) is None
    assert reader_for(of)(str(value)) == value
    assert reader_for(of)("") is None


def test_formats_without_lists_get_them_as_text() -> None:
    assert (as_text(["a"]), as_text(None), as_text(1.5)) == ('["a"]', None, "1.5")
