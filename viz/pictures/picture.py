"""A picture as plain values, without how it is written: the same becomes SVG, PNG and PDF."""

from dataclasses import dataclass
from typing import TypeAlias

Spot: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours as #rrggbb, None for nothing; `dash` are lengths of strokes and gaps in pixels."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """Closed rings; where they cover each other twice is a hole."""

    rings: tuple[tuple[Spot, ...], ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Line:
    """A line through all its spots."""

    spots: tuple[Spot, ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Label:
    """A text that begins at a spot on its baseline; `halo` is the colour around its letters."""

    text: str
    at: Spot
    size: float
    colour: str
    halo: str | None = None


Mark: TypeAlias = Shape | Line | Label


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the picture; its marks count pixels from its upper left corner and end at its edges."""

    left: float
    top: float
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels count from the upper left corner; what is in the frame lies under the other marks."""

    title: str
    width: float
    height: float
    ground: str
    frame: Frame
    marks: tuple[Mark, ...] = ()
