import datetime
import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.rows import BrokenRow, TableRow
from ingest.reading.tables import open_table
from tests.ingest.reading.conftest import Written


def parquet(path: Path, columns: dict[str, object]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_values_become_texts(tmp_path: Path) -> None:
    moment = pa.array([1_445_904_000_000_000_001], pa.timestamp("ns"))
    columns = {
        "int": [12], "whole": [103.0], "float": [1.5], "text": [" Łódź "],
        "day": [datetime.date(2015, 10, 27)],
        "time": [datetime.datetime(2015, 10, 27, 8, 30)], "nano": moment, "sum": [Decimal("1.10")],
        "list": [["a", "é"]], "yes": [True], "none": pa.array([None], pa.string()), "bytes": [b"x"],
        "clock": pa.array([1_000], pa.time64("ns")),
    }  # fmt: skip
    table = open_table(parquet(tmp_path / "a.parquet", columns))
    assert list(table.rows()) == [
        TableRow(
            1,
            {
                "int": "12", "whole": "103", "float": "1.5", "text": "Łódź", "day": "2015-10-27",
                "time": "2015-10-27 08:30:00", "nano": "2015-10-27", "sum": "1.10", "list": '["a", "é"]',
                "yes": "true", "bytes": "x", "clock": "00:00:00.000001",
            },
        )
    ]  # fmt: skip
    assert (table.total, table.heading_row) == (1, 0)


def test_rows_beyond_a_batch_and_a_damaged_cell(tmp_path: Path) -> None:
    cells = [f"x{number}".encode() for number in range(25_000)]
    cells[20_000] = b"\xff"
    found = list(open_table(parquet(tmp_path / "a.parquet", {"a": cells})).rows())
    assert len(found) == 25_000
    assert found[-1] == TableRow(25_000, {"a": "x24999"})
    assert found[20_000] == BrokenRow(
        20_001, "The byte FF in the cell is no letter in the encoding of the file.", "a"
    )


def test_a_file_that_is_cut_off_or_damaged(tmp_path: Path, written: Written) -> None:
    data = parquet(tmp_path / "a.parquet", {"a": [str(number) for number in range(1_000)]}).read_bytes()
    for size in range(4, len(data), len(data) // 20):
        with pytest.raises(UnreadableFile, match="cannot be read as Parquet"):
            open_table(written("cut.parquet", data[:size]))
    damaged = data[:100] + bytes(200) + data[300:]
    with pytest.raises(UnreadableFile, match="cannot be read as Parquet"):
        list(open_table(written("damaged.parquet", damaged)).rows())


def test_no_columns(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedLayout, match="0 columns"):
        open_table(parquet(tmp_path / "a.parquet", {}))


def test_in_an_archive(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"a": ["1"]})
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(path, "a.parquet")
    assert [row.cells for row in open_table(tmp_path / "a.zip").rows()] == [{"a": "1"}]
