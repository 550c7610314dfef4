"""A report as Markdown (CommonMark with tables of GitHub). What a source writes stays text."""

import re
from base64 import b64encode
from collections.abc import Sequence

from viz.pictures.png import as_png
from viz.reports.document import Block, Chart, Facts, Figure, Grid, Paragraph, Report

LONGEST_BAR = 30
# What could begin a tag, an entity, a link, emphasis, a code span, a table cell or a list.
_MARKS = re.compile(r"[\\`*_{}\[\]()<>#|~&!^$]")
_FIRST = re.compile(r"^(\d*)([-+=.)])")
# A narrow space parts the digits of a figure and stays.
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LINK = re.compile(r"(?i)(://|www(?=\.)|@)")


def as_markdown(report: Report) -> bytes:
    """UTF-8; charts are bars of characters inside tables, maps PNG inside the text."""
    parts = [f"# {_text(report.title)}"]
    for section in report.sections:
        parts.append(f"## {_text(section.title)}")
        parts += [_block(block) for block in section.blocks]
    return ("\n\n".join(parts) + "\n").encode()


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _line(block.text)
        case Facts():
            return "\n".join(f"- **{_text(name)}:** {_text(value)}" for name, value in block.rows)
        case Chart():
            return _chart(block)
        case Grid():
            return _table(block.headings, block.rows, block.figures)
        case Figure():
            return _figure(block)


def _figure(figure: Figure) -> str:
    """The picture stands in the text itself, for one file; many readers refuse SVG there."""
    drawn = b64encode(as_png(figure.picture)).decode("ascii")
    shown = f"![{_text(figure.title)}](data:image/png;base64,{drawn})"
    return f"{shown}\n\n{_line(figure.note)}" if figure.note else shown


def _chart(chart: Chart) -> str:
    rows = [(bar.label, _bar(bar.length / chart.longest), bar.shown) for bar in chart.bars]
    return _table((chart.title, "", ""), rows, {2})


def _bar(part: float) -> str:
    """Full blocks; what is more than nothing is seen."""
    return "█" * (max(round(part * LONGEST_BAR), 1) if part > 0 else 0)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], figures: frozenset[int] | set[int]) -> str:
    rule = ["---:" if place in figures else "---" for place in range(len(headings))]
    lines = [list(map(_text, headings)), rule, *(list(map(_text, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _line(text: str) -> str:
    """A line that begins no list, heading or rule."""
    return _FIRST.sub(r"\1\\\2", _text(text))


def _text(text: str) -> str:
    """Text that no reader of Markdown takes for anything else; an address becomes no link by itself."""
    marked = _MARKS.sub(_escaped, _SPACES.sub(" ", text).strip())
    return _LINK.sub(lambda sign: f"{sign[0][:-1]}&#{ord(sign[0][-1])};", marked)


def _escaped(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};" if sign[0] in "<>&" else f"\\{sign[0]}"
