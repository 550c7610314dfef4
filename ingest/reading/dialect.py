"""By which sign the columns of a text file are separated, and in which row its headings stand."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import UnexpectedLayout
from ingest.reading.cannot_read import shown
from ingest.reading.heading_rows import Wanted, heading_index
from ingest.reading.limits import CELL_CHARACTERS

DELIMITERS = ",;\t|"
SIGNS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
_SAMPLE_ROWS = 500
# The line by which Excel is told the delimiter.
_HINT = re.compile(r'"?sep=(.)"?')

# The library has one limit for the whole process, and its default is below what project summaries need.
csv.field_size_limit(CELL_CHARACTERS)


@dataclass(frozen=True, slots=True)
class Sample:
    """The first lines of a file; `whole` says that these are all, and end in a line break."""

    lines: Sequence[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter, and the index of the record of headings among the records that are not empty lines."""

    delimiter: str
    headings: int


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A delimiter tried on the sample: the headings it gives, and the share of rows with as many cells."""

    dialect: Dialect
    width: int
    has_wanted: bool
    share: float
    first: Sequence[str]


def dialect_of(sample: Sample, title: str, wanted: Sequence[Wanted], given: str | None = None) -> Dialect:
    """Raises UnexpectedLayout where two delimiters fit equally well, or there are no headings."""
    hint = _HINT.fullmatch(sample.lines[0].strip()) if sample.lines else None
    if hint:
        below = dialect_of(Sample(sample.lines[1:], sample.whole), title, wanted, given or hint[1])
        return Dialect(below.delimiter, below.headings + 1)
    attempts = [_attempt(sample, delimiter, wanted) for delimiter in given or DELIMITERS]
    found = [attempt for attempt in attempts if attempt]
    if not found:
        raise UnexpectedLayout(f"{title} has no row of headings. Is it the right file?")
    likely = [attempt for attempt in found if attempt.has_wanted] or found
    several = [attempt for attempt in likely if attempt.width > 1]
    best = max(several or likely, key=lambda attempt: attempt.share)
    rivals = [attempt for attempt in several if attempt.share == best.share and attempt is not best]
    if rivals:
        raise UnexpectedLayout(_undecided(title, best, rivals[0]))
    return best.dialect


def _attempt(sample: Sample, delimiter: str, wanted: Sequence[Wanted]) -> _Attempt | None:
    rows = list(_rows(sample, delimiter))
    index, has_wanted = heading_index(rows, wanted)
    if index is None:
        return None
    width, data = len(rows[index]), rows[index + 1 :]
    share = sum(len(row) == width for row in data) / len(data) if data else 1.0
    return _Attempt(Dialect(delimiter, index), width, has_wanted, share, rows[index])


def _rows(sample: Sample, delimiter: str) -> list[list[str]]:
    """Records of the sample but empty lines; the last is left out where it may go on beyond the sample."""
    reader = csv.reader(sample.lines, delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    while len(rows) < _SAMPLE_ROWS:
        try:
            row = next(reader)
        except StopIteration:
            return rows if sample.whole or len(rows) == 1 else rows[:-1]
        except csv.Error:
            row = [""]
        if row:
            rows.append(row)
    return rows


def _undecided(title: str, best: _Attempt, rival: _Attempt) -> str:
    one, other = (
        f"{SIGNS.get(attempt.dialect.delimiter, shown(attempt.dialect.delimiter))} "
        f"({' | '.join(attempt.first[:3])[:80]})"
        for attempt in (best, rival)
    )
    return f"The columns of {title} may be separated by {one} or {other}. Say which it is."
