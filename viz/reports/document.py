"""What a report says, without how it looks: the same values become Markdown, a page and a PDF."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viz.pictures.picture import Picture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how long it is, from 0 up, and the figure as a reader sees it."""

    label: str
    length: float
    shown: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that share one scale beginning at 0."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def longest(self) -> float:
        """Length of the longest bar; 1 where all are 0, so that it can be divided by."""
        return max((bar.length for bar in self.bars), default=0.0) or 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts; `figures` are the columns that are read as numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture under its title; `note` is what must be said with it, such as whose boundaries it shows."""

    title: str
    picture: Picture
    note: str = ""


Block = Paragraph | Facts | Chart | Grid | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`language` is the code of the language that it is written in."""

    title: str
    language: str
    sections: tuple[Section, ...]


def grid(headings: Sequence[str], rows: Iterable[Sequence[object]], figures: Iterable[int] = ()) -> Grid:
    """A table of values; what is not known is a dash."""
    return Grid(
        tuple(headings),
        tuple(tuple(plain("–" if cell in (None, "") else str(cell)) for cell in row) for row in rows),
        frozenset(figures),
    )


def plain(text: str) -> str:
    """Text of a source without line ends and signs that steer a terminal, a browser or the direction."""
    return "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in text)
