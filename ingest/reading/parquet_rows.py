"""Parquet as a table; values become the texts that a person would type."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

import pyarrow as pa
import pyarrow.parquet as pq

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.files import ByteSource
from ingest.reading.findings import Findings
from ingest.reading.headings import unique_headings
from ingest.reading.limits import COLUMNS
from ingest.reading.mending import careful_row
from ingest.reading.rows import BrokenRow, Rows, Table

_BATCH = 10_000


def open_parquet(file: ByteSource) -> Table:
    """Raises UnreadableFile where the file is damaged or cut off."""
    with _opened(file) as parquet:
        names = list(parquet.schema_arrow.names)
        total = int(parquet.metadata.num_rows)
    if not 0 < len(names) <= COLUMNS:
        raise UnexpectedLayout(f"{file.title} has {len(names):,} columns; 1 to {COLUMNS:,} are read.")
    findings = Findings()
    headings, notes = unique_headings(names, findings)
    return Table(
        name=file.name,
        part=file.part,
        headings=headings,
        read=_Columns(file, headings).rows,
        heading_row=0,
        total=total,
        opening=(*notes, *findings.sentences()),
    )


@contextmanager
def _opened(file: ByteSource) -> Iterator[pq.ParquetFile]:
    """Parquet is read from its end, so a member of an archive is copied to a temporary file first."""
    with file.open() as stream, tempfile.TemporaryFile() as copy:
        if not stream.seekable():
            shutil.copyfileobj(stream, copy)
        try:
            yield pq.ParquetFile(stream if stream.seekable() else copy)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise UnreadableFile(
                f"{file.title} is damaged or cut off: it cannot be read as Parquet. Download it again."
            ) from error


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns under their headings; rows are numbered from 1."""

    file: ByteSource
    headings: tuple[str, ...]

    def rows(self, findings: Findings) -> Rows:
        for number, cells in enumerate(self._cells(), start=1):
            row = careful_row(number, self.headings, cells, findings)
            if isinstance(row, BrokenRow) or row.cells:
                yield row

    def _cells(self) -> Iterator[tuple[str, ...]]:
        with _opened(self.file) as parquet:
            for batch in parquet.iter_batches(batch_size=_BATCH):
                columns = [[_text(value) for value in _values(column)] for column in batch.columns]
                yield from zip(*columns, strict=True)


def _values(column: pa.Array) -> list[object]:
    """Nanoseconds have no place in Python's own times, nor in what is read here."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    elif pa.types.is_time64(column.type):
        column = column.cast(pa.time64("us"), safe=False)
    values: list[object] = column.to_pylist()
    return values


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="surrogateescape")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() and value.tzinfo is None else value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
