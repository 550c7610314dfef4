"""A8: files that were cut off, and rows that are wrong: named in words, and nothing half in the graph."""

import csv
import gzip
from pathlib import Path

import pytest

from graph.errors import InputError, RowRejected
from graph.progress import Silent
from graph.records import Rejection
from graph.settings import Settings
from graph.store import audit, jobs
from graph.store.jobs import Job
from graph.store.session import Store
from ingest.jobs import ingest
from ingest.sources.h2020 import H2020
from tests.faults.loads import faults_of_ledger
from tests.faults.rounds import ROUNDS
from tests.faults.tables import Table, consistent, write
from tests.graph.store.dump import nodes
from tests.ingest.workbooks import table as cells_of
from tests.ingest.workbooks import write_workbook

OFFSETS = range(50)
LOADED = OFFSETS if ROUNDS > 1 else OFFSETS[1::12]
NAMES = ("cut.csv", "cut.csv.gz", "cut.xlsx")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same table as text, packed text and workbook."""
    folder, rows = tmp_path_factory.mktemp("whole"), consistent(200, seed=7)
    text = write(folder / "whole.csv", rows).read_bytes()
    book = write_workbook(folder / "whole.xlsx", {"Sheet": cells_of(list(rows[0]), *rows)}).read_bytes()
    return dict(zip(NAMES, (text, gzip.compress(text), book), strict=True))


def cut(folder: Path, name: str, content: bytes, offset: int) -> Path:
    path = folder / name
    path.write_bytes(content[: len(content) * offset // len(OFFSETS)])
    return path


def ends_in_its_last_cell(path: Path) -> bool:
    """Nobody can tell such a row from a whole one."""
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return len(rows[-1]) == len(headings)


def loaded(store: Store, settings: Settings, path: Path) -> Job | str:
    """The job, or in which words it was refused."""
    try:
        return ingest(store, H2020, path, settings, Silent())
    except InputError as error:
        return error.message


def rejected(path: Path) -> list[Rejection] | str:
    """Rows that could not be read, or in which words the file was refused."""
    try:
        with H2020.open(path) as opened:
            return [row for row in opened.rows if isinstance(row, Rejection)]
    except InputError as error:
        return error.message


@pytest.mark.parametrize("name", NAMES)
def test_reading_says_where_the_file_ends(name: str, whole: dict[str, bytes], tmp_path: Path) -> None:
    for offset in OFFSETS:
        path = cut(tmp_path, name, whole[name], offset)
        found = rejected(path)
        if isinstance(found, str):
            assert name in found
            continue
        assert name == "cut.csv", "what is packed has an end that can be missed"
        assert len(found) == 1 - ends_in_its_last_cell(path)
        for rejection in found:
            assert rejection.location.file == name
            assert rejection.location.row == len(path.read_text(encoding="utf-8").splitlines())
            assert rejection.column
            assert rejection.column in rejection.reason


@pytest.mark.parametrize("offset", LOADED)
@pytest.mark.parametrize("name", NAMES)
def test_what_was_there_stays_and_nothing_half_comes(
    store: Store, settings: Settings, whole: dict[str, bytes], tmp_path: Path, name: str, offset: int
) -> None:
    ingest(store, H2020, Table(tmp_path / "before.csv", consistent(60, seed=8)).path, settings, Silent())
    before = nodes(store, "Record")
    found = loaded(store, settings, cut(tmp_path, name, whole[name], offset))
    if isinstance(found, str):
        assert name in found
        assert nodes(store, "Record") == before
    else:
        assert found.state == ("partial" if found.rejected else "done")
        assert nodes(store, "Record").keys() > before.keys()
    assert faults_of_ledger(store) == []
    assert audit.violations(store) == []


def with_a_wrong_row(folder: Path) -> Path:
    rows = consistent(120, seed=9)
    return write(folder / "wrong.csv", [*rows[:70], {**rows[70], "country": "Atlantis"}, *rows[71:]])


def test_a_wrong_row_is_left_out_and_named(store: Store, settings: Settings, tmp_path: Path) -> None:
    job = ingest(store, H2020, with_a_wrong_row(tmp_path), settings, Silent())
    (wrong,) = job.rejects
    assert (job.state, job.written, job.rejected) == ("partial", 119, 1)
    assert (wrong.location.file, wrong.location.row, wrong.column) == ("wrong.csv", 72, "country")
    assert "Atlantis" in wrong.reason


def test_a_wrong_row_ends_a_strict_job_and_leaves_whole_batches(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    path = with_a_wrong_row(tmp_path)
    with pytest.raises(RowRejected, match=r"Row 72 was rejected: .*Atlantis"):
        ingest(store, H2020, path, settings, Silent(), options={"strict": True})
    (job,) = jobs.jobs_as_shown(store, limit=1)
    assert job["state"] == "failed"
    assert "Row 72" in job["error"]
    assert [(reject["row"], reject["column"]) for reject in job["rejects"]] == [(72, "country")]
    assert faults_of_ledger(store) == []
