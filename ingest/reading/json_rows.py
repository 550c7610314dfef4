"""JSON as a table: a list of objects, objects on lines, or an object with one list of objects in it."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from graph.errors import UnexpectedLayout
from ingest.reading.cannot_read import CannotRead
from ingest.reading.encoding import Encoding, encoding_of
from ingest.reading.files import ByteSource
from ingest.reading.findings import Findings
from ingest.reading.headings import unique_headings
from ingest.reading.json_entries import Entry, document_entries, line_entries, listed_entries
from ingest.reading.json_features import NAME, feature_entries, is_large_collection
from ingest.reading.json_values import cells_of
from ingest.reading.limits import COLUMNS, RECORD_CHARACTERS, Limits
from ingest.reading.mending import careful_row
from ingest.reading.rows import BrokenRow, Rows, Table
from ingest.reading.survey import DAMAGED


class _Form(StrEnum):
    LIST = "list"
    LINES = "lines"
    DOCUMENT = "document"
    FEATURES = "features of a large collection"


def open_json(file: ByteSource, limits: Limits, encoding: str | None = None) -> Table:
    """A JSON file as a table; it is read once to learn the names, which no file of JSON states beforehand."""
    known = encoding_of(file, encoding)
    source = _Source(file, known, _form(file, known, limits), limits)
    names, total = _names(source)
    findings = Findings()
    headings, notes = unique_headings(names, findings)
    return Table(
        name=file.name,
        part=file.part,
        headings=headings,
        read=_Named(source, tuple(names), headings).rows,
        heading_row=0,
        total=total,
        encoding=known.label,
        opening=(*known.notes, *source.notes(), *notes, *findings.sentences()),
    )


def _names(source: "_Source") -> tuple[list[str], int]:
    """The names of all objects in the order in which they first stand, and how many entries there are."""
    names: dict[str, None] = {}
    complaint, total, title = "", 0, source.file.title
    for entry in source.entries():
        total += 1
        try:
            names |= dict.fromkeys(_cells(entry))
        except CannotRead as error:
            complaint = complaint or f" {error.reason}"
        if len(names) > COLUMNS:
            raise UnexpectedLayout(f"{title} has more than {COLUMNS:,} names; at most so many are read.")
    if not names:
        raise UnexpectedLayout(f"{title} holds no objects with names and values.{complaint}")
    return list(names), total


def _form(file: ByteSource, encoding: Encoding, limits: Limits) -> _Form:
    with _text(file, encoding) as stream:
        first = stream.readline(RECORD_CHARACTERS)
        while first and not first.strip(" \t\r\n\ufeff"):
            first = stream.readline(RECORD_CHARACTERS)
        if first.lstrip(" \t\r\n\ufeff").startswith("["):
            return _Form.LIST
        if file.ending in (".jsonl", ".ndjson"):
            return _Form.LINES
        entries = line_entries(io.StringIO(first))
        is_object = any(isinstance(entry.value, dict) for entry in entries)
        more = any(line.strip() for line in stream) if is_object else False
    if more:
        return _Form.LINES
    with _text(file, encoding) as stream:
        return _Form.FEATURES if is_large_collection(stream, limits.document) else _Form.DOCUMENT


@contextmanager
def _text(file: ByteSource, encoding: Encoding) -> Iterator[TextIO]:
    with file.open() as stream:
        text = io.TextIOWrapper(stream, encoding=encoding.codec, errors=DAMAGED, newline="\n")
        try:
            yield text
        finally:
            text.detach()


@dataclass(frozen=True, slots=True)
class _Source:
    """A JSON file of which encoding and form are known."""

    file: ByteSource
    encoding: Encoding
    form: _Form
    limits: Limits

    def entries(self) -> Iterator[Entry]:
        with _text(self.file, self.encoding) as stream:
            yield from self._readers()[self.form](stream)

    def _readers(self) -> dict[_Form, Callable[[TextIO], Iterator[Entry]]]:
        return {
            _Form.LIST: lambda stream: listed_entries(stream, self.file.title),
            _Form.LINES: line_entries,
            _Form.FEATURES: lambda stream: feature_entries(stream, self.file.title),
            _Form.DOCUMENT: lambda stream: iter(self._document(stream)[0]),
        }

    def _document(self, stream: TextIO) -> tuple[list[Entry], str | None]:
        return document_entries(stream, self.file.title, self.limits.document)

    def notes(self) -> Sequence[str]:
        if self.form not in (_Form.DOCUMENT, _Form.FEATURES):
            return ()
        name: str | None = NAME
        if self.form is _Form.DOCUMENT:
            with _text(self.file, self.encoding) as stream:
                name = self._document(stream)[1]
        return (f"The rows are the entries of {name!r}; what stands beside it is not read.",) if name else ()


@dataclass(frozen=True, slots=True)
class _Named:
    """Entries as rows under their headings."""

    source: _Source
    names: tuple[str, ...]
    headings: tuple[str, ...]

    def rows(self, findings: Findings) -> Rows:
        for entry in self.source.entries():
            try:
                cells = _cells(entry)
            except CannotRead as error:
                yield BrokenRow(entry.row, error.reason, None, entry.text)
                continue
            texts = [cells.get(name, "") for name in self.names]
            row = careful_row(entry.row, self.headings, texts, findings)
            if isinstance(row, BrokenRow):
                yield BrokenRow(row.row, row.reason, row.column, entry.text)
            elif row.cells:
                yield row


def _cells(entry: Entry) -> dict[str, str]:
    if entry.broken:
        raise CannotRead(entry.broken)
    return cells_of(entry.value)
