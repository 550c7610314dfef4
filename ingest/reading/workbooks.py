"""XLSX, XLS and ODS: one sheet, read by calamine in a process of its own and kept in a temporary file."""

import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.files import ByteSource
from ingest.reading.findings import Findings
from ingest.reading.heading_rows import Wanted
from ingest.reading.headings import unique_headings
from ingest.reading.limits import COLUMNS, MIB, Limits
from ingest.reading.mending import careful_row, needs_care
from ingest.reading.rows import BrokenRow, Rows, Table, TableRow

_CHILD = "ingest.reading.workbook_child"
_PACKAGES = str(Path(__file__).parents[2])


def open_workbook_table(
    file: ByteSource, sheet: str | None, wanted: Sequence[Wanted], limits: Limits
) -> Table:
    """The sheet of that name, else the first that has all headings of one of `wanted`, else the only one."""
    spool = _spooled(file, {"sheet": sheet, "wanted": wanted, "memory": limits.workbook_memory}, limits)
    answer = spool.answer()
    _check(answer, file, sheet)
    findings = Findings()
    headings, notes = unique_headings(answer["headings"], findings, answer["row"])
    if len(headings) > COLUMNS:
        raise UnexpectedLayout(f"{file.title} has {len(headings):,} columns; at most {COLUMNS:,} are read.")
    if answer["row"] > 1:
        notes.insert(0, f"The headings stand in row {answer['row']}; what is above them was passed over.")
    if answer["errors"]:
        notes.append(f"Formula errors in the workbook: {answer['errors']:,}. These cells are read as empty.")
    return Table(
        name=file.name,
        part=f"{file.part}: {answer['sheet']}" if file.part else answer["sheet"],
        headings=headings,
        read=_Sheet(spool, headings).rows,
        heading_row=answer["row"],
        total=sum(1 for _ in spool.lines()),
        opening=(*notes, *findings.sentences()),
    )


class _Spool:
    """What the child process wrote, in a temporary file that is gone as soon as nobody holds this."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the finaliser
        self._start = 0
        weakref.finalize(self, self.file.close)

    def answer(self) -> Any:
        """The first line."""
        self.file.seek(0)
        answer = orjson.loads(self.file.readline())
        self._start = self.file.tell()
        return answer

    def lines(self) -> Iterator[bytes]:
        """The rows from the first, however many readings go on at once."""
        place = self._start
        while True:
            self.file.seek(place)
            lines = self.file.readlines(MIB)
            if not lines:
                return
            place = self.file.tell()
            yield from lines


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Rows under their headings."""

    spool: _Spool
    headings: tuple[str, ...]

    def rows(self, findings: Findings) -> Rows:
        for line in self.spool.lines():
            number, cells = orjson.loads(line)
            if any(map(needs_care, cells)):
                row = careful_row(number, self.headings, cells, findings)
                if isinstance(row, BrokenRow) or row.cells:
                    yield row
                continue
            texts = zip(self.headings, map(str.strip, cells), strict=True)
            filled = {heading: text for heading, text in texts if text}
            if filled:
                yield TableRow(number, filled)


def _spooled(file: ByteSource, task: Mapping[str, Any], limits: Limits) -> _Spool:
    """What the child process has written; raises UnreadableFile where it came to a bad end."""
    spool = _Spool()
    with tempfile.TemporaryFile() as packed:
        with file.open() as stream:
            shutil.copyfileobj(stream, packed)
        if packed.tell() > limits.workbook:
            raise UnreadableFile(
                f"{file.title} is larger than {limits.workbook // MIB:,} MiB. Export it as CSV."
            )
        packed.seek(0)
        code = _run_child(orjson.dumps(task).decode(), packed, spool.file, limits.workbook_seconds)
    if code is None:
        raise UnreadableFile(
            f"{file.title} was not read after {limits.workbook_seconds} seconds. Export the sheet as CSV."
        )
    if code != 0:
        raise UnreadableFile(
            f"{file.title} cannot be read as a spreadsheet: it is damaged, or its sheet is so large that it "
            f"needs more than {limits.workbook_memory // MIB:,} MiB of memory. Open it and export it as CSV."
        )
    return spool


def _run_child(task: str, packed: IO[bytes], spool: IO[bytes], seconds: int) -> int | None:
    """Exit code of the child process, None where it had to be ended."""
    command = [sys.executable, "-P", "-m", _CHILD, task]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; nothing of the file is an argument
            command,
            stdin=packed,
            stdout=spool,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.returncode


def _environment() -> Mapping[str, str]:
    """The child finds the packages that this process uses, wherever it was started."""
    paths = [_PACKAGES, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _check(answer: Any, file: ByteSource, sheet: str | None) -> None:
    if "locked" in answer:
        raise UnreadableFile(f"{file.title} is locked with a password. Save it without one.")
    if "damaged" in answer:
        raise UnreadableFile(
            f"{file.title} cannot be opened as a spreadsheet (.xlsx, .xls, .ods): it is damaged or something "
            f"else ({answer['damaged'][:120]}). Download it again, or save it as .xlsx."
        )
    there = ", ".join(map(repr, answer["sheets"])) or "none"
    if sheet and sheet not in answer["sheets"]:
        raise UnexpectedLayout(f"{file.title} has no sheet {sheet!r}; its sheets are: {there}.")
    if answer["headings"] is None:
        if answer["sheet"] is None or sheet or len(answer["sheets"]) == 1:
            raise UnexpectedLayout(f"{file.title} has no row of headings in its sheets ({there}).")
        raise UnexpectedLayout(
            f"No sheet of {file.title} has the headings that are looked for; there are: {there}."
        )
