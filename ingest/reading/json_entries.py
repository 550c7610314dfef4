"""Entries of JSON files, one after another: of a list, of lines, or of the one list in an object."""

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TextIO

from graph.errors import UnreadableFile
from ingest.reading.json_values import DECODER
from ingest.reading.limits import MIB, RECORD_CHARACTERS

_BLOCK = 64 * 1024
SPACE = " \t\r\n\ufeff"
_CUT = "The file ends before its list does: it was cut off."


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and where a person finds it; `broken` says why there is no value."""

    row: int
    value: object = None
    broken: str | None = None
    text: str = ""


def listed_entries(stream: TextIO, title: str) -> Iterator[Entry]:
    """Entries of a list, numbered from 1; raises UnreadableFile where the list breaks in its middle."""
    return _List(stream, title).entries()


def begun_entries(stream: TextIO, title: str, begun: str) -> Generator[Entry, None, str | None]:
    """Entries of a list of which `begun` is read already; returns what follows it, None if it was cut off."""
    return (yield from _List(stream, title, begun).listed())


def line_entries(stream: TextIO) -> Iterator[Entry]:
    """One value for each line that is not empty, numbered as lines."""
    for row, line in enumerate(iter(partial(stream.readline, RECORD_CHARACTERS), ""), start=1):
        if len(line) == RECORD_CHARACTERS and line[-1] != "\n":
            _pass_over(stream)
            yield Entry(row, broken=f"The line is longer than {RECORD_CHARACTERS:,} characters.")
        elif line.strip(SPACE):
            yield _entry(row, line.strip(SPACE))


def document_entries(stream: TextIO, title: str, limit: int) -> tuple[list[Entry], str | None]:
    """The entries of the only list of objects in an object and its name, or else the object itself."""
    text = stream.read(limit + 1)
    if len(text) > limit:
        raise UnreadableFile(
            f"{title} is one object of more than {limit // MIB:,} MiB. Save its list as JSON lines."
        )
    entry = _entry(1, text.strip(SPACE))
    if isinstance(entry.value, dict):
        lists = [name for name, value in entry.value.items() if _is_list_of_objects(value)]
        if len(lists) == 1:
            values = entry.value[lists[0]]
            return [Entry(row, value) for row, value in enumerate(values, start=1)], lists[0]
    return [entry], None


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _entry(row: int, text: str) -> Entry:
    try:
        value, end = DECODER.raw_decode(text)
    except json.JSONDecodeError as error:
        return Entry(row, broken=f"It is no JSON ({error.msg}, character {error.pos + 1}).", text=text)
    except RecursionError:
        return Entry(row, broken="Values are nested too deep.", text=text)
    if text[end:].strip(SPACE):
        return Entry(row, broken=f"Something follows the value at character {end + 1}.", text=text)
    return Entry(row, value, text=text)


def _pass_over(stream: TextIO) -> None:
    while (piece := stream.readline(RECORD_CHARACTERS)) and piece[-1] != "\n":
        pass


class _List:
    """A list read piece by piece: as much is kept as the entry at hand needs."""

    def __init__(self, stream: TextIO, title: str, begun: str | None = None) -> None:
        self._stream = stream
        self._title = title
        self._text = stream.read(_BLOCK) if begun is None else begun
        self._at = 0
        self._lines = 0
        self._ended = False

    def entries(self) -> Iterator[Entry]:
        rest = yield from self.listed()
        if rest is not None and rest.strip(SPACE):
            raise self._error("something follows the list", self._at)

    def listed(self) -> Generator[Entry, None, str | None]:
        """The entries; then what follows the list, as far as it is read, None where the list was cut off."""
        self._sign()
        self._at += 1
        row = 0
        while (sign := self._sign()) != "]":
            row += 1
            if row > 1 and sign:
                if sign != ",":
                    raise self._error("a comma is missing", self._at)
                self._at += 1
                sign = self._sign()
            entry = self._entry(row) if sign else Entry(row, broken=_CUT)
            yield entry
            if entry.broken:
                return None
        self._at += 1
        self._sign()
        return self._text[self._at :]

    def _sign(self) -> str:
        """The next character that is not space, or nothing at the end of the file."""
        while True:
            rest = len(self._text)
            while self._at < rest and self._text[self._at] in SPACE:
                self._at += 1
            if self._at < rest:
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Reads on, as much again as is kept; lets go of what has been read."""
        self._lines += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :]
        self._at = 0
        piece = self._stream.read(max(_BLOCK, len(self._text)))
        self._ended = not piece
        self._text += piece
        return not self._ended

    def _entry(self, row: int) -> Entry:
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                fault = error.pos - self._at
                if len(self._text) - self._at < RECORD_CHARACTERS and self._more():
                    continue
                return self._cut(row, error.msg, self._at + fault)
            except RecursionError:
                raise self._error("values are nested too deep", self._at) from None
            if end == len(self._text) and not isinstance(value, dict | list) and self._more():
                continue
            text, self._at = self._text[self._at : end], end
            return Entry(row, value, text=text)

    def _cut(self, row: int, complaint: str, fault: int) -> Entry:
        """An entry cut off by the end of the file; raises UnreadableFile where the fault is before it."""
        at_end = complaint.startswith("Unterminated") or fault >= len(self._text.rstrip()) - len(r"\uD800")
        if not (self._ended and at_end):
            raise self._error(complaint, fault)
        reason = f"The file ends inside this entry, in line {self._line(len(self._text))}: it was cut off."
        return Entry(row, broken=reason, text=self._text[self._at :])

    def _line(self, at: int) -> int:
        return self._lines + self._text.count("\n", 0, at) + 1

    def _error(self, complaint: str, at: int) -> UnreadableFile:
        column = at - self._text.rfind("\n", 0, at)
        place = f"line {self._line(at)}, column {column}"
        return UnreadableFile(f"{self._title} is damaged in {place}: {complaint}. Download it again.")
