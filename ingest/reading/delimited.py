"""CSV and its kin, read as a stream: records that break the rules of quotation are named, never repaired."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from graph.errors import UnexpectedLayout
from ingest.reading.dialect import SIGNS, Dialect, Sample, dialect_of
from ingest.reading.encoding import Encoding, encoding_of
from ingest.reading.feed import Feed, TooLong
from ingest.reading.files import ByteSource
from ingest.reading.findings import Finding, Findings
from ingest.reading.heading_rows import Wanted
from ingest.reading.headings import unique_headings
from ingest.reading.limits import CELL_CHARACTERS, COLUMNS, RECORD_CHARACTERS
from ingest.reading.mending import careful_row, damage, needs_care
from ingest.reading.quoting import rewrapped, spans
from ingest.reading.rows import BrokenRow, Rows, Table, TableRow
from ingest.reading.survey import DAMAGED

# How csv names a cell beyond its limit.
_TOO_LONG = "field limit"
_SAMPLE_CHARACTERS = 256 * 1024


def open_delimited(
    file: ByteSource, wanted: Sequence[Wanted], encoding: str | None = None, delimiter: str | None = None
) -> Table:
    """A text file as a table; `encoding` and `delimiter` are what a person says they are."""
    known = encoding_of(file, encoding)
    dialect = dialect_of(_sample(file, known), file.title, wanted, delimiter)
    line, cells = _heading_record(file, known, dialect)
    findings = Findings()
    headings, notes = unique_headings(cells, findings, line)
    if line > 1:
        notes.insert(0, f"The headings stand in line {line}; what is above them was passed over.")
    if not known.facts.ended:
        notes.append(
            "The last line does not end in a line break; if the file was cut off, its last cell is short."
        )
    return Table(
        name=file.name,
        part=file.part,
        headings=headings,
        read=_Delimited(file, known, dialect, headings).rows,
        heading_row=line,
        total=None if known.facts.lines is None else max(0, known.facts.lines - dialect.headings - 1),
        encoding=known.label,
        opening=(*known.notes, *notes, *findings.sentences()),
    )


@contextmanager
def _text(file: ByteSource, encoding: Encoding) -> Iterator[TextIO]:
    with file.open() as stream:
        text = io.TextIOWrapper(
            stream, encoding=encoding.codec, errors=DAMAGED, newline=encoding.facts.line_end
        )
        try:
            yield text
        finally:
            text.detach()


def _sample(file: ByteSource, encoding: Encoding) -> Sample:
    lines, size = [], 0
    with _text(file, encoding) as stream:
        while size < _SAMPLE_CHARACTERS and (line := stream.readline(_SAMPLE_CHARACTERS)):
            lines.append(line)
            size += len(line)
        whole = size < _SAMPLE_CHARACTERS and bool(lines) and lines[-1].endswith(encoding.facts.line_end)
    return Sample(lines, whole)


def _heading_record(file: ByteSource, encoding: Encoding, dialect: Dialect) -> tuple[int, Sequence[str]]:
    """Line and cells of the headings; raises UnexpectedLayout where they are damaged or too many."""
    delimited = _Delimited(file, encoding, dialect)
    with _text(file, encoding) as stream:
        feed = Feed(stream, unusual=True, end=encoding.facts.line_end)
        records = delimited.records(feed)
        for _ in range(dialect.headings):
            next(records, None)
        found = next(records, None)
        line = feed.start
    reason = "" if found is None else found.reason if isinstance(found, BrokenRow) else _damage(found)
    if not isinstance(found, list) or reason:
        raise UnexpectedLayout(
            f"The headings of {file.title} (line {line}) cannot be read. {reason}".rstrip()
        )
    return line, found


def _damage(headings: Sequence[str]) -> str:
    if len(headings) > COLUMNS:
        return f"There are {len(headings):,} of them; a table has at most {COLUMNS:,} columns."
    return next(filter(None, map(damage, headings)), "")


@dataclass(frozen=True, slots=True)
class _Delimited:
    """A text file of which encoding, delimiter and headings are known."""

    file: ByteSource
    encoding: Encoding
    dialect: Dialect
    headings: tuple[str, ...] = ()

    def rows(self, findings: Findings) -> Rows:
        with _text(self.file, self.encoding) as stream:
            facts = self.encoding.facts
            feed = Feed(stream, facts.unusual, facts.line_end, self.file.title)
            yield from self._below(self.records(feed), feed, findings)

    def records(self, feed: Feed) -> Iterator[list[str] | BrokenRow]:
        """Records but empty lines; while one is looked at, `feed` holds its lines."""
        ended = False
        while not ended:
            feed.next_record()
            reader = csv.reader(feed.lines(), delimiter=self.dialect.delimiter, strict=True)
            try:
                for cells in reader:
                    if cells:
                        yield cells
                    feed.record.clear()
                    feed.suspicious = False
                ended = True
            except csv.Error as error:
                yield self._broken(feed, str(error))
            except TooLong:
                yield self._broken(feed, _TOO_LONG)

    def _below(self, records: Iterator[list[str] | BrokenRow], feed: Feed, findings: Findings) -> Rows:
        """Rows below the headings; the inner loop, which must cost little more than csv itself."""
        headings, width = self.headings, len(self.headings)
        for _ in range(self.dialect.headings + 1):
            next(records, None)
        for cells in records:
            if isinstance(cells, BrokenRow):
                yield self._requoted(feed, findings) or cells
            elif len(cells) != width:
                if any(map(str.strip, cells)):
                    yield self._ragged(feed, cells)
            elif feed.suspicious and needs_care(feed.text):
                yield from self._careful(feed, cells, findings)
            else:
                named = zip(headings, cells, strict=True)
                filled = {heading: text for heading, cell in named if cell and (text := cell.strip())}
                if filled:
                    yield TableRow(feed.line - len(feed.record) + 1, filled)

    def _requoted(self, feed: Feed, findings: Findings) -> TableRow | None:
        """The record as meant, if all that is wrong are outer quotation marks left out."""
        if len(feed.record) != 1 or feed.passed_over:
            return None
        line, mended = rewrapped(feed.record[0], self.dialect.delimiter)
        try:
            cells = next(csv.reader([line], delimiter=self.dialect.delimiter, strict=True), [])
        except csv.Error:
            return None
        row = (
            careful_row(feed.start, self.headings, cells, findings)
            if len(cells) == len(self.headings)
            else None
        )
        if not mended or not isinstance(row, TableRow):
            return None
        for number in mended:
            findings.add(Finding.REQUOTED, feed.start, self.headings[number], cells[number], cells[number])
        return row._replace(mended=(*row.mended, *(self.headings[number] for number in mended)))

    def _careful(self, feed: Feed, cells: Sequence[str], findings: Findings) -> Rows:
        row = careful_row(feed.start, self.headings, cells, findings)
        if isinstance(row, BrokenRow):
            yield BrokenRow(row.row, row.reason, row.column, feed.text)
        elif row.cells:
            yield row

    def _ragged(self, feed: Feed, cells: Sequence[str]) -> BrokenRow:
        there, wanted = len(cells), len(self.headings)
        reason = (
            f"The row has {there:,} {'cell' if there == 1 else 'cells'}, but there are {wanted:,} headings"
        )
        if there > wanted:
            sign = SIGNS.get(self.dialect.delimiter, repr(self.dialect.delimiter))
            return BrokenRow(
                feed.start, f"{reason}: perhaps {sign} in a text is not quoted.", None, feed.text
            )
        column = self.headings[there - 1]
        return BrokenRow(feed.start, f"{reason}: it ends in column {column!r}.", column, feed.text)

    def _broken(self, feed: Feed, complaint: str) -> BrokenRow:
        """What is wrong with a record that csv gave up; raises UnreadableFile if all after it is lost."""
        text = feed.text
        cells = list(spans(text, self.dialect.delimiter))
        number = len(cells) - 1
        if _TOO_LONG in complaint:
            if text.count('"') % 2 and not feed.passed_over:
                raise feed.endless()
            number = next(
                (at for at, cell in enumerate(cells) if cell.end - cell.start > CELL_CHARACTERS), number
            )
            reason = f"The cell is longer than {CELL_CHARACTERS:,} characters."
        elif "new-line" in complaint:
            reason = "A line break within the row is not quoted."
        elif not cells[-1].closed:
            reason = "The file ends inside a quoted cell: it was cut off, or a quotation mark is missing."
        else:
            reason = "A quotation mark inside a quoted cell is not doubled."
        if feed.line > feed.start:
            reason += f" Lines {feed.start} to {feed.line} were taken for one row."
        column = self.headings[number] if number < len(self.headings) else None
        return BrokenRow(feed.start, reason, column, text[:RECORD_CHARACTERS])
