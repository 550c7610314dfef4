"""Reads an export of this program back into a snapshot, and proves that it is whole and unchanged.

Only the zip and the JSON lines with all tables can be read back; single tables are for other programs.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import orjson
import pyarrow as pa
from pyarrow import csv

from graph.errors import UnexpectedLayout, UnreadableFile
from graph.export.cells import reader_for, text_of
from graph.export.lines import FIRST, LAST
from graph.export.package import ABOUT, TABLES_FOLDER
from graph.export.sheets import EXPORTED_AS, REFERENCES
from graph.snapshot import TABLES, Snapshot

Columns = dict[str, list[Any]]
# Far more than any export has; a line beyond it is no line of ours.
LONGEST_LINE = 64 << 20
_STATED = {EXPORTED_AS.get(name, name): name for name in TABLES}
_FIRST = b'{"table":"snapshot"'


def is_export(path: Path) -> bool:
    """Whether a file looks like an export that can be read back."""
    try:
        with path.open("rb") as file:
            if file.read(len(_FIRST)) == _FIRST:
                return True
        if not zipfile.is_zipfile(path):
            return False
        with zipfile.ZipFile(path) as archive:
            return {ABOUT, f"{TABLES_FOLDER}/organisations.csv"} <= set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def read_export(path: Path) -> Snapshot:
    """The snapshot in an export; raises UnreadableFile, UnexpectedLayout for one cut off or changed."""
    try:
        stated, columns = _from_zip(path) if zipfile.is_zipfile(path) else _from_lines(path)
        snapshot = _snapshot(columns)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        zipfile.BadZipFile,
        pa.ArrowException,
    ) as error:
        raise UnreadableFile(
            f"{path.name} is no whole export of this program: {_in_short(error)} Export it again."
        ) from error
    if snapshot.id != stated:
        raise UnexpectedLayout(
            f"{path.name} was changed after it was exported: its tables have the content hash {snapshot.id}, "
            f"not {stated}. Load what you changed as a table of your own: socialcluster ingest suggest FILE"
        )
    return snapshot


def _in_short(error: Exception) -> str:
    return f"{str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__}.".replace(
        "..", "."
    )


def _from_zip(path: Path) -> tuple[str, dict[str, Columns]]:
    with zipfile.ZipFile(path) as archive:
        about = json.loads(_text(archive.open(ABOUT)))
        columns = {}
        for exported, name in _STATED.items():
            with archive.open(f"{TABLES_FOLDER}/{exported}.csv") as member:
                columns[name] = _columns_of_csv(name, member)
        return _stated_hash(about), columns


def _text(member: IO[bytes]) -> str:
    with member:
        return member.read(LONGEST_LINE).decode()


def _columns_of_csv(name: str, member: IO[bytes]) -> Columns:
    columns: Columns = {field.name: [] for field in TABLES[name]}
    wanted: list[tuple[str, int, Any]] = []
    for batch in _cells_of_csv(member):
        if not wanted:
            headings = [text_of(cells[0].as_py()) for cells in batch.columns]
            wanted = [(field.name, headings.index(field.name), _reader(field)) for field in TABLES[name]]
            batch = batch.slice(1)
        for column, at, read in wanted:
            columns[column].extend(read(cell) for cell in batch.column(at).to_pylist())
    return columns


def _cells_of_csv(member: IO[bytes]) -> csv.CSVStreamingReader:
    """Batches of cells as text, the headings among them: so every column is one of texts.

    Not by the standard library: its limit of cells is one for the whole process, and sources set theirs.
    """
    return csv.open_csv(
        member,
        read_options=csv.ReadOptions(
            use_threads=False, block_size=LONGEST_LINE, autogenerate_column_names=True
        ),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(strings_can_be_null=False),
    )


def _reader(field: pa.Field) -> Any:
    return text_of if field.name in REFERENCES else reader_for(field.type)


def _from_lines(path: Path) -> tuple[str, dict[str, Columns]]:
    columns: dict[str, Columns] = {name: {f.name: [] for f in TABLES[name]} for name in TABLES}
    counts: dict[str, int] = {}
    said: Mapping[str, Any] = {}
    for values in _proved(path):
        table = values.pop("table")
        if table == FIRST:
            said = values
        elif table == LAST:
            if values["rows"] != {name: counts.get(name, 0) for name in values["rows"]}:
                raise ValueError("it lacks rows")
        else:
            counts[table] = counts.get(table, 0) + 1
            if table in _STATED:
                for name, cells in columns[_STATED[table]].items():
                    cells.append(values[name])
    return _stated_hash(said), columns


def _stated_hash(said: Mapping[str, Any]) -> str:
    """Hash of the tables that an export holds, which may be a part of the snapshot that it names."""
    return str(said.get("tables", said["content"]))


def _proved(path: Path) -> Iterator[dict[str, Any]]:
    """The lines; the last of them must be there and state the checksum of all before it."""
    digest = hashlib.sha256()
    whole = False
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE):
            values = orjson.loads(line)
            whole = values["table"] == LAST
            if whole and values["sha256"] != digest.hexdigest():
                raise ValueError("its checksum is not that of its lines")
            digest.update(line)
            yield values
    if not whole:
        raise ValueError("its last line is missing, so it was cut off")


def _snapshot(columns: Mapping[str, Columns]) -> Snapshot:
    rows = {
        table: {uid: row for row, uid in enumerate(columns[table]["uid"])} for table in REFERENCES.values()
    }
    tables = {}
    for name, schema in TABLES.items():
        arrays = [_array(field, columns[name][field.name], rows) for field in schema]
        tables[name] = pa.table(arrays, schema=schema)
    return Snapshot(tables)


def _array(field: pa.Field, values: Sequence[Any], rows: Mapping[str, Mapping[str, int]]) -> pa.Array:
    if field.name in REFERENCES:
        of = rows[REFERENCES[field.name]]
        values = [None if uid is None else of[uid] for uid in values]
    return pa.array(values, type=field.type)
