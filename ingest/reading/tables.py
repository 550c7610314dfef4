"""Opens a table of any kind: what kind it is shows in its bytes, not in its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError, UnexpectedLayout, UnreadableFile
from ingest.reading.archive import chosen, is_workbook, table_members
from ingest.reading.delimited import open_delimited
from ingest.reading.files import ByteSource, Kind, gunzipped, kind_of, plain_file
from ingest.reading.heading_rows import Wanted, has_all
from ingest.reading.json_rows import open_json
from ingest.reading.limits import Limits
from ingest.reading.parquet_rows import open_parquet
from ingest.reading.rejected_rows import as_first_read
from ingest.reading.rows import Table
from ingest.reading.workbooks import open_workbook_table

_PACKED_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".ods")


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    member: str | None = None,
    wanted: Sequence[Wanted] = (),
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits | None = None,
) -> Table:
    """A table in a file: CSV and its kin, XLSX, XLS, ODS, JSON, JSON lines, Parquet; in gzip or zip too.

    `wanted` helps to find the table: the sheet of a workbook, the member of an archive or the row below
    titles that has all headings of one of its sets. `encoding` and `delimiter` are what a person says of a
    text file. Raises UnreadableFile for what cannot be read, UnexpectedLayout where there is no such table.
    """
    return as_first_read(
        _table(path, _Asked(sheet, member, tuple(wanted), encoding, delimiter, limits or Limits()))
    )


def _table(path: Path, asked: "_Asked") -> Table:
    file = plain_file(path)
    kind = kind_of(file)
    if kind is Kind.ZIP:
        if is_workbook(path, asked.limits):
            return open_workbook_table(file, asked.sheet, asked.wanted, asked.limits)
        return _in_archive(path, asked)
    return _opened(file, asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller asks for."""

    sheet: str | None
    member: str | None
    wanted: tuple[Wanted, ...]
    encoding: str | None
    delimiter: str | None
    limits: Limits


def _opened(file: ByteSource, asked: _Asked) -> Table:
    """A file that is no zip archive, or a member of one."""
    kind = kind_of(file)
    if kind is Kind.GZIP and file.part is None:
        file = gunzipped(file, asked.limits)
        kind = kind_of(file)
    if kind is Kind.GZIP or (kind is Kind.ZIP and file.ending not in _PACKED_WORKBOOKS):
        raise UnreadableFile(f"{file.title} is an archive in an archive. Unpack it and name the table.")
    if kind in (Kind.WORKBOOK, Kind.ZIP):
        return open_workbook_table(file, asked.sheet, asked.wanted, asked.limits)
    if kind is Kind.PARQUET:
        return open_parquet(file)
    if kind is Kind.JSON:
        return open_json(file, asked.limits, asked.encoding)
    return open_delimited(file, asked.wanted, asked.encoding, asked.delimiter)


def _in_archive(path: Path, asked: _Asked) -> Table:
    members = table_members(path, asked.limits)
    if asked.member:
        return _opened(chosen(members, asked.member, path.name), asked)
    if len(members) == 1:
        return _opened(members[0], asked)
    for member in members if asked.wanted else ():
        try:
            table = _opened(member, asked)
        except InputError:
            continue
        if any(has_all(table.headings, columns) for columns in asked.wanted):
            return table
    there = ", ".join(member.part or "" for member in members) or "none"
    raise UnexpectedLayout(f"{path.name} holds several tables or none ({there}). Say which one to read.")
