"""The sheet of a picture: a title above, the frame, its legend, and what must be said below."""

from collections.abc import Sequence

from viz.pictures import inks, legend
from viz.pictures.letters import lines_of
from viz.pictures.picture import Frame, Label, Mark, Picture

WIDTH, HEIGHT, MARGIN, PADDING = 720.0, 460.0, 26.0, 10.0
TITLE, NOTE = 16.0, 9.0


def framed(
    *,
    title: str,
    marks: Sequence[Mark],
    entries: Sequence[legend.Entry],
    notes: Sequence[str],
    alone: bool = True,
) -> Picture:
    """The sheet around a frame with these marks in it; `alone` with the title above it."""
    around: list[Mark] = []
    top = PADDING
    if alone:
        titles = lines_of(title, TITLE, WIDTH - 2 * PADDING)
        around += _text(titles, TITLE, PADDING + TITLE - 2, inks.TEXT)
        top += len(titles) * (TITLE + 4) + 6
    rows, below = legend.rows(entries, top=top + HEIGHT + PADDING, left=PADDING, width=WIDTH - 2 * PADDING)
    lines = [line for note in notes for line in lines_of(note, NOTE, WIDTH - 2 * PADDING)]
    around += [*rows, *_text(lines, NOTE, below + NOTE, inks.QUIET)]
    bottom = below + len(lines) * (NOTE + 4) + PADDING
    frame = Frame(0, top, WIDTH, HEIGHT, tuple(marks))
    return Picture(title, WIDTH, bottom, inks.GROUND, frame, tuple(around))


def _text(lines: Sequence[str], size: float, top: float, colour: str) -> list[Mark]:
    return [Label(line, (PADDING, top + row * (size + 4)), size, colour) for row, line in enumerate(lines)]
