"""Where in a record the rules of quotation are broken; only for records that csv has given up."""

from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A cell: where it begins and ends in the record, and whether its quotation marks are in order."""

    start: int
    end: int
    closed: bool = True
    well_quoted: bool = True


def spans(record: str, delimiter: str) -> Iterator[Span]:
    """The cells of a record up to the first that is not in order."""
    start = 0
    while start >= 0:
        after = start
        if record.startswith('"', start):
            closing = _closing(record, start + 1)
            if closing < 0:
                yield Span(start, len(record), closed=False)
                return
            after = closing + 1
            if record[after : after + 1] not in ("", delimiter, "\r", "\n"):
                yield Span(start, after, well_quoted=False)
                return
        found = record.find(delimiter, after)
        yield Span(start, found if found >= 0 else len(record.rstrip("\r\n")))
        start = found + 1 if found >= 0 else -1


def rewrapped(record: str, delimiter: str) -> tuple[str, list[int]]:
    """The line with the outer quotation marks that some of its cells lack, and the numbers of those cells.

    CORDIS quotes every cell but those that begin and end in a quotation mark themselves: of these it
    doubles all marks, and leaves out the outer ones. Whether the line is in order now, csv must tell.
    """
    line, mended = record.rstrip("\r\n"), list[int]()
    while True:
        cells = list(spans(line, delimiter))
        start, end = cells[-1].start, _end_of_unwrapped(line, cells[-1], delimiter)
        if cells[-1].well_quoted or end < 0:
            return line, mended
        line = f'{line[:start]}"{line[start:end]}"{line[end:]}'
        mended.append(len(cells) - 1)


def _end_of_unwrapped(line: str, cell: Span, delimiter: str) -> int:
    """Place after a cell that begins and ends in two quotation marks, -1 if it does not."""
    if not line.startswith('""', cell.start) or line.startswith('"""', cell.start):
        return -1
    found = line.find(f'""{delimiter}', cell.start + 3)
    end = found + 2 if found >= 0 else len(line)
    return end if line.endswith('""', cell.start + 3, end) else -1


def _closing(record: str, at: int) -> int:
    """Place of the mark that closes a quotation, -1 if none does; doubled marks are part of the text."""
    while (at := record.find('"', at)) >= 0:
        if not record.startswith('"', at + 1):
            return at
        at += 2
    return -1
