"""Counts what was noticed in cells, and tells it in sentences with the first place as example."""

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.reading.cannot_read import shown


class Finding(StrEnum):
    """What can be noticed about a cell that is read all the same: 'In 3 cells …'."""

    RESTORED = "UTF-8 had been read as another encoding; the letters were restored"
    SUSPECT = (
        "the text looks like UTF-8 read as another encoding, but nothing certain can be restored; it is kept"
    )
    ESCAPED = "characters were written out as <U+…>; they were put back"
    INVISIBLE = "there were control characters, which no person can see; they were left out"
    LOST = "stands the mark of a letter that was lost before the file was published; it is kept"
    REQUOTED = "the outer quotation marks were missing; the text is read as if they were there"


@dataclass(slots=True)
class Findings:
    """How many cells each finding has, and the first of them."""

    counts: dict[Finding, int] = field(default_factory=dict)
    first: dict[Finding, str] = field(default_factory=dict)

    def add(self, finding: Finding, row: int, heading: str, before: str, after: str) -> None:
        self.counts[finding] = self.counts.get(finding, 0) + 1
        if finding not in self.first:
            became = f" became {shown(after)}" if after != before else ""
            self.first[finding] = f"row {row}, column {heading!r}: {shown(before)}{became}"

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            f"In {count:,} {'cell' if count == 1 else 'cells'} {finding} (first in {self.first[finding]})."
            for finding, count in self.counts.items()
        )
