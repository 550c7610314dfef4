"""What every source is to the pipeline: facts about itself, and rows read from a file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from graph.records import Rejection, Row
from ingest.reading.columns import Column


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a user must know of a source before using what it says."""

    name: str
    title: str
    publisher: str
    address: str
    licence: str
    publishes: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened and found to have the layout that the source needs.

    `total` is the number of rows that will come, where the file says; `rows` is read once. `notes` gives
    sentences on how the file was read; those on cells are complete when all rows are read.
    """

    total: int | None
    rows: Iterator[Row | Rejection]
    notes: "Notes" = tuple


class Notes(Protocol):
    """Sentences known so far."""

    def __call__(self) -> Sequence[str]: ...


class Source(Protocol):
    """A way in. `open` checks the whole layout first, so that a file it refuses changes nothing."""

    @property
    def facts(self) -> SourceFacts: ...

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        """Columns of each table of the source, by the table's name; a file is recognised by them."""
        ...

    def open(self, path: Path) -> AbstractContextManager[Opened]:
        """Raises UnreadableFile or UnexpectedLayout with a sentence for the user."""
        ...
