"""Lines of a text file for the CSV reader, bounded in length, with those of the record in hand kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TextIO

from graph.errors import UnreadableFile
from ingest.reading.limits import RECORD_CHARACTERS


class TooLong(Exception):
    """A line is too long to be kept; reading can go on with the next."""


@dataclass(slots=True)
class Feed:
    """`suspicious` says that the record in hand may hold what needs care, `unusual` that any may."""

    stream: TextIO
    unusual: bool
    end: str
    title: str = "The file"
    line: int = 0
    record: list[str] = field(default_factory=list)
    suspicious: bool = False
    passed_over: bool = False

    def lines(self) -> Iterator[str]:
        """Lines with their ends; raises TooLong, or UnreadableFile where a record does not end."""
        record, unusual, size = self.record, self.unusual, 0
        for line in iter(partial(self.stream.readline, RECORD_CHARACTERS), ""):
            self.line += 1
            record.append(line)
            if unusual or not line.isascii():
                self.suspicious = True
            if len(record) == 1:
                size = len(line)
            else:
                size += len(line)
            if size >= RECORD_CHARACTERS:
                self._pass_over(line)
            yield line

    def _pass_over(self, line: str) -> None:
        """Goes on to the next line, if the quotation marks leave no doubt that a record begins there."""
        quotes = line.count('"')
        while line and line[-1] != self.end:
            line = self.stream.readline(RECORD_CHARACTERS)
            quotes += line.count('"')
        if quotes % 2 or len(self.record) > 1:
            raise self.endless()
        self.passed_over = True
        raise TooLong

    def endless(self) -> UnreadableFile:
        return UnreadableFile(
            f"{self.title}: the row that begins in line {self.start} does not end; probably a quotation "
            "mark is missing there. Nothing after it can be read. Mend that line and try again."
        )

    @property
    def start(self) -> int:
        """Number of the line in which the record in hand begins."""
        return self.line - len(self.record) + 1

    @property
    def text(self) -> str:
        return "".join(self.record)

    def next_record(self) -> None:
        self.record.clear()
        self.suspicious = self.passed_over = False
